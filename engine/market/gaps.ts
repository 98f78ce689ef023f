import { assetClass } from './asset-class.ts';
import type { CandleColumns } from './candle.ts';

/** "always": no closing time. "forex": closed from Friday 17:00 to Sunday 17:00 New York time; holidays count as gaps. */
export type TradingCalendar = 'always' | 'forex';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-02, the first Friday of the epoch. */
const FIRST_FRIDAY_MS = DAY_MS;

/** The calendar a unified symbol trades on. */
export function calendarOf(symbol: string): TradingCalendar {
  return assetClass(symbol) === 'forex' ? 'forex' : 'always';
}

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

/** Friday 17:00 and Sunday 17:00 New York time of the weekend that belongs to the UTC week `week` (Friday 00:00 to Friday). */
function weekendOf(week: number): readonly [number, number] {
  const fridayMs = FIRST_FRIDAY_MS + week * WEEK_MS;
  const sundayMs = fridayMs + 2 * DAY_MS;
  return [
    fridayMs + (17 + newYorkOffsetHours(fridayMs + 17 * HOUR_MS)) * HOUR_MS,
    sundayMs + (17 + newYorkOffsetHours(sundayMs + 17 * HOUR_MS)) * HOUR_MS,
  ];
}

/** Whether the market trades at timeMs. */
export function isOpenAt(calendar: TradingCalendar, timeMs: number): boolean {
  if (calendar === 'always') return true;
  const [closesMs, opensMs] = weekendOf(Math.floor((timeMs - FIRST_FRIDAY_MS) / WEEK_MS));
  return timeMs < closesMs || timeMs >= opensMs;
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
    const [closesMs, opensMs] = weekendOf(week);
    const first = Math.max(1, Math.ceil((closesMs - previousOpenMs) / timeframeMs));
    const end = Math.min(absent + 1, Math.ceil((opensMs - previousOpenMs) / timeframeMs));
    closed += Math.max(0, end - first);
  }
  return Math.max(0, absent - closed);
}

/** New York hours of 24 and 31 December from which, and of two days later until which, brokers may stay closed. */
const HOLIDAY_FROM_HOUR = 11;
const HOLIDAY_UNTIL_HOUR = 9;

/**
 * How many of missingBetween's candles open in a session that FX brokers cut short: from 24 December 11:00 to 26 December 09:00
 * and from 31 December 11:00 to 2 January 09:00 New York time (later when that falls on a weekend). 0 for "always".
 */
export function holidayMissing({ previousOpenMs, nextOpenMs, timeframeMs, calendar }: GapQuestion): number {
  if (calendar === 'always') return 0;
  const absent = Math.round((nextOpenMs - previousOpenMs) / timeframeMs) - 1;
  if (absent * timeframeMs > WEEK_MS) return 0;
  let short = 0;
  for (let step = 1; step <= absent; step += 1) {
    const timeMs = previousOpenMs + step * timeframeMs;
    if (isOpenAt(calendar, timeMs) && isHoliday(timeMs)) short += 1;
  }
  return short;
}

/** Whether an open moment lies in a session cut short; a Christmas or New Year's weekend reaches into its Monday and Tuesday. */
function isHoliday(timeMs: number): boolean {
  const newYorkMs = timeMs - newYorkOffsetHours(timeMs) * HOUR_MS;
  const year = new Date(newYorkMs).getUTCFullYear();
  const holidays = [Date.UTC(year, 11, 25), Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  return holidays.some((dayMs) => {
    const fromMs = dayMs - DAY_MS + HOLIDAY_FROM_HOUR * HOUR_MS;
    const weekday = new Date(dayMs).getUTCDay();
    // Saturday: Friday before and Monday after are short; Sunday: its Monday is.
    const daysAfter = weekday === 6 ? 3 : weekday === 0 ? 2 : weekday === 5 ? 3 : 1;
    return newYorkMs >= fromMs && newYorkMs < dayMs + daysAfter * DAY_MS + HOLIDAY_UNTIL_HOUR * HOUR_MS;
  });
}

/** Missing candles between each row and the one before it that no holiday explains; 0 for row 0. */
export function unexplainedBefore(
  columns: CandleColumns,
  timeframeMs: number,
  calendar: TradingCalendar,
): Float64Array {
  const times = columns.openTimeMs;
  return missingBefore(columns, timeframeMs, calendar).map((missing, row) => {
    if (missing === 0) return 0;
    const between = { previousOpenMs: times[row - 1] ?? 0, nextOpenMs: times[row] ?? 0 };
    return missing - holidayMissing({ ...between, timeframeMs, calendar });
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
