import type { EngineListener } from '../events.ts';
import { assetClass } from '../market/asset-class.ts';
import type { CandleColumns } from '../market/candle.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { type Timeframe, timeframeMs } from '../market/timeframe.ts';
import { readArtefact, writeArtefact } from '../models/artefact.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { CandleStore, ModelRegistry } from '../ports.ts';

/** Days after which a model is fitted again on what has become the past (evaluation.md: 30 at 1 h and above, 7 below). */
export function refitIntervalMs(timeframe: Timeframe): number {
  const days = timeframeMs(timeframe) >= 3_600_000 ? 30 : 7;
  return days * 86_400_000;
}

/** Fits a model on several series of one timeframe; what `trainModel` is, possibly in a worker. */
export type Trainer = (request: {
  readonly series: readonly { readonly name: string; readonly columns: CandleColumns }[];
  readonly timeframe: Timeframe;
}) => Promise<TrainedModel>;

export interface ModelRoomDependencies {
  readonly series: readonly SeriesKey[];
  readonly registry: ModelRegistry;
  readonly candles: CandleStore;
  readonly train: Trainer;
  /** Candles of each series a fit may look back on. */
  readonly trainingCandles: number;
  readonly onEvent: EngineListener;
}

/** The models that serve, one per group of series that share an asset class and a timeframe. */
export interface ModelRoom {
  /** The serving model of a series, or of any market of that asset class and timeframe; null when there is none. */
  modelFor(symbol: string, timeframe: Timeframe): TrainedModel | null;
  /**
   * Loads, or fits and saves, what is missing or older than its refit interval at nowMs. A saved model that cannot be read is
   * reported and the next older one is taken; when a fit fails the serving model stays.
   */
  refresh(nowMs: number): Promise<void>;
}

/** A refit that failed is tried again after a day of the clock, not at every candle. */
const REST_AFTER_FAILURE_MS = 86_400_000;

interface Group {
  readonly name: string;
  readonly timeframe: Timeframe;
  readonly series: readonly SeriesKey[];
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
  const groups = groupsOf(deps.series);
  const serving = new Map<string, TrainedModel>();
  const restUntilMs = new Map<string, number>();

  async function load(group: Group): Promise<TrainedModel | null> {
    const [owner] = group.series;
    if (owner === undefined) return null;
    const champion = await deps.registry.champion(owner);
    const older = (await deps.registry.list(owner))
      .map((each) => each.version)
      .filter((version) => version !== champion);
    for (const version of champion === null ? older : [champion, ...older]) {
      const text = await deps.registry.load(owner, version);
      if (text === null) continue;
      const read = readArtefact(text);
      if (read.type === 'model') return read.trained;
      deps.onEvent({ type: 'model-refused', group: group.name, version, reason: read.reason });
    }
    return null;
  }

  async function fitGroup(group: Group): Promise<TrainedModel> {
    const series = await Promise.all(
      group.series.map(async (each) => ({
        name: seriesName(each),
        columns: await deps.candles.readNewest(each, deps.trainingCandles),
      })),
    );
    const trained = await deps.train({ series, timeframe: group.timeframe });
    const artefact = writeArtefact(trained);
    for (const each of group.series) {
      await deps.registry.save(each, trained.version, artefact);
      await deps.registry.promote(each, trained.version);
    }
    return trained;
  }

  function serve(group: Group, trained: TrainedModel, how: 'loaded' | 'trained'): void {
    serving.set(group.name, trained);
    const { version, trainedUntilMs } = trained;
    deps.onEvent({ type: 'model-ready', group: group.name, version, how, rows: trained.card.rows, trainedUntilMs });
  }

  async function refreshGroup(group: Group, nowMs: number): Promise<void> {
    if (!serving.has(group.name)) {
      const loaded = await load(group);
      if (loaded !== null) serve(group, loaded, 'loaded');
    }
    const current = serving.get(group.name);
    if (current !== undefined && nowMs - current.trainedUntilMs < refitIntervalMs(group.timeframe)) return;
    if (nowMs < (restUntilMs.get(group.name) ?? 0)) return;
    try {
      serve(group, await fitGroup(group), 'trained');
    } catch (error) {
      if (current === undefined) throw error;
      restUntilMs.set(group.name, nowMs + REST_AFTER_FAILURE_MS);
      deps.onEvent({ type: 'model-refused', group: group.name, version: 'refit', reason: String(error) });
    }
  }

  return {
    modelFor: (symbol, timeframe) => serving.get(groupName(symbol, timeframe)) ?? null,
    async refresh(nowMs) {
      for (const group of groups) await refreshGroup(group, nowMs);
    },
  };
}
