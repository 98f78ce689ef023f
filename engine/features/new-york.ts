import { newYorkOffsetHours } from '../market/calendar/gaps.ts';
import { DAY_MS, HOUR_MS, WEEK_MS } from '../time.ts';

/** When the trading day of currencies ends, New York time. */
const CLOSING_HOUR = 17;

/** A New York 17:00, and until when the following ones are whole days away from it: at most a week. */
export interface NewYorkClose {
  readonly sinceMs: number;
  readonly untilMs: number;
}

/**
 * The last 17:00 at or before timeMs by the wall clock that New York shows at timeMs; near a change of clocks it holds
 * for that moment only.
 */
export function newYorkCloseBefore(timeMs: number): NewYorkClose {
  const offsetHours = newYorkOffsetHours(timeMs);
  const closingMs = (offsetHours + CLOSING_HOUR) * HOUR_MS;
  const sinceMs = closingMs + DAY_MS * Math.floor((timeMs - closingMs) / DAY_MS);
  // Clocks change months apart: where both ends of a week agree, nothing changed between them.
  const isSteady = newYorkOffsetHours(sinceMs) === newYorkOffsetHours(sinceMs + WEEK_MS);
  return { sinceMs, untilMs: isSteady ? sinceMs + WEEK_MS : timeMs };
}
