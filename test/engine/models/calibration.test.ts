import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../engine/evaluation/seeded-random.ts';
import { applyPlatt, fitPlatt, IDENTITY, logOdds, MAX_SLOPE } from '../../../engine/models/calibration.ts';
import { nextMap } from '../../../engine/training/recalibrate.ts';

/** Scores whose outcomes follow 1 / (1 + exp(−(intercept + slope · logit score))). */
function drawn(slope: number, intercept: number, count = 40_000) {
  const random = createRandom(9);
  const score = Float64Array.from({ length: count }, () => 0.35 + 0.3 * random());
  const up = score.map((value) => (random() < applyPlatt({ slope, intercept }, value) ? 1 : 0));
  return { score, up };
}

describe('Platt scaling', () => {
  it('finds the map that the outcomes follow', () => {
    const map = fitPlatt(drawn(0.6, 0.1));
    expect(map?.slope).toBeCloseTo(0.6, 1);
    expect(map?.intercept).toBeCloseTo(0.1, 1);
  });

  it.each([
    ['steeper than the cap', 2.5, MAX_SLOPE],
    ['turned round', -1, 0],
  ])('a slope %s is held at the bound with the intercept fitted anew', (_, slope, bound) => {
    const sample = drawn(slope, 0.2);
    const map = fitPlatt(sample);
    expect(map?.slope).toBe(bound);
    const mean = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0) / column.length;
    expect(mean(sample.score.map((score) => applyPlatt(map ?? IDENTITY, score)))).toBeCloseTo(mean(sample.up), 6);
  });

  it('says nothing when all scores or all outcomes are one', () => {
    expect(fitPlatt({ score: new Float64Array(100).fill(0.5), up: new Float64Array(100).fill(1) })).toBeNull();
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
