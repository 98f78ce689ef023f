import type { BacktestResult } from '../backtest/backtest.ts';
import type { BacktestMarket } from '../backtest/plan/backtest-market.ts';
import { type BacktestPlan, NO_COSTS, plainPlan } from '../backtest/plan/plan.ts';
import { plainSignals } from '../backtest/plan/signal-columns.ts';
import type { Simulation } from '../backtest/simulate/simulate.ts';
import { timelineOf } from '../backtest/simulate/timeline.ts';
import { createTradeLog } from '../backtest/simulate/trade-log.ts';
import { statisticsOf } from '../backtest/statistics/statistics.ts';
import type { CandleColumns } from '../market/candle.ts';
import type { LevelBreak } from '../market/level-breaks.ts';
import type { Trials } from '../statistics/sharpe.ts';
import { inOneUnit } from './one-unit.ts';
import { PUBLISHED_SWING_RULE, type SwingRule } from './swing-rule.ts';
import { runSwing, type SwingRun } from './swing-run.ts';
import type { PeriodReturns } from './trend-floor.ts';
import { type TrendReadings, trendReadings } from './trend-readings.ts';

/** One market of a swing backtest, with its readings. */
export interface SwingHistory {
  readonly name: string;
  readonly symbol: string;
  readonly candles: CandleColumns;
  readonly readings: TrendReadings;
  /** Where the price had changed its unit: the candles before are restated in the newest one. */
  readonly unitChanges: readonly LevelBreak[];
}

/** The readings of a market's candles in one unit, worked out once for every account that trades it. */
export function swingHistory(market: Omit<SwingHistory, 'readings' | 'unitChanges'>, candleMs: number): SwingHistory {
  const { candles, changes } = inOneUnit(market.candles, candleMs);
  return { ...market, candles, readings: trendReadings(candles, candleMs), unitChanges: changes };
}

/** How an account follows the family: cost per side as a fraction of what is traded. */
export interface SwingPlan {
  readonly candleMs: number;
  readonly rule: SwingRule;
  readonly cost: number;
  readonly startEquity: number;
  /** Nothing is entered at an open up to this moment (epoch milliseconds); absent: from the first strength on. */
  readonly enterAfterMs?: number | undefined;
}

/** An account in equal parts, one for each market, each following the rule on its own. */
export interface SwingAccount {
  readonly runs: readonly SwingRun[];
  readonly simulation: Simulation;
  /** Net return of each candle from the first on whose strength was known, at its open time. */
  readonly returns: PeriodReturns;
  /** Share of the account that each of those candles could lose at most. */
  readonly exposure: Float64Array;
  readonly entries: number;
}

/** Sum over the markets of a column of their rows, by step; a market without a candle counts as before. */
function summed(
  simulation: Pick<Simulation, 'timeline'>,
  columns: readonly Float64Array[],
  before: number,
): Float64Array {
  const { length, rows } = simulation.timeline;
  const total = new Float64Array(length);
  columns.forEach((column, number) => {
    let last = before;
    for (let step = 0; step < length; step += 1) {
      const row = rows === null ? step : (rows[number]?.[step] ?? -1);
      if (row >= 0) last = column[row] ?? last;
      total[step] = (total[step] ?? 0) + last;
    }
  });
  return total;
}

/** First step at whose candle some market's strength was known at the close before. */
function firstStep({ timeline }: Pick<Simulation, 'timeline'>, markets: readonly SwingHistory[]): number {
  const known = markets.map(({ readings, candles }) => {
    const row = readings.strength.findIndex((value) => !Number.isNaN(value));
    return row < 0 ? Number.POSITIVE_INFINITY : (candles.openTimeMs[row] ?? Number.POSITIVE_INFINITY);
  });
  const fromMs = Math.min(...known);
  const step = timeline.openTimeMs.findIndex((time) => time > fromMs);
  return step < 0 ? timeline.length : step;
}

/** Follows the rule in every market, each with an equal part of the account that is never moved to another. */
export function followSwing(markets: readonly SwingHistory[], plan: SwingPlan): SwingAccount {
  const log = createTradeLog();
  const part = plan.startEquity / Math.max(1, markets.length);
  const terms = { rule: plan.rule, cost: plan.cost, startEquity: part, enterAfterMs: plan.enterAfterMs };
  const runs = markets.map((market, number) => runSwing(market, terms, { log, number }));
  const timeline = timelineOf(markets);
  const equity = summed(
    { timeline },
    runs.map((run) => run.equity),
    part,
  );
  const invested = summed(
    { timeline },
    runs.map((run) => run.invested),
    0,
  );
  const from = firstStep({ timeline }, markets);
  const count = Math.max(0, timeline.length - from);
  const net = new Float64Array(count);
  const exposure = new Float64Array(count);
  for (let at = 0; at < count; at += 1) {
    const step = from + at;
    const before = step === 0 ? plan.startEquity : (equity[step - 1] ?? 0);
    net[at] = before > 0 ? (equity[step] ?? 0) / before - 1 : 0;
    exposure[at] = before > 0 ? (invested[step] ?? 0) / before : 0;
  }
  const ruined = runs.every((run) => run.ruinedRow !== null)
    ? Math.max(...runs.map((run) => run.ruinedRow ?? 0))
    : null;
  return {
    runs,
    simulation: {
      timeline,
      equity,
      worst: null,
      trades: log,
      exposedSteps: Math.max(0, ...runs.map((run) => run.exposedSteps)),
      skippedEntries: 0,
      lateEntries: 0,
      brokenEntries: 0,
      ruinedStep: ruined,
    },
    returns: { timeMs: timeline.openTimeMs.subarray(from), net },
    exposure,
    entries: runs.reduce((sum, run) => sum + run.entryRows.length, 0),
  };
}

/** Every figure of the general backtest for an account that followed the family. */
export function swingResult(
  markets: readonly SwingHistory[],
  account: SwingAccount,
  about: { readonly plan: SwingPlan; readonly trials: Trials },
): BacktestResult {
  const { candleMs, startEquity, cost } = about.plan;
  const plan: BacktestPlan = { ...plainPlan(candleMs), startEquity, costs: { ...NO_COSTS, fee: cost } };
  const named: readonly BacktestMarket[] = markets.map(({ name, symbol, candles }) => ({
    name,
    symbol,
    candles,
    signals: plainSignals(new Uint8Array(candles.length)),
    sigma: null,
    atr: null,
    funding: null,
  }));
  const { simulation } = account;
  const { statistics, daily } = statisticsOf({ plan, markets: named, simulation, trials: about.trials });
  const candles = markets.reduce((sum, market) => sum + market.candles.length, 0);
  return { plan, markets: named, simulation, daily, statistics, candles };
}

/** Mean of markets' returns at each moment: an account in equal parts that are evened out at every candle. */
export function meanReturns(columns: readonly PeriodReturns[]): PeriodReturns {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return only;
  const byTime = new Map<number, { sum: number; count: number }>();
  for (const { timeMs, net } of columns) {
    timeMs.forEach((time, at) => {
      const before = byTime.get(time) ?? { sum: 0, count: 0 };
      byTime.set(time, { sum: before.sum + (net[at] ?? 0), count: before.count + 1 });
    });
  }
  const times = Float64Array.from([...byTime.keys()].sort((a, b) => a - b));
  return {
    timeMs: times,
    net: times.map((time) => {
      const { sum, count } = byTime.get(time) ?? { sum: 0, count: 1 };
      return sum / count;
    }),
  };
}

/**
 * Rules that were tried before the published one was chosen, and after: every one of them counts as a trial of the
 * deflated Sharpe ratio.
 */
export const TRIED_SWING_RULES: readonly SwingRule[] = [2, 3, 4].flatMap((stopDailySigmas) =>
  [1.1, 1.2, 1.25, 1.33, 1.5, 2, Number.POSITIVE_INFINITY].flatMap((trimAt) =>
    (['long', 'both'] as const).map((sides) => ({ ...PUBLISHED_SWING_RULE, stopDailySigmas, trimAt, sides })),
  ),
);
