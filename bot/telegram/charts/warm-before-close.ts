import { type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import type { ChartDrawer } from './create-chart-drawer.ts';

/** More than the process takes to start, and than lies between two looks. */
const BEFORE_MS = 2_500;
/** After the close, until the first posts of it are drawn. */
const AFTER_MS = 8_000;

/**
 * Called every second: starts the drawing process shortly before a candle of these timeframes closes. The seconds after a close are the
 * busiest that there are, and a process that is started then holds up the very post that it is for.
 */
export function warmBeforeClose(
  charts: Pick<ChartDrawer, 'warm'>,
  timeframes: readonly Timeframe[],
): (nowMs: number) => void {
  return (nowMs) => {
    const isSoon = timeframes.some((timeframe) => {
      const candleMs = timeframeMs(timeframe);
      return candleMs - (nowMs % candleMs) <= BEFORE_MS;
    });
    if (isSoon) charts.warm(BEFORE_MS + AFTER_MS);
  };
}
