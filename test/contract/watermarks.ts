import { describe, expect, it } from 'vitest';
import { seriesName } from '../../engine/market/series.ts';
import type { WatermarkReader, Watermarks } from '../../engine/ports.ts';
import { freshSeries } from './candle-store.ts';

/** What every Watermarks promises. `make` gives the same store each time. */
export function watermarksContract(name: string, make: () => Watermarks & WatermarkReader): void {
  describe(`${name} keeps the watermarks contract`, () => {
    it('knows nothing of a series it never saw', async () => {
      expect(await make().get(freshSeries())).toBeNull();
    });

    it('moves forward and never back', async () => {
      const series = freshSeries();
      for (const closeTimeMs of [1_000, 3_000, 2_000, 3_000]) await make().advance(series, closeTimeMs);
      expect(await make().get(series)).toBe(3_000);
    });

    it('gives those of many at once, each with its own, and none of one that it never saw', async () => {
      const [first, second, unseen] = [freshSeries(), freshSeries(), freshSeries()];
      await make().advance(first, 1_000);
      await make().advance(second, 2_000);
      expect(await make().getAll([second, unseen, first])).toEqual(
        new Map([
          [seriesName(first), 1_000],
          [seriesName(second), 2_000],
        ]),
      );
      expect(await make().getAll([])).toEqual(new Map());
    });

    it('ends at the largest when fifty advance at once', async () => {
      const series = freshSeries();
      await Promise.all(Array.from({ length: 50 }, (_, n) => make().advance(series, ((n * 37) % 50) + 1)));
      expect(await make().get(series)).toBe(50);
    });

    it('refuses a time that is none', async () => {
      await expect(make().advance(freshSeries(), Number.NaN)).rejects.toThrow(/expected a closeTimeMs/);
    });
  });
}
