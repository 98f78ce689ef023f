import type { CandleColumns } from '../../market/candle.ts';
import type { Ending, OpenPosition } from './follow-position.ts';

/**
 * The deepest fall from a highest close, seen within candles, built up in time order. The same figure as maxDrawdownOf
 * of a column of worst moments, without the column: a sweep reads nothing else from it.
 */
export interface RunningDrawdown {
  /** Highest equity at a close so far. */
  peak: number;
  /** Lowest equity since then, within candles. */
  lowest: number;
  /** Fraction 0..1 of the peak; falls that a new peak has ended. */
  deepest: number;
}

/** What becomes of the worst moments: a column of equity at each step, or the deepest drawdown alone. */
export type WorstMoments = Float64Array | RunningDrawdown;

/** A drawdown before the first step, of an account with this equity. */
export function startDrawdown(equity: number): RunningDrawdown {
  return { peak: equity, lowest: equity, deepest: 0 };
}

/** The deepest fall of all, the one that is still open included; a fraction 0..1. */
export function deepestOf({ peak, lowest, deepest }: RunningDrawdown): number {
  return lowest < peak ? Math.max(deepest, 1 - lowest / peak) : deepest;
}

/** Equity at the worst moment and at the close of one step, or of several steps alike. */
export function noteStep(drawdown: RunningDrawdown, low: number, close: number): void {
  if (low < drawdown.lowest) drawdown.lowest = low;
  if (close < drawdown.peak) return;
  drawdown.deepest = deepestOf(drawdown);
  drawdown.peak = close;
  drawdown.lowest = close;
}

/** Notes the candles that a position was held through, its exit candle excepted; `equity` holds their closes. */
export function noteHeld(
  candles: CandleColumns,
  position: OpenPosition,
  { equity, worst, ending }: { readonly equity: Float64Array; readonly worst: WorstMoments; readonly ending: Ending },
): void {
  if (worst instanceof Float64Array) markHeld(candles, position, { worst, to: ending.row });
  else if (position.side > 0) foldLong(candles.low, position, { equity, drawdown: worst, to: ending.row });
  else foldShort(candles.high, position, { equity, drawdown: worst, to: ending.row });
}

function markHeld(
  { low, high }: CandleColumns,
  { side, entryRow, entryPrice, units, cash }: OpenPosition,
  { worst, to }: { readonly worst: Float64Array; readonly to: number },
): void {
  const extremes = side > 0 ? low : high;
  const signedUnits = side * units;
  for (let row = entryRow; row < to; row += 1) worst[row] = cash + signedUnits * ((extremes[row] ?? 0) - entryPrice);
}

interface HeldCloses {
  readonly equity: Float64Array;
  readonly drawdown: RunningDrawdown;
  readonly to: number;
}

/**
 * Equity never falls as the price of a long rises, to the last bit, so the lowest price since the peak gives the lowest
 * equity: one comparison a candle instead of working out its equity.
 */
function foldLong(low: Float64Array, { entryRow, entryPrice, units, cash }: OpenPosition, held: HeldCloses): void {
  const { equity, drawdown, to } = held;
  let { peak } = drawdown;
  let bottom = Number.POSITIVE_INFINITY;
  for (let row = entryRow; row < to; row += 1) {
    const price = low[row] ?? 0;
    if (price < bottom) bottom = price;
    const close = equity[row] ?? 0;
    if (close < peak) continue;
    noteStep(drawdown, cash + units * (bottom - entryPrice), close);
    peak = close;
    bottom = Number.POSITIVE_INFINITY;
  }
  noteStep(drawdown, cash + units * (bottom - entryPrice), Number.NEGATIVE_INFINITY);
}

/** As foldLong, mirrored. */
function foldShort(high: Float64Array, { entryRow, entryPrice, units, cash }: OpenPosition, held: HeldCloses): void {
  const { equity, drawdown, to } = held;
  let { peak } = drawdown;
  let top = Number.NEGATIVE_INFINITY;
  for (let row = entryRow; row < to; row += 1) {
    const price = high[row] ?? 0;
    if (price > top) top = price;
    const close = equity[row] ?? 0;
    if (close < peak) continue;
    noteStep(drawdown, cash + -1 * units * (top - entryPrice), close);
    peak = close;
    top = Number.NEGATIVE_INFINITY;
  }
  noteStep(drawdown, cash + -1 * units * (top - entryPrice), Number.NEGATIVE_INFINITY);
}
