import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../engine/math.ts';
import { createRandom, normalFrom } from '../../../engine/random.ts';
import { clusteredMeanInterval, clusteredShareInterval, clustersOf } from '../../../engine/statistics/clustered.ts';

const alone = (values: readonly number[]) => values.map((sum) => ({ count: 1, sum }));

describe('intervals of rows that come in clusters', () => {
  it('are Wilson’s where every row is alone', () => {
    const values = Array.from({ length: 100 }, (_, at) => (at < 60 ? 1 : 0));
    const [low, high] = clusteredShareInterval(alone(values)) ?? [0, 0];
    const [wilsonLow, wilsonHigh] = wilsonInterval(60, 100) ?? [0, 0];
    expect(low).toBeCloseTo(wilsonLow, 12);
    expect(high).toBeCloseTo(wilsonHigh, 12);
  });

  it('count three rows that always agree as one', () => {
    const threes = Array.from({ length: 100 }, (_, at) => ({ count: 3, sum: at < 60 ? 3 : 0 }));
    const [low, high] = clusteredShareInterval(threes) ?? [0, 0];
    const [one, other] = wilsonInterval(60, 100) ?? [0, 0];
    expect([low, high].map((end) => end.toFixed(10))).toEqual([one, other].map((end) => end.toFixed(10)));
  });

  it('count clusters where all rows are alike, and say nothing of none', () => {
    expect(
      clusteredShareInterval([
        { count: 3, sum: 3 },
        { count: 2, sum: 2 },
      ]),
    ).toEqual(wilsonInterval(2, 2));
    expect(clusteredShareInterval([])).toBeNull();
    expect(clusteredMeanInterval(alone([1, 2, 3, 4, 5, 6, 7]))).toBeNull();
  });

  it('hold the mean of clustered rows in about 95 of 100 samples, where rows taken as independent do not', () => {
    const random = createRandom(5);
    let [held, naive] = [0, 0];
    for (let sample = 0; sample < 400; sample += 1) {
      const rows = Array.from({ length: 60 }, (_, close) => {
        const shared = normalFrom(random);
        return [0, 1, 2].map(() => ({ close, value: shared + 0.5 * normalFrom(random) }));
      }).flat();
      const clusters = clustersOf(rows, { key: ({ close }) => close, value: ({ value }) => value });
      const covers = (interval: readonly [number, number] | null) =>
        interval !== null && interval[0] <= 0 && interval[1] >= 0 ? 1 : 0;
      held += covers(clusteredMeanInterval(clusters));
      naive += covers(clusteredMeanInterval(alone(rows.map(({ value }) => value))));
    }
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.98);
    expect(naive / 400).toBeLessThan(0.85);
  });
});
