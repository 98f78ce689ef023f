import { sigmoid } from '../../math.ts';
import { choleskyFactor, solveFactorised } from './cholesky.ts';
import { HOURS, informationOf, isEstimated, type LogisticColumns, sizeOf } from './information.ts';

/**
 * Penalties ½·λ·|w|² added to the summed log loss: of the columns' weights, of the hours' levels and of the hours'
 * products; none on the bias.
 */
export interface Penalties {
  readonly plain: number;
  readonly hours: number;
  readonly products: number;
}

/** A ridge logistic problem: columns, labels 0 or 1, and where to start. */
export interface LogisticProblem extends LogisticColumns {
  readonly labels: Float64Array;
  /** Weights to start from, or null for zeros. */
  readonly start: readonly number[] | null;
}

const MAX_ROUNDS = 200;
/** A round that moves no weight by more than this is the last; a weight's standard error is a thousand times larger. */
export const TOLERANCE = 1e-6;
const TILE_ROWS = 512;
/** A step that is not at least this much shorter than the one before shows that the estimated bound is too low somewhere. */
const EXPECTED_SHRINK = 0.7;

/** The penalty of every weight in order. */
export function ridgesOf(columns: LogisticColumns, { plain, hours, products }: Penalties): Float64Array {
  const first = 1 + columns.design.length;
  return new Float64Array(sizeOf(columns)).map((_, at) => {
    if (at === 0) return 0;
    if (at < first) return plain;
    return at < first + HOURS ? hours : products;
  });
}

function factorOf(information: Float64Array, ridges: Float64Array): Float64Array {
  const factor = information.slice();
  const size = ridges.length;
  for (let at = 0; at < size; at += 1) factor[at * size + at] = (factor[at * size + at] ?? 0) + (ridges[at] ?? 0);
  choleskyFactor(factor, size);
  return factor;
}

/** Rows [from, to) and the values of all rows that are worked on. */
interface Tile {
  readonly values: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** Adds weight · column to the tile's values, four columns at a time: each value is then fetched and stored a quarter as often. */
function addColumns(design: readonly Float64Array[], weights: Float64Array, { values, from, to }: Tile): void {
  for (let index = 0; index < design.length; index += 4) {
    const c0 = design[index] ?? values;
    const [c1 = c0, c2 = c0, c3 = c0] = [design[index + 1], design[index + 2], design[index + 3]];
    const w0 = weights[index + 1] ?? 0;
    const w1 = c1 === c0 ? 0 : (weights[index + 2] ?? 0);
    const w2 = c2 === c0 ? 0 : (weights[index + 3] ?? 0);
    const w3 = c3 === c0 ? 0 : (weights[index + 4] ?? 0);
    for (let row = from; row < to; row += 1) {
      const near = w0 * (c0[row] ?? 0) + w1 * (c1[row] ?? 0);
      const far = w2 * (c2[row] ?? 0) + w3 * (c3[row] ?? 0);
      values[row] = (values[row] ?? 0) + (near + far);
    }
  }
}

/** Adds the sums of column · value over the tile to `sums`, where column k stands at k + 1. */
function addProducts(design: readonly Float64Array[], sums: Float64Array, { values, from, to }: Tile): void {
  for (let index = 0; index < design.length; index += 4) {
    const c0 = design[index] ?? values;
    const [c1 = c0, c2 = c0, c3 = c0] = [design[index + 1], design[index + 2], design[index + 3]];
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let row = from; row < to; row += 1) {
      const value = values[row] ?? 0;
      s0 += value * (c0[row] ?? 0);
      s1 += value * (c1[row] ?? 0);
      s2 += value * (c2[row] ?? 0);
      s3 += value * (c3[row] ?? 0);
    }
    const last = Math.min(4, design.length - index);
    [s0, s1, s2, s3].forEach((sum, at) => {
      if (at < last) sums[index + at + 1] = (sums[index + at + 1] ?? 0) + sum;
    });
  }
}

/** Calls `use` for the hours' level and for each partner: its column (null for the level) and where its weights stand. */
function eachHourBlock(
  { design, hours }: LogisticColumns,
  use: (hour: Uint8Array, column: Float64Array | null, first: number) => void,
): void {
  if (hours === null) return;
  [null, ...hours.partners].forEach((partner, block) => {
    use(hours.hour, partner === null ? null : (design[partner] ?? null), 1 + design.length + block * HOURS);
  });
}

function addHourColumns(columns: LogisticColumns, weights: Float64Array, { values, from, to }: Tile): void {
  eachHourBlock(columns, (hour, column, first) => {
    for (let row = from; row < to; row += 1) {
      const weight = weights[first + (hour[row] ?? 0)] ?? 0;
      values[row] = (values[row] ?? 0) + (column === null ? weight : weight * (column[row] ?? 0));
    }
  });
}

function addHourProducts(columns: LogisticColumns, sums: Float64Array, { values, from, to }: Tile): void {
  eachHourBlock(columns, (hour, column, first) => {
    for (let row = from; row < to; row += 1) {
      const at = first + (hour[row] ?? 0);
      const value = values[row] ?? 0;
      sums[at] = (sums[at] ?? 0) + (column === null ? value : value * (column[row] ?? 0));
    }
  });
}

/** Log-odds of every row into `values`. */
export function marginsAt({ problem, weights, values }: Pick<Descent, 'problem' | 'weights' | 'values'>): void {
  const rows = values.length;
  values.fill(weights[0] ?? 0);
  for (let from = 0; from < rows; from += TILE_ROWS) {
    const tile = { values, from, to: Math.min(rows, from + TILE_ROWS) };
    addColumns(problem.design, weights, tile);
    addHourColumns(problem, weights, tile);
  }
}

/** Gradient of the penalised log likelihood, tile by tile so that a tile's columns stay in the cache; `values` is scratch space. */
function gradientAt({ problem, weights, values }: Descent, ridges: Float64Array): Float64Array {
  const { design, labels } = problem;
  const gradient = ridges.map((ridge, at) => -ridge * (weights[at] ?? 0));
  values.fill(weights[0] ?? 0);
  for (let from = 0; from < labels.length; from += TILE_ROWS) {
    const tile = { values, from, to: Math.min(labels.length, from + TILE_ROWS) };
    addColumns(design, weights, tile);
    addHourColumns(problem, weights, tile);
    let bias = 0;
    for (let row = from; row < tile.to; row += 1) {
      const error = (labels[row] ?? 0) - sigmoid(values[row] ?? 0);
      values[row] = error;
      bias += error;
    }
    gradient[0] = (gradient[0] ?? 0) + bias;
    addProducts(design, gradient, tile);
    addHourProducts(problem, gradient, tile);
  }
  return gradient;
}

/** A problem with what is known about its curvature so far. */
export interface Descent {
  readonly problem: LogisticProblem;
  readonly weights: Float64Array;
  /** One number per row to work with. */
  readonly values: Float64Array;
  information: Float64Array;
  isEstimate: boolean;
}

/** Newton steps with the bound until no weight moves by more than `tolerance`; returns the factor of the last steps. */
export function descend(descent: Descent, penalties: Penalties, tolerance: number): Float64Array {
  const { problem, weights } = descent;
  const ridges = ridgesOf(problem, penalties);
  let factor = factorOf(descent.information, ridges);
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const step = solveFactorised(factor, gradientAt(descent, ridges));
    const largest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (descent.isEstimate && largest > EXPECTED_SHRINK * before) {
      descent.isEstimate = false;
      descent.information = informationOf(problem, problem.labels.length, true);
      factor = factorOf(descent.information, ridges);
      continue;
    }
    before = largest;
    for (let at = 0; at < weights.length; at += 1) weights[at] = (weights[at] ?? 0) + (step[at] ?? 0);
    if (largest < tolerance) break;
  }
  return factor;
}

/** Where a descent starts: the weights given with the problem or zeros, and memory for its rows. */
export function createDescent(problem: LogisticProblem): Descent {
  const rows = problem.labels.length;
  return {
    problem,
    weights: Float64Array.from(problem.start ?? new Array<number>(sizeOf(problem)).fill(0)),
    values: new Float64Array(rows),
    information: informationOf(problem, rows, false),
    isEstimate: isEstimated(rows),
  };
}

/**
 * Weights [bias, ...columns, ...hours] that maximise the penalised likelihood, by Newton steps with the fixed bound
 * ¼·XᵀX of the Hessian (Böhning and Lindsay 1988): every step climbs, the matrix is factorised once, and scores near ½,
 * as here, make it converge in a handful of rounds. Departure: with many rows the bound is first estimated from a
 * sample, and computed in full only if the steps do not shrink as they should.
 */
export function solveBounded(problem: LogisticProblem, penalties: Penalties): readonly number[] {
  const descent = createDescent(problem);
  descend(descent, penalties, TOLERANCE);
  return [...descent.weights];
}
