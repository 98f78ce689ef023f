import { describe, expect, it } from 'vitest';
import type { FeatureMatrix } from '../../../engine/features/matrix.ts';
import { logOdds } from '../../../engine/models/calibration.ts';
import type { FitInput } from '../../../engine/models/fit.ts';
import { createLogistic, fitLogistic, parseLogistic } from '../../../engine/models/logistic.ts';
import { solveBounded } from '../../../engine/models/logistic-solver.ts';
import { congruential } from '../../support/congruential.ts';

const NAMES = ['return_1', 'close_location', 'volume_z'];

/** The 300 rows and labels that the golden weights were computed on. */
function sample(): FitInput {
  const u = congruential(1200, 42);
  const columns = [
    u.slice(0, 300),
    u.slice(300, 600).map((v) => v ** 2),
    u.slice(600, 900).map((v, i) => v + 0.5 * (u[i] ?? 0)),
  ];
  const z = columns.map((column) => {
    const mean = column.reduce((sum, v) => sum + v, 0) / 300;
    const sd = Math.sqrt(column.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 299);
    return column.map((v) => (v - mean) / sd);
  });
  const up = u
    .slice(900, 1200)
    .map((v, i) => (v < 1 / (1 + Math.exp(-(1.2 * (z[0]?.[i] ?? 0) - 0.7 * (z[1]?.[i] ?? 0)))) ? 1 : 0));
  const matrix: FeatureMatrix = { rows: 300, names: NAMES, columns };
  return {
    matrix,
    up,
    rows: Int32Array.from({ length: 300 }, (_, row) => row),
    closeTimeMs: Float64Array.from({ length: 300 }, (_, row) => row * 3_600_000),
    timeframeMs: 3_600_000,
    seed: 1,
    previous: null,
  };
}

// scikit-learn 1.9.1: LogisticRegression(C=1/10, tol=1e-12) on the columns standardised with ddof=1.
const GOLDEN = { weights: [0.8995335766701262, -0.6814507474392921, -0.13839890541192457], bias: -0.06270426956890711 };

describe('logistic regression', () => {
  const input = sample();
  const model = fitLogistic(input, { ridge: 10 });
  const weights = parseLogistic(model.toJSON());

  it('agrees with scikit-learn', () => {
    weights.weights.forEach((weight, i) => {
      expect(weight).toBeCloseTo(GOLDEN.weights[i] ?? 0, 5);
    });
    expect(weights.bias).toBeCloseTo(GOLDEN.bias, 5);
  });

  it('reaches the same optimum from another start and from an estimated bound', () => {
    const again = parseLogistic(
      fitLogistic({ ...input, previous: fitLogistic(input, { ridge: 1_000 }) }, { ridge: 10 }).toJSON(),
    );
    again.weights.forEach((weight, i) => {
      expect(weight).toBeCloseTo(weights.weights[i] ?? 0, 5);
    });
    const u = congruential(60_000, 7);
    const design = [u.slice(0, 30_000).map((v) => 3 * (v - 0.5)), u.slice(0, 30_000).map((v) => v * v)];
    const labels = u.slice(30_000).map((v, i) => (v < 0.2 + 0.6 * (u[i] ?? 0) ? 1 : 0));
    const [bias = 0, ...solved] = solveBounded({ design, labels, ridge: 1, start: null });
    // At the optimum the residual is orthogonal to every column, but for the penalty.
    const residual = labels.map(
      (y, i) => y - 1 / (1 + Math.exp(-(bias + solved.reduce((sum, w, k) => sum + w * (design[k]?.[i] ?? 0), 0)))),
    );
    for (const [k, column] of design.entries()) {
      const slope = column.reduce((sum, v, i) => sum + v * (residual[i] ?? 0), 0) - (solved[k] ?? 0);
      expect(Math.abs(slope)).toBeLessThan(0.05);
    }
  });

  it('is the same bytes for the same rows', () => {
    expect(JSON.stringify(fitLogistic(sample()).toJSON())).toBe(JSON.stringify(fitLogistic(sample()).toJSON()));
  });

  it('chooses a penalty by cross-validation once and keeps it', () => {
    const first = fitLogistic(input);
    const chosen = parseLogistic(first.toJSON()).ridge;
    expect([30, 300, 3_000]).toContain(chosen);
    expect(
      parseLogistic(fitLogistic({ ...input, previous: createLogistic({ ...weights, ridge: 17 }) }).toJSON()).ridge,
    ).toBe(17);
  });

  it('looks only at its rows', () => {
    const columns = input.matrix.columns.map((column) => column.map((v, row) => (row < 200 ? v : 1e9)));
    const up = input.up.map((y, row) => (row < 200 ? y : Number.NaN));
    const rows = input.rows.slice(0, 200);
    const poisoned = fitLogistic({ ...input, matrix: { ...input.matrix, columns }, up, rows });
    expect(poisoned.toJSON()).toEqual(fitLogistic({ ...input, rows }).toJSON());
  });

  it('score, scoreRows and explain say the same', () => {
    const scores = model.scoreRows(input.matrix, 10, 60);
    for (let row = 10; row < 60; row += 1) {
      expect(model.score(input.matrix, row)).toBe(scores[row - 10]);
      const { bias, parts } = model.explain(input.matrix, row);
      expect(parts.reduce((sum, part) => sum + part.logOdds, bias)).toBeCloseTo(logOdds(scores[row - 10] ?? 0), 10);
      const sizes = parts.map((part) => Math.abs(part.logOdds));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }
  });

  it('an unknown volume counts as average, any other unknown gives no score', () => {
    const withNaN = (name: string): FeatureMatrix => ({
      ...input.matrix,
      columns: input.matrix.columns.map((column, i) => (NAMES[i] === name ? column.map(() => Number.NaN) : column)),
    });
    expect(model.score(withNaN('volume_z'), 5)).toBeGreaterThan(0);
    expect(model.score(withNaN('return_1'), 5)).toBeNaN();
  });

  it('a column without spread and one that repeats another do no harm', () => {
    const [first = new Float64Array(300)] = input.matrix.columns;
    const matrix = { ...input.matrix, columns: [first, first.map(() => 5), first] };
    const { weights: found } = parseLogistic(fitLogistic({ ...input, matrix }, { ridge: 1 }).toJSON());
    expect(found.every(Number.isFinite)).toBe(true);
    expect(found[0]).toBeCloseTo(found[2] ?? 0, 4);
  });

  it.each([
    [null],
    [{}],
    [{ ...weights, bias: 'x' }],
    [{ ...weights, means: [1] }],
    [{ ...weights, weights: [Number.NaN, 1, 2] }],
  ])('refuses %j as weights', (value) => {
    expect(() => parseLogistic(value)).toThrow(/expected/);
  });
});
