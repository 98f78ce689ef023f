import type { EngineListener } from '../events.ts';
import { assetClass } from '../market/asset-class.ts';
import type { CandleColumns } from '../market/candle.ts';
import type { PublishedFigures } from '../market/published.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { type Timeframe, timeframeMs } from '../market/timeframe.ts';
import { writeArtefact } from '../models/artefact.ts';
import type { ModelKind } from '../models/model.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { CandleStore, ModelRegistry, PredictionStore } from '../ports.ts';
import { DAY_MS } from '../time.ts';
import { contextSeriesOf, type SeriesCandles, withContext } from '../walk/context-series.ts';
import { championDecisions } from './champion-decisions.ts';
import { findServing } from './find-serving.ts';
import { type PromotionVerdict, promotionVerdict, unopposedVerdict } from './promotion.ts';
import { COMPARED_MS, mergeDecisions, type RecentDecisions } from './recent-decisions.ts';
import type { TrainingResult } from './train.ts';

/** A refit that failed is tried again after a day of the clock, not at every candle. */
const REST_AFTER_FAILURE_MS = DAY_MS;
/** A challenger that lost is followed by the next one after this share of the refit interval. */
const REST_AFTER_LOSS = 0.25;
/** A model older than so many refit intervals says nothing any more (reliability.md). */
const STALE_INTERVALS = 2;

/** Days after which a model is fitted again on what has become the past (evaluation.md: 30 at 1 h and above, 7 below). */
export function refitIntervalMs(timeframe: Timeframe): number {
  const days = timeframeMs(timeframe) >= 3_600_000 ? 30 : 7;
  return days * DAY_MS;
}

/** How far a training is: folds of its walk-forward. */
export interface TrainingProgress {
  readonly done: number;
  readonly total: number;
  /** Wall milliseconds until the end at the pace so far; null before the first fold and where nobody looks at a clock. */
  readonly leftMs: number | null;
}

export interface TrainerRequest {
  readonly series: readonly { readonly name: string; readonly columns: CandleColumns }[];
  readonly timeframe: Timeframe;
  readonly kind: ModelKind;
  readonly seed: number;
  readonly indicators?: readonly string[];
  readonly onProgress: (progress: TrainingProgress) => void;
  /** Ends the training early: the promise rejects. What was done is kept where the trainer has a checkpoint. */
  readonly signal: AbortSignal;
}

/** Fits a model on several series of one timeframe; what `trainWithEvidence` does, possibly on another thread. */
export type Trainer = (request: TrainerRequest) => Promise<TrainingResult>;

export interface ModelRoomDependencies {
  readonly series: readonly SeriesKey[];
  readonly registry: ModelRegistry;
  readonly candles: CandleStore;
  readonly predictions: PredictionStore;
  readonly train: Trainer;
  /** Fitted where there is no model at all: a quick one, for the product waits for it. */
  readonly firstKind: ModelKind;
  /** Fitted on schedule, beside the walk, and promoted only through the gate. */
  readonly challengerKind: ModelKind;
  readonly seed: number;
  /** Candles of each series a fit may look back on. */
  readonly trainingCandles: number;
  /** Indicators of the technicalindicators package that models shall read besides the table. */
  readonly indicators?: readonly string[];
  /** Published figures as they are known by now. */
  readonly published?: () => PublishedFigures;
  readonly onEvent: EngineListener;
}

/** The models that serve, one per group of series that share an asset class and a timeframe. */
export interface ModelRoom {
  /** The serving model of a series, or of any market of that asset class and timeframe; null when there is none. */
  modelFor(symbol: string, timeframe: Timeframe): TrainedModel | null;
  /** Why nothing may be published at nowMs, or null: the serving model is older than two refit intervals, or the one on record is damaged. */
  staleReason(symbol: string, timeframe: Timeframe, nowMs: number): string | null;
  /**
   * Loads, or fits and saves, what is missing; where a refit is due, starts to train a challenger and does not wait for it. A champion that
   * cannot be read is reported, and the one promoted before it is taken; where there is none the group is silent until a challenger passes; when a fit fails, or its model loses, the serving model stays.
   */
  refresh(nowMs: number): Promise<void>;
  /** Resolves when no challenger is in training. */
  idle(): Promise<void>;
  /** Ends a training under way. */
  stop(): Promise<void>;
}

interface Group {
  readonly name: string;
  readonly timeframe: Timeframe;
  readonly series: readonly SeriesKey[];
}

interface Serving {
  readonly trained: TrainedModel;
  /** Its out-of-sample decisions, where it was trained by this process. */
  readonly recent: RecentDecisions | null;
}

const groupName = (symbol: string, timeframe: Timeframe): string => `${assetClass(symbol)}@${timeframe}`;

function groupsOf(series: readonly SeriesKey[]): readonly Group[] {
  const names = [...new Set(series.map((each) => groupName(each.symbol, each.timeframe)))];
  return names.flatMap((name) => {
    const members = series.filter((each) => groupName(each.symbol, each.timeframe) === name);
    const [first] = members;
    return first === undefined ? [] : [{ name, timeframe: first.timeframe, series: members }];
  });
}

export function createModelRoom(deps: ModelRoomDependencies): ModelRoom {
  const { registry, onEvent, seed } = deps;
  const groups = groupsOf(deps.series);
  const serving = new Map<string, Serving>();
  const dueMs = new Map<string, number>();
  const stopping = new AbortController();
  let challenging: Promise<void> | null = null;

  /** Champions that cannot be read and that no promoted model can stand in for, by group. */
  const damaged = new Map<string, string>();

  async function load(group: Group): Promise<TrainedModel | null> {
    const [owner] = group.series;
    if (owner === undefined) return null;
    const found = await findServing(registry, owner, (version, reason) =>
      onEvent({ type: 'model-refused', group: group.name, version, reason }),
    );
    if (found.type === 'none') return null;
    const { champion } = found;
    if (found.type === 'damaged') {
      damaged.set(group.name, champion);
      onEvent({ type: 'model-damaged', group: group.name, champion, serving: null });
      return null;
    }
    const { version } = found.trained;
    if (version !== champion) onEvent({ type: 'model-damaged', group: group.name, champion, serving: version });
    return found.trained;
  }

  /** When the next challenger is due, as far as the registry knows: a restart neither repeats nor forgets one. */
  async function dueFrom(group: Group, trained: TrainedModel): Promise<number> {
    const [owner] = group.series;
    const saved = owner === undefined ? [] : await registry.list(owner);
    const newest = saved.find(({ version }) => version.startsWith(`${deps.challengerKind}-`));
    if (newest === undefined) return 0;
    const intervalMs = refitIntervalMs(group.timeframe);
    return newest.version === trained.version
      ? trained.trainedUntilMs + intervalMs
      : newest.savedAtMs + REST_AFTER_LOSS * intervalMs;
  }

  /** The candles of a group's series with what was known beside them. */
  async function pastOf(group: Group): Promise<readonly SeriesCandles[]> {
    const plain = await Promise.all(
      group.series.map(async (series) => ({
        series,
        candles: await deps.candles.readNewest(series, deps.trainingCandles),
      })),
    );
    const published = deps.published?.() ?? new Map();
    return Promise.all(
      plain.map(async (own) => {
        const { finer } = contextSeriesOf(own.series, deps.series);
        const path = finer === null ? null : { series: finer, candles: await finerPast(own, finer) };
        const peers = plain.filter((each) => each !== own);
        return { series: own.series, candles: withContext(own, { peers, finer: path, published }) };
      }),
    );
  }

  async function finerPast({ candles }: SeriesCandles, finer: SeriesKey): Promise<CandleColumns> {
    return deps.candles.read(finer, candles.openTimeMs[0] ?? 0, Number.MAX_SAFE_INTEGER);
  }

  async function trainGroup(group: Group, kind: ModelKind): Promise<TrainingResult> {
    const past = await pastOf(group);
    const series = past.map((each) => ({ name: seriesName(each.series), columns: each.candles }));
    stopping.signal.throwIfAborted();
    const onProgress = (progress: TrainingProgress): void =>
      onEvent({ type: 'training', group: group.name, kind, ...progress });
    const result = await deps.train({
      series,
      timeframe: group.timeframe,
      kind,
      seed,
      ...(deps.indicators === undefined ? {} : { indicators: deps.indicators }),
      onProgress,
      signal: stopping.signal,
    });
    const artefact = writeArtefact(result.trained);
    for (const each of group.series) await registry.save(each, result.trained.version, artefact);
    return result;
  }

  /** Told before the first decision is taken with it. */
  async function promote(group: Group, { trained, recent }: TrainingResult, reason: string): Promise<void> {
    const from = serving.get(group.name)?.trained.version ?? null;
    onEvent({ type: 'model-change', group: group.name, from, to: trained.version, reason });
    for (const each of group.series) await registry.promote(each, trained.version);
    serve(group, { trained, recent }, 'trained');
  }

  function serve(group: Group, next: Serving, how: 'loaded' | 'trained'): void {
    serving.set(group.name, next);
    damaged.delete(group.name);
    const { version, trainedUntilMs, card } = next.trained;
    onEvent({ type: 'model-ready', group: group.name, version, how, rows: card.rows, trainedUntilMs });
  }

  async function judge(group: Group, result: TrainingResult, champion: Serving | null): Promise<PromotionVerdict> {
    if (champion === null) return unopposedVerdict(result.trained.card.outOfSample?.brierSkill ?? null);
    const nowMs = result.trained.trainedUntilMs + timeframeMs(group.timeframe);
    const count = Math.ceil(COMPARED_MS / timeframeMs(group.timeframe));
    const past = await Promise.all(
      (await pastOf(group)).map(async (own) => ({
        ...own,
        predictions: await deps.predictions.newest(own.series, nowMs, count),
      })),
    );
    const lived = championDecisions(champion.trained, past, nowMs);
    return promotionVerdict({
      brierSkill: result.trained.card.outOfSample?.brierSkill ?? null,
      challenger: result.recent,
      champion: champion.recent === null ? lived : mergeDecisions(lived, champion.recent),
      seed,
    });
  }

  async function challenge(group: Group, champion: Serving | null, nowMs: number): Promise<void> {
    const intervalMs = refitIntervalMs(group.timeframe);
    try {
      const result = await trainGroup(group, deps.challengerKind);
      const { version } = result.trained;
      const verdict = await judge(group, result, champion);
      if (verdict.promote) {
        await promote(group, result, verdict.reason);
        dueMs.set(group.name, result.trained.trainedUntilMs + intervalMs);
        return;
      }
      dueMs.set(group.name, nowMs + REST_AFTER_LOSS * intervalMs);
      onEvent({
        type: 'challenger-refused',
        group: group.name,
        version,
        champion: champion?.trained.version ?? damaged.get(group.name) ?? 'none',
        reason: verdict.reason,
      });
    } catch (error) {
      if (stopping.signal.aborted) return;
      dueMs.set(group.name, nowMs + REST_AFTER_FAILURE_MS);
      onEvent({ type: 'model-refused', group: group.name, version: 'refit', reason: String(error) });
    }
  }

  async function refreshGroup(group: Group, nowMs: number): Promise<void> {
    if (!serving.has(group.name) && !damaged.has(group.name)) {
      const loaded = await load(group);
      if (loaded !== null) serve(group, { trained: loaded, recent: null }, 'loaded');
      else if (!damaged.has(group.name))
        await promote(group, await trainGroup(group, deps.firstKind), 'the first model');
    }
    const current = serving.get(group.name) ?? null;
    if (current === null && !damaged.has(group.name)) return;
    // Nothing serves: whatever passes the gate is wanted at once.
    const due = dueMs.get(group.name) ?? (current === null ? 0 : await dueFrom(group, current.trained));
    dueMs.set(group.name, due);
    if (nowMs < due || challenging !== null || stopping.signal.aborted) return;
    challenging = challenge(group, current, nowMs).finally(() => {
      challenging = null;
    });
  }

  const trainedFor = (symbol: string, timeframe: Timeframe): TrainedModel | null =>
    serving.get(groupName(symbol, timeframe))?.trained ?? null;

  return {
    modelFor: trainedFor,
    staleReason(symbol, timeframe, nowMs) {
      const trained = trainedFor(symbol, timeframe);
      const lost = damaged.get(groupName(symbol, timeframe));
      if (lost !== undefined) return `the model ${lost} is damaged and none that was promoted before it can be read`;
      if (trained === null) return null;
      const ageMs = nowMs - trained.trainedUntilMs;
      if (ageMs <= STALE_INTERVALS * refitIntervalMs(timeframe)) return null;
      return `the model was trained until ${Math.floor(ageMs / DAY_MS)} days ago and no better one has passed the gate`;
    },
    async refresh(nowMs) {
      const failures: unknown[] = [];
      // A group without candles, because its venue is away, holds up no other.
      for (const group of groups) await refreshGroup(group, nowMs).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    },
    async idle() {
      while (challenging !== null) await challenging;
    },
    async stop() {
      stopping.abort();
      await challenging;
    },
  };
}
