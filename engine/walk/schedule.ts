import { holidayMissing, missingBetween } from '../market/calendar/gaps.ts';
import type { TradingCalendar } from '../market/calendar/trading-calendar.ts';

/** How long after a close the engine waits before it first asks the venue. */
export const CLOSE_GRACE_MS = 1_000;

/** A late venue is asked again this long after the close, then once a minute; from the last entry on the data is called late. */
export const LATE_POLLS_MS: readonly number[] = [1_000, 3_000, 8_000, 20_000];

const SLOW_POLL_MS = 60_000;

/** Close time of the newest candle that is over at nowMs, grace included. */
export function newestCloseMs(nowMs: number, candleMs: number): number {
  return Math.floor((nowMs - CLOSE_GRACE_MS) / candleMs) * candleMs;
}

/**
 * When to ask the venue again for the candle that closed at closeMs, having asked at askedAtMs in vain: the next of
 * close + 1, 3, 8, 20 s that lies ahead, then a minute later each time.
 */
export function nextPollMs(closeMs: number, askedAtMs: number): number {
  const ahead = LATE_POLLS_MS.map((offset) => closeMs + offset).find((at) => at > askedAtMs);
  return ahead ?? askedAtMs + SLOW_POLL_MS;
}

/** Whether the candle that closed at closeMs is late by the time nowMs: every early poll has passed. */
export function isLate(closeMs: number, nowMs: number): boolean {
  return nowMs >= closeMs + Math.max(...LATE_POLLS_MS);
}

/** Whether a decision about the candle after closeMs can still be published: that candle is not over yet. */
export function isDecidable(closeMs: number, nowMs: number, candleMs: number): boolean {
  return nowMs < closeMs + candleMs;
}

/** Whether the calendar lets a venue have no candle that opens at openMs: closed, or a session that brokers cut short. */
export function mayBeMissing(calendar: TradingCalendar, openMs: number, candleMs: number): boolean {
  const question = {
    previousOpenMs: openMs - candleMs,
    nextOpenMs: openMs + candleMs,
    timeframeMs: candleMs,
    calendar,
  };
  return missingBetween(question) === holidayMissing(question);
}

/**
 * How much older the newest candle is than it should be at nowMs: the candles missing since, while the market was open, times
 * their length. One that closed a moment ago is not missed before every early poll has passed.
 */
export function staleMs(
  newestOpenMs: number,
  time: { readonly nowMs: number; readonly candleMs: number; readonly calendar: TradingCalendar },
): number {
  const { nowMs, candleMs, calendar } = time;
  const patientMs = nowMs - Math.max(...LATE_POLLS_MS);
  const dueMs = Math.floor(patientMs / candleMs) * candleMs;
  if (newestOpenMs + candleMs >= dueMs) return 0;
  const question = { previousOpenMs: newestOpenMs, nextOpenMs: dueMs, timeframeMs: candleMs, calendar };
  return Math.max(0, missingBetween(question) - holidayMissing(question)) * candleMs;
}
