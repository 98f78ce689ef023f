import type { SeriesKey } from '../market/series.ts';
import { TIMEFRAMES, timeframeMs } from '../market/timeframe.ts';
import type { CandleStore } from '../ports.ts';
import type { FinerCandles } from '../signals/outcome.ts';

/**
 * Stored candles of the shortest timeframe that fill a stretch of a series without a gap, times in epoch milliseconds:
 * what shows which of two levels was reached first. Null where none does.
 */
export async function finerCandles(
  candles: Pick<CandleStore, 'read'>,
  series: SeriesKey,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<FinerCandles | null> {
  for (const timeframe of TIMEFRAMES) {
    const candleMs = timeframeMs(timeframe);
    if (candleMs >= timeframeMs(series.timeframe)) return null;
    const found = await candles.read({ ...series, timeframe }, fromMs, toMs);
    if (found.length === (toMs - fromMs) / candleMs) return { candles: found, candleMs };
  }
  return null;
}
