import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CandleColumns, columnsOf, emptyColumns, sliceColumns } from '../../engine/market/candle.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { CandleStore } from '../../engine/ports.ts';
import { HOUR_MS } from '../../engine/time.ts';

const START_MS = Date.UTC(2024, 0, 1);
let made = 0;

/** A series nobody used before: the suites share one store. */
export function freshSeries(timeframe: SeriesKey['timeframe'] = '1h'): SeriesKey {
  made += 1;
  return { exchange: 'binance', symbol: `T${made}/USDT`, timeframe };
}

/** Rows at the given steps after START_MS, with prices that follow from the step. */
export function candlesAt(steps: readonly number[], stepMs = HOUR_MS): CandleColumns {
  return columnsOf(
    steps.map((step) => ({
      openTimeMs: START_MS + step * stepMs,
      open: 100 + step,
      high: 103 + step,
      low: 99 + step,
      close: 101.5 + step,
      volume: step % 7 === 0 ? null : 10 + step,
    })),
  );
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** What every CandleStore promises. `store` gives the same empty-for-us store each time. */
export function candleStoreContract(name: string, store: () => CandleStore): void {
  describe(`${name} keeps the candle store contract`, () => {
    it('has nothing of a series it never saw', async () => {
      const series = freshSeries();
      expect(await store().newestOpenTimeMs(series)).toBeNull();
      expect((await store().read(series, 0, Number.MAX_SAFE_INTEGER)).length).toBe(0);
      expect((await store().readNewest(series, 10)).length).toBe(0);
    });

    it('gives back what it was given, unknown volumes still unknown', async () => {
      const series = freshSeries();
      const candles = candlesAt(range(0, 50));
      await store().append(series, candles);
      expect(await store().read(series, START_MS, START_MS + 50 * HOUR_MS)).toEqual(candles);
    });

    it('appends candle by candle as well as all at once', async () => {
      const series = freshSeries();
      const candles = candlesAt(range(0, 150));
      for (let row = 0; row < candles.length; row += 1)
        await store().append(series, sliceColumns(candles, row, row + 1));
      expect(await store().read(series, 0, START_MS * 2)).toEqual(candles);
      expect(await store().newestOpenTimeMs(series)).toBe(START_MS + 149 * HOUR_MS);
    });

    it('is not changed by the same candles again', async () => {
      const series = freshSeries();
      const candles = candlesAt(range(0, 40));
      for (let again = 0; again < 3; again += 1) await store().append(series, candles);
      await store().append(series, sliceColumns(candles, 39));
      expect(await store().readNewest(series, 1_000)).toEqual(candles);
    });

    it('reads a half-open range, across several buckets', async () => {
      const series = freshSeries();
      await store().append(series, candlesAt(range(0, 3_500)));
      const rows = await store().read(series, START_MS + 10 * HOUR_MS, START_MS + 3_010 * HOUR_MS);
      expect(rows.length).toBe(3_000);
      expect(rows.openTimeMs[0]).toBe(START_MS + 10 * HOUR_MS);
      expect(rows.openTimeMs[2_999]).toBe(START_MS + 3_009 * HOUR_MS);
    });

    it.each([1, 10, 999, 1_001, 3_499, 3_500, 9_999])('reads the newest %i', async (count) => {
      const series = freshSeries();
      await store().append(series, candlesAt(range(0, 3_500)));
      const rows = await store().readNewest(series, count);
      expect(rows).toEqual(candlesAt(range(Math.max(0, 3_500 - count), 3_500)));
    });

    it('keeps gaps as gaps and looks past them for the newest', async () => {
      const series = freshSeries();
      const steps = [...range(0, 20), 30_000, 90_000];
      await store().append(series, candlesAt(steps));
      expect((await store().readNewest(series, 5)).openTimeMs).toEqual(
        candlesAt([17, 18, 19, 30_000, 90_000]).openTimeMs,
      );
      expect((await store().read(series, START_MS + 20 * HOUR_MS, START_MS + 30_000 * HOUR_MS)).length).toBe(0);
    });

    it('puts late candles in their place', async () => {
      const series = freshSeries();
      await store().append(series, candlesAt([5, 6, 7]));
      await store().append(series, candlesAt([1, 2]));
      await store().append(series, candlesAt([3, 9]));
      expect((await store().readNewest(series, 100)).openTimeMs).toEqual(candlesAt([1, 2, 3, 5, 6, 7, 9]).openTimeMs);
    });

    it('replaces a candle that came differently later', async () => {
      const series = freshSeries();
      await store().append(series, candlesAt([1, 2, 3]));
      const revised = { ...candlesAt([2]), close: Float64Array.of(102.75) };
      await store().append(series, revised);
      expect([...(await store().readNewest(series, 3)).close]).toEqual([102.5, 102.75, 104.5]);
    });

    it('keeps spread and taker volume, and does not forget them when a later source has none', async () => {
      const series = freshSeries();
      const candles = {
        ...candlesAt([1, 2, 3]),
        spread: Float64Array.of(0.5, Number.NaN, 0.7),
        takerBuyVolume: Float64Array.of(4, 5, 6),
      };
      await store().append(series, candles);
      await store().append(series, candlesAt([1, 2, 3, 4]));
      const rows = await store().readNewest(series, 4);
      expect([...(rows.spread ?? [])]).toEqual([0.5, Number.NaN, 0.7, Number.NaN]);
      expect([...(rows.takerBuyVolume ?? [])]).toEqual([4, 5, 6, Number.NaN]);
    });

    it('fills in a volume that was unknown and keeps one that was known', async () => {
      const series = freshSeries();
      await store().append(series, candlesAt([7, 8]));
      await store().append(series, { ...candlesAt([7, 8]), volume: Float64Array.of(3, Number.NaN) });
      expect([...(await store().readNewest(series, 2)).volume]).toEqual([3, 18]);
    });

    it('tells series of different timeframes apart', async () => {
      const minutes = freshSeries('1m');
      const days: SeriesKey = { ...minutes, timeframe: '1d' };
      await store().append(minutes, candlesAt(range(0, 2_000), timeframeMs('1m')));
      await store().append(days, candlesAt(range(0, 30), timeframeMs('1d')));
      expect((await store().readNewest(minutes, 5_000)).length).toBe(2_000);
      expect((await store().readNewest(days, 5_000)).length).toBe(30);
    });

    it.each([
      { what: 'a time twice', times: [START_MS, START_MS] },
      { what: 'times that fall', times: [START_MS + HOUR_MS, START_MS] },
      { what: 'a time that is no number', times: [Number.NaN] },
    ])('refuses $what', async ({ times }) => {
      const candles = { ...emptyColumns(times.length), openTimeMs: Float64Array.from(times) };
      await expect(store().append(freshSeries(), candles)).rejects.toThrow(/expected openTimeMs above/);
    });

    it('holds every candle once when twenty writers append overlapping runs at once', async () => {
      const series = freshSeries();
      await Promise.all(
        range(0, 20).map((writer) => store().append(series, candlesAt(range(writer * 5, writer * 5 + 25)))),
      );
      expect(await store().readNewest(series, 1_000)).toEqual(candlesAt(range(0, 120)));
    });

    it('ends with the same rows whatever the order and cut of the appends', async () => {
      const cuts = fc.array(fc.tuple(fc.integer({ min: 0, max: 1_400 }), fc.integer({ min: 1, max: 40 })), {
        minLength: 1,
        maxLength: 12,
      });
      await fc.assert(
        fc.asyncProperty(cuts, async (runs) => {
          const series = freshSeries();
          for (const [from, length] of runs) await store().append(series, candlesAt(range(from, from + length)));
          const steps = [...new Set(runs.flatMap(([from, length]) => range(from, from + length)))].sort(
            (one, other) => one - other,
          );
          expect(await store().readNewest(series, 10_000)).toEqual(candlesAt(steps));
        }),
        { numRuns: 15 },
      );
    });
  });
}
