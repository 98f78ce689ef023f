import { calendarOf } from '../market/calendar/gaps.ts';
import type { SeriesKey } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { Clock } from '../ports.ts';
import { type FeedFacts, QUALITY_CANDLES } from '../signals/quality.ts';
import { type Feed, newestWindow, revisedSince } from './feed.ts';
import { staleMs } from './schedule.ts';
import { memoryOf, type WalkMemory } from './walk-memory.ts';

interface FedWalk {
  readonly feed: Feed;
  readonly clock: Clock;
  readonly memory: WalkMemory;
}

/** How late, how old and how often revised the newest candles of a series are by now; null while it has none. */
export function feedFacts(walk: FedWalk, series: SeriesKey): FeedFacts | null {
  const newestOpenMs = newestWindow(walk.feed, series)?.openTimeMs.at(-1);
  if (newestOpenMs === undefined) return null;
  const candleMs = timeframeMs(series.timeframe);
  const time = { nowMs: walk.clock.nowMs(), candleMs, calendar: calendarOf(series.symbol) };
  return {
    lateMs: memoryOf(walk, series).lateMs,
    revisedCandles: revisedSince(walk.feed, series, newestOpenMs - (QUALITY_CANDLES - 1) * candleMs),
    staleMs: staleMs(newestOpenMs, time),
  };
}
