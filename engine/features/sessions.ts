import { newYorkOffsetHours } from '../market/calendar/gaps.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';
import type { FeatureKernel } from './kernels.ts';

/** The last Sunday of a month (0 = January), 00:00 UTC. */
function lastSundayMs(year: number, month: number): number {
  const lastDay = Date.UTC(year, month + 1, 0);
  return lastDay - new Date(lastDay).getUTCDay() * DAY_MS;
}

/** Hours that London is ahead of UTC: 1 from the last Sunday of March 01:00 UTC to the last Sunday of October 01:00 UTC. */
function londonAheadHours(timeMs: number): number {
  const year = new Date(timeMs).getUTCFullYear();
  const isSummer = timeMs >= lastSundayMs(year, 2) + HOUR_MS && timeMs < lastSundayMs(year, 9) + HOUR_MS;
  return isSummer ? 1 : 0;
}

/** Local working hours of a centre of the currency market, and how far its clock is ahead of UTC. */
export interface TradingSession {
  readonly name: string;
  readonly fromHour: number;
  readonly toHour: number;
  readonly aheadHours: (timeMs: number) => number;
}

/** The three trading sessions whose opening hours are features, in local time of their city. */
export const SESSIONS: readonly TradingSession[] = [
  { name: 'tokyo', fromHour: 9, toHour: 18, aheadHours: () => 9 },
  { name: 'london', fromHour: 8, toHour: 17, aheadHours: londonAheadHours },
  { name: 'new_york', fromHour: 8, toHour: 17, aheadHours: (timeMs) => -newYorkOffsetHours(timeMs) },
];

/** 1 where the candle after this one opens within a centre's working hours on Monday to Friday by its own clock, else 0. */
export function sessionFlag({ fromHour, toHour, aheadHours }: TradingSession): FeatureKernel {
  return ({ columns: { openTimeMs }, timeframeMs }, { values, shift }, [from, to]) => {
    let [untilMs, aheadMs] = [0, 0];
    for (let i = from; i < to; i += 1) {
      const timeMs = (openTimeMs[i] ?? 0) + timeframeMs;
      const sinceSunday = (((timeMs + 4 * DAY_MS) % (7 * DAY_MS)) + 7 * DAY_MS) % (7 * DAY_MS);
      if (timeMs >= untilMs) {
        aheadMs = aheadHours(timeMs) * HOUR_MS;
        // Clocks change on Sundays only.
        untilMs = sinceSunday < DAY_MS ? timeMs : timeMs - (timeMs % DAY_MS) + DAY_MS;
      }
      const localMs = (sinceSunday + aheadMs + 7 * DAY_MS) % (7 * DAY_MS);
      const [day, hour] = [Math.floor(localMs / DAY_MS), (localMs % DAY_MS) / HOUR_MS];
      values[i + shift] = day >= 1 && day <= 5 && hour >= fromHour && hour < toHour ? 1 : 0;
    }
  };
}
