import { describe, expect, it } from 'vitest';
import type { CandleRevision } from '../../engine/market/revision.ts';
import type { RevisionLog } from '../../engine/ports.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { freshSeries } from './candle-store.ts';

/** The candle of an hour that closed at 10 and is said to have closed at `close` now. */
function revisionOf(hour: number, close: number): CandleRevision {
  const openTimeMs = hour * HOUR_MS;
  const before = { openTimeMs, open: 10, high: 12, low: 9, close: 10, volume: 5 };
  return { openTimeMs, before, after: { ...before, close, takerBuyVolume: 2 } };
}

/** What every RevisionLog promises. */
export function revisionLogContract(name: string, log: () => RevisionLog): void {
  describe(`${name} keeps the revision log contract`, () => {
    it('has nothing of a series it never saw', async () => {
      const series = freshSeries();
      expect(await log().count(series)).toBe(0);
      expect(await log().openTimesSince(series, 0)).toEqual([]);
    });

    it('keeps every change once, however often it is recorded', async () => {
      const series = freshSeries();
      for (const seenAtMs of [1, 2]) await log().record(series, [revisionOf(7, 11), revisionOf(5, 9)], seenAtMs);
      expect(await log().count(series)).toBe(2);
      expect(await log().openTimesSince(series, 0)).toEqual([5 * HOUR_MS, 7 * HOUR_MS]);
    });

    it('counts a candle that is changed twice as two changes of one candle', async () => {
      const series = freshSeries();
      await log().record(series, [revisionOf(7, 11)], 1);
      await log().record(series, [revisionOf(7, 11.5)], 2);
      expect(await log().count(series)).toBe(2);
      expect(await log().openTimesSince(series, 0)).toEqual([7 * HOUR_MS]);
    });

    it('gives the candles from a time on, and those of one series only', async () => {
      const [series, other] = [freshSeries(), freshSeries()];
      await log().record(series, [revisionOf(1, 11), revisionOf(2, 11), revisionOf(3, 11)], 1);
      await log().record(other, [revisionOf(9, 11)], 1);
      expect(await log().openTimesSince(series, 2 * HOUR_MS)).toEqual([2 * HOUR_MS, 3 * HOUR_MS]);
      expect(await log().count(other)).toBe(1);
    });
  });
}
