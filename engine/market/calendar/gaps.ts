import { DAY_MS, HOUR_MS, WEEK_MS } from '../../time.ts';
import { type AssetClass, assetClass } from '../asset-class.ts';
import type { CandleColumns } from '../candle.ts';
import { isHolidaySession } from './holidays.ts';
import type { TradingCalendar } from './trading-calendar.ts';
import { usuallyAbsent } from './usually-absent.ts';

/** 1970-01-02, the first Friday of the epoch. */
const FIRST_FRIDAY_MS = DAY_MS;

/** The calendar a unified symbol trades on. */
export function calendarOf(symbol: string): TradingCalendar {
  return CALENDARS[assetClass(symbol)];
}

const CALENDARS: Readonly<Record<AssetClass, TradingCalendar>> = { crypto: 'always', forex: 'forex', metal: 'metals' };

function nthSundayMs(year: number, month: number, nth: number): number {
  const first = Date.UTC(year, month, 1);
  return first + (((7 - new Date(first).getUTCDay()) % 7) + 7 * (nth - 1)) * DAY_MS;
}

/**
 * Hours to add to New York wall time to get UTC: 4 in summer, 5 in winter. The rule in force since 2007 (second Sunday of
 * March 07:00 UTC to first Sunday of November 06:00 UTC); earlier years are up to four weeks off in spring and one in autumn.
 */
export function newYorkOffsetHours(timeMs: number): 4 | 5 {
  const year = new Date(timeMs).getUTCFullYear();
  const summer = timeMs >= nthSundayMs(year, 2, 2) + 7 * HOUR_MS && timeMs < nthSundayMs(year, 10, 1) + 6 * HOUR_MS;
  return summer ? 4 : 5;
}

/** The moment at which New York shows `hour` on the UTC day that starts at dayMs. */
function newYorkHourMs(dayMs: number, hour: number): number {
  return dayMs + (hour + newYorkOffsetHours(dayMs + hour * HOUR_MS)) * HOUR_MS;
}

/** When the market is closed in the UTC week `week` (Friday 00:00 to Friday), ascending. */
function closedSpans(calendar: TradingCalendar, week: number): readonly (readonly [number, number])[] {
  if (calendar === 'always') return [];
  const fridayMs = FIRST_FRIDAY_MS + week * WEEK_MS;
  const opensHour = calendar === 'metals' ? 18 : 17;
  const weekend = [newYorkHourMs(fridayMs, 17), newYorkHourMs(fridayMs + 2 * DAY_MS, opensHour)] as const;
  if (calendar === 'forex') return [weekend];
  const breaks = [3, 4, 5, 6].map(
    (day) => [newYorkHourMs(fridayMs + day * DAY_MS, 17), newYorkHourMs(fridayMs + day * DAY_MS, 18)] as const,
  );
  return [weekend, ...breaks];
}

/** Whether the market trades at timeMs. */
export function isOpenAt(calendar: TradingCalendar, timeMs: number): boolean {
  const week = Math.floor((timeMs - FIRST_FRIDAY_MS) / WEEK_MS);
  return closedSpans(calendar, week).every(([closesMs, opensMs]) => timeMs < closesMs || timeMs >= opensMs);
}

/** Whether timeMs lies in a session that brokers cut short (holidays.ts). */
export function isHolidayAt(calendar: TradingCalendar, timeMs: number): boolean {
  return isHolidaySession(calendar, timeMs - newYorkOffsetHours(timeMs) * HOUR_MS);
}

/** Where two neighbouring candles of a series lie: their open times, the candle length and the market's calendar. */
export interface GapQuestion {
  readonly previousOpenMs: number;
  readonly nextOpenMs: number;
  readonly timeframeMs: number;
  readonly calendar: TradingCalendar;
}

/** How many candles should lie between two neighbours and do not; closing times of the market are no gap. */
export function missingBetween({ previousOpenMs, nextOpenMs, timeframeMs, calendar }: GapQuestion): number {
  const absent = Math.round((nextOpenMs - previousOpenMs) / timeframeMs) - 1;
  if (absent <= 0 || calendar === 'always') return Math.max(absent, 0);
  let closed = 0;
  const lastWeek = Math.floor((nextOpenMs - FIRST_FRIDAY_MS) / WEEK_MS);
  for (let week = Math.floor((previousOpenMs - FIRST_FRIDAY_MS) / WEEK_MS); week <= lastWeek; week += 1) {
    for (const [closesMs, opensMs] of closedSpans(calendar, week)) {
      const first = Math.max(1, Math.ceil((closesMs - previousOpenMs) / timeframeMs));
      const end = Math.min(absent + 1, Math.ceil((opensMs - previousOpenMs) / timeframeMs));
      closed += Math.max(0, end - first);
    }
  }
  return Math.max(0, absent - closed);
}

/**
 * How many of missingBetween's candles open in a session that brokers cut short: from 24 December 11:00 to 26 December
 * 09:00 and from 31 December 11:00 to 2 January 09:00 New York time (later when that falls on a weekend), for metals on
 * American holidays too. 0 for "always".
 */
export function holidayMissing({ previousOpenMs, nextOpenMs, timeframeMs, calendar }: GapQuestion): number {
  if (calendar === 'always') return 0;
  const absent = Math.round((nextOpenMs - previousOpenMs) / timeframeMs) - 1;
  if (absent * timeframeMs > WEEK_MS) return 0;
  let short = 0;
  for (let step = 1; step <= absent; step += 1) {
    const timeMs = previousOpenMs + step * timeframeMs;
    if (isOpenAt(calendar, timeMs) && isHolidayAt(calendar, timeMs)) short += 1;
  }
  return short;
}

/**
 * How many of missingBetween's candles no holiday explains and that the series did not lack in the weeks before too
 * (usual-hours.ts). `times`: open times of the whole series, ascending, of which only those before nextOpenMs are
 * looked at.
 */
export function unexplainedBetween(question: GapQuestion, times: Float64Array): number {
  const { previousOpenMs, nextOpenMs, timeframeMs, calendar } = question;
  const missing = missingBetween(question);
  const absent = Math.round((nextOpenMs - previousOpenMs) / timeframeMs) - 1;
  if (missing === 0 || calendar === 'always' || absent * timeframeMs > WEEK_MS) return missing;
  let unexplained = 0;
  for (let step = 1; step <= absent; step += 1) {
    const timeMs = previousOpenMs + step * timeframeMs;
    if (!isOpenAt(calendar, timeMs) || isHolidayAt(calendar, timeMs)) continue;
    if (!usuallyAbsent(times, timeMs, newYorkOffsetHours)) unexplained += 1;
  }
  return unexplained;
}

/**
 * Missing candles between each row and the one before it that neither a holiday nor the source's usual hours explain; 0
 * for row 0. Causal.
 */
export function unexplainedBefore(
  columns: CandleColumns,
  timeframeMs: number,
  calendar: TradingCalendar,
): Float64Array {
  const times = columns.openTimeMs;
  return missingBefore(columns, timeframeMs, calendar).map((missing, row) => {
    if (missing === 0) return 0;
    const between = { previousOpenMs: times[row - 1] ?? 0, nextOpenMs: times[row] ?? 0 };
    return unexplainedBetween({ ...between, timeframeMs, calendar }, times);
  });
}

/** Missing candles between each row and the one before it, those of holidays too; 0 for row 0. */
export function missingBefore(columns: CandleColumns, timeframeMs: number, calendar: TradingCalendar): Float64Array {
  const missing = new Float64Array(columns.length);
  const times = columns.openTimeMs;
  for (let row = 1; row < columns.length; row += 1) {
    const previousOpenMs = times[row - 1] ?? 0;
    const nextOpenMs = times[row] ?? 0;
    if (nextOpenMs - previousOpenMs === timeframeMs) continue;
    missing[row] = missingBetween({ previousOpenMs, nextOpenMs, timeframeMs, calendar });
  }
  return missing;
}
