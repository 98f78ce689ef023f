import { describe, expect, it } from 'vitest';
import { causalCoverageCurve, coverageCurve, groupLine } from '../../../engine/evaluation/coverage.ts';
import { createRandom, normalFrom } from '../../../engine/random.ts';
import { pairedBootstrapInterval, WEEKLY_BOOTSTRAP } from '../../../engine/statistics/bootstrap.ts';
import { alwaysInPeriods, sharpeRatio } from '../../../engine/statistics/sharpe.ts';
import { HOUR_MS } from '../../../engine/time.ts';

describe('coverage', () => {
  const judged = {
    probability: Float64Array.of(0.9, 0.2, 0.55, 0.49),
    up: Float64Array.of(1, 0, 0, 1),
    returnNext: Float64Array.of(0.01, -0.02, -0.03, 0.004),
  };

  it('signs returns by the side called', () => {
    expect(groupLine(judged, [0, 1, 2, 3])).toMatchObject({ count: 4, accuracy: 0.5 });
    expect(groupLine(judged, [0, 1, 2, 3]).grossBps).toBeCloseTo((1e4 * (0.01 + 0.02 - 0.03 - 0.004)) / 4, 9);
  });

  it('takes the most confident first', () => {
    const half = coverageCurve(judged).find(({ share }) => share === 0.5);
    expect(half).toMatchObject({ count: 2, accuracy: 1 });
  });

  describe('by the past alone', () => {
    const ROWS = 3_000;
    const random = createRandom(5);
    const probability = Float64Array.from({ length: ROWS }, (_, row) =>
      row % 50 === 7 ? Number.NaN : 0.4 + 0.2 * random(),
    );
    const up = probability.map((p) => Number(random() < p));
    const outcomes = { up, returnNext: up.map((y) => 0.01 * (2 * y - 1)) };
    const markets = [
      { from: 0, to: 2_000 },
      { from: 2_000, to: ROWS },
    ];
    const isJudged = (row: number): boolean => row >= 400;
    const curve = causalCoverageCurve({ markets, probability, isJudged }, outcomes);

    it('counts all judged decisions at 100 %, and about the share below it, once 200 are known', () => {
      const decided = [...probability.keys()].filter((row) => isJudged(row) && !Number.isNaN(probability[row])).length;
      expect(curve[0]).toMatchObject({ share: 1, count: decided });
      for (const { share, count } of curve.slice(1)) {
        expect(count / (decided - 196)).toBeGreaterThan(0.8 * share);
        expect(count / (decided - 196)).toBeLessThan(1.2 * share);
      }
    });

    it('is right more often the more confident it was', () => {
      const accuracies = curve.slice(0, 5).map(({ accuracy }) => accuracy ?? 0);
      expect(accuracies[4]).toBeGreaterThan((accuracies[0] ?? 1) + 0.01);
    });

    it('chooses nothing by what came later', () => {
      const chosenBefore = (changed: Float64Array): number => {
        const counted = causalCoverageCurve(
          { markets, probability: changed, isJudged: (row) => row < 1_500 },
          outcomes,
        );
        return counted.find(({ share }) => share === 0.1)?.count ?? 0;
      };
      const later = probability.map((p, row) => (row < 1_500 ? p : 0.99));
      expect(chosenBefore(later)).toBe(chosenBefore(probability));
      expect(chosenBefore(probability)).toBeGreaterThan(80);
    });
  });

  it('says null of an empty group', () => {
    expect(groupLine(judged, [])).toEqual({ count: 0, accuracy: null, interval: null, grossBps: null });
  });
});

describe('Sharpe proxy', () => {
  it('pays for each change of side, twice, and closes at a gap', () => {
    const { periods, perYear } = alwaysInPeriods([
      {
        timeMs: Float64Array.of(0, 1, 2, 3, 4).map((hour) => hour * HOUR_MS),
        probability: Float64Array.of(0.6, 0.6, 0.4, 0.4, 0.4),
        returnNext: Float64Array.of(0.01, 0.01, 0.01, Number.NaN, -0.01),
      },
    ]);
    expect(periods.map(({ turnover }) => turnover)).toEqual([1, 0, 2, 1, 1]);
    expect(periods.map(({ gross }) => gross)).toEqual([0.01, 0.01, -0.01, 0, 0.01]);
    expect(perYear).toBeCloseTo(8_766, 6);
  });

  it('is mean over deviation, annualised, and falls with cost', () => {
    const periods = [0.01, -0.005, 0.02].map((gross) => ({ gross, turnover: 1 }));
    const mean = 0.025 / 3;
    const deviation = Math.sqrt(((0.01 - mean) ** 2 + (-0.005 - mean) ** 2 + (0.02 - mean) ** 2) / 2);
    expect(sharpeRatio(periods, 100, 0)).toBeCloseTo((mean / deviation) * 10, 9);
    expect(sharpeRatio(periods, 100, 50)).toBeCloseTo(((mean - 0.005) / deviation) * 10, 9);
    expect(sharpeRatio([{ gross: 0.01, turnover: 1 }], 100, 0)).toBeNull();
  });
});

describe('paired block bootstrap', () => {
  const timeMs = Float64Array.from({ length: 24 * 7 * 60 }, (_, hour) => hour * HOUR_MS);
  const options = { ...WEEKLY_BOOTSTRAP, seed: 7 };

  it('agrees with the normal interval where differences are independent', () => {
    const random = createRandom(11);
    const difference = timeMs.map(() => 0.1 + normalFrom(random));
    const mean = difference.reduce((sum, value) => sum + value, 0) / difference.length;
    const [low, high] = pairedBootstrapInterval({ timeMs, difference }, options) ?? [0, 0];
    const half = 1.96 / Math.sqrt(difference.length);
    expect(Math.abs(low - (mean - half))).toBeLessThan(0.006);
    expect(Math.abs(high - (mean + half))).toBeLessThan(0.006);
  });

  it('is wider where neighbours move together', () => {
    const random = createRandom(12);
    let level = 0;
    const difference = timeMs.map(() => {
      level = 0.98 * level + normalFrom(random);
      return level;
    });
    const sd = Math.sqrt(difference.reduce((sum, value) => sum + value * value, 0) / difference.length);
    const [low, high] = pairedBootstrapInterval({ timeMs, difference }, options) ?? [0, 0];
    expect((high - low) / ((2 * 1.96 * sd) / Math.sqrt(difference.length))).toBeGreaterThan(4);
  });

  it('gives the same interval for the same seed and none below two blocks', () => {
    const difference = timeMs.map((_, i) => Math.sin(i));
    expect(pairedBootstrapInterval({ timeMs, difference }, options)).toEqual(
      pairedBootstrapInterval({ timeMs, difference }, options),
    );
    expect(
      pairedBootstrapInterval({ timeMs: timeMs.slice(0, 200), difference: difference.slice(0, 200) }, options),
    ).toBeNull();
  });
});
