import type { EngineListener } from '../events.ts';
import { calendarOf, isOpenAt } from '../market/calendar/gaps.ts';
import type { CandleColumns } from '../market/candle.ts';
import type { PublishedFigures } from '../market/published.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { CandleStore, Clock, PredictionStore, RevisionLog, SignalLedger, Venue, Watermarks } from '../ports.ts';
import { type ConfidenceMemory, createConfidenceMemory } from '../signals/confidence-memory.ts';
import type { PlannedDelivery } from '../signals/delivery.ts';
import { type Decision, evaluate, LOOK_BACK_CANDLES, silenced } from '../signals/evaluate.ts';
import { type FeedFacts, feedQuality, QUALITY_CANDLES } from '../signals/quality.ts';
import { type MarketSource, type Signal, signalId } from '../signals/signal.ts';
import { companionsOf, inContext, readsContext, type SeriesCandles } from './context-series.ts';
import { createFeed } from './feed.ts';
import { settle } from './outcomes.ts';
import { createPatience } from './retry-late-venue.ts';
import { isDecidable, isLate, mayBeMissing, newestCloseMs, staleMs } from './schedule.ts';

export interface PipelineDependencies {
  readonly venue: Venue;
  readonly candles: CandleStore;
  readonly revisions: RevisionLog;
  readonly ledger: SignalLedger;
  readonly predictions: PredictionStore;
  readonly watermarks: Watermarks;
  readonly clock: Clock;
  readonly marketSource: MarketSource;
  readonly modelFor: (series: SeriesKey) => TrainedModel | null;
  /** Why a series must publish nothing at a moment, or null: it is scored all the same. */
  readonly mutedReason?: (series: SeriesKey, nowMs: number) => string | null;
  /** Which channels get a signal and when; written with the ledger entry in one insert. */
  readonly planDeliveries: (signal: Signal) => readonly PlannedDelivery[];
  /** Candles fetched when a series is met for the first time: the training past. */
  readonly historyCandles: number;
  /** All series that are walked, for models that look at other markets; default: none is looked at. */
  readonly series?: readonly SeriesKey[];
  /** Waits for other markets' newest candles, but not for ever: an ill venue must not hold up a decision. Default: until they have come or failed. */
  readonly waitForContext?: (coming: Promise<unknown>) => Promise<void>;
  /** Published figures as they are known by now. */
  readonly published?: () => PublishedFigures;
  readonly onEvent: EngineListener;
}

export interface Pipeline {
  /**
   * Does whatever is due for a series by the clock: a tick is only a wake-up, so calling it too often, too late or after
   * days of silence gives the same ledger. Throws what the venue or the database throws; everything done so far stays.
   */
  onCandleClose(series: SeriesKey): Promise<WalkResult>;
  /** Fetches what the venue has beyond the stored candles: of a series that has none, the training past. */
  backfill(series: SeriesKey): Promise<void>;
  /** What the feed of a series knows of its newest candles by now; null while it has none. */
  feedFacts(series: SeriesKey): FeedFacts | null;
  /** The newest stored candles of a series, as decisions look back on them; null before the first fetch. */
  recent(series: SeriesKey): CandleColumns | null;
  /** Candles of a series with what the newest candles of its companions and published figures say beside them. */
  beside(series: SeriesKey, candles: CandleColumns): CandleColumns;
  /** When the first of the series that wait for their venue wants to be asked for again; null when none waits. */
  nextAskMs(): number | null;
  /** The trailing confidences /predict shares with the signal rule. */
  readonly confidences: ConfidenceMemory;
}

/** nothing: no candle is due; waiting: the venue has not published it yet, or it must be seen twice. */
export type WalkResult = 'nothing' | 'waiting' | 'decided' | 'undecided';

/** A candle that is due, what was decided last, and the newest candles. */
interface Due {
  readonly dueMs: number;
  readonly watermark: number | null;
  readonly recent: CandleColumns;
}

/** candle ─► features ─► score ─► signal ─► ledger ─► broadcast ─► outcome ─► track record */
export function createPipeline(deps: PipelineDependencies): Pipeline {
  const confidences = createConfidenceMemory(deps.predictions);
  const feed = createFeed({ ...deps, windowCandles: LOOK_BACK_CANDLES });
  const patience = createPatience(deps.onEvent);
  /** What this process has stored itself: spares a read at every tick. */
  const watermarks = new Map<string, number>();
  /** Newest candle up to which outcomes were written down: a candle that keeps us waiting changes none. */
  const settledMs = new Map<string, number>();
  const lateMs = new Map<string, number>();
  /** Fetches in flight, so that models reading several markets can await them. */
  const fetching = new Map<string, Promise<unknown>>();

  /** What is due and the candles for it, or why there is nothing to do. */
  async function fetchDue(series: SeriesKey): Promise<Due | 'nothing' | 'waiting'> {
    const nowMs = deps.clock.nowMs();
    const dueMs = newestCloseMs(nowMs, timeframeMs(series.timeframe));
    const watermark = watermarks.get(seriesName(series)) ?? (await deps.watermarks.get(series));
    if (watermark !== null && watermark >= dueMs) return 'nothing';
    if (!patience.mayAsk(series, dueMs, nowMs)) return 'waiting';
    return { dueMs, watermark, recent: await candlesBy(series, dueMs) };
  }

  async function onCandleClose(series: SeriesKey): Promise<WalkResult> {
    const candleMs = timeframeMs(series.timeframe);
    const coming = fetchDue(series);
    fetching.set(seriesName(series), coming);
    const due = await coming.finally(() => fetching.delete(seriesName(series)));
    if (due === 'nothing' || due === 'waiting') return due;
    const { dueMs, watermark, recent } = due;
    const closeMs = (recent.openTimeMs.at(-1) ?? Number.NEGATIVE_INFINITY) + candleMs;
    await settleOutcomes(series, { sinceMs: watermark ?? dueMs, recent });
    if (closeMs < dueMs) return waitFor(series, dueMs);
    lateMs.set(seriesName(series), patience.came(series, closeMs, deps.clock.nowMs()));
    const result = await decide(series, recent, closeMs);
    await advance(series, closeMs);
    return result;
  }

  /** The newest candles, asked of the venue. One that cannot be asked is late like one that has nothing. */
  async function candlesBy(series: SeriesKey, dueMs: number): Promise<CandleColumns> {
    try {
      return await feed.refresh(series);
    } catch (error) {
      patience.missed(series, dueMs, deps.clock.nowMs());
      throw error;
    }
  }

  async function waitFor(series: SeriesKey, dueMs: number): Promise<WalkResult> {
    const calendar = calendarOf(series.symbol);
    const candleMs = timeframeMs(series.timeframe);
    const nowMs = deps.clock.nowMs();
    const isHolidaySession = mayBeMissing(calendar, dueMs - candleMs, candleMs) && isLate(dueMs, nowMs);
    if (!isOpenAt(calendar, dueMs - candleMs) || isHolidaySession) {
      patience.excused(series);
      await advance(series, dueMs);
      return 'nothing';
    }
    patience.missed(series, dueMs, nowMs);
    return 'waiting';
  }

  async function settleOutcomes(
    series: SeriesKey,
    about: { readonly sinceMs: number; readonly recent: CandleColumns },
  ): Promise<void> {
    const newestMs = about.recent.openTimeMs.at(-1) ?? 0;
    if (settledMs.get(seriesName(series)) === newestMs) return;
    await settle(deps, series, about);
    settledMs.set(seriesName(series), newestMs);
  }

  async function decide(series: SeriesKey, candles: CandleColumns, closeTimeMs: number): Promise<WalkResult> {
    const undecided = (reason: string): WalkResult => {
      deps.onEvent({ type: 'undecided', series, closeTimeMs, reason });
      return 'undecided';
    };
    const candleMs = timeframeMs(series.timeframe);
    if (!isDecidable(closeTimeMs, deps.clock.nowMs(), candleMs)) {
      return undecided('the candle to predict was over before the decision could be taken');
    }
    if (!isOpenAt(calendarOf(series.symbol), closeTimeMs)) return undecided('the market is closed after this candle');
    const trained = deps.modelFor(series);
    if (trained === null) return undecided('no model serves this market');
    const recentConfidences = await confidences.before(series, closeTimeMs, trained);
    const facts = feedFacts(series);
    const evaluated = evaluate(await besideFor(trained, series, candles), trained, {
      series,
      recentConfidences,
      ...(facts === null ? {} : { dataQuality: feedQuality(facts, candleMs) }),
    });
    if (evaluated.type === 'unready') return undecided(evaluated.reason);
    const mutedReason = deps.mutedReason?.(series, deps.clock.nowMs()) ?? null;
    const decision = mutedReason === null ? evaluated : silenced(evaluated);
    const { action, probabilityUp, scoreUp, lastDirection, dataQuality } = decision;
    const stored = await deps.predictions.record({
      series,
      closeTimeMs,
      modelVersion: trained.version,
      scoreUp,
      probabilityUp,
      lastDirection,
      published: action !== 'HOLD',
      outcomeUp: null,
      returnNext: null,
    });
    confidences.push(series, closeTimeMs, decision.confidence);
    deps.onEvent({ type: 'decided', series, closeTimeMs, action, probabilityUp, dataQuality });
    // Another process, or this one with another model before it was killed, decided first: its decision is the one that counts.
    const isOurs = stored.modelVersion === trained.version;
    const signal = isOurs || stored.published ? signalFrom(series, decision, closeTimeMs, trained) : null;
    if (signal !== null && (await deps.ledger.open(signal, deps.planDeliveries(signal))) === 'opened') {
      deps.onEvent({ type: 'signal-opened', signal });
    }
    return 'decided';
  }

  /** Other markets that are being fetched are waited for, within limits; of a venue that has nothing, or fails, the candles before count. */
  async function besideFor(trained: TrainedModel, series: SeriesKey, candles: CandleColumns): Promise<CandleColumns> {
    if (!readsContext(trained.model)) return candles;
    const { peers, finer } = companionsOf(series, deps.series ?? []);
    const others = finer === null ? peers : [...peers, finer];
    const coming = Promise.allSettled(others.map((each) => fetching.get(seriesName(each))));
    await (deps.waitForContext?.(coming) ?? coming);
    return beside(series, candles);
  }

  function beside(series: SeriesKey, candles: CandleColumns): CandleColumns {
    const { peers, finer } = companionsOf(series, deps.series ?? []);
    const known = (each: SeriesKey): readonly SeriesCandles[] => {
      const window = feed.window(each);
      return window === null || window.length === 0 ? [] : [{ series: each, candles: window }];
    };
    const [path = null] = finer === null ? [] : known(finer);
    const published = deps.published?.() ?? new Map();
    return inContext({ series, candles }, { peers: peers.flatMap(known), finer: path, published });
  }

  function signalFrom(
    series: SeriesKey,
    decision: Decision,
    closeTimeMs: number,
    trained: TrainedModel,
  ): Signal | null {
    if (decision.action === 'HOLD') return null;
    return {
      id: signalId(series, closeTimeMs, trained.version),
      family: 'next-candle',
      series,
      closeTimeMs,
      side: decision.action,
      probabilityUp: decision.probabilityUp,
      confidence: decision.confidence,
      entry: decision.entry,
      stop: decision.stop,
      target: decision.target,
      expectedValueBps: decision.expectedValueBps,
      costBps: decision.costBps,
      dataQuality: decision.dataQuality,
      modelVersion: trained.version,
      marketSource: deps.marketSource,
      createdAtMs: deps.clock.nowMs(),
    };
  }

  async function advance(series: SeriesKey, closeTimeMs: number): Promise<void> {
    await deps.watermarks.advance(series, closeTimeMs);
    watermarks.set(seriesName(series), closeTimeMs);
  }

  function feedFacts(series: SeriesKey): FeedFacts | null {
    const newestOpenMs = feed.window(series)?.openTimeMs.at(-1);
    if (newestOpenMs === undefined) return null;
    const candleMs = timeframeMs(series.timeframe);
    const time = { nowMs: deps.clock.nowMs(), candleMs, calendar: calendarOf(series.symbol) };
    return {
      lateMs: lateMs.get(seriesName(series)) ?? 0,
      revisedCandles: feed.revisedSince(series, newestOpenMs - (QUALITY_CANDLES - 1) * candleMs),
      staleMs: staleMs(newestOpenMs, time),
    };
  }

  return {
    onCandleClose,
    backfill: async (series) => void (await feed.refresh(series)),
    feedFacts,
    recent: feed.window,
    beside,
    nextAskMs: patience.nextAskMs,
    confidences,
  };
}
