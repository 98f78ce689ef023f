import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import { type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import type { WalkResult } from '../../../engine/walk/on-candle-close.ts';
import { newestCloseMs } from '../../../engine/walk/schedule.ts';

/** Which series have answered for which close, so that signals of one close can share a message. */
export interface AnsweredCloses {
  /**
   * Walks a series and notes that it has answered, unless it waits for its venue: once the walk says that its decision is stored, or has
   * ended. A failure is an answer too: nothing comes of it now.
   */
  answering(
    series: SeriesKey,
    nowMs: number,
    walk: (onDecided: () => void) => Promise<WalkResult>,
  ): Promise<WalkResult>;
  /** Notes that a series has answered for a close in another process. */
  note(series: SeriesKey, closeTimeMs: number): void;
  /** The close for which a series has last answered; −Infinity before the first. */
  of(series: SeriesKey): number;
  /** Whether every series of a timeframe has answered for a close. */
  readonly isComplete: (timeframe: Timeframe, closeTimeMs: number) => boolean;
}

/** No series has answered yet. */
export function createAnsweredCloses(followed: readonly SeriesKey[]): AnsweredCloses {
  const answeredMs = new Map<string, number>();
  const lastOf = (name: string): number => answeredMs.get(name) ?? Number.NEGATIVE_INFINITY;
  const names = new Map<Timeframe, string[]>();
  for (const series of followed)
    names.set(series.timeframe, [...(names.get(series.timeframe) ?? []), seriesName(series)]);
  return {
    async answering(series, nowMs, walk) {
      const closeMs = newestCloseMs(nowMs, timeframeMs(series.timeframe));
      const answered = (): void => void answeredMs.set(seriesName(series), closeMs);
      let isWaiting = false;
      try {
        const result = await walk(answered);
        isWaiting = result === 'waiting';
        return result;
      } finally {
        if (!isWaiting) answered();
      }
    },
    note: (series, closeTimeMs) => void answeredMs.set(seriesName(series), closeTimeMs),
    of: (series) => lastOf(seriesName(series)),
    isComplete: (timeframe, closeTimeMs) => (names.get(timeframe) ?? []).every((name) => lastOf(name) >= closeTimeMs),
  };
}
