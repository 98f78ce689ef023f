import { backtest } from '../../../engine/backtest/backtest.ts';
import { jumpyWalk, marketOf, PLAN, randomSignals } from '../../engine/backtest/backtest-fixtures.ts';

export const percent = (fraction: number) => ({ type: 'percent', fraction }) as const;

const PLAN_WITH_LEVELS = { ...PLAN, stop: percent(0.02), target: percent(0.03) };

interface ResultOptions {
  readonly rows: number;
  readonly seed?: number;
  readonly name?: string;
  /** A signal every so many candles. */
  readonly every?: number;
}

/** A backtest of random signals on a market that jumps. */
export function resultOf({ rows, seed = 1, name = 'BTC/USDT', every = 6 }: ResultOptions) {
  return backtest(PLAN_WITH_LEVELS, [marketOf(jumpyWalk(rows, seed), randomSignals(rows, seed, every), name)]);
}
