import { aggregate } from '../../engine/market/aggregate.ts';
import { type CandleColumns, sliceColumns } from '../../engine/market/candle.ts';

/**
 * Candles of a file joined to longer ones, aligned to the epoch (UTC). A first one that the file enters in its middle is left out, as
 * its open and range are not known; so is a last one that is not over. Those with a hole inside are kept, as venues do.
 */
export function joinCandles(
  columns: CandleColumns,
  lengths: { readonly baseMs: number; readonly candleMs: number },
): CandleColumns {
  const joined = aggregate(columns, lengths);
  const isEnteredMidway = (columns.openTimeMs[0] ?? 0) % lengths.candleMs !== 0;
  return isEnteredMidway ? sliceColumns(joined, Math.min(1, joined.length)) : joined;
}
