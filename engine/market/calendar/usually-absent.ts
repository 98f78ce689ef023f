import { DAY_MS, HOUR_MS, WEEK_MS } from '../../time.ts';

/** Weeks looked back on, and how many of them must lack the same hour: a source may have it now and then. */
const [WEEKS_LOOKED_AT, WEEKS_ABSENT] = [6, 3];

/**
 * Whether a series of a market that closes lacked the candle of this hour in three of the six weeks before too, at an
 * hour at which brokers differ: a source without Sunday evenings, or with a longer nightly break, has no gap there.
 * Looks only at times before timeMs, so that a decision never knows later weeks. False where the series does not reach
 * back so far.
 */
export function usuallyAbsent(
  times: Float64Array,
  timeMs: number,
  newYorkOffsetHours: (timeMs: number) => number,
): boolean {
  const offset = newYorkOffsetHours(timeMs);
  if (!mayDiffer(timeMs - offset * HOUR_MS)) return false;
  let absent = 0;
  for (let week = 1; week <= WEEKS_LOOKED_AT && absent < WEEKS_ABSENT; week += 1) {
    const beforeMs = timeMs - week * WEEK_MS;
    // The same hour of New York: clocks may have changed in between.
    const sameHourMs = beforeMs + (newYorkOffsetHours(beforeMs) - offset) * HOUR_MS;
    if (sameHourMs < (times[0] ?? Number.POSITIVE_INFINITY)) break;
    if (!has(times, sameHourMs)) absent += 1;
  }
  return absent === WEEKS_ABSENT;
}

/**
 * Sunday evening to Monday 03:00, 15:00 to 20:00 of a weekday, Friday from 13:00: where sessions of brokers begin and
 * end, New York time.
 */
function mayDiffer(newYorkMs: number): boolean {
  // 1970-01-04 was a Sunday.
  const sinceSunday = (((newYorkMs - 3 * DAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS;
  const [day, hour] = [Math.floor(sinceSunday / DAY_MS), (sinceSunday % DAY_MS) / HOUR_MS];
  if (day === 0) return hour >= 15;
  if (day === 1 && hour < 3) return true;
  return hour >= (day === 5 ? 13 : 15) && hour < 20;
}

function has(ascending: Float64Array, timeMs: number): boolean {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === timeMs;
}

/** Weekends that a series must pass over before it counts as having none, and the share of their candles that may be strays. */
const WEEKENDS = 2;
const STRAY_SHARE = 0.02;
/** Hours after Saturday 00:00 UTC in which no market that closes trades, whatever its zone. */
const [WEEKEND_FROM_MS, WEEKEND_TO_MS] = [HOUR_MS, 44 * HOUR_MS];
/** A longer pause is an outage. */
const LONGEST_WEEKEND_MS = 5 * DAY_MS;

/**
 * Whether a series (ascending open times) leaves out weekends, two of them or more: then its market closes. Crypto
 * always has some candles there, however thin. Of daily candles only a missing Saturday is proof: brokers write a short Sunday.
 */
export function closesAtWeekends(times: Float64Array, candleMs: number): boolean {
  const [fromMs, toMs] = candleMs >= DAY_MS ? [0, DAY_MS] : [WEEKEND_FROM_MS, WEEKEND_TO_MS];
  let [weekends, inside] = [0, 0];
  for (let row = 0; row < times.length; row += 1) {
    const timeMs = times[row] ?? 0;
    // 1970-01-03 was a Saturday.
    const saturdayMs = timeMs - ((((timeMs - 2 * DAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS);
    if (timeMs >= saturdayMs + fromMs && timeMs < saturdayMs + toMs) inside += 1;
    const previousMs = times[row - 1] ?? timeMs;
    const passesOver = previousMs < saturdayMs + fromMs && timeMs >= saturdayMs + toMs;
    if (passesOver && timeMs - previousMs < LONGEST_WEEKEND_MS) weekends += 1;
  }
  const candlesAWeekend = (toMs - fromMs) / candleMs;
  return weekends >= WEEKENDS && inside <= STRAY_SHARE * candlesAWeekend * weekends;
}
