import type { RawRows } from './raw-rows.ts';

/** Rows of the trailing window, and of the blocks that the slow scale is made of. */
const WINDOW = 100;
const BLOCK = 250;
const BLOCKS = 5;
/** The largest ranges left out of a mean, so that one bad print does not hide the next. */
const TRIMMED = 0.1;

/**
 * How far candles usually range, as a ratio of the price: true ranges (J. Welles Wilder, "New Concepts in Technical Trading
 * Systems", 1978), which count the step from the close before, since candles of one trade have no range of their own.
 */
export interface TypicalRange {
  /** Trimmed mean over the hundred rows before `row` (at the beginning of a series over its first hundred). */
  recent(row: number): number;
  /** The same over about the last thousand rows. */
  slow(row: number): number;
  /** ln(high / low) of one row; 0 where there is no such row. */
  of(row: number): number;
}

/** Ranges of the rows, computed when asked for: clean series never ask. */
export function typicalRange({ high, low, close, length }: RawRows): TypicalRange {
  const blocks = new Map<number, number>();
  const of = (row: number): number =>
    row >= 0 && row < length ? Math.log((high[row] ?? Number.NaN) / (low[row] ?? Number.NaN)) : 0;
  const trueRange = (row: number): number => {
    const before = close[row - 1] ?? Number.NaN;
    if (Number.isNaN(before)) return of(row);
    return Math.log(Math.max(high[row] ?? 0, before) / Math.min(low[row] ?? 0, before));
  };
  const trimmedMean = (from: number, to: number): number => {
    const ranges = Float64Array.from({ length: Math.max(0, to - from) }, (_, index) => trueRange(from + index)).sort();
    const kept = Math.ceil(ranges.length * (1 - TRIMMED));
    let sum = 0;
    for (let at = 0; at < kept; at += 1) sum += ranges[at] ?? 0;
    return kept === 0 ? 0 : sum / kept;
  };
  const ofBlock = (block: number): number => {
    const known = blocks.get(block);
    if (known !== undefined) return known;
    const mean = trimmedMean(block * BLOCK, Math.min(length, (block + 1) * BLOCK));
    blocks.set(block, mean);
    return mean;
  };
  return {
    of,
    recent(row) {
      const from = Math.max(0, row - WINDOW);
      return trimmedMean(from, Math.min(length, from + WINDOW));
    },
    slow(row) {
      const last = Math.floor(row / BLOCK);
      const first = Math.max(0, last - BLOCKS + 1);
      let sum = 0;
      for (let block = first; block <= last; block += 1) sum += ofBlock(block);
      return sum / (last - first + 1);
    },
  };
}
