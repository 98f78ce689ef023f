import type { EngineListener } from './events.ts';
import { acceptCandles } from './market/accept.ts';
import { type CandleColumns, candleAt, columnsOf } from './market/candle.ts';
import { calendarOf, isOpenAt } from './market/gaps.ts';
import { type SeriesKey, seriesName } from './market/series.ts';
import { timeframeMs } from './market/timeframe.ts';
import type { TrainedModel } from './models/trained.ts';
import type { CandleStore, Clock, PredictionStore, SignalLedger, Venue, Watermarks } from './ports.ts';
import { isDecidable, isLate, newestCloseMs, nextPollMs } from './schedule.ts';
import { type ConfidenceMemory, createConfidenceMemory } from './signals/confidence-memory.ts';
import type { PlannedDelivery } from './signals/delivery.ts';
import { type Decision, evaluate, LOOK_BACK_CANDLES } from './signals/evaluate.ts';
import { outcomeOf } from './signals/outcome.ts';
import { type MarketSource, type Signal, signalId } from './signals/signal.ts';

export interface PipelineDependencies {
  readonly venue: Venue;
  readonly candles: CandleStore;
  readonly ledger: SignalLedger;
  readonly predictions: PredictionStore;
  readonly watermarks: Watermarks;
  readonly clock: Clock;
  readonly marketSource: MarketSource;
  readonly modelFor: (series: SeriesKey) => TrainedModel | null;
  /** Which channels get a signal and when; written with the ledger entry in one insert. */
  readonly planDeliveries: (signal: Signal) => readonly PlannedDelivery[];
  /** Candles fetched when a series is met for the first time: the training past. */
  readonly historyCandles: number;
  readonly onEvent: EngineListener;
}

export interface Pipeline {
  /**
   * Does whatever is due for a series by the clock: a tick is only a wake-up, so calling it too often, too late or after
   * days of silence gives the same ledger. Throws what the venue or the database throws; everything done so far stays.
   */
  onCandleClose(series: SeriesKey): Promise<WalkResult>;
  /** Fetches the training past of a series that has none; a no-op afterwards. */
  backfill(series: SeriesKey): Promise<void>;
  /** The trailing confidences /predict shares with the signal rule. */
  readonly confidences: ConfidenceMemory;
}

/** nothing: no candle is due; waiting: the venue has not published it yet. */
export type WalkResult = 'nothing' | 'waiting' | 'decided' | 'undecided';

const PAGE_CANDLES = 1_000;
/** Candles asked for again before the newest stored one, so that a revision is seen. */
const OVERLAP_CANDLES = 2;

/** candle ─► features ─► score ─► signal ─► ledger ─► broadcast ─► outcome ─► track record */
export function createPipeline(deps: PipelineDependencies): Pipeline {
  const confidences = createConfidenceMemory(deps.predictions);
  const askAgainMs = new Map<string, number>();
  const saidLate = new Map<string, number>();
  /** What this process has stored itself: spares a read at every tick. */
  const watermarks = new Map<string, number>();

  async function advance(series: SeriesKey, closeTimeMs: number): Promise<void> {
    await deps.watermarks.advance(series, closeTimeMs);
    watermarks.set(seriesName(series), closeTimeMs);
  }

  async function fetchInto(series: SeriesKey, sinceMs: number): Promise<void> {
    const candleMs = timeframeMs(series.timeframe);
    for (let from = sinceMs; ; ) {
      const page = await deps.venue.fetchCandles(series, from, PAGE_CANDLES);
      const newest = page.at(-1);
      if (newest === undefined) return;
      const { candles, refused } = acceptCandles(page, candleMs);
      if (refused.length > 0)
        deps.onEvent({ type: 'candles-refused', series, findings: refused.map((each) => each.text) });
      if (candles.length > 0) await deps.candles.append(series, columnsOf(candles));
      deps.onEvent({ type: 'candles-stored', series, count: candles.length, newestOpenTimeMs: newest.openTimeMs });
      if (page.length < PAGE_CANDLES || newest.openTimeMs < from) return;
      from = newest.openTimeMs + candleMs;
    }
  }

  /** Outcomes of the candles from sinceMs on; `recent` are the newest stored ones, read again only where they do not reach back far enough. */
  async function settle(series: SeriesKey, sinceMs: number, recent: CandleColumns): Promise<void> {
    const candleMs = timeframeMs(series.timeframe);
    const unsettled = await deps.ledger.unsettled(series);
    const oldestMs = Math.min(sinceMs, ...unsettled.map((signal) => signal.closeTimeMs));
    const reaches = (recent.openTimeMs[0] ?? Number.POSITIVE_INFINITY) <= oldestMs;
    const candles = reaches ? recent : await deps.candles.read(series, oldestMs, Number.MAX_SAFE_INTEGER);
    for (
      let row = candles.openTimeMs.findIndex((timeMs) => timeMs >= sinceMs);
      row >= 0 && row < candles.length;
      row++
    ) {
      const candle = candleAt(candles, row);
      const up = candle.close === candle.open ? null : candle.close > candle.open ? 1 : 0;
      await deps.predictions.settle(series, candle.openTimeMs, {
        up,
        returnNext: Math.log(candle.close / candle.open),
      });
    }
    const nowMs = deps.clock.nowMs();
    for (const signal of unsettled) {
      const outcome = outcomeOf(signal, candles, { nowMs, candleMs });
      if (outcome === null) continue;
      await deps.ledger.close(signal.id, outcome);
      deps.onEvent({ type: 'signal-settled', signal, outcome });
    }
  }

  async function decide(series: SeriesKey, candles: CandleColumns, closeTimeMs: number): Promise<WalkResult> {
    const undecided = (reason: string): WalkResult => {
      deps.onEvent({ type: 'undecided', series, closeTimeMs, reason });
      return 'undecided';
    };
    if (!isDecidable(closeTimeMs, deps.clock.nowMs(), timeframeMs(series.timeframe))) {
      return undecided('the candle to predict was over before the decision could be taken');
    }
    if (!isOpenAt(calendarOf(series.symbol), closeTimeMs)) return undecided('the market is closed after this candle');
    const trained = deps.modelFor(series);
    if (trained === null) return undecided('no model serves this market');
    const recentConfidences = await confidences.before(series, closeTimeMs, trained);
    const decision = evaluate(candles, trained, { series, recentConfidences });
    if (decision.type === 'unready') return undecided(decision.reason);
    const { action, probabilityUp, scoreUp, lastDirection, dataQuality } = decision;
    await deps.predictions.record({
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
    const signal = signalFrom(series, decision, closeTimeMs, trained);
    if (signal !== null && (await deps.ledger.open(signal, deps.planDeliveries(signal))) === 'opened') {
      deps.onEvent({ type: 'signal-opened', signal });
    }
    return 'decided';
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

  async function backfill(series: SeriesKey): Promise<void> {
    const candleMs = timeframeMs(series.timeframe);
    const newest = await deps.candles.newestOpenTimeMs(series);
    const oldestWanted = newestCloseMs(deps.clock.nowMs(), candleMs) - deps.historyCandles * candleMs;
    await fetchInto(series, newest === null ? oldestWanted : newest + candleMs - OVERLAP_CANDLES * candleMs);
  }

  async function onCandleClose(series: SeriesKey): Promise<WalkResult> {
    const name = seriesName(series);
    const candleMs = timeframeMs(series.timeframe);
    const nowMs = deps.clock.nowMs();
    const dueMs = newestCloseMs(nowMs, candleMs);
    const watermark = watermarks.get(name) ?? (await deps.watermarks.get(series));
    if (watermark !== null && watermark >= dueMs) return 'nothing';
    if (nowMs < (askAgainMs.get(name) ?? 0)) return 'waiting';
    await backfill(series);
    const recent = await deps.candles.readNewest(series, LOOK_BACK_CANDLES);
    const newestOpen = recent.openTimeMs[recent.length - 1];
    await settle(series, watermark ?? dueMs, recent);
    if (newestOpen === undefined || newestOpen + candleMs < dueMs) {
      if (!isOpenAt(calendarOf(series.symbol), dueMs - candleMs)) {
        await advance(series, dueMs);
        return 'nothing';
      }
      askAgainMs.set(name, nextPollMs(dueMs, nowMs));
      if (isLate(dueMs, nowMs) && saidLate.get(name) !== dueMs) {
        saidLate.set(name, dueMs);
        deps.onEvent({ type: 'data-late', series, closeTimeMs: dueMs });
      }
      return 'waiting';
    }
    const result = await decide(series, recent, newestOpen + candleMs);
    await advance(series, newestOpen + candleMs);
    return result;
  }

  return { onCandleClose, backfill, confidences };
}
