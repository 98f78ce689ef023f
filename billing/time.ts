/** An hour in milliseconds. */
export const HOUR_MS = 3_600_000;

/** A day in milliseconds: always 86,400 s between moments of UTC, calendars are for display only. */
export const DAY_MS = 86_400_000;
