import { newestFeatures } from '../features/compute.ts';
import type { FeatureMatrix } from '../features/matrix.ts';
import { WARM_UP_CANDLES } from '../features/table.ts';
import { calendarOf } from '../market/calendar/gaps.ts';
import type { CandleColumns } from '../market/candle.ts';
import type { SeriesKey } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import { withBelievableVolume } from '../market/unknown-volume.ts';
import { applyPlatt, mapAt } from '../models/calibration.ts';
import type { TrainedModel, ValueSlope } from '../models/trained.ts';
import type { ReasonOf } from '../reason.ts';
import { confidenceThreshold, createConfidenceWindow } from './confidence-window.ts';
import { roundTripCostBps } from './cost.ts';
import { coverageAt, DEFAULT_POLICY, type DecisionReason, decide, type SignalPolicy } from './decide.ts';
import { levelsOf, statedValueBps } from './levels.ts';
import { type QualityColumns, qualityAt, qualityColumns, worseQuality } from './quality.ts';
import type { DataQuality } from './signal.ts';

/** What a decision depends on besides candles and model. */
export interface EvaluationContext {
  readonly series: SeriesKey;
  /** Default: the published rule. */
  readonly policy?: SignalPolicy;
  /** Calibrated confidences of earlier candles of this series, oldest first; never this candle's or a later one's. */
  readonly recentConfidences: readonly number[];
  /** What the feed itself reports, such as late data; the worse of this and the candles' own stamp counts. */
  readonly dataQuality?: DataQuality;
}

/** Everything a signal or a "no signal" says about the candle after closeTimeMs. Prices in the quote currency. */
export interface Decision {
  readonly type: 'decision';
  readonly closeTimeMs: number;
  /** The model's output 0..1 before recalibration. */
  readonly scoreUp: number;
  readonly probabilityUp: number;
  /** max(p, 1 − p), 0.5..1. */
  readonly confidence: number;
  /** Confidence that the rule asked for; null while too few past confidences are known. */
  readonly threshold: number | null;
  /** The likelier direction, also when there is no signal. */
  readonly direction: 'up' | 'down';
  readonly action: 'BUY' | 'SELL' | 'HOLD';
  readonly reason: DecisionReason;
  /** sign(close − open) of the candle decided upon: the reversal rule bets against it. */
  readonly lastDirection: -1 | 0 | 1;
  readonly sigma24: number;
  /**
   * Of a position in the likelier direction before cost, basis points: what the probability states, times what came of such statements;
   * null where they may as well have been worth nothing.
   */
  readonly expectedValueBps: number | null;
  /** Its 95 % interval, as far as the statements' slope is uncertain. */
  readonly expectedValueInterval: readonly [number, number] | null;
  /** Of its round trip. */
  readonly costBps: number;
  readonly entry: number;
  readonly stop: number;
  readonly target: number;
  readonly dataQuality: DataQuality;
  readonly modelVersion: string;
}

/** No decision could be taken: too few candles, or the model had no value for this row. */
export interface Unready {
  readonly type: 'unready';
  readonly haveCandles: number;
  readonly needCandles: number;
  readonly reason: ReasonOf<'too-few-candles' | 'no-score'>;
}

/** A decision, or why there is none. */
export type Evaluation = Decision | Unready;

/** Candles that a decision needs; more change nothing beyond 10⁻⁶. */
export const NEEDED_CANDLES = WARM_UP_CANDLES + 1;
/** Candles that live readers take: the need and room for holes. */
export const LOOK_BACK_CANDLES = 2 * WARM_UP_CANDLES;

function tooFew(haveCandles: number): Unready {
  const params = { have: haveCandles, need: NEEDED_CANDLES };
  return {
    type: 'unready',
    haveCandles,
    needCandles: NEEDED_CANDLES,
    reason: { code: 'too-few-candles', params },
  };
}

/** Scores and facts of every row of a series, row i from candles ≤ i only: what decisions are made of. */
export interface ScoredCandles {
  readonly candles: CandleColumns;
  readonly scoreUp: Float64Array;
  readonly probabilityUp: Float64Array;
  readonly sigma24: Float64Array;
  readonly quality: QualityColumns;
  /** What stated values have come to, by outcomes known when a row was decided; null where too few are. */
  readonly valueSlope: (row: number) => ValueSlope | null;
}

type ExpectedValue = Pick<Decision, 'expectedValueBps' | 'expectedValueInterval'>;

/** A stated value times its slope; withheld where the slope's interval contains 0. */
function expectedValue(statedBps: number, slope: ValueSlope | null): ExpectedValue {
  if (slope === null || slope.interval[0] <= 0) return { expectedValueBps: null, expectedValueInterval: null };
  const [low, high] = slope.interval;
  return { expectedValueBps: slope.slope * statedBps, expectedValueInterval: [low * statedBps, high * statedBps] };
}

function directionOf(open: number, close: number): -1 | 0 | 1 {
  return close > open ? 1 : close < open ? -1 : 0;
}

/** The decision at one row. The one place where a probability becomes a decision: live, prediction and backtest all come here. */
function decisionAt(scored: ScoredCandles, row: number, question: DecisionQuestion): Evaluation {
  const { candles } = scored;
  const scoreUp = scored.scoreUp[row] ?? Number.NaN;
  const probabilityUp = scored.probabilityUp[row] ?? Number.NaN;
  if (row < WARM_UP_CANDLES) return tooFew(row + 1);
  if (Number.isNaN(probabilityUp)) {
    return { ...tooFew(row + 1), reason: { code: 'no-score', params: {} } };
  }
  const { series, policy, modelVersion } = question;
  const close = candles.close[row] ?? Number.NaN;
  const sigma24 = scored.sigma24[row] ?? Number.NaN;
  const closeTimeMs = (candles.openTimeMs[row] ?? Number.NaN) + timeframeMs(series.timeframe);
  const own = qualityAt(scored.quality, row);
  const dataQuality = question.dataQuality === undefined ? own : worseQuality(own, question.dataQuality);
  const threshold = question.thresholdAt(coverageAt(policy, dataQuality.stamp));
  const confidence = Math.max(probabilityUp, 1 - probabilityUp);
  const direction = probabilityUp >= 0.5 ? 'up' : 'down';
  const spread = candles.spread?.[row] ?? null;
  const costBps = roundTripCostBps({
    symbol: series.symbol,
    entryTimeMs: closeTimeMs,
    price: close,
    spread,
    scenario: policy.costScenario,
  });
  return {
    type: 'decision',
    closeTimeMs,
    scoreUp,
    probabilityUp,
    confidence,
    threshold,
    direction,
    ...decide({ probabilityUp, confidence, threshold, dataQuality, policy }),
    lastDirection: directionOf(candles.open[row] ?? 0, close),
    sigma24,
    ...expectedValue(statedValueBps(probabilityUp, sigma24), scored.valueSlope(row)),
    costBps,
    ...levelsOf(direction === 'up' ? 'BUY' : 'SELL', close, sigma24),
    dataQuality,
    modelVersion,
  };
}

/** The decision of a muted series: scored all the same, never published. */
export function silenced(decision: Decision): Decision {
  return decision.action === 'HOLD' ? decision : { ...decision, action: 'HOLD', reason: 'muted' };
}

/** What decisionAt needs to know besides the row. */
export interface DecisionQuestion {
  readonly series: SeriesKey;
  readonly policy: SignalPolicy;
  /** The confidence that so large a share of the past ones reached; null while too few are known. */
  readonly thresholdAt: (coverage: number) => number | null;
  readonly modelVersion: string;
  readonly dataQuality?: DataQuality | undefined;
}

/** A model's features and σ24, one list per model. */
const namesByFeatures = new WeakMap<readonly string[], readonly string[]>();

function withSigma24(features: readonly string[]): readonly string[] {
  const names = namesByFeatures.get(features) ?? [...features, 'sigma_24'];
  namesByFeatures.set(features, names);
  return names;
}

/** Features of the newest candles as the model wants them, and σ24. */
function featuresFor(
  candles: CandleColumns,
  { model, timeframe }: TrainedModel,
  rows: number,
): { readonly matrix: FeatureMatrix; readonly sigma24: Float64Array } {
  const { features } = model;
  const names = withSigma24(features);
  const { columns } = newestFeatures(candles, { timeframeMs: timeframeMs(timeframe), names, rows });
  return {
    matrix: { rows, names: features, columns: columns.slice(0, features.length) },
    sigma24: columns.at(-1) ?? new Float64Array(rows),
  };
}

/** Values of the newest rows as a column of all; NaN before. */
function newestOf(values: Float64Array, length: number): Float64Array {
  if (values.length === length) return values;
  const column = new Float64Array(length).fill(Number.NaN);
  column.set(values, length - values.length);
  return column;
}

/** Which market's candles are scored, and from which row on: those before it have no score and no σ24 then. */
interface Scoring {
  readonly series: SeriesKey;
  readonly from: number;
}

/** Scores every candle with one model. Throws when series and model have different timeframes. */
export function scoreCandles(stored: CandleColumns, trained: TrainedModel, series: SeriesKey): ScoredCandles {
  return scoreFrom(stored, trained, { series, from: 0 });
}

function scoreFrom(stored: CandleColumns, trained: TrainedModel, { series, from }: Scoring): ScoredCandles {
  if (series.timeframe !== trained.timeframe) {
    throw new Error(`expected a model for ${series.timeframe}, ${trained.version} is for ${trained.timeframe}`);
  }
  const candles = withBelievableVolume(stored);
  const candleMs = timeframeMs(series.timeframe);
  const { length } = candles;
  const scored = length - from;
  const rows = Math.min(length, scored + trained.model.rowsRead - 1);
  const { matrix, sigma24 } = featuresFor(candles, trained, rows);
  const scoreUp = newestOf(trained.model.scoreRows(matrix, rows - scored, rows), length);
  return {
    candles,
    scoreUp,
    probabilityUp: scoreUp.map((score, row) =>
      row < from
        ? Number.NaN
        : applyPlatt(mapAt(trained.calibration, series.symbol, (candles.openTimeMs[row] ?? 0) + candleMs), score),
    ),
    sigma24: newestOf(sigma24, length),
    valueSlope: () => trained.valueSlope ?? null,
    quality: qualityColumns(candles, candleMs, calendarOf(series.symbol)),
  };
}

/** Decisions of rows [from, to) in order; each row's confidence joins the window of the next. */
export function decideRows(
  scored: ScoredCandles,
  trained: { readonly version: string },
  run: DecisionRun,
): readonly Evaluation[] {
  const { series, policy = DEFAULT_POLICY, recentConfidences, dataQuality, from, to } = run;
  const window = createConfidenceWindow(policy, recentConfidences);
  const evaluations: Evaluation[] = [];
  for (let row = from; row < to; row += 1) {
    const question = { series, policy, thresholdAt: window.threshold, modelVersion: trained.version, dataQuality };
    const evaluation = decisionAt(scored, row, question);
    if (evaluation.type === 'decision') window.push(evaluation.confidence);
    evaluations.push(evaluation);
  }
  return evaluations;
}

/** A context and the rows [from, to) to decide; recentConfidences are those before row `from`. */
export interface DecisionRun extends EvaluationContext {
  readonly from: number;
  readonly to: number;
}

/**
 * The decision at the close of the newest candle, from candles (oldest first) and a model: what live, /predict, backtest and the
 * leak tests all call. Pure. "unready" when there are fewer than NEEDED_CANDLES. Throws when series and model have different timeframes.
 */
export function evaluate(candles: CandleColumns, trained: TrainedModel, context: EvaluationContext): Evaluation {
  const newest = candles.length - 1;
  if (newest < WARM_UP_CANDLES) return tooFew(candles.length);
  const { series, policy = DEFAULT_POLICY, recentConfidences, dataQuality } = context;
  return decisionAt(scoreFrom(candles, trained, { series, from: newest }), newest, {
    series,
    policy,
    thresholdAt: (coverage) => confidenceThreshold(policy, recentConfidences, coverage),
    modelVersion: trained.version,
    dataQuality,
  });
}

/**
 * The decisions of rows [from, to) of one series (default: all rows), equal to the last digit to `evaluate` on candles 0..row with the
 * confidences of the rows before it.
 */
export function evaluateRows(
  candles: CandleColumns,
  trained: TrainedModel,
  context: EvaluationContext & { readonly from?: number; readonly to?: number },
): readonly Evaluation[] {
  const { from = 0, to = candles.length } = context;
  const scored = scoreFrom(candles, trained, { series: context.series, from });
  return decideRows(scored, trained, { ...context, from, to });
}
