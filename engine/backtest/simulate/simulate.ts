import { type BacktestMarket, checkMarket } from '../plan/backtest-market.ts';
import { type BacktestPlan, checkPlan } from '../plan/plan.ts';
import { BacktestError } from '../plan/signal-columns.ts';
import { simulateGeneral } from './simulate-general.ts';
import { type SimulationTally, type SingleInput, simulateSingle } from './simulate-single.ts';
import { singleRulesOf } from './single-rules.ts';
import { type Timeline, timelineOf } from './timeline.ts';
import { createTradeLog, type TradeLog } from './trade-log.ts';
import { deepestOf, noteStep, startDrawdown } from './worst-moments.ts';

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
  /** Scratch for plans that need the general simulator. */
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
  const timeline = timelineOf(markets);
  const equity = new Float64Array(timeline.length);
  const worst = new Float64Array(timeline.length);
  const trades = createTradeLog();
  const single = singleInputOf(input);
  const columns = { equity, worst, log: trades };
  const tally =
    single === null ? simulateGeneral({ plan, markets, timeline }, columns) : simulateSingle(single, columns);
  return { ...tally, timeline, equity, worst, trades };
}

/**
 * As simulate, of input that has been checked before, into the equity and trades of `workspace`. Returns the deepest
 * drawdown, seen within candles, a fraction 0..1: a sweep needs no more of the worst moments, and a column of them for
 * each combination costs it a third of its speed.
 */
export function simulateInto(workspace: Workspace, input: SimulationInput): number {
  const { plan, markets } = input;
  const { equity, worst, trades } = workspace;
  trades.count = 0;
  const drawdown = startDrawdown(plan.startEquity);
  const single = singleInputOf(input);
  if (single === null) {
    simulateGeneral({ plan, markets, timeline: timelineOf(markets) }, { equity, worst, log: trades });
    for (let step = 0; step < equity.length; step += 1) noteStep(drawdown, worst[step] ?? 0, equity[step] ?? 0);
  } else simulateSingle(single, { equity, worst: drawdown, log: trades });
  return deepestOf(drawdown);
}

/** The input of the short way, or null when it needs the general one. */
function singleInputOf({ plan, markets }: SimulationInput): SingleInput | null {
  const [market] = markets;
  const rules = markets.length === 1 ? singleRulesOf(plan) : null;
  return rules === null || market === undefined ? null : { plan, market, rules };
}
