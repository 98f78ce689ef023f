import { assetClass } from '../../market/asset-class.ts';
import { type CandleColumns, sliceColumns } from '../../market/candle.ts';
import { type SeriesKey, seriesName } from '../../market/series.ts';
import { timeframeMs } from '../../market/timeframe.ts';
import type { ModelKind } from '../../models/model.ts';
import { modelMaker } from '../../models/model-maker.ts';
import type { Prediction } from '../../ports.ts';
import { CRYPTO_COST_PER_SIDE_BPS } from '../../signals/cost.ts';
import { DEFAULT_POLICY } from '../../signals/decide.ts';
import { decideRows } from '../../signals/evaluate.ts';
import { WEEKLY_BOOTSTRAP } from '../../statistics/bootstrap.ts';
import { sharpeIntervals } from '../../statistics/sharpe-interval.ts';
import { DAY_MS } from '../../time.ts';
import { type Dataset, prepareDataset } from '../../training/dataset.ts';
import { recalibrate } from '../../training/recalibrate.ts';
import { protocolForSpan, spanOf, walkForwardFolds } from '../../training/split.ts';
import { valueSlopes } from '../../training/value-slope.ts';
import { walkForward } from '../../training/walk-forward.ts';
import { type BacktestResult, backtest } from '../backtest.ts';
import { decisionSignals } from '../plan/decision-signals.ts';
import { type BacktestPlan, NO_COSTS, plainPlan } from '../plan/plan.ts';
import { ENTER_LONG, ENTER_SHORT, plainSignals } from '../plan/signal-columns.ts';
import { withLevelBreaks } from '../simulate/with-level-breaks.ts';
import { dailyReturns, daysPerYear } from '../statistics/equity-walk.ts';
import { holdValueAt } from '../statistics/period-lines.ts';
import type { BacktestStatistics } from '../statistics/statistics.ts';

/** A market's past on which the published signal rule is to be tried. */
export interface RuleQuestion {
  readonly series: SeriesKey;
  /** Oldest first; those before fromMs are the past that a walk-forward learns from. */
  readonly candles: CandleColumns;
  /** Predictions stored live, each before its outcome. */
  readonly predictions: readonly Prediction[];
  /** What is fitted walk-forward for candles without a stored prediction. */
  readonly kind: ModelKind;
  readonly seed: number;
  /** Decisions at or after this moment are traded. */
  readonly fromMs: number;
}

/** Equity and holding over time, as multiples of the start, at no more moments than a picture needs. */
export interface RuleCurve {
  readonly timeMs: Float64Array;
  readonly equity: Float64Array;
  readonly hold: Float64Array;
  /** Deepest since the moment before, 0..1. */
  readonly drawdown: Float64Array;
}

/** The rule over the past. Every probability was out of sample: stored live, or from a model fitted on the past of its candle. */
export interface RuleTested {
  readonly type: 'tested';
  readonly series: SeriesKey;
  /** First decision and last close. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly candles: number;
  /** Decisions by stored predictions, and by walk-forward. */
  readonly liveDecisions: number;
  readonly walkForwardDecisions: number;
  readonly kind: ModelKind;
  /** Of one side of a crypto trade; null for forex, whose cost is the quote's or the hour's. */
  readonly costBps: number | null;
  readonly statistics: BacktestStatistics;
  /** 95 % interval of the annualised Sharpe ratio, by blocks of a week; null for less than two weeks. */
  readonly sharpeInterval: readonly [number, number] | null;
  /** Days (UTC) with candles, and those of them on which nothing was entered. */
  readonly days: number;
  readonly silentDays: number;
  readonly curve: RuleCurve;
}

/** The result of a test of the published rule, or how many candles there are when they are too few. */
export type RuleAnswer = RuleTested | { readonly type: 'too-little'; readonly haveCandles: number };

const CURVE_POINTS = 1_200;

/** One candle, in at the next open, out at its close, both sides, the published cost. */
function rulePlan(candleMs: number): BacktestPlan {
  return {
    ...plainPlan(candleMs),
    horizonCandles: 1,
    exitOnOpposite: false,
    gaps: 'skip',
    costs: { ...NO_COSTS, halfSpread: { type: 'published', scenario: DEFAULT_POLICY.costScenario } },
  };
}

/** Probabilities of a walk-forward, recalibrated causally; NaN where none was possible. */
async function walkForwardProbabilities(dataset: Dataset, kind: ModelKind, seed: number): Promise<Float64Array> {
  const { protocol } = protocolForSpan(dataset);
  const folds = walkForwardFolds(spanOf(dataset), protocol);
  const { score } = await walkForward({ dataset, folds, fit: modelMaker(kind).fit, seed });
  return recalibrate(dataset, score).probability;
}

/** Every `every`-th moment and the last one. */
function curveOf({ markets, simulation, plan }: BacktestResult): RuleCurve {
  const { timeline, equity, worst } = simulation;
  const every = Math.max(1, Math.ceil(timeline.length / CURVE_POINTS));
  const steps = Array.from(
    { length: Math.ceil(timeline.length / every) },
    (_, at) => Math.min((at + 1) * every, timeline.length) - 1,
  );
  let peak = plan.startEquity;
  let step = 0;
  const drawdown = Float64Array.from(steps, (last) => {
    let deepest = 0;
    for (; step <= last; step += 1) {
      deepest = Math.max(deepest, 1 - ((worst ?? equity)[step] ?? 0) / peak);
      peak = Math.max(peak, equity[step] ?? 0);
    }
    return deepest;
  });
  return {
    // A value holds at the close of its candle.
    timeMs: Float64Array.from(steps, (at) => (timeline.openTimeMs[at] ?? 0) + plan.timeframeMs),
    equity: Float64Array.from(steps, (at) => (equity[at] ?? 0) / plan.startEquity),
    hold: Float64Array.from(steps, (at) => holdValueAt(markets, timeline.rows, at)),
    drawdown,
  };
}

/** Days (UTC) on which no trade was entered, of those that have candles. */
function silentDaysOf({ daily, markets, simulation: { trades } }: BacktestResult): number {
  const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS);
  const entered = new Set<number>();
  for (let trade = 0; trade < trades.count; trade += 1) {
    const market = markets[trades.market[trade] ?? 0];
    entered.add(dayOf(market?.candles.openTimeMs[trades.entryRow[trade] ?? -1] ?? Number.NaN));
  }
  return daily.dayMs.slice(0, daily.count).filter((dayMs) => !entered.has(dayOf(dayMs))).length;
}

function sharpeIntervalOf({ daily, plan }: BacktestResult, seed: number): readonly [number, number] | null {
  const perYear = daysPerYear(daily);
  if (perYear === null) return null;
  const timeMs = daily.dayMs.slice(0, daily.count);
  const returns = [dailyReturns(daily, plan.startEquity)];
  return sharpeIntervals({ timeMs, returns }, perYear, { ...WEEKLY_BOOTSTRAP, seed }).intervals[0] ?? null;
}

/** First row at or after `fromMs` (close time) that has a probability, or −1. */
function firstRow({ closeTimeMs }: Dataset, probability: Float64Array, fromMs: number): number {
  return closeTimeMs.findIndex((timeMs, row) => timeMs >= fromMs && !Number.isNaN(probability[row] ?? Number.NaN));
}

interface Decided {
  readonly action: Uint8Array;
  readonly liveDecisions: number;
  readonly walkForwardDecisions: number;
}

/** What was or would have been sent at each row from `first` on: as it was where a prediction is stored, by the rule elsewhere. */
function decideAll(
  { series, candles, kind }: RuleQuestion,
  dataset: Dataset,
  past: {
    readonly probability: Float64Array;
    readonly stored: ReadonlyMap<number, Prediction>;
    readonly first: number;
  },
): Decided {
  const { probability, stored, first } = past;
  const [market] = dataset.markets;
  if (market === undefined) throw new Error('expected one market, was none');
  const scored = {
    candles,
    scoreUp: probability,
    probabilityUp: probability,
    sigma24: dataset.sigma24,
    quality: market.quality,
    valueSlope: valueSlopes(dataset, probability).at,
  };
  // The rule's quantile looks back on confidences from before the test began.
  const run = { series, recentConfidences: [], from: 0, to: dataset.rows };
  const { action } = decisionSignals(decideRows(scored, { version: kind }, run), 'published');
  let [liveDecisions, walkForwardDecisions] = [0, 0];
  for (let row = first; row < dataset.rows; row += 1) {
    const prediction = stored.get(dataset.closeTimeMs[row] ?? Number.NaN);
    if (prediction !== undefined) {
      liveDecisions += 1;
      action[row] = prediction.published ? (prediction.probabilityUp >= 0.5 ? ENTER_LONG : ENTER_SHORT) : 0;
    } else if (!Number.isNaN(probability[row] ?? Number.NaN)) walkForwardDecisions += 1;
  }
  return { action: action.subarray(first), liveDecisions, walkForwardDecisions };
}

/** Out-of-sample probabilities of all rows: stored ones, and walk-forward ones unless the stored ones cover the whole test. */
async function probabilitiesOf(
  { kind, seed, fromMs }: RuleQuestion,
  dataset: Dataset,
  stored: ReadonlyMap<number, Prediction>,
): Promise<Float64Array> {
  const { closeTimeMs, rows } = dataset;
  const isCovered = closeTimeMs.every((timeMs) => timeMs < fromMs || stored.has(timeMs));
  const walked = isCovered
    ? new Float64Array(rows).fill(Number.NaN)
    : await walkForwardProbabilities(dataset, kind, seed);
  return walked.map((value, row) => stored.get(closeTimeMs[row] ?? Number.NaN)?.probabilityUp ?? value);
}

/**
 * What the published signal rule would have made of a market's past, after cost. A candle with a stored prediction is
 * decided as it was then; the others by the same rule on walk-forward probabilities. Deterministic. "too-little" when
 * no candle has an out-of-sample probability.
 */
export async function backtestPublishedRule(question: RuleQuestion): Promise<RuleAnswer> {
  const { series, candles, predictions, kind, fromMs } = question;
  const tooLittle: RuleAnswer = { type: 'too-little', haveCandles: candles.length };
  if (candles.length < 2) return tooLittle;
  const candleMs = timeframeMs(series.timeframe);
  const name = seriesName(series);
  const dataset = prepareDataset([{ name, columns: candles }], candleMs);
  const stored = new Map(predictions.map((each) => [each.closeTimeMs, each]));
  const probability = await probabilitiesOf(question, dataset, stored);
  const first = firstRow(dataset, probability, fromMs);
  if (first < 0 || first >= dataset.rows - 1) return tooLittle;
  const { action, ...decisions } = decideAll(question, dataset, { probability, stored, first });
  const tested = withLevelBreaks(
    {
      name,
      symbol: series.symbol,
      candles: sliceColumns(candles, first),
      signals: plainSignals(action),
      sigma: null,
      atr: null,
      funding: null,
    },
    candleMs,
  );
  const result = backtest(rulePlan(candleMs), [tested]);
  return {
    type: 'tested',
    series,
    fromMs: dataset.closeTimeMs[first] ?? 0,
    toMs: dataset.closeTimeMs[dataset.rows - 1] ?? 0,
    candles: result.candles,
    ...decisions,
    kind,
    costBps: assetClass(series.symbol) === 'crypto' ? CRYPTO_COST_PER_SIDE_BPS[DEFAULT_POLICY.costScenario] : null,
    statistics: result.statistics,
    sharpeInterval: sharpeIntervalOf(result, question.seed),
    days: result.daily.count,
    silentDays: silentDaysOf(result),
    curve: curveOf(result),
  };
}
