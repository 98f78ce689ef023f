import { type Timeframe, timeframeMs } from '../market/timeframe.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';

/** Milliseconds after which a model is fitted again on what has become the past: 30 days at 1 h and above, 7 below. */
export function refitIntervalMs(timeframe: Timeframe): number {
  return (timeframeMs(timeframe) >= HOUR_MS ? 30 : 7) * DAY_MS;
}
