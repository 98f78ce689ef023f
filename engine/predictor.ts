import { readCallerCandles } from './caller-candles.ts';
import { calendarOf, isOpenAt } from './market/calendar/gaps.ts';
import { type CandleColumns, sliceColumns } from './market/candle.ts';
import { type SeriesKey, seriesName } from './market/series.ts';
import { parseTimeframe, timeframeMs } from './market/timeframe.ts';
import type { TrainedModel } from './models/trained.ts';
import type { CandleStore } from './ports.ts';
import type { PredictionAnswer, PredictionRefusal, PredictionRequest, PredictionResult, Predictor } from './predict.ts';
import type { Reason, ReasonOf } from './reason.ts';
import { type Decision, evaluate, LOOK_BACK_CANDLES, silenced } from './signals/evaluate.ts';
import { type FeedFacts, feedQuality, worseQuality } from './signals/quality.ts';
import { type DataQuality, signalId } from './signals/signal.ts';

/** What a prediction is made from, and which markets are followed. */
export interface PredictorDependencies {
  /** Series the engine follows. */
  readonly series: readonly SeriesKey[];
  /** Further symbols that callers may send candles of. */
  readonly knownSymbols: readonly string[];
  readonly candles: CandleStore;
  readonly modelFor: (symbol: string, timeframe: SeriesKey['timeframe']) => TrainedModel | null;
  /** Why a followed series publishes nothing at a moment, or null: its answers are HOLD then. */
  readonly mutedReason?: (series: SeriesKey, nowMs: number) => Reason | null;
  /** Past confidences of a series, oldest first, for the signal rule's quantile. */
  readonly confidencesBefore: (
    series: SeriesKey,
    closeTimeMs: number,
    trained: TrainedModel,
  ) => Promise<readonly number[]>;
  /** What the feed of a followed series knows of its newest candles; absent where nothing feeds the store. */
  readonly feedFacts?: (series: SeriesKey) => FeedFacts | null;
  /** By when candles that callers send must be over; absent: they all are. In a replay the later of its clock and the machine's. */
  readonly nowMs?: () => number;
  /** Adds the context columns to candles of a followed series (other markets, published figures); absent: there are none. */
  readonly withContext?: (series: SeriesKey, candles: CandleColumns) => CandleColumns;
}

const refused = (
  code: Extract<PredictionResult, { type: 'refused' }>['code'],
  field: string,
  reason: PredictionRefusal,
): Extract<PredictionResult, { type: 'refused' }> => ({
  type: 'refused',
  code,
  field,
  reason,
});

const noteReason = (text: string): ReasonOf<'text'> => ({ code: 'text', params: { text } });

/** Expected value of one round trip after cost, basis points in steps of .01; null where none is stated. */
function afterCost({ expectedValueBps, costBps }: Decision): number | null {
  return expectedValueBps === null ? null : Math.round((expectedValueBps - costBps) * 100) / 100;
}

/** The answer's figures from a decision; confidence is rounded to a tenth of a percent. */
function answerFrom(
  decision: Decision,
  {
    series,
    closeTimeMs,
    version,
  }: { readonly series: SeriesKey; readonly closeTimeMs: number; readonly version: string },
): PredictionAnswer {
  return {
    id: signalId(series, closeTimeMs, version),
    symbol: series.symbol,
    timeframe: series.timeframe,
    closeTime: new Date(closeTimeMs).toISOString(),
    action: decision.action,
    direction: decision.direction,
    probabilityUp: decision.probabilityUp,
    confidencePercent: Math.round(decision.confidence * 1_000) / 10,
    expectedValueBps: afterCost(decision),
    costBps: decision.costBps,
    dataQuality: decision.dataQuality,
    modelVersion: version,
  };
}

/** What is known beyond the candles: how fresh they are, and whether there is a next candle to predict at all. */
function reportedQuality(series: SeriesKey, closeTimeMs: number, facts: FeedFacts | null): DataQuality {
  const fed: DataQuality =
    facts === null ? { stamp: 'green', reasons: [] } : feedQuality(facts, timeframeMs(series.timeframe));
  if (isOpenAt(calendarOf(series.symbol), closeTimeMs)) return fed;
  return worseQuality({ stamp: 'red', reasons: [{ code: 'market-closes', params: {} }] }, fed);
}

/** What is judged: candles oldest first, and what the feed knows of the newest of them, null where nothing feeds them. */
interface Judged {
  readonly series: SeriesKey;
  readonly candles: CandleColumns;
  readonly facts: FeedFacts | null;
  /** What was left out of the caller's candles, in words. */
  readonly notes: readonly string[];
}

/** Candles of a followed market as a decision at closedByMs looked back on them. */
async function followedCandles(deps: PredictorDependencies, series: SeriesKey, closedByMs: number): Promise<Judged> {
  const { candles, isNewest } = await candlesClosedBy(deps.candles, series, closedByMs);
  const facts = deps.feedFacts?.(series) ?? null;
  return {
    series,
    candles: deps.withContext?.(series, candles) ?? candles,
    // The lateness of the newest candle does not apply to an earlier one.
    facts: facts === null || isNewest ? facts : { ...facts, lateMs: 0, staleMs: 0 },
    notes: [],
  };
}

async function candlesClosedBy(
  store: CandleStore,
  series: SeriesKey,
  closedByMs: number,
): Promise<{ readonly candles: CandleColumns; readonly isNewest: boolean }> {
  const newest = await store.readNewest(series, LOOK_BACK_CANDLES);
  const candleMs = timeframeMs(series.timeframe);
  const lastOpenMs = closedByMs - candleMs;
  if ((newest.openTimeMs.at(-1) ?? Number.NEGATIVE_INFINITY) <= lastOpenMs) return { candles: newest, isNewest: true };
  // Twice the time, for markets that close.
  const earlier = await store.read(series, lastOpenMs - 2 * LOOK_BACK_CANDLES * candleMs, lastOpenMs + 1);
  return { candles: sliceColumns(earlier, Math.max(0, earlier.length - LOOK_BACK_CANDLES)), isNewest: false };
}

/**
 * One predictor for the API, the bot and the command line; it decides with the same `evaluate` as the live walk. Never throws
 * for what was asked: a refusal names the field at fault.
 */
export function createPredictor(deps: PredictorDependencies): Predictor {
  const symbols = new Set([...deps.series.map((each) => each.symbol), ...deps.knownSymbols]);
  return async (request) => {
    const { symbol } = request;
    const timeframe = parseTimeframe(request.timeframe);
    const names = deps.series.map(seriesName);
    if (timeframe === null) {
      const params = { timeframe: request.timeframe };
      return refused('predict/unsupported-timeframe', 'timeframe', { code: 'unknown-timeframe', params });
    }
    if (!symbols.has(symbol)) {
      const params = { symbol, followed: names };
      return refused('predict/unknown-symbol', 'symbol', { code: 'unknown-symbol', params });
    }
    const trained = deps.modelFor(symbol, timeframe);
    if (trained === null) {
      const params = { symbol, timeframe, followed: names };
      return refused('predict/no-model', 'timeframe', { code: 'no-model-for', params });
    }
    const followed = deps.series.find((each) => each.symbol === symbol && each.timeframe === timeframe) ?? null;
    const judged = await judgedBy(deps, request, { timeframe, followed });
    if (judged === null) {
      const params = { symbol, timeframe, followed: names };
      return refused('predict/unknown-symbol', 'symbol', { code: 'not-followed', params });
    }
    if ('type' in judged) return judged;
    return await decide(deps, { judged, trained, followed });
  };
}

/** The caller's candles or why they are refused, else those of the market where it is followed; null when there are neither. */
async function judgedBy(
  deps: PredictorDependencies,
  { symbol, candles, closedByMs }: PredictionRequest,
  { timeframe, followed }: { readonly timeframe: SeriesKey['timeframe']; readonly followed: SeriesKey | null },
): Promise<Judged | Extract<PredictionResult, { type: 'refused' }> | null> {
  if (candles !== undefined) {
    const read = readCallerCandles(candles, { symbol, timeframe, nowMs: deps.nowMs?.() ?? null });
    if (read.type === 'refused')
      return refused('predict/bad-candles', `candles[${read.index}]`, noteReason(read.detail));
    const { candles: closed, notes } = read;
    return { candles: closed, notes, series: { exchange: 'caller', symbol, timeframe }, facts: null };
  }
  if (followed === null) return null;
  return await followedCandles(deps, followed, closedByMs ?? Number.POSITIVE_INFINITY);
}

async function decide(
  deps: PredictorDependencies,
  asked: { readonly judged: Judged; readonly trained: TrainedModel; readonly followed: SeriesKey | null },
): Promise<PredictionResult> {
  const { judged, trained, followed } = asked;
  const { series, candles, facts, notes } = judged;
  const closeTimeMs = (candles.openTimeMs[candles.length - 1] ?? 0) + timeframeMs(series.timeframe);
  const recentConfidences =
    followed === null ? trained.recentConfidences : await deps.confidencesBefore(followed, closeTimeMs, trained);
  const reported = reportedQuality(series, closeTimeMs, facts);
  const dataQuality = { ...reported, reasons: [...reported.reasons, ...notes.map(noteReason)] };
  const evaluated = evaluate(candles, trained, { series, recentConfidences, dataQuality });
  if (evaluated.type === 'unready') return refused('predict/bad-candles', 'candles', evaluated.reason);
  const mutedReason = followed === null ? null : (deps.mutedReason?.(followed, closeTimeMs) ?? null);
  const decision = mutedReason === null ? evaluated : silenced(evaluated);
  return { type: 'answer', answer: answerFrom(decision, { series, closeTimeMs, version: trained.version }) };
}
