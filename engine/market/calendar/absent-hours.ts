import { DAY_MS, HOUR_MS, WEEK_MS } from '../../time.ts';
import type { CandleColumns } from '../candle.ts';
import { isHolidayAt, isOpenAt, newYorkOffsetHours } from './gaps.ts';
import type { TradingCalendar } from './trading-calendar.ts';
import { usuallyAbsent } from './usually-absent.ts';

/** How often candles of one hour of the week were absent although the market was open. */
export interface AbsentHour {
  /** 0 is Sunday, UTC. */
  readonly weekday: number;
  readonly hourUtc: number;
  readonly count: number;
}

/** Candles that a series lacks while its market is open, holidays and outages of more than a week left out; most frequent first. */
export interface AbsentHours {
  /** Absent in the weeks before too: hours that the source does not have, no gap. */
  readonly usual: readonly AbsentHour[];
  /** Gaps: they make the stamps of the rows after them worse. */
  readonly gaps: readonly AbsentHour[];
}

/** Which hours of the week a series lacks, by the rules of unexplainedBefore (gaps.ts). */
export function absentHours(columns: CandleColumns, timeframeMs: number, calendar: TradingCalendar): AbsentHours {
  const times = columns.openTimeMs;
  const found = { usual: new Map<number, number>(), gaps: new Map<number, number>() };
  for (let row = 1; row < columns.length; row += 1) {
    const previousMs = times[row - 1] ?? 0;
    const absent = Math.round(((times[row] ?? 0) - previousMs) / timeframeMs) - 1;
    if (absent <= 0 || absent * timeframeMs > WEEK_MS) continue;
    for (let step = 1; step <= absent; step += 1) {
      const timeMs = previousMs + step * timeframeMs;
      if (!isOpenAt(calendar, timeMs) || isHolidayAt(calendar, timeMs)) continue;
      const isUsual = calendar !== 'always' && usuallyAbsent(times, timeMs, newYorkOffsetHours);
      const counts = isUsual ? found.usual : found.gaps;
      const hour = hourOfWeek(timeMs);
      counts.set(hour, (counts.get(hour) ?? 0) + 1);
    }
  }
  return { usual: mostFirst(found.usual), gaps: mostFirst(found.gaps) };
}

/** Hours since Sunday 00:00 UTC; 1970-01-04 was a Sunday. */
function hourOfWeek(timeMs: number): number {
  const sinceSundayMs = (((timeMs - 3 * DAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS;
  return Math.floor(sinceSundayMs / HOUR_MS);
}

function mostFirst(counts: ReadonlyMap<number, number>): readonly AbsentHour[] {
  return [...counts]
    .map(([hour, count]) => ({ weekday: Math.floor(hour / 24), hourUtc: hour % 24, count }))
    .sort((a, b) => b.count - a.count || a.weekday - b.weekday || a.hourUtc - b.hourUtc);
}
