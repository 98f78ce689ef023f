import type { CandleColumns } from '../market/candle.ts';
import type { SeriesKey } from '../market/series.ts';
import { contextSeriesOf, type SeriesCandles, withContext } from './context-series.ts';
import { newestWindow } from './feed.ts';
import type { Walk } from './walk.ts';
import { memoryOf } from './walk-memory.ts';

/**
 * Waits, within limits, for the fetches in flight of other series that a model of this
 * one reads. Of a venue that fails the candles before count.
 */
export async function awaitContext(walk: Walk, series: SeriesKey): Promise<void> {
  const { peers, finer } = contextSeriesOf(series, walk.series ?? []);
  const others = finer === null ? peers : [...peers, finer];
  const fetching = Promise.allSettled(others.map((each) => memoryOf(walk, each).fetching));
  await (walk.waitForContext?.(fetching) ?? fetching);
}

/** Candles of a series with columns from the newest candles of its context series and from published figures. */
export function withNewestContext(walk: Walk, series: SeriesKey, candles: CandleColumns): CandleColumns {
  const { peers, finer } = contextSeriesOf(series, walk.series ?? []);
  const known = (each: SeriesKey): readonly SeriesCandles[] => {
    const window = newestWindow(walk.feed, each);
    return window === null || window.length === 0 ? [] : [{ series: each, candles: window }];
  };
  const [path = null] = finer === null ? [] : known(finer);
  const published = walk.published?.() ?? new Map();
  return withContext({ series, candles }, { peers: peers.flatMap(known), finer: path, published });
}
