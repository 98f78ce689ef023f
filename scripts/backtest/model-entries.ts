import type { Costs } from '../../engine/backtest/plan/plan.ts';
import { choiceOf } from '../terminal/arguments.ts';
import type { BacktestValues } from './backtest-options.ts';

/** Whether no exits, threshold or horizon are given: then a model is traded as its signals are published. */
export function isPlainModel(values: BacktestValues): boolean {
  const exits = [values.stop, values.target, values.trail, values['time-exit'], values.horizon];
  return values.model !== null && !values.sweep && exits.every((each) => each === null);
}

/** Whether a model is traded by its expected value. Throws UsageError. */
export function tradesByValue(values: BacktestValues): boolean {
  const entries = choiceOf('entries', ['worth', 'published'], values.entries);
  return isPlainModel(values) && entries === 'worth' && !values['each-candle'] && values.threshold === null;
}

/** What a round trip costs by the plan, basis points; null where that differs between candles. */
export function roundTripBpsOf({ fee, halfSpread, slippage }: Costs): number | null {
  return halfSpread.type === 'fixed' ? 2e4 * (fee + halfSpread.fraction + slippage) : null;
}
