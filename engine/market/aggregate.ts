import { type CandleColumns, emptyColumns, sliceColumns } from './candle.ts';
import { addVolumes } from './rows.ts';

/**
 * Coarser candles of candleMs, aligned to the epoch (UTC): first open, highest high, lowest low, last close and spread, sum
 * of volumes (unknown when one is unknown). A candle made of fewer parts than fit is kept, as venues do; a last one whose
 * time is not over by the end of the finer rows is dropped. Throws RangeError unless candleMs is a multiple of baseMs.
 */
export function aggregate(
  columns: CandleColumns,
  { baseMs, candleMs }: { readonly baseMs: number; readonly candleMs: number },
): CandleColumns {
  if (candleMs < baseMs || candleMs % baseMs !== 0) {
    throw new RangeError(`expected a multiple of ${baseMs} ms, was ${candleMs}`);
  }
  if (candleMs === baseMs) return columns;
  const starts = bucketStarts(columns, candleMs);
  const merged: CandleColumns = {
    ...emptyColumns(starts.length),
    spread: columns.spread === null ? null : new Float64Array(starts.length),
    takerBuyVolume: columns.takerBuyVolume === null ? null : new Float64Array(starts.length),
  };
  starts.forEach((from, bucket) => {
    const part = sliceColumns(columns, from, starts[bucket + 1] ?? columns.length);
    const lastRow = part.length - 1;
    merged.openTimeMs[bucket] = Math.floor((part.openTimeMs[0] ?? 0) / candleMs) * candleMs;
    merged.open[bucket] = part.open[0] ?? Number.NaN;
    merged.high[bucket] = part.high.reduce((a, b) => Math.max(a, b));
    merged.low[bucket] = part.low.reduce((a, b) => Math.min(a, b));
    merged.close[bucket] = part.close[lastRow] ?? Number.NaN;
    merged.volume[bucket] = part.volume.reduce(addVolumes);
    if (merged.spread !== null) merged.spread[bucket] = part.spread?.[lastRow] ?? Number.NaN;
    if (merged.takerBuyVolume !== null) {
      merged.takerBuyVolume[bucket] = part.takerBuyVolume?.reduce(addVolumes) ?? Number.NaN;
    }
  });
  return sliceColumns(merged, 0, isLastComplete(columns, { baseMs, candleMs }) ? merged.length : merged.length - 1);
}

function bucketStarts(columns: CandleColumns, candleMs: number): readonly number[] {
  const starts: number[] = [];
  let current = Number.NaN;
  columns.openTimeMs.forEach((openTimeMs, row) => {
    const bucket = Math.floor(openTimeMs / candleMs);
    if (bucket !== current) starts.push(row);
    current = bucket;
  });
  return starts;
}

function isLastComplete(
  columns: CandleColumns,
  { baseMs, candleMs }: { readonly baseMs: number; readonly candleMs: number },
): boolean {
  const last = columns.openTimeMs[columns.length - 1];
  return last === undefined || (last + baseMs) % candleMs === 0;
}
