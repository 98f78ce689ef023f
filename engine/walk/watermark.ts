import type { SeriesKey } from '../market/series.ts';
import type { Watermarks } from '../ports.ts';
import { memoryOf, type WalkMemory } from './walk-memory.ts';

interface WatermarkKeeper {
  readonly watermarks: Watermarks;
  readonly memory: WalkMemory;
}

/** Close of the last candle that was decided upon or skipped, epoch milliseconds; null before the first one. */
export async function readWatermark(walk: WatermarkKeeper, series: SeriesKey): Promise<number | null> {
  return memoryOf(walk, series).watermarkMs ?? (await walk.watermarks.get(series));
}

/** The candle that closed at closeTimeMs is done with: stored first, remembered once that has succeeded. */
export async function advanceWatermark(walk: WatermarkKeeper, series: SeriesKey, closeTimeMs: number): Promise<void> {
  await walk.watermarks.advance(series, closeTimeMs);
  memoryOf(walk, series).watermarkMs = closeTimeMs;
}
