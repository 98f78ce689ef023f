import type { CandleColumns } from './candle.ts';

/** Candles over which the average true range is taken: a day of hours, so that a quiet evening does not make news look absurd. */
export const RANGE_CANDLES = 24;

/**
 * How far a candle may reach from the close before it, in average true ranges, before it wants a confirming second look. On the
 * 366,000 recorded candles of the shared files (crypto and FX, 5 minutes to an hour) 0.01 to 0.3 % reach further, among them
 * March 2020 and May 2021; a price misplaced by one digit reaches hundreds. A second look costs one request.
 */
export const SUSPECT_RANGES = 8;

/** Beyond this nothing real was ever seen: the longest of those candles, the pound's flash crash of 2016-10-06, reached 53. */
export const ABSURD_RANGES = 60;

/**
 * Each row's reach: max(high − close before, close before − low) in average true ranges of the RANGE_CANDLES rows before it
 * (true range after Wilder, 1978; a plain mean, not his smoothing, so that old candles leave the window). 0 while fewer are known.
 */
export function reaches(candles: CandleColumns): Float64Array {
  const { length, high, low, close } = candles;
  const result = new Float64Array(length);
  const ranges = new Float64Array(length);
  let sum = 0;
  for (let row = 0; row < length; row += 1) {
    const top = high[row] ?? Number.NaN;
    const bottom = low[row] ?? Number.NaN;
    const before = row === 0 ? (candles.open[0] ?? Number.NaN) : (close[row - 1] ?? Number.NaN);
    if (row >= RANGE_CANDLES) {
      const reach = Math.max(top - before, before - bottom);
      // Without any range before it, a market that moves at all reaches infinitely far; one that does not, nowhere.
      result[row] = reach === 0 ? 0 : reach / Math.max(sum / RANGE_CANDLES, Number.MIN_VALUE);
    }
    const range = Math.max(top, before) - Math.min(bottom, before);
    ranges[row] = range;
    sum += range - (row >= RANGE_CANDLES ? (ranges[row - RANGE_CANDLES] ?? 0) : 0);
    // A resum now and then keeps rounding from piling up.
    if (row % 512 === 511)
      sum = ranges.subarray(row - RANGE_CANDLES + 1, row + 1).reduce((total, each) => total + each, 0);
  }
  return result;
}
