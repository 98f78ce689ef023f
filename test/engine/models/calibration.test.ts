import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyPlatt,
  calibrationLine,
  fitPlatt,
  IDENTITY,
  logOdds,
  MAX_SLOPE,
} from '../../../engine/models/calibration.ts';
import { createRandom } from '../../../engine/random.ts';
import { nextMap } from '../../../engine/training/recalibrate.ts';

/** Scores whose outcomes follow 1 / (1 + exp(−(intercept + slope · logit score))). */
function drawn(slope: number, intercept: number, count = 40_000) {
  const random = createRandom(9);
  const score = Float64Array.from({ length: count }, () => 0.35 + 0.3 * random());
  const up = score.map((value) => (random() < applyPlatt({ slope, intercept }, value) ? 1 : 0));
  return { score, up };
}

describe('Platt scaling', () => {
  it('finds the map that many outcomes follow', () => {
    const map = fitPlatt(drawn(0.6, 0.1, 1_000_000));
    expect(map?.slope).toBeCloseTo(0.6, 1);
    expect(map?.intercept).toBeCloseTo(0.1, 1);
  });

  it('stays nearer to the identity the fewer outcomes there are', () => {
    // Of the way from the identity to what the outcomes alone would say.
    const shares = [500, 5_000, 50_000].map((count) => {
      const sample = drawn(0.6, 0.1, count);
      const [map, alone] = [fitPlatt(sample) ?? IDENTITY, calibrationLine(sample) ?? IDENTITY];
      return [(1 - map.slope) / (1 - alone.slope), map.intercept / alone.intercept] as const;
    });
    const [slopes, intercepts] = [shares.map(([slope]) => slope), shares.map(([, intercept]) => intercept)];
    expect(slopes).toEqual(slopes.toSorted((a, b) => a - b));
    expect(intercepts).toEqual(intercepts.toSorted((a, b) => a - b));
    expect(slopes[0]).toBeLessThan(0.75);
    expect(intercepts[0]).toBeLessThan(0.1);
    expect(slopes[2]).toBeGreaterThan(0.95);
  });

  it('weighs outcomes against the prior as its formula says', () => {
    const sample = drawn(0.7, 0.05, 5_000);
    const { slope, intercept } = fitPlatt(sample) ?? IDENTITY;
    const error = sample.score.map((score, i) => (sample.up[i] ?? 0) - applyPlatt({ slope, intercept }, score));
    // At the optimum the gradients of likelihood and prior cancel: variances .4² and .01².
    const sum = (column: Float64Array): number => column.reduce((total, value) => total + value, 0);
    expect(sum(error)).toBeCloseTo(intercept / 0.01 ** 2, 5);
    expect(sum(error.map((e, i) => e * logOdds(sample.score[i] ?? 0.5)))).toBeCloseTo((slope - 1) / 0.4 ** 2, 5);
  });

  it.each([
    ['steeper than the cap', 2.5, MAX_SLOPE],
    ['turned round', -1, 0],
  ])('a slope %s is held at the bound with the intercept fitted anew', (_, slope, bound) => {
    const sample = drawn(slope, 0.2);
    const map = fitPlatt(sample);
    expect(map?.slope).toBe(bound);
    const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
    const missing = sum(sample.up) - sum(sample.score.map((score) => applyPlatt(map ?? IDENTITY, score)));
    expect(missing).toBeCloseTo((map?.intercept ?? 0) / 0.01 ** 2, 4);
  });

  it('says nothing when all scores are one, or so alike that they say nothing', () => {
    expect(fitPlatt({ score: new Float64Array(100).fill(0.5), up: new Float64Array(100).fill(1) })).toBeNull();
    const { score, up } = drawn(1, 0, 8_760);
    expect(fitPlatt({ score: score.map((value) => 0.5 + (value - 0.5) / 50), up })).toBeNull();
  });

  it('identity changes nothing, and the map keeps order', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (a, b) => {
          expect(applyPlatt(IDENTITY, a)).toBeCloseTo(a, 12);
          const map = { slope: 0.7, intercept: -0.1 };
          // Neighbouring doubles may round to the same probability, but never change places.
          const before = Math.sign(logOdds(a) - logOdds(b));
          expect([before, 0]).toContain(Math.sign(applyPlatt(map, a) - applyPlatt(map, b)));
        },
      ),
    );
  });

  it('keeps the present map below 1,000 points and when the new one is no better', () => {
    const present = { slope: 0.9, intercept: 0 };
    expect(nextMap(present, drawn(0.5, 0, 999))).toBe(present);
    const sample = drawn(0.6, 0.1);
    const fitted = nextMap(present, sample);
    expect(fitted).not.toBe(present);
    // Fitted for log loss, a map need not have the best Brier score: from the Brier optimum it is not taken.
    expect([fitted, nextMap(fitted, sample)]).toEqual([fitted, fitted]);
  });
});
