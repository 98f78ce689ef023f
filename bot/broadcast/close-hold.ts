import type { Timeframe } from '../../engine/market/timeframe.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { DuePost } from '../../engine/ports.ts';

/** Whether every series of a timeframe that was due has answered for the candle that closed then. */
export type IsCloseComplete = (timeframe: Timeframe, closeTimeMs: number) => boolean;

/** What comes later than so long after the first signal of a close is told in a message of its own. */
const HOLD_MS = 2_000;
const MOST_REMEMBERED = 200;

/** Keeps back the signals of a close while more of the same close may come. */
export interface CloseHold {
  /** Before a look into the outbox. */
  begin(nowMs: number): void;
  readonly isPostHeld: (due: DuePost) => boolean;
  readonly isEditHeld: (due: DuePost) => boolean;
  /** When to look again, where the outbox would hand out something at dueMs: held ones are due and yet not to be had. */
  nextMs(nowMs: number, dueMs: number | null): number | null;
}

/** Nothing is held yet. */
export function createCloseHold(isComplete: IsCloseComplete): CloseHold {
  const firstMs = new Map<string, number>();
  let nowMs = 0;
  let untilMs: number | null = null;

  function isHeld(timeframe: Timeframe, closeTimeMs: number, storedMs: number): boolean {
    const key = `${timeframe}|${closeTimeMs}`;
    const first = Math.min(storedMs, firstMs.get(key) ?? storedMs);
    firstMs.set(key, first);
    const [oldest] = firstMs.keys();
    if (firstMs.size > MOST_REMEMBERED && oldest !== undefined) firstMs.delete(oldest);
    if (first + HOLD_MS <= nowMs || isComplete(timeframe, closeTimeMs)) return false;
    untilMs = Math.min(untilMs ?? first + HOLD_MS, first + HOLD_MS);
    return true;
  }

  return {
    begin(atMs) {
      nowMs = atMs;
      untilMs = null;
    },
    isPostHeld({ entry: { signal }, delivery: { stepCloseMs, attempt } }) {
      return (
        stepCloseMs === undefined &&
        attempt === 0 &&
        isHeld(signal.series.timeframe, signal.closeTimeMs, signal.createdAtMs)
      );
    },
    isEditHeld({ entry: { signal, outcome }, delivery: { message } }) {
      if (message === undefined || outcome === null) return false;
      const candleMs = timeframeMs(signal.series.timeframe);
      const closeTimeMs = Math.floor(outcome.settledAtMs / candleMs) * candleMs;
      return isHeld(signal.series.timeframe, closeTimeMs, outcome.settledAtMs);
    },
    nextMs: (atMs, dueMs) => (untilMs === null || dueMs === null || dueMs > atMs ? dueMs : Math.max(atMs, untilMs)),
  };
}
