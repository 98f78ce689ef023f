import { describe, expect, it } from 'vitest';
import type { FeatureMatrix } from '../../../engine/features/matrix.ts';
import { logOdds } from '../../../engine/models/calibration.ts';
import type { FitInput } from '../../../engine/models/fit.ts';
import { solveByEvidence } from '../../../engine/models/logistic/evidence.ts';
import { solveBounded } from '../../../engine/models/logistic/solve-bounded.ts';
import { parseLogistic } from '../../../engine/models/logistic/weights.ts';
import { createLogistic, fitLogistic } from '../../../engine/models/logistic.ts';
import { congruential } from '../../support/candles/congruential.ts';

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
    const penalties = { plain: 1, hours: 1, products: 1 };
    const [bias = 0, ...solved] = solveBounded({ design, labels, hours: null, start: null }, penalties);
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

  it('chooses the penalty at first, and anew only when the rows have grown by a tenth', () => {
    const first = fitLogistic(input);
    const chosen = parseLogistic(first.toJSON());
    expect(chosen.ridge).toBeGreaterThanOrEqual(300);
    expect(chosen.choice?.rows).toBe(300);
    const kept = { ...chosen, ridge: 1_234, rows: 290 };
    const again = (rows: number) =>
      parseLogistic(
        fitLogistic({ ...input, previous: createLogistic({ ...kept, choice: { rows, evidence: 9 } }) }).toJSON(),
      );
    expect([again(280).ridge, again(280).choice]).toEqual([1_234, { rows: 280, evidence: 9 }]);
    expect(again(270).ridge).toBeCloseTo(chosen.ridge, 0);
    expect(again(270).choice?.rows).toBe(300);
  });

  it('keeps its weights until the rows have grown by a hundredth', () => {
    const fitted = parseLogistic(fitLogistic(input).toJSON());
    const from = (rows: number) => fitLogistic({ ...input, previous: createLogistic({ ...fitted, bias: 7, rows }) });
    expect(fitted.rows).toBe(300);
    expect(parseLogistic(from(298).toJSON()).bias).toBe(7);
    // The model to be shipped has seen every row.
    const previous = createLogistic({ ...fitted, bias: 7, rows: 298 });
    const shipped = fitLogistic({ ...input, previous, fresh: true });
    expect(parseLogistic(shipped.toJSON()).bias).toBeCloseTo(fitted.bias, 4);
    // 300 of 297 are more than a hundredth; 300 of 301 are another history.
    expect(parseLogistic(from(297).toJSON()).bias).toBeCloseTo(fitted.bias, 4);
    expect(parseLogistic(from(301).toJSON()).bias).toBeCloseTo(fitted.bias, 4);
  });

  it('weighs its evidence as an integral over all weights does', () => {
    const u = congruential(800, 3);
    const column = u.slice(0, 400).map((v) => 3.46 * (v - 0.5));
    const labels = u.slice(400).map((v, row) => (v < 1 / (1 + Math.exp(-0.5 * (column[row] ?? 0))) ? 1 : 0));
    const bounds = { plain: [20, 20], hours: [1, 1], products: [1, 1] } as const;
    const problem = { design: [column], hours: null, labels, start: null };
    const { evidence } = solveByEvidence(problem, { plain: 20, hours: 1, products: 1 }, bounds);
    const likelihood = (bias: number, weight: number): number =>
      Math.exp(
        labels.reduce((sum, y, row) => {
          const odds = bias + weight * (column[row] ?? 0);
          return sum + Math.log(2) - Math.log1p(Math.exp(y === 1 ? -odds : odds));
        }, 0),
      );
    const grid = Array.from({ length: 161 }, (_, at) => (at - 80) / 80);
    const overBias = (weight: number): number => grid.reduce((sum, bias) => sum + likelihood(bias, weight), 0);
    const prior = (weight: number): number => Math.sqrt(20 / (2 * Math.PI)) * Math.exp(-10 * weight ** 2);
    const integral = grid.reduce((sum, weight) => sum + (overBias(weight) * prior(weight)) / 80, 0);
    expect(evidence).toBeGreaterThan(5);
    expect(Math.abs(evidence - Math.log(integral / overBias(0)))).toBeLessThan(0.1);
  });

  it('answers the base rate alone where the evidence is weak, also in the folds that keep the choice', () => {
    const up = congruential(600, 8)
      .slice(300)
      .map((v) => (v < 0.6 ? 1 : 0));
    const none = fitLogistic({ ...input, up });
    const { weights: zeros, choice } = parseLogistic(none.toJSON());
    expect(choice?.evidence).toBeLessThan(5);
    expect(zeros.every((weight) => weight === 0)).toBe(true);
    const share = up.reduce((sum, y) => sum + y, 0) / 300;
    expect(none.score(input.matrix, 7)).toBeCloseTo(share, 12);
    const shorter = fitLogistic({ ...input, up, rows: input.rows.slice(0, 290), previous: none });
    expect(parseLogistic(shorter.toJSON()).weights).toEqual(zeros);
    expect(parseLogistic(shorter.toJSON()).choice).toEqual(choice);
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

describe('hours of the New York day', () => {
  const ROWS = 40_000;
  const NAMED = ['close_location', 'range_position_12', 'hours_since_new_york_close'];
  const u = congruential(4 * ROWS, 5);
  const hour = Float64Array.from({ length: ROWS }, (_, row) => (row % 96) / 4);
  const location = u.slice(0, ROWS).map((v) => 2 * v - 1);
  const position = u.slice(ROWS, 2 * ROWS).map((v) => 2 * v - 1);
  /** In hour 3 prices rise, in hour 20 what closed high falls; nothing else can be known. */
  const oddsAt = (row: number): number => {
    const at = Math.floor(hour[row] ?? 0);
    return at === 3 ? 0.8 : at === 20 ? -2 * (location[row] ?? 0) : 0;
  };
  const input: FitInput = {
    matrix: { rows: ROWS, names: NAMED, columns: [location, position, hour] },
    up: u.slice(2 * ROWS, 3 * ROWS).map((v, row) => (v < 1 / (1 + Math.exp(-oddsAt(row))) ? 1 : 0)),
    rows: Int32Array.from({ length: ROWS }, (_, row) => row),
    closeTimeMs: Float64Array.from({ length: ROWS }, (_, row) => row * 900_000),
    timeframeMs: 900_000,
    seed: 1,
    previous: null,
  };
  const model = fitLogistic(input);
  const weights = parseLogistic(model.toJSON());

  it('have levels and products of their own where the labels say so, and next to nothing elsewhere', () => {
    const { levels = [], products = [] } = weights.hours ?? {};
    expect(levels).toHaveLength(24);
    expect(levels[3]).toBeGreaterThan(0.5);
    expect(levels.every((level, at) => at === 3 || Math.abs(level) < 0.2)).toBe(true);
    const [byLocation = [], byPosition = []] = products;
    // On the standardised value: −2 · .577.
    expect(byLocation[20]).toBeLessThan(-0.7);
    expect(byLocation.every((product, at) => at === 20 || Math.abs(product) < 0.2)).toBe(true);
    expect(byPosition.every((product) => Math.abs(product) < 0.2)).toBe(true);
  });

  it('are part of scores and explanations, under the name of the hour', () => {
    for (const row of [12, 13, 80, 81]) {
      const { bias, parts } = model.explain(input.matrix, row);
      expect(parts.reduce((sum, part) => sum + part.logOdds, bias)).toBeCloseTo(
        logOdds(model.score(input.matrix, row)),
        10,
      );
      expect(parts[0]?.feature).toBe('hours_since_new_york_close');
    }
  });

  it('at the optimum the residual is orthogonal to every hour and product, but for the penalty', () => {
    const scores = model.scoreRows(input.matrix, 0, ROWS);
    const residual = input.up.map((y, row) => y - (scores[row] ?? 0));
    const { levels = [], products = [], levelRidge = 0, productRidge = 0 } = weights.hours ?? {};
    const slope = (at: number, factor: (row: number) => number): number =>
      residual.reduce((sum, error, row) => sum + (Math.floor(hour[row] ?? 0) === at ? error * factor(row) : 0), 0);
    for (let at = 0; at < 24; at += 1) {
      expect(Math.abs(slope(at, () => 1) - levelRidge * (levels[at] ?? 0))).toBeLessThan(0.01);
      const standardised = (row: number): number =>
        ((location[row] ?? 0) - (weights.means[0] ?? 0)) / (weights.scales[0] ?? 1);
      expect(Math.abs(slope(at, standardised) - productRidge * (products[0]?.[at] ?? 0))).toBeLessThan(0.01);
    }
  });

  it('are weighed down where there is nothing to find', () => {
    const up = u.slice(3 * ROWS).map((v) => (v < 0.5 ? 1 : 0));
    const { hours, ridge } = parseLogistic(fitLogistic({ ...input, up }).toJSON());
    expect(ridge).toBeGreaterThan(3_000);
    expect(Math.min(hours?.levelRidge ?? 0, hours?.productRidge ?? 0)).toBeGreaterThan(400);
  });

  it('survive JSON, and a model without them is read too', () => {
    const read = createLogistic(parseLogistic(JSON.parse(JSON.stringify(model.toJSON()))));
    expect(read.scoreRows(input.matrix, 0, 500)).toEqual(model.scoreRows(input.matrix, 0, 500));
    const { hours, ...plain } = weights;
    expect(hours).toBeDefined();
    expect(createLogistic(parseLogistic(plain)).score(input.matrix, 0)).toBeGreaterThan(0);
    expect(() => parseLogistic({ ...weights, hours: { ...hours, levels: [1] } })).toThrow(/expected hours/);
  });
});
