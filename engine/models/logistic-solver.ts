/** A ridge logistic problem: standardised columns of equal length, labels 0 or 1. */
export interface LogisticProblem {
  readonly design: readonly Float64Array[];
  readonly labels: Float64Array;
  /** Penalty ½·ridge·|w|² on the weights, not on the bias, beside the summed log loss. */
  readonly ridge: number;
  /** [bias, ...weights] to start from, or null for zeros. */
  readonly start: readonly number[] | null;
}

const MAX_ROUNDS = 200;
/** A round that moves no weight by more than this is the last; a weight's standard error is a thousand times larger. */
const TOLERANCE = 1e-6;
const TILE_ROWS = 512;
/** Rows that the first, estimated bound is made of, and the room left for what they do not show. */
const SAMPLE_ROWS = 8_192;
const SAMPLE_MARGIN = 1.08;
/** A step that is not at least this much shorter than the one before says that the estimated bound is too low somewhere. */
const EXPECTED_SHRINK = 0.7;

/** Every n-th row of a problem, as a problem of its own. */
function thinned(problem: LogisticProblem, stride: number): LogisticProblem {
  const thin = (column: Float64Array): Float64Array =>
    Float64Array.from({ length: Math.floor(column.length / stride) }, (_, at) => column[at * stride] ?? 0);
  return { ...problem, design: problem.design.map(thin), labels: thin(problem.labels) };
}

/** Factor of ¼·XᵀX·scale + ridge: the bound of the Hessian, lower triangle, row-major; row 0 is the bias. */
function boundFactor({ design, labels, ridge }: LogisticProblem, scale: number): Float64Array {
  const size = design.length + 1;
  const bound = new Float64Array(size * size);
  const rows = labels.length;
  for (let from = 0; from < rows; from += TILE_ROWS) {
    const to = Math.min(rows, from + TILE_ROWS);
    for (let a = 1; a < size; a += 1) {
      const left = design[a - 1] ?? labels;
      let sum = 0;
      for (let row = from; row < to; row += 1) sum += left[row] ?? 0;
      bound[a * size] = (bound[a * size] ?? 0) + sum;
      for (let b = 1; b <= a; b += 1)
        bound[a * size + b] = (bound[a * size + b] ?? 0) + dot(left, design[b - 1] ?? labels, [from, to]);
    }
  }
  bound[0] = rows;
  for (let at = 0; at < bound.length; at += 1) bound[at] = ((bound[at] ?? 0) * scale) / 4;
  for (let a = 1; a < size; a += 1) bound[a * size + a] = (bound[a * size + a] ?? 0) + ridge;
  factorise(bound, size);
  return bound;
}

function dot(left: Float64Array, right: Float64Array, [from, to]: readonly [number, number]): number {
  let even = 0;
  let odd = 0;
  let row = from;
  for (; row + 1 < to; row += 2) {
    even += (left[row] ?? 0) * (right[row] ?? 0);
    odd += (left[row + 1] ?? 0) * (right[row + 1] ?? 0);
  }
  if (row < to) even += (left[row] ?? 0) * (right[row] ?? 0);
  return even + odd;
}

/** Cholesky factor of a positive definite matrix, in place in its lower triangle. */
function factorise(matrix: Float64Array, size: number): void {
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      let sum = matrix[a * size + b] ?? 0;
      for (let k = 0; k < b; k += 1) sum -= (matrix[a * size + k] ?? 0) * (matrix[b * size + k] ?? 0);
      // A hair above zero keeps a column that repeats another from dividing by nothing.
      matrix[a * size + b] = a === b ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (matrix[b * size + b] ?? 1);
    }
  }
}

function solveFactorised(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = Float64Array.from(right);
  for (let a = 0; a < size; a += 1) {
    let sum = solution[a] ?? 0;
    for (let k = 0; k < a; k += 1) sum -= (factor[a * size + k] ?? 0) * (solution[k] ?? 0);
    solution[a] = sum / (factor[a * size + a] ?? 1);
  }
  for (let a = size - 1; a >= 0; a -= 1) {
    let sum = solution[a] ?? 0;
    for (let k = a + 1; k < size; k += 1) sum -= (factor[k * size + a] ?? 0) * (solution[k] ?? 0);
    solution[a] = sum / (factor[a * size + a] ?? 1);
  }
  return solution;
}

/** Gradient of the penalised log likelihood at `weights`; `residual` is scratch space. */
function gradientAt(
  { design, labels, ridge }: LogisticProblem,
  weights: Float64Array,
  residual: Float64Array,
): Float64Array {
  residual.fill(weights[0] ?? 0);
  design.forEach((column, index) => {
    const weight = weights[index + 1] ?? 0;
    for (let row = 0; row < column.length; row += 1) residual[row] = (residual[row] ?? 0) + weight * (column[row] ?? 0);
  });
  let bias = 0;
  for (let row = 0; row < residual.length; row += 1) {
    const error = (labels[row] ?? 0) - 1 / (1 + Math.exp(-(residual[row] ?? 0)));
    residual[row] = error;
    bias += error;
  }
  const gradient = new Float64Array(weights.length);
  gradient[0] = bias;
  design.forEach((column, index) => {
    gradient[index + 1] = dot(column, residual, [0, residual.length]) - ridge * (weights[index + 1] ?? 0);
  });
  return gradient;
}

/**
 * [bias, ...weights] that maximise the penalised likelihood, by Newton steps with the fixed bound ¼·XᵀX of the Hessian (Böhning and
 * Lindsay 1988): every step climbs, the matrix is factorised once, and scores near ½, as here, make it converge in a handful of rounds.
 * Departure: with many rows the bound is first estimated from a sample, and computed in full only if the steps do not shrink as they should.
 */
export function solveBounded(problem: LogisticProblem): readonly number[] {
  const size = problem.design.length + 1;
  const rows = problem.labels.length;
  const weights = Float64Array.from(problem.start ?? new Array<number>(size).fill(0));
  const residual = new Float64Array(rows);
  const stride = Math.floor(rows / SAMPLE_ROWS);
  let isEstimate = stride > 1;
  let factor = isEstimate ? boundFactor(thinned(problem, stride), stride * SAMPLE_MARGIN) : boundFactor(problem, 1);
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const step = solveFactorised(factor, gradientAt(problem, weights, residual));
    const largest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (isEstimate && largest > EXPECTED_SHRINK * before) {
      isEstimate = false;
      factor = boundFactor(problem, 1);
      continue;
    }
    before = largest;
    for (let at = 0; at < size; at += 1) weights[at] = (weights[at] ?? 0) + (step[at] ?? 0);
    if (largest < TOLERANCE) break;
  }
  return [...weights];
}
