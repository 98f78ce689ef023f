import { describe, expect, it } from 'vitest';
import type { SeriesKey } from '../../engine/market/series.ts';
import type { Prediction, PredictionStore } from '../../engine/ports.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { freshSeries } from './candle-store.ts';

const START_MS = Date.UTC(2024, 0, 1);

/** The prediction of the nth candle of a series. */
export function predictionOf(series: SeriesKey, n: number, changes: Partial<Prediction> = {}): Prediction {
  return {
    series,
    closeTimeMs: START_MS + n * HOUR_MS,
    modelVersion: 'logistic-1',
    scoreUp: 0.55,
    probabilityUp: 0.54,
    lastDirection: 1,
    published: false,
    withheld: null,
    outcomeUp: null,
    returnNext: null,
    ...changes,
  };
}

/** What every PredictionStore promises. `make` gives the same store each time. */
export function predictionStoreContract(name: string, make: () => PredictionStore): void {
  describe(`${name} keeps the prediction store contract`, () => {
    it('keeps the first of several with the same candle and model', async () => {
      const series = freshSeries();
      await Promise.all(Array.from({ length: 20 }, () => make().record(predictionOf(series, 0))));
      await make().record(predictionOf(series, 0, { probabilityUp: 0.9 }));
      expect(await make().newest(series, START_MS, 10)).toEqual([predictionOf(series, 0)]);
    });

    it('keeps the first of a candle, whatever the models, and says which it is', async () => {
      const series = freshSeries();
      const [first, second] = ['b', 'a'].map((modelVersion) => predictionOf(series, 0, { modelVersion }));
      if (first === undefined || second === undefined) throw new Error('expected two');
      expect(await make().record(first)).toEqual(first);
      expect(await make().record(second)).toEqual(first);
      expect(await make().newest(series, START_MS, 10)).toEqual([first]);
    });

    it('keeps the first of each of many that are recorded at once, and says which it is', async () => {
      const store = make();
      const many = Array.from({ length: 60 }, () => freshSeries());
      const taken = many.filter((_, index) => index % 7 === 0);
      const earlier = await Promise.all(taken.map((series) => store.record(predictionOf(series, 0, { scoreUp: 0.2 }))));
      expect(earlier).toHaveLength(9);
      const twice = [...many, ...many.slice(0, 20)];
      const answers = await Promise.all(twice.map((series) => store.record(predictionOf(series, 0))));
      for (const [index, answer] of answers.entries()) {
        const series = twice[index] ?? freshSeries();
        expect(answer).toEqual(predictionOf(series, 0, taken.includes(series) ? { scoreUp: 0.2 } : {}));
        expect(await store.newest(series, START_MS, 10)).toEqual([answer]);
      }
    });

    it('settles a candle once', async () => {
      const series = freshSeries();
      await make().record(predictionOf(series, 0));
      await make().settle(series, START_MS, { up: 1, returnNext: 0.01 });
      await make().settle(series, START_MS, { up: 0, returnNext: -0.01 });
      const rows = await make().newest(series, START_MS, 10);
      expect(rows.map(({ outcomeUp, returnNext }) => ({ outcomeUp, returnNext }))).toEqual([
        { outcomeUp: 1, returnNext: 0.01 },
      ]);
    });

    it('settles a flat candle as known but neither up nor down', async () => {
      const series = freshSeries();
      await make().record(predictionOf(series, 0));
      await make().settle(series, START_MS, { up: null, returnNext: 0 });
      await make().settle(series, START_MS, { up: 1, returnNext: 1 });
      expect((await make().newest(series, START_MS, 1))[0]).toMatchObject({ outcomeUp: null, returnNext: 0 });
    });

    it('keeps why a signal was withheld', async () => {
      const series = freshSeries();
      const withheld = predictionOf(series, 0, { withheld: 'worse-than-base-rate' });
      await make().record(withheld);
      expect(await make().newest(series, START_MS, 1)).toEqual([withheld]);
    });

    it('is not disturbed by the outcome of a candle nobody predicted', async () => {
      const series = freshSeries();
      await make().settle(series, START_MS, { up: 1, returnNext: 1 });
      expect(await make().newest(series, START_MS, 1)).toEqual([]);
    });

    it.each([
      { count: 3, until: 9, expected: [7, 8, 9] },
      { count: 3, until: 4, expected: [2, 3, 4] },
      { count: 100, until: 2, expected: [0, 1, 2] },
      { count: 0, until: 9, expected: [] },
    ])('gives the newest $count at or before candle $until, oldest first', async ({ count, until, expected }) => {
      const series = freshSeries();
      for (const n of [4, 2, 0, 1, 3, 9, 8, 7, 6, 5]) await make().record(predictionOf(series, n));
      const rows = await make().newest(series, START_MS + until * HOUR_MS, count);
      expect(rows.map((row) => (row.closeTimeMs - START_MS) / HOUR_MS)).toEqual(expected);
    });

    it('finds the newest across a long silence', async () => {
      const series = freshSeries();
      for (const n of [0, 1, 5_000, 200_000]) await make().record(predictionOf(series, n));
      const rows = await make().newest(series, START_MS + 300_000 * HOUR_MS, 3);
      expect(rows.map((row) => (row.closeTimeMs - START_MS) / HOUR_MS)).toEqual([1, 5_000, 200_000]);
    });
  });
}
