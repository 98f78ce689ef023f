import type { EngineListener } from '../events.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { isLate, nextPollMs } from './schedule.ts';

/** When a venue that does not have a candle yet is asked again, and when that is worth saying. */
export interface Patience {
  /** Whether it is time to ask for the candle that closed at dueMs. */
  mayAsk(series: SeriesKey, dueMs: number, nowMs: number): boolean;
  /** The venue did not have the candle that closed at dueMs: it is asked again later. Says "data-late" once, after the last early poll. */
  missed(series: SeriesKey, dueMs: number, nowMs: number): void;
  /** The candle that closed at closeMs is there. Returns by how much it was late, 0 unless that was said; says "data-arrived" after lateness. */
  came(series: SeriesKey, closeMs: number, nowMs: number): number;
  /** The candle that closed at dueMs will not come: the market was closed. */
  excused(series: SeriesKey): void;
  /** The earliest moment at which a waiting series wants to be asked for again, or null when none waits. */
  nextAskMs(): number | null;
}

export function createPatience(onEvent: EngineListener): Patience {
  const waiting = new Map<string, { readonly dueMs: number; readonly askAtMs: number }>();
  /** The oldest close whose lateness was said and that has had no newer candle since. */
  const lateSinceMs = new Map<string, number>();
  const saidMs = new Map<string, number>();
  return {
    mayAsk(series, dueMs, nowMs) {
      const missing = waiting.get(seriesName(series));
      return missing === undefined || missing.dueMs !== dueMs || nowMs >= missing.askAtMs;
    },
    missed(series, dueMs, nowMs) {
      const name = seriesName(series);
      waiting.set(name, { dueMs, askAtMs: nextPollMs(dueMs, nowMs) });
      if (!isLate(dueMs, nowMs) || saidMs.get(name) === dueMs) return;
      saidMs.set(name, dueMs);
      if (!lateSinceMs.has(name)) lateSinceMs.set(name, dueMs);
      onEvent({ type: 'data-late', series, closeTimeMs: dueMs });
    },
    came(series, closeMs, nowMs) {
      const name = seriesName(series);
      waiting.delete(name);
      const sinceMs = lateSinceMs.get(name);
      if (sinceMs === undefined) return 0;
      lateSinceMs.delete(name);
      onEvent({ type: 'data-arrived', series, closeTimeMs: closeMs, silentMs: nowMs - sinceMs });
      return saidMs.get(name) === closeMs ? nowMs - closeMs : 0;
    },
    excused(series) {
      waiting.delete(seriesName(series));
    },
    nextAskMs: () => (waiting.size === 0 ? null : Math.min(...[...waiting.values()].map((each) => each.askAtMs))),
  };
}
