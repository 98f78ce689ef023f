import type { Side } from './signal.ts';

/** Distance of the stop from the entry in standard deviations of one candle's log return (σ24). */
const STOP_SIGMAS = 1.5;
/** Distance of the target; equal to the stop's, because a one-candle edge of direction has no skew to exploit. */
const TARGET_SIGMAS = 1.5;
/** E|ρ| of one candle in units of σ24, as measured; a normal distribution would have 0.80. */
const MEAN_MOVE_SIGMAS = 0.75;

/** Prices of a signal's entry, stop and target. */
export interface Levels {
  readonly entry: number;
  readonly stop: number;
  readonly target: number;
}

/** Entry at the newest close, the best guess of the next open; stop and target at fixed multiples of σ24 in log price. */
export function levelsOf(side: Side, close: number, sigma24: number): Levels {
  const sign = side === 'BUY' ? 1 : -1;
  return {
    entry: close,
    stop: close * Math.exp(-sign * STOP_SIGMAS * sigma24),
    target: close * Math.exp(sign * TARGET_SIGMAS * sigma24),
  };
}

/** What a probability states that a position in the likelier direction is worth before cost, basis points: |2p − 1| · 0.75 · σ24. */
export function statedValueBps(probabilityUp: number, sigma24: number): number {
  return Math.abs(2 * probabilityUp - 1) * MEAN_MOVE_SIGMAS * sigma24 * 1e4;
}

/** Share of the account that a position may lose at its stop, as signals state it; a reader may choose another one. */
export const STOP_RISK = 0.01;

/** Share of the account, 0..1, that loses `risk` (a share too) of it between entry and stop; all of it where the stop is nearer. */
export function sizeAt(entry: number, stop: number, risk = STOP_RISK): number {
  const distance = Math.abs(entry - stop) / entry;
  return distance > risk ? risk / distance : 1;
}
