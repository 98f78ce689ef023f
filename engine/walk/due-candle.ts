import type { CandleColumns } from '../market/candle.ts';
import type { SeriesKey } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import { refreshFeed } from './feed.ts';
import { mayAskVenue, noteMissing } from './late-candle.ts';
import { newestCloseMs } from './schedule.ts';
import type { Walk } from './walk.ts';
import { memoryOf } from './walk-memory.ts';
import { readWatermark } from './watermark.ts';

/** The newest candle that is over by the clock and not decided upon yet, with the candles known so far. Times are epoch milliseconds. */
export interface DueCandle {
  readonly type: 'due';
  readonly series: SeriesKey;
  /** Close of the candle that should be there. */
  readonly dueMs: number;
  /** Close of the newest candle that is there; −Infinity without any. */
  readonly closeTimeMs: number;
  /** Whether that is the one that should be there. */
  readonly isComplete: boolean;
  /** Close of the last candle that was done with, null before the first. */
  readonly watermarkMs: number | null;
  /** The newest stored candles, oldest first. */
  readonly candles: CandleColumns;
}

/** A candle that is due; "nothing": none is; "waiting": the venue was asked a moment ago and did not have it. */
export type DueSearch = DueCandle | { readonly type: 'nothing' | 'waiting' };

/** Compares clock and watermark, and asks the venue for what is missing. Throws what the venue or the database throws. */
export async function findDueCandle(walk: Walk, series: SeriesKey): Promise<DueSearch> {
  const memory = memoryOf(walk, series);
  const fetching = search(walk, series);
  memory.fetching = fetching;
  return await fetching.finally(() => {
    memory.fetching = null;
  });
}

async function search(walk: Walk, series: SeriesKey): Promise<DueSearch> {
  const candleMs = timeframeMs(series.timeframe);
  const dueMs = newestCloseMs(walk.clock.nowMs(), candleMs);
  const watermarkMs = await readWatermark(walk, series);
  if (watermarkMs !== null && watermarkMs >= dueMs) return { type: 'nothing' };
  if (!mayAskVenue(walk, series, dueMs)) return { type: 'waiting' };
  const candles = await fetchCandles(walk, series, dueMs);
  const closeTimeMs = (candles.openTimeMs.at(-1) ?? Number.NEGATIVE_INFINITY) + candleMs;
  return { type: 'due', series, dueMs, closeTimeMs, isComplete: closeTimeMs >= dueMs, watermarkMs, candles };
}

/** The newest candles, asked of the venue. A venue that cannot be asked is asked again at the times of one that has nothing yet. */
async function fetchCandles(walk: Walk, series: SeriesKey, dueMs: number): Promise<CandleColumns> {
  try {
    return await refreshFeed(walk.feed, series);
  } catch (error) {
    noteMissing(walk, series, dueMs);
    throw error;
  }
}
