import type { Timeframe } from '../../engine/market/timeframe.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { DuePost } from '../../engine/ports.ts';

/** Whether every series of a timeframe that was due has answered for the candle that closed then. */
export type IsCloseComplete = (timeframe: Timeframe, closeTimeMs: number) => boolean;

/** What comes later than so long after the first signal of a close gets a message of its own. A post is out within two seconds of it. */
const HOLD_MS = 1_500;
const MOST_REMEMBERED = 200;

/** Keeps back the signals of a close while more of the same close may come. Each: until when it is kept back at nowMs; null: not. */
export interface CloseHold {
  readonly postUntilMs: (due: DuePost, nowMs: number) => number | null;
  readonly editUntilMs: (due: DuePost, nowMs: number) => number | null;
}

/** Nothing is held yet. */
export function createCloseHold(isComplete: IsCloseComplete): CloseHold {
  const firstMs = new Map<string, number>();

  function untilMs(close: { readonly timeframe: Timeframe; readonly closeTimeMs: number; readonly storedMs: number }) {
    const { timeframe, closeTimeMs, storedMs } = close;
    const key = `${timeframe}|${closeTimeMs}`;
    const first = Math.min(storedMs, firstMs.get(key) ?? storedMs);
    firstMs.set(key, first);
    const [oldest] = firstMs.keys();
    if (firstMs.size > MOST_REMEMBERED && oldest !== undefined) firstMs.delete(oldest);
    return isComplete(timeframe, closeTimeMs) ? null : first + HOLD_MS;
  }
  const ahead = (timeMs: number | null, nowMs: number): number | null =>
    timeMs === null || timeMs <= nowMs ? null : timeMs;

  return {
    postUntilMs({ entry: { signal }, delivery: { stepCloseMs, attempt } }, nowMs) {
      if (stepCloseMs !== undefined || attempt > 0) return null;
      const { closeTimeMs, createdAtMs, series } = signal;
      return ahead(untilMs({ timeframe: series.timeframe, closeTimeMs, storedMs: createdAtMs }), nowMs);
    },
    editUntilMs({ entry: { signal, outcome }, delivery: { message } }, nowMs) {
      if (message === undefined || outcome === null) return null;
      const { timeframe } = signal.series;
      const candleMs = timeframeMs(timeframe);
      const closeTimeMs = Math.floor(outcome.settledAtMs / candleMs) * candleMs;
      return ahead(untilMs({ timeframe, closeTimeMs, storedMs: outcome.settledAtMs }), nowMs);
    },
  };
}
