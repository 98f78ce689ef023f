/** Milliseconds in a minute. */
export const MINUTE_MS = 60_000;

/** Milliseconds in an hour. */
export const HOUR_MS = 3_600_000;

/** Milliseconds in a day of UTC, which has no daylight saving time. */
export const DAY_MS = 86_400_000;

/** Milliseconds in a week. */
export const WEEK_MS = 604_800_000;

/** Milliseconds in a Julian year of 365.25 days: what figures per year of the evaluation and the backtest are scaled by. */
export const YEAR_MS = 31_557_600_000;

/** Milliseconds in a year of 365 days: interest and volatility of markets that trade every day are quoted by it. */
export const TRADING_YEAR_MS = 31_536_000_000;
