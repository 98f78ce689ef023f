import { describe, expect, it } from 'vitest';
import { createRandom, normalFrom } from '../../../engine/random.ts';
import { dieboldMariano } from '../../../engine/statistics/diebold-mariano.ts';
import { overfittingProbability } from '../../../engine/statistics/overfitting-probability.ts';
import { superiorAbility } from '../../../engine/statistics/superior-ability.ts';
import { congruential } from '../../support/candles/congruential.ts';

/** Rows of `periods` numbers around each mean, from one congruential sequence. */
function configurations(periods: number, seed: number, means: readonly number[]): readonly Float64Array[] {
  const numbers = congruential(means.length * periods, seed);
  return means.map((mean, k) => numbers.slice(k * periods, (k + 1) * periods).map((u) => u - 0.5 + mean));
}

function noise(periods: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: periods }, () => normalFrom(random));
}

describe('Diebold–Mariano', () => {
  // statsmodels 0.15.0: OLS on a constant, cov_type="HAC", maxlags=24, use_correction=False.
  it('agrees with the HAC regression of statsmodels', () => {
    const u = congruential(1_200, 7);
    const difference = Float64Array.from(
      { length: 1_000 },
      (_, i) => u.slice(i, i + 5).reduce((sum, value) => sum + value, 0) / 5 - 0.5 + 0.02,
    );
    const found = dieboldMariano(difference);
    expect(found?.meanDifference).toBeCloseTo(0.017727011794969442, 12);
    expect(found?.statistic).toBeCloseTo(1.9825797285391997, 9);
    expect(found?.pValue).toBeCloseTo(0.04741439355481709, 7);
  });

  it('is null where it cannot say', () => {
    expect(dieboldMariano(new Float64Array(47))).toBeNull();
    expect(dieboldMariano(new Float64Array(500))).toBeNull();
  });

  it('calls equal forecasts different about as often as promised', () => {
    const seeds = Array.from({ length: 400 }, (_, seed) => seed + 1);
    const called = seeds.filter((seed) => (dieboldMariano(noise(500, seed))?.pValue ?? 1) < 0.05).length;
    expect(called / seeds.length, 'seeds 1 to 400').toBeGreaterThan(0.02);
    expect(called / seeds.length, 'seeds 1 to 400').toBeLessThan(0.12);
  });
});

describe("Hansen's test of superior ability", () => {
  const options = { blockPeriods: 4, draws: 4_000, seed: 3 };

  // arch 8.0.0: SPA(zeros, −gains, block_size=4, reps=20000, bootstrap="stationary", studentize=True).
  it('agrees with arch', () => {
    const found = superiorAbility(configurations(300, 11, [-0.08, -0.02, 0, 0.02, 0.035]), options);
    expect(found).toMatchObject({ configurations: 5, best: 4 });
    expect(found?.statistic).toBeCloseTo(2.7107253, 6);
    expect(Math.abs((found?.lowerPValue ?? 1) - 0.00695)).toBeLessThan(0.005);
    expect(Math.abs((found?.pValue ?? 1) - 0.0115)).toBeLessThan(0.006);
    expect(Math.abs((found?.upperPValue ?? 1) - 0.01885)).toBeLessThan(0.008);
  });

  it('asks more of the best of many than of one', () => {
    const one = noise(200, 1).map((value) => value + 0.02);
    const many = [one, ...Array.from({ length: 40 }, (_, k) => noise(200, 100 + k))];
    const alone = superiorAbility([one], options)?.pValue ?? 1;
    expect(superiorAbility(many, options)?.pValue ?? 0).toBeGreaterThan(alone);
  });

  it('is not fooled by the best of fifty without skill', () => {
    const found = [1, 2, 3, 4].map(
      (seed) =>
        superiorAbility(
          Array.from({ length: 50 }, (_, k) => noise(150, 1_000 * seed + k)),
          { ...options, draws: 500 },
        )?.pValue ?? 0,
    );
    expect(Math.min(...found), 'seeds 1000, 2000, 3000, 4000').toBeGreaterThan(0.02);
  });

  it('says 1 when nothing beats the benchmark, and keeps lower ≤ consistent ≤ upper', () => {
    expect(superiorAbility([new Float64Array(50), noise(50, 1).map((value) => value - 3)], options)).toMatchObject({
      best: null,
      statistic: 0,
      pValue: 1,
    });
    const {
      lowerPValue = 1,
      pValue = 0,
      upperPValue = 0,
    } = superiorAbility(configurations(120, 4, [0, -0.3, 0.01]), options) ?? {};
    expect(lowerPValue).toBeLessThanOrEqual(pValue);
    expect(pValue).toBeLessThanOrEqual(upperPValue);
  });

  it('is null where there is too little, and refuses rows of different length', () => {
    expect(superiorAbility([], options)).toBeNull();
    expect(superiorAbility([noise(15, 1)], options)).toBeNull();
    expect(() => superiorAbility([noise(20, 1), noise(21, 1)], options)).toThrow(/expected gains over the same 20/);
  });
});

describe('probability of backtest overfitting', () => {
  const means = [0, 0.01, 0.02, 0, -0.02, 0.03];

  // numpy, straight from the definition: itertools.combinations of np.array_split blocks, mean/std(ddof=1), λ ≤ 0.
  it.each([
    [16, 112, 12_870, 0.32773892773892777],
    [8, 120, 70, 0.2714285714285714],
  ])('over %i blocks agrees with the definition', (blocks, periods, splits, expected) => {
    const all = configurations(120, 5, means).map((values) => values.slice(0, periods));
    const found = overfittingProbability(all, blocks);
    expect(found).toMatchObject({ splits });
    expect(found?.probability).toBeCloseTo(expected, 12);
  });

  it('is about one half for luck and near 0 for one that is really better', () => {
    const luck = [1, 2, 3, 4, 5, 6].map(
      (seed) =>
        overfittingProbability(Array.from({ length: 12 }, (_, k) => noise(160, 50 * seed + k)))?.probability ?? 0,
    );
    const mean = luck.reduce((sum, value) => sum + value, 0) / luck.length;
    expect(Math.abs(mean - 0.5), 'seeds 50 to 311').toBeLessThan(0.25);
    const better = [noise(160, 1).map((value) => value + 1), noise(160, 2), noise(160, 3)];
    expect(overfittingProbability(better)?.probability).toBe(0);
  });

  it('is null where there is too little', () => {
    expect(overfittingProbability([noise(100, 1)])).toBeNull();
    expect(overfittingProbability([noise(31, 1), noise(31, 2)])).toBeNull();
    expect(() => overfittingProbability([noise(99, 1)], 3)).toThrow(/even number/);
  });
});
