import type { CandleColumns } from './candle.ts';

/** Row of the first candle that opens at or after timeMs; the number of rows when there is none. */
export function firstRowAt(columns: CandleColumns, timeMs: number): number {
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((columns.openTimeMs[middle] ?? Number.POSITIVE_INFINITY) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sum of two volumes without the noise of binary fractions: venues count in 8 decimals. NaN when one is unknown. */
export function addVolumes(first: number, second: number): number {
  return Number((first + second).toFixed(8));
}

/** Rows of both, the newer ones after the older ones. */
export function joinColumns(older: CandleColumns, newer: CandleColumns): CandleColumns {
  const join = (first: Float64Array, second: Float64Array): Float64Array => {
    const both = new Float64Array(first.length + second.length);
    both.set(first);
    both.set(second, first.length);
    return both;
  };
  const optional = (first: Float64Array | null, second: Float64Array | null): Float64Array | null =>
    first === null || second === null ? null : join(first, second);
  return {
    length: older.length + newer.length,
    openTimeMs: join(older.openTimeMs, newer.openTimeMs),
    open: join(older.open, newer.open),
    high: join(older.high, newer.high),
    low: join(older.low, newer.low),
    close: join(older.close, newer.close),
    volume: join(older.volume, newer.volume),
    spread: optional(older.spread, newer.spread),
    takerBuyVolume: optional(older.takerBuyVolume, newer.takerBuyVolume),
  };
}
