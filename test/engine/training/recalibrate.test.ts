import { describe, expect, it } from 'vitest';
import { isNearNewYorkClose } from '../../../engine/market/session.ts';
import { applyPlatt, IDENTITY } from '../../../engine/models/calibration.ts';
import { createRandom } from '../../../engine/random.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { type Dataset, prepareDataset } from '../../../engine/training/dataset.ts';
import { applyMaps, recalibrate } from '../../../engine/training/recalibrate.ts';
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

describe('recalibration of forex', () => {
  const HOURS = 24_000;
  const columns = randomWalk({ rows: HOURS, seed: 6 });
  /** Scores worth twice what they state at 20 to 23 UTC, and half of it at other hours. */
  const marketOf = (
    name: string,
    timeframeMs = HOUR_MS,
  ): { readonly dataset: Dataset; readonly score: Float64Array } => {
    const dataset = prepareDataset(
      [{ name, columns: { ...columns, openTimeMs: columns.openTimeMs.map((_, row) => row * timeframeMs) } }],
      timeframeMs,
    );
    const random = createRandom(7);
    const score = Float64Array.from({ length: dataset.rows }, () => 0.4 + 0.2 * random());
    const truth = (row: number) => (isNearNewYorkClose(dataset.closeTimeMs[row] ?? 0) ? 1.2 : 0.4);
    const up = score.map((value, row) => (random() < applyPlatt({ slope: truth(row), intercept: 0 }, value) ? 1 : 0));
    up[dataset.rows - 1] = Number.NaN;
    return { dataset: { ...dataset, up }, score };
  };
  const { dataset, score } = marketOf('EUR/USD');
  const euro = recalibrate(dataset, score);

  it('has one map for the hours around the New York close and one for the rest', () => {
    const { slope, newYorkClose } = euro.finalMap;
    expect(slope).toBeLessThan(0.6);
    expect(newYorkClose?.slope).toBeGreaterThan(1);
    const newest = [...score.keys()].slice(-48);
    for (const row of newest) {
      const isNear = isNearNewYorkClose(dataset.closeTimeMs[row] ?? 0);
      const map = euro.changes.at(-1)?.map;
      expect(euro.probability[row]).toBe(applyPlatt((isNear ? map?.newYorkClose : map) ?? IDENTITY, score[row] ?? 0.5));
    }
  });

  it('keeps one map for other classes, and where a year has too few such candles', () => {
    expect(marketAt('BTC/USD').finalMap).not.toHaveProperty('newYorkClose');
    expect(marketAt('EUR/USD', 4 * HOUR_MS).finalMap).not.toHaveProperty('newYorkClose');
    expect(euro.changes[0]?.map).not.toHaveProperty('newYorkClose');
  });

  function marketAt(name: string, timeframeMs?: number) {
    const market = marketOf(name, timeframeMs);
    return recalibrate(market.dataset, market.score);
  }

  it('does not change when the future does', () => {
    const until = 15_003;
    const scrambled = score.map((value, row) => (row < until ? value : 1 - value));
    const up = dataset.up.map((value, row) => (row < until - 1 ? value : 1 - value));
    expect(recalibrate({ ...dataset, up }, scrambled).probability.slice(0, until)).toEqual(
      euro.probability.slice(0, until),
    );
  });

  it('goes on from where an earlier one stood with both maps', () => {
    const breakMs = euro.changes.at(-1)?.atMs ?? 0;
    const part = (isOf: (timeMs: number) => boolean) =>
      score.map((value, row) => (isOf(dataset.closeTimeMs[row] ?? 0) ? value : Number.NaN));
    const first = recalibrate(
      dataset,
      part((timeMs) => timeMs < breakMs),
    );
    const second = recalibrate(
      dataset,
      part((timeMs) => timeMs >= breakMs),
      { map: first.finalMap, known: first.known },
    );
    expect(second.finalMap.slope).toBeCloseTo(euro.finalMap.slope, 12);
    expect(second.finalMap.newYorkClose?.slope).toBeCloseTo(euro.finalMap.newYorkClose?.slope ?? 0, 12);
  });

  it('maps that do not change give the same probabilities as those of the newest month', () => {
    const map = euro.changes.at(-1)?.map ?? IDENTITY;
    expect(applyMaps(dataset, score, map).at(-1)).toBe(euro.probability.at(-1));
  });
});
