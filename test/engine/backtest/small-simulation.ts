import { expect } from 'vitest';
import type { BacktestPlan } from '../../../engine/backtest/plan/plan.ts';
import { plainSignals } from '../../../engine/backtest/plan/signal-columns.ts';
import { type Simulation, simulate } from '../../../engine/backtest/simulate/simulate.ts';
import { type Trade, tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { candlesFrom, marketOf, PLAN } from './backtest-fixtures.ts';

/** The costs of the plan without a fee. */
export const noCosts = { ...PLAN.costs, fee: 0 };
export const percent = (fraction: number) => ({ type: 'percent' as const, fraction });

/** An action column: the bits of some rows, nothing in the others. */
export function actionAt(length: number, bits: Readonly<Record<number, number>>): Uint8Array {
  return Uint8Array.from({ length }, (_, row) => bits[row] ?? 0);
}

/** A simulation of one market given candle by candle [open, high, low, close], without costs unless the plan has some. */
export function run(
  rows: readonly (readonly [number, number, number, number])[],
  bits: Readonly<Record<number, number>>,
  plan: Partial<BacktestPlan>,
): Simulation {
  const candles = candlesFrom(rows);
  const market = marketOf(candles, plainSignals(actionAt(candles.length, bits)));
  return simulate({ plan: { ...PLAN, costs: noCosts, ...plan }, markets: [market] });
}

/** The trade of a simulation that has to have one. */
export const onlyTrade = (simulation: Simulation): Trade => {
  const [trade, ...others] = tradesOf(simulation.trades);
  expect(others).toEqual([]);
  if (trade === undefined) throw new Error('expected a trade, was none');
  return trade;
};
