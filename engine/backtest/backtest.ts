import type { Trials } from '../statistics/sharpe.ts';
import { type BacktestMarket, inNameOrder } from './plan/backtest-market.ts';
import type { BacktestPlan } from './plan/plan.ts';
import { type Simulation, simulate } from './simulate/simulate.ts';
import type { DailyEquity } from './statistics/equity-walk.ts';
import { type BacktestStatistics, statisticsOf } from './statistics/statistics.ts';

/** Everything that a backtest found: what a report, a chart or a summary is made of. */
export interface BacktestResult {
  readonly plan: BacktestPlan;
  readonly markets: readonly BacktestMarket[];
  /** Equity at the close of each step, and trades as columns. */
  readonly simulation: Simulation;
  readonly daily: DailyEquity;
  readonly statistics: BacktestStatistics;
  /** Candles of all markets. */
  readonly candles: number;
}

const ONE_TRIAL: Trials = { count: 1, variance: null };

/**
 * Simulates a plan over markets, in the order of their names, and works out its statistics. Pure. Throws BacktestError
 * when something makes no sense.
 */
export function backtest(
  plan: BacktestPlan,
  given: readonly BacktestMarket[],
  trials: Trials = ONE_TRIAL,
): BacktestResult {
  const markets = inNameOrder(given);
  const simulation = simulate({ plan, markets });
  const { statistics, daily } = statisticsOf({ plan, markets, simulation, trials });
  const candles = markets.reduce((sum, market) => sum + market.candles.length, 0);
  return { plan, markets, simulation, daily, statistics, candles };
}
