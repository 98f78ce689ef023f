import { newYorkOffsetHours } from '../market/gaps.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** When the trading day of currencies ends, New York time. */
const CLOSING_HOUR = 17;

/** A New York 17:00, and until when the following ones are whole days away from it: at most a week. */
export interface NewYorkClose {
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** The last 17:00 at or before timeMs by the wall clock that New York shows at timeMs; near a change of clocks it holds for that moment only. */
export function newYorkCloseBefore(timeMs: number): NewYorkClose {
  const offsetHours = newYorkOffsetHours(timeMs);
  const closingMs = (offsetHours + CLOSING_HOUR) * HOUR_MS;
  const sinceMs = closingMs + DAY_MS * Math.floor((timeMs - closingMs) / DAY_MS);
  // Clocks change months apart: where both ends of a week agree, nothing changed between them.
  const isSteady = newYorkOffsetHours(sinceMs) === newYorkOffsetHours(sinceMs + WEEK_MS);
  return { sinceMs, untilMs: isSteady ? sinceMs + WEEK_MS : timeMs };
}
