import { TIMEFRAMES, type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { DuePost } from '../../engine/ports.ts';

/** Whether every series of a timeframe that was due has answered for the candle that closed then. */
export type IsCloseComplete = (timeframe: Timeframe, closeTimeMs: number) => boolean;

/** What comes later than so long after the first signal of a close gets a message of its own. A post is out within two seconds of it. */
const HOLD_MS = 1_500;
/** Outcomes wait so long at most for the news of the same moment, which would have to wait for its chat behind them. */
const EDIT_HOLD_MS = 5_000;
const MOST_REMEMBERED = 200;

/** Keeps back the signals of a close while more of the same close may come. Each: until when it is kept back at nowMs; null: not. */
export interface CloseHold {
  readonly postUntilMs: (due: DuePost, nowMs: number) => number | null;
  readonly editUntilMs: (due: DuePost, nowMs: number) => number | null;
}

/** Nothing is held yet. */
export function createCloseHold(isComplete: IsCloseComplete): CloseHold {
  const firstMs = new Map<string, number>();

  /** When the first of these was stored. */
  function firstOf(key: string, storedMs: number): number {
    const first = Math.min(storedMs, firstMs.get(key) ?? storedMs);
    firstMs.set(key, first);
    const [oldest] = firstMs.keys();
    if (firstMs.size > MOST_REMEMBERED && oldest !== undefined) firstMs.delete(oldest);
    return first;
  }
  /** Whether every timeframe of which a candle closed then has answered. */
  const isMomentComplete = (closeTimeMs: number): boolean =>
    TIMEFRAMES.every((each) => closeTimeMs % timeframeMs(each) !== 0 || isComplete(each, closeTimeMs));
  const ahead = (timeMs: number | null, nowMs: number): number | null =>
    timeMs === null || timeMs <= nowMs ? null : timeMs;

  return {
    postUntilMs({ entry: { signal }, delivery: { stepCloseMs, attempt } }, nowMs) {
      if (stepCloseMs !== undefined || attempt > 0) return null;
      const { closeTimeMs, createdAtMs, series } = signal;
      const { timeframe } = series;
      const first = firstOf(`${timeframe}|${closeTimeMs}`, createdAtMs);
      return ahead(isComplete(timeframe, closeTimeMs) ? null : first + HOLD_MS, nowMs);
    },
    editUntilMs({ entry: { signal, outcome } }, nowMs) {
      if (outcome === null) return null;
      const candleMs = timeframeMs(signal.series.timeframe);
      const closeTimeMs = Math.floor(outcome.settledAtMs / candleMs) * candleMs;
      const first = firstOf(`outcomes|${closeTimeMs}`, outcome.settledAtMs);
      return ahead(isMomentComplete(closeTimeMs) ? null : first + EDIT_HOLD_MS, nowMs);
    },
  };
}
