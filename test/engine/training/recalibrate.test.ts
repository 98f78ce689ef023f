import { describe, expect, it } from 'vitest';
import { applyPlatt } from '../../../engine/models/calibration.ts';
import { createRandom } from '../../../engine/random.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { type Dataset, prepareDataset } from '../../../engine/training/dataset.ts';
import { recalibrate } from '../../../engine/training/recalibrate.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

const plain = prepareDataset([{ name: 'BTC/USD', columns: randomWalk({ rows: 6_000, seed: 4 }) }], HOUR_MS);

/** Scores that claim twice the log-odds that the outcomes follow. */
function overconfident(): { readonly dataset: Dataset; readonly score: Float64Array } {
  const random = createRandom(5);
  const score = Float64Array.from({ length: plain.rows }, (_, row) => (row < 500 ? Number.NaN : 0.3 + 0.4 * random()));
  const up = score.map((value, row) =>
    row === plain.rows - 1 ? Number.NaN : random() < applyPlatt({ slope: 0.5, intercept: 0 }, value) ? 1 : 0,
  );
  return { dataset: { ...plain, up }, score };
}

describe('recalibration', () => {
  const { dataset, score } = overconfident();
  const { probability, finalMap, changes } = recalibrate(dataset, score);

  it('learns the slope from outcomes, every 30 days, once there are 1,000', () => {
    expect(changes[0]?.map).toEqual({ slope: 1, intercept: 0 });
    expect(finalMap.slope).toBeGreaterThan(0.35);
    expect(finalMap.slope).toBeLessThan(0.65);
    changes.slice(1).forEach(({ atMs }, index) => {
      expect(atMs - (changes[index]?.atMs ?? 0)).toBe(30 * 24 * HOUR_MS);
    });
  });

  it('is identity before the first map and NaN where there was no score', () => {
    expect(probability.slice(0, 500).every(Number.isNaN)).toBe(true);
    expect(probability[500]).toBeCloseTo(score[500] ?? 0, 12);
  });

  it('does not change when the future does', () => {
    const until = 4_000;
    const scrambled = score.map((value, row) => (row < until ? value : 1 - value));
    const up = dataset.up.map((value, row) => (row < until - 1 ? value : 1 - value));
    expect(recalibrate({ ...dataset, up }, scrambled).probability.slice(0, until)).toEqual(probability.slice(0, until));
  });

  it('goes on from where an earlier one stood, as if there had been no break', () => {
    const { map: mapThen } = changes.at(-1) ?? { map: { slope: 1, intercept: 0 } };
    const breakMs = changes.at(-1)?.atMs ?? 0;
    const before = score.map((value, row) => ((dataset.closeTimeMs[row] ?? 0) < breakMs ? value : Number.NaN));
    const after = score.map((value, row) => ((dataset.closeTimeMs[row] ?? 0) < breakMs ? Number.NaN : value));
    const first = recalibrate(dataset, before);
    expect(first.finalMap.slope).toBeCloseTo(mapThen.slope, 3);
    const second = recalibrate(dataset, after, { map: first.finalMap, known: first.known });
    expect(second.finalMap.slope).toBeCloseTo(finalMap.slope, 12);
    const newest = dataset.rows - 2;
    expect(second.probability[newest]).toBeCloseTo(applyPlatt(first.finalMap, score[newest] ?? 0.5), 12);
  });

  it('no scores give the identity', () => {
    expect(recalibrate(dataset, new Float64Array(dataset.rows).fill(Number.NaN)).finalMap).toEqual({
      slope: 1,
      intercept: 0,
    });
  });
});
