import type { EngineListener } from '../events.ts';
import { calendarOf, isOpenAt } from '../market/calendar/gaps.ts';
import type { SeriesKey } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { Clock, Watermarks } from '../ports.ts';
import { isLate, mayBeMissing, nextPollMs } from './schedule.ts';
import { memoryOf, type WalkMemory } from './walk-memory.ts';
import { advanceWatermark } from './watermark.ts';

/** A candle that should be there and is not: the close it should have had, epoch milliseconds. */
export interface LateCandle {
  readonly series: SeriesKey;
  readonly dueMs: number;
}

interface Arrived {
  readonly series: SeriesKey;
  readonly closeTimeMs: number;
}

interface LateWalk {
  readonly clock: Clock;
  readonly memory: WalkMemory;
  readonly onEvent: EngineListener;
}

/** Whether it is time to ask the venue for the candle that closed at dueMs: at once for a new one, then as schedule.ts plans. */
export function mayAskVenue(
  { clock, memory }: Pick<LateWalk, 'clock' | 'memory'>,
  series: SeriesKey,
  dueMs: number,
): boolean {
  const { missing } = memoryOf({ memory }, series);
  return missing === null || missing.closeTimeMs !== dueMs || clock.nowMs() >= missing.askAtMs;
}

/**
 * The venue did not have the candle that closed at dueMs: plans the next question,
 * and reports "data-late" once after the last early poll.
 */
export function noteMissing(walk: LateWalk, series: SeriesKey, dueMs: number): void {
  const nowMs = walk.clock.nowMs();
  const memory = memoryOf(walk, series);
  memory.missing = { closeTimeMs: dueMs, askAtMs: nextPollMs(dueMs, nowMs) };
  if (!isLate(dueMs, nowMs) || memory.reportedLateMs === dueMs) return;
  memory.reportedLateMs = dueMs;
  memory.lateSinceMs ??= dueMs;
  walk.onEvent({ type: 'data-late', series, closeTimeMs: dueMs });
}

/**
 * The candle is there: nothing is missing any more. Remembers by how much it was late (0
 * unless that was reported) and reports "data-arrived" after lateness.
 */
export function noteArrival(walk: LateWalk, { series, closeTimeMs }: Arrived): void {
  const nowMs = walk.clock.nowMs();
  const memory = memoryOf(walk, series);
  const { lateSinceMs } = memory;
  memory.missing = null;
  memory.lateSinceMs = null;
  memory.lateMs = lateSinceMs !== null && memory.reportedLateMs === closeTimeMs ? nowMs - closeTimeMs : 0;
  if (lateSinceMs !== null) walk.onEvent({ type: 'data-arrived', series, closeTimeMs, silentMs: nowMs - lateSinceMs });
}

/**
 * The candle that should be there is not. Where the calendar explains it (the market was closed, or a session that brokers cut short has
 * not come after every early poll) it is skipped: "nothing". Otherwise the venue is asked again later: "waiting".
 */
export async function waitOrSkip(
  walk: LateWalk & { readonly watermarks: Watermarks },
  { series, dueMs }: LateCandle,
): Promise<'nothing' | 'waiting'> {
  const calendar = calendarOf(series.symbol);
  const candleMs = timeframeMs(series.timeframe);
  const isHolidaySession = mayBeMissing(calendar, dueMs - candleMs, candleMs) && isLate(dueMs, walk.clock.nowMs());
  if (!isOpenAt(calendar, dueMs - candleMs) || isHolidaySession) {
    memoryOf(walk, series).missing = null;
    await advanceWatermark(walk, series, dueMs);
    return 'nothing';
  }
  noteMissing(walk, series, dueMs);
  return 'waiting';
}

/** The earliest moment at which a venue is to be asked again for a missing candle, epoch milliseconds; null when none is missing. */
export function nextAskMs({ memory }: { readonly memory: WalkMemory }): number | null {
  const planned = [...memory.values()].flatMap(({ missing }) => (missing === null ? [] : [missing.askAtMs]));
  return planned.length === 0 ? null : Math.min(...planned);
}
