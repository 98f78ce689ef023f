import { type CandleColumns, columnsOf } from './market/candle.ts';
import { calendarOf, isOpenAt } from './market/gaps.ts';
import { type SeriesKey, seriesName } from './market/series.ts';
import { parseTimeframe, timeframeMs } from './market/timeframe.ts';
import type { TrainedModel } from './models/trained.ts';
import type { CandleStore } from './ports.ts';
import type { PredictionAnswer, PredictionRequest, PredictionResult, Predictor } from './predict.ts';
import { type Decision, evaluate, LOOK_BACK_CANDLES, silenced } from './signals/evaluate.ts';
import { type FeedFacts, feedQuality, worseQuality } from './signals/quality.ts';
import { type DataQuality, signalId } from './signals/signal.ts';

export const DISCLAIMER =
  'Model output, not investment advice. Past results do not promise future ones. You can lose money.';

export interface PredictorDependencies {
  /** Series the engine follows. */
  readonly series: readonly SeriesKey[];
  /** Further symbols that callers may send candles of. */
  readonly knownSymbols: readonly string[];
  readonly candles: CandleStore;
  readonly modelFor: (symbol: string, timeframe: SeriesKey['timeframe']) => TrainedModel | null;
  /** Why a followed series publishes nothing at a moment, or null: its answers are HOLD then. */
  readonly mutedReason?: (series: SeriesKey, nowMs: number) => string | null;
  /** Past confidences of a series, oldest first, for the signal rule's quantile. */
  readonly confidencesBefore: (
    series: SeriesKey,
    closeTimeMs: number,
    trained: TrainedModel,
  ) => Promise<readonly number[]>;
  /** What the feed of a followed series knows of its newest candles; absent where nothing feeds the store. */
  readonly feedFacts?: (series: SeriesKey) => FeedFacts | null;
  /** Candles of a followed series with what is known beside them; absent: nothing is. */
  readonly beside?: (series: SeriesKey, candles: CandleColumns) => CandleColumns;
}

const refused = (
  code: Extract<PredictionResult, { type: 'refused' }>['code'],
  field: string,
  detail: string,
): PredictionResult => ({
  type: 'refused',
  code,
  field,
  detail,
});

/** The answer's figures from a decision; confidence is rounded to a tenth of a percent. */
function answerFrom(
  series: SeriesKey,
  closeTimeMs: number,
  decision: Decision,
  trained: TrainedModel,
): PredictionAnswer {
  return {
    id: signalId(series, closeTimeMs, trained.version),
    symbol: series.symbol,
    timeframe: series.timeframe,
    closeTime: new Date(closeTimeMs).toISOString(),
    action: decision.action,
    direction: decision.direction,
    probabilityUp: decision.probabilityUp,
    confidencePercent: Math.round(decision.confidence * 1_000) / 10,
    expectedValueBps: Math.round(decision.expectedValueBps * 100) / 100,
    dataQuality: decision.dataQuality,
    modelVersion: trained.version,
    disclaimer: DISCLAIMER,
  };
}

/** What is known beyond the candles: how fresh they are, and whether there is a next candle to predict at all. */
function reportedQuality(series: SeriesKey, closeTimeMs: number, facts: FeedFacts | null): DataQuality {
  const fed: DataQuality =
    facts === null ? { stamp: 'green', reasons: [] } : feedQuality(facts, timeframeMs(series.timeframe));
  if (isOpenAt(calendarOf(series.symbol), closeTimeMs)) return fed;
  return worseQuality({ stamp: 'red', reasons: ['the market is closed after this candle'] }, fed);
}

/** One predictor for the API, the bot and the command line; it decides with the same `evaluate` as the live walk. */
export function createPredictor(deps: PredictorDependencies): Predictor {
  const symbols = new Set([...deps.series.map((each) => each.symbol), ...deps.knownSymbols]);

  async function candlesFor(
    request: PredictionRequest,
    followed: SeriesKey | undefined,
  ): Promise<CandleColumns | null> {
    if (request.candles !== undefined) return columnsOf(request.candles);
    if (followed === undefined) return null;
    const newest = await deps.candles.readNewest(followed, LOOK_BACK_CANDLES);
    return deps.beside?.(followed, newest) ?? newest;
  }

  return async (request) => {
    const timeframe = parseTimeframe(request.timeframe);
    const followedNames = deps.series.map(seriesName).join(', ');
    if (timeframe === null) {
      return refused(
        'predict/unsupported-timeframe',
        'timeframe',
        `expected a timeframe such as 1h, was "${request.timeframe}"`,
      );
    }
    if (!symbols.has(request.symbol)) {
      return refused(
        'predict/unknown-symbol',
        'symbol',
        `expected a market followed here (${followedNames}), was "${request.symbol}"`,
      );
    }
    const trained = deps.modelFor(request.symbol, timeframe);
    if (trained === null) {
      return refused(
        'predict/no-model',
        'timeframe',
        `no model serves ${request.symbol} at ${timeframe}; followed are ${followedNames}`,
      );
    }
    const followed = deps.series.find((each) => each.symbol === request.symbol && each.timeframe === timeframe);
    const candles = await candlesFor(request, followed);
    if (candles === null) {
      return refused(
        'predict/unknown-symbol',
        'symbol',
        `${request.symbol} at ${timeframe} is not followed here: send candles, or one of ${followedNames}`,
      );
    }
    const series =
      request.candles === undefined && followed !== undefined
        ? followed
        : { exchange: 'caller', symbol: request.symbol, timeframe };
    const closeTimeMs = (candles.openTimeMs[candles.length - 1] ?? 0) + timeframeMs(timeframe);
    const recentConfidences =
      followed === undefined ? trained.recentConfidences : await deps.confidencesBefore(followed, closeTimeMs, trained);
    const facts = request.candles === undefined ? (deps.feedFacts?.(series) ?? null) : null;
    const dataQuality = reportedQuality(series, closeTimeMs, facts);
    const evaluated = evaluate(candles, trained, { series, recentConfidences, dataQuality });
    if (evaluated.type === 'unready') return refused('predict/bad-candles', 'candles', evaluated.reason);
    const mutedReason = followed === undefined ? null : (deps.mutedReason?.(followed, closeTimeMs) ?? null);
    const decision = mutedReason === null ? evaluated : silenced(evaluated);
    return { type: 'answer', answer: answerFrom(series, closeTimeMs, decision, trained) };
  };
}
