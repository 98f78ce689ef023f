import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import { readsContext } from './context-series.ts';
import { newestWindow, readStoredWindow } from './feed.ts';
import { noteArrival } from './late-candle.ts';
import { isLate, newestCloseMs } from './schedule.ts';
import type { Walk } from './walk.ts';
import { memoryOf } from './walk-memory.ts';

/**
 * Keeps the memory of a walk that another process does: where the store has newer candles than remembered, the series is read anew.
 * Asks no venue. Returns whether there was any. Throws what the database throws.
 */
export async function followWalk(walk: Walk, followed: readonly SeriesKey[]): Promise<boolean> {
  let isNewer = false;
  for (const series of followed) {
    const remembered = walk.feed.memory.series.get(seriesName(series))?.window.openTimeMs.at(-1) ?? null;
    const stored = await walk.candles.newestOpenTimeMs(series);
    if (stored === null || stored === remembered) continue;
    await readAnew(walk, series, stored);
    isNewer = true;
  }
  return isNewer;
}

/** Looks into the store at a close until it has the candles of series that others walk, so often and in such steps. */
const LOOKS = 10;
const LOOK_EVERY_MS = 150;

/**
 * At a close: waits a moment for the candles of series that other processes fetch, where a model reads them. Who awaits other markets'
 * fetches (newest-context.ts) awaits this one, too. Does nothing for what is there or comes late. Throws what the database throws.
 */
export async function followClose(
  walk: Walk,
  followed: readonly SeriesKey[],
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  const missing = new Set(followed.filter((series) => isAwaited(walk, series)));
  if (missing.size === 0 || !(walk.series ?? []).some((series) => readsOthers(walk, series))) return;
  const arrived = new Map<SeriesKey, () => void>();
  for (const series of missing) {
    memoryOf(walk, series).fetching = new Promise<void>((resolve) => void arrived.set(series, resolve));
  }
  const look = async (series: SeriesKey): Promise<void> => {
    const stored = await walk.candles.newestOpenTimeMs(series);
    if (stored === null || stored + timeframeMs(series.timeframe) < dueMs(walk, series)) return;
    await readAnew(walk, series, stored);
    missing.delete(series);
    arrived.get(series)?.();
  };
  try {
    for (let looks = 0; looks < LOOKS && missing.size > 0; looks += 1) {
      if (looks > 0) await pause(LOOK_EVERY_MS);
      await Promise.all([...missing].map(look));
    }
  } finally {
    for (const series of missing) memoryOf(walk, series).fetching = null;
    for (const resolve of arrived.values()) resolve();
  }
}

const dueMs = ({ clock }: Walk, { timeframe }: SeriesKey): number =>
  newestCloseMs(clock.nowMs(), timeframeMs(timeframe));

/** A candle that closed a moment ago and is not remembered yet. */
function isAwaited(walk: Walk, series: SeriesKey): boolean {
  const newestMs = newestWindow(walk.feed, series)?.openTimeMs.at(-1) ?? null;
  const closeMs = dueMs(walk, series);
  return (
    newestMs !== null && newestMs + timeframeMs(series.timeframe) < closeMs && !isLate(closeMs, walk.clock.nowMs())
  );
}

function readsOthers(walk: Walk, series: SeriesKey): boolean {
  const trained = walk.modelFor(series);
  return trained !== null && readsContext(trained.model);
}

async function readAnew(walk: Walk, series: SeriesKey, newestMs: number): Promise<void> {
  forgetSeries(walk, series);
  await readStoredWindow(walk.feed, series);
  if (memoryOf(walk, series).lateSinceMs !== null)
    noteArrival(walk, { series, closeTimeMs: newestMs + timeframeMs(series.timeframe) });
}

/** Forgets everything that another process may have changed since; the stores have it. For whoever begins to walk. */
export function forgetWalk(walk: Walk, followed: readonly SeriesKey[]): void {
  for (const series of followed) forgetSeries(walk, series);
}

function forgetSeries(walk: Walk, series: SeriesKey): void {
  const { feed, memory, confidences } = walk;
  const lateSinceMs = memory.get(seriesName(series))?.lateSinceMs ?? null;
  feed.memory.series.delete(seriesName(series));
  memory.delete(seriesName(series));
  confidences.forget(series);
  // What this process has reported as late, it reports as arrived.
  if (lateSinceMs !== null) memoryOf(walk, series).lateSinceMs = lateSinceMs;
}
