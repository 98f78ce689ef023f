import { type BacktestMarket, checkMarket } from '../plan/backtest-market.ts';
import { type BacktestPlan, checkPlan } from '../plan/plan.ts';
import { BacktestError } from '../plan/signal-columns.ts';
import { simulateGeneral } from './simulate-general.ts';
import { type SimulationTally, simulateSingle } from './simulate-single.ts';
import { singleRulesOf } from './single-rules.ts';
import { type Timeline, timelineOf } from './timeline.ts';
import { createTradeLog, type TradeLog } from './trade-log.ts';

/** What happened: equity at the close of every step of the timeline, and the closed trades. */
export interface Simulation extends SimulationTally {
  readonly timeline: Timeline;
  readonly equity: Float64Array;
  /** Equity at the worst moment within each step, positions marked at their adverse extremes; null when only closes are known. */
  readonly worst: Float64Array | null;
  readonly trades: TradeLog;
}

/** A plan and the markets it trades on one account. */
export interface SimulationInput {
  readonly plan: BacktestPlan;
  readonly markets: readonly BacktestMarket[];
}

/** Columns to write into instead of new ones, for thousands of runs over the same candles; the next run overwrites them. */
export interface Workspace {
  readonly equity: Float64Array;
  readonly worst: Float64Array;
  readonly trades: TradeLog;
}

/**
 * Runs a plan over markets that share one equity. Pure; the same input gives the same output. Plans that singleRulesOf knows take
 * the short way, with the same result. Throws BacktestError that names the option, or the market and row, that is wrong.
 */
export function simulate(input: SimulationInput): Simulation {
  const { plan, markets } = input;
  checkPlan(plan);
  if (markets.length === 0) throw new BacktestError('expected at least one market, was none');
  for (const market of markets) checkMarket(market, plan);
  return simulateChecked(input);
}

/** As simulate, of input that has been checked before. */
export function simulateChecked({ plan, markets }: SimulationInput, workspace?: Workspace): Simulation {
  const timeline = timelineOf(markets);
  const equity = workspace?.equity ?? new Float64Array(timeline.length);
  const worst = workspace?.worst ?? new Float64Array(timeline.length);
  const log = workspace?.trades ?? createTradeLog();
  log.count = 0;
  const [market] = markets;
  const rules = markets.length === 1 ? singleRulesOf(plan) : null;
  const tally =
    rules !== null && market !== undefined
      ? simulateSingle({ plan, market, rules }, { equity, worst, log })
      : simulateGeneral({ plan, markets, timeline }, { equity, worst, log });
  return { ...tally, timeline, equity, worst, trades: log };
}
