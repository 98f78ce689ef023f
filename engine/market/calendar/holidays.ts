import { DAY_MS, HOUR_MS } from '../../time.ts';
import type { TradingCalendar } from './trading-calendar.ts';

/** New York hours of 24 and 31 December from which, and of two days later until which, brokers may stay closed. */
const HOLIDAY_FROM_HOUR = 11;
const HOLIDAY_UNTIL_HOUR = 9;
/** Metals stop early on American holidays: from the earliest halt until the next session. */
const EARLY_CLOSE_HOUR = 12;
const METAL_OPEN_HOUR = 18;

/**
 * Whether a moment lies in a session that brokers cut short, by New York wall time given as if it were UTC: around
 * Christmas and New Year, and for metals also on Good Friday and from noon on American holidays. Never for markets that
 * are always open.
 */
export function isHolidaySession(calendar: TradingCalendar, newYorkMs: number): boolean {
  if (calendar === 'always') return false;
  return isYearEnd(newYorkMs) || (calendar === 'metals' && isMetalHoliday(newYorkMs));
}

/** A Christmas or New Year's weekend reaches into its Monday and Tuesday. */
function isYearEnd(newYorkMs: number): boolean {
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

function isMetalHoliday(newYorkMs: number): boolean {
  const year = new Date(newYorkMs).getUTCFullYear();
  const goodFridayMs = easterSundayMs(year) - 2 * DAY_MS;
  if (newYorkMs >= goodFridayMs - 7 * HOUR_MS && newYorkMs < goodFridayMs + DAY_MS) return true;
  const thanksgivingMs = nthWeekdayMs(year, 10, { weekday: 4, nth: 4 });
  const days = [
    nthWeekdayMs(year, 0, { weekday: 1, nth: 3 }),
    nthWeekdayMs(year, 1, { weekday: 1, nth: 3 }),
    lastMondayOfMayMs(year),
    observedMs(Date.UTC(year, 5, 19)),
    observedMs(Date.UTC(year, 6, 4)),
    nthWeekdayMs(year, 8, { weekday: 1, nth: 1 }),
    thanksgivingMs,
    thanksgivingMs + DAY_MS,
  ];
  return days.some(
    (dayMs) => newYorkMs >= dayMs + EARLY_CLOSE_HOUR * HOUR_MS && newYorkMs < dayMs + METAL_OPEN_HOUR * HOUR_MS,
  );
}

function nthWeekdayMs(
  year: number,
  month: number,
  { weekday, nth }: { readonly weekday: number; readonly nth: number },
): number {
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((weekday - first + 7) % 7) + 7 * (nth - 1));
}

function lastMondayOfMayMs(year: number): number {
  const last = new Date(Date.UTC(year, 4, 31)).getUTCDay();
  return Date.UTC(year, 4, 31 - ((last + 6) % 7));
}

/** A holiday on a Saturday is kept on Friday, one on a Sunday on Monday. */
function observedMs(dayMs: number): number {
  const weekday = new Date(dayMs).getUTCDay();
  return dayMs + (weekday === 6 ? -DAY_MS : weekday === 0 ? DAY_MS : 0);
}

/** Easter Sunday of the Gregorian calendar (J. Meeus, "Astronomical Algorithms", 1991, chapter 8). */
function easterSundayMs(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const e = b % 4;
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const days = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1);
}
