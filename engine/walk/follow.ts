import { type SeriesKey, seriesName } from '../market/series.ts';
import { readStoredWindow } from './feed.ts';
import type { Walk } from './walk.ts';

/**
 * Keeps the memory of a walk that another process does: where the store has newer candles than remembered, the series is read anew.
 * Asks no venue. Throws what the database throws.
 */
export async function followWalk(walk: Walk, followed: readonly SeriesKey[]): Promise<void> {
  for (const series of followed) {
    const remembered = walk.feed.memory.series.get(seriesName(series))?.window.openTimeMs.at(-1) ?? null;
    const stored = await walk.candles.newestOpenTimeMs(series);
    if (stored === null || stored === remembered) continue;
    forgetSeries(walk, series);
    await readStoredWindow(walk.feed, series);
  }
}

/** Forgets everything that another process may have changed since; the stores have it. For whoever begins to walk. */
export function forgetWalk(walk: Walk, followed: readonly SeriesKey[]): void {
  for (const series of followed) forgetSeries(walk, series);
}

function forgetSeries({ feed, memory, confidences }: Walk, series: SeriesKey): void {
  feed.memory.series.delete(seriesName(series));
  memory.delete(seriesName(series));
  confidences.forget(series);
}
