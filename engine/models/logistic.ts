import { type FeatureMatrix, featureColumn } from '../features/matrix.ts';
import { featureRow } from '../features/table.ts';
import { purgedFolds } from '../training/purged-folds.ts';
import type { FitInput } from './fit.ts';
import { solveBounded } from './logistic-solver.ts';
import type { Explanation, Model } from './model.ts';

/** Weights of a logistic regression over standardised, clipped features. */
export interface LogisticWeights {
  readonly features: readonly string[];
  readonly means: readonly number[];
  readonly scales: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
  /** Ridge penalty the weights were fitted with. */
  readonly ridge: number;
}

/** Standardised values beyond this many standard deviations are cut there: one wild candle shall not decide a weight. */
const CLIP = 5;
/** Ridge penalties on the standardised weights, in units of the summed log loss, that a first fit chooses from. */
const RIDGES = [30, 300, 3_000] as const;
/** As after a test block in the walk-forward. */
const EMBARGO_CANDLES = 24;

function clip(value: number): number {
  return Math.max(-CLIP, Math.min(CLIP, value));
}

const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** A logistic model from its weights. An unknown optional (volume) feature counts as its mean; any other NaN gives NaN. */
export function createLogistic(parameters: LogisticWeights): Model {
  const { features, means, scales, weights, bias, ridge } = parameters;
  const optional = features.map((name) => featureRow(name).optional === true);
  const part = (column: number, raw: number): number => {
    if (Number.isNaN(raw) && optional[column] === true) return 0;
    return (weights[column] ?? 0) * clip((raw - (means[column] ?? 0)) / (scales[column] ?? 1));
  };

  const scoreRows = (matrix: FeatureMatrix, from: number, to: number): Float64Array => {
    const logOdds = new Float64Array(to - from).fill(bias);
    features.forEach((name, column) => {
      const values = featureColumn(matrix, name);
      for (let row = from; row < to; row += 1) {
        logOdds[row - from] = (logOdds[row - from] ?? 0) + part(column, values[row] ?? Number.NaN);
      }
    });
    return logOdds.map(sigmoid);
  };

  return {
    kind: 'logistic',
    features,
    score: (matrix, row) => scoreRows(matrix, row, row + 1)[0] ?? Number.NaN,
    scoreRows,
    explain(matrix, row): Explanation {
      const parts = features.map((feature, column) => {
        const value = featureColumn(matrix, feature)[row] ?? Number.NaN;
        return { feature, value, logOdds: part(column, value) };
      });
      return { bias, parts: parts.toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds)) };
    },
    toJSON: () => ({ features, means, scales, weights, bias, ridge }),
  };
}

/** Mean and standard deviation of the known values among the rows; {0, 1} for a column without spread. */
function momentsOf(values: Float64Array, rows: Int32Array): readonly [mean: number, scale: number] {
  let count = 0;
  let sum = 0;
  for (const row of rows) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isNaN(value)) {
      count += 1;
      sum += value;
    }
  }
  const mean = count > 0 ? sum / count : 0;
  let squares = 0;
  for (const row of rows) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isNaN(value)) squares += (value - mean) * (value - mean);
  }
  const scale = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
  return scale > 1e-12 ? [mean, scale] : [mean, 1];
}

function standardise(values: Float64Array, rows: Int32Array, [mean, scale]: readonly [number, number]): Float64Array {
  const column = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const raw = values[rows[at] ?? 0] ?? Number.NaN;
    column[at] = Number.isNaN(raw) ? 0 : clip((raw - mean) / scale);
  }
  return column;
}

/** The penalty with the least log loss over purged 5-fold cross-validation inside the training rows. */
function chooseRidge(input: FitInput, features: readonly string[]): number {
  const { rows, closeTimeMs, timeframeMs } = input;
  const folds = purgedFolds({ rows, closeTimeMs, labelMs: timeframeMs, embargoMs: EMBARGO_CANDLES * timeframeMs });
  const losses = RIDGES.map((ridge) => {
    let sum = 0;
    for (const { training, validation } of folds) {
      const model = fitLogistic({ ...input, rows: training, previous: null }, { features, ridge });
      const [from = 0, to = 0] = [validation[0], (validation.at(-1) ?? -1) + 1];
      const scores = model.scoreRows(input.matrix, from, to);
      for (const row of validation) {
        const p = scores[row - from] ?? Number.NaN;
        sum -= Math.log(input.up[row] === 1 ? p : 1 - p);
      }
    }
    return sum;
  });
  return RIDGES[losses.indexOf(Math.min(...losses))] ?? RIDGES[1];
}

/**
 * Fits on the given rows only: scaling, clipping and weights. A first fit also chooses the ridge penalty, by purged cross-validation inside
 * the rows; later fits of a walk-forward keep it and start from the weights before. Deterministic; chance plays no part.
 */
export function fitLogistic(
  input: FitInput,
  options: { readonly features?: readonly string[]; readonly ridge?: number } = {},
): Model {
  const { matrix, up, rows, previous } = input;
  const features = options.features ?? matrix.names;
  const before = previous?.kind === 'logistic' ? parseLogistic(previous.toJSON()) : null;
  const warm = before !== null && before.features.join() === features.join() ? before : null;
  const ridge = options.ridge ?? warm?.ridge ?? chooseRidge(input, features);
  const columns = features.map((name) => featureColumn(matrix, name));
  const moments = columns.map((values) => momentsOf(values, rows));
  const design = columns.map((values, index) => standardise(values, rows, moments[index] ?? [0, 1]));
  const labels = Float64Array.from(rows, (row) => up[row] ?? 0);
  const start = warm === null ? null : [warm.bias, ...warm.weights];
  const [bias = 0, ...weights] = solveBounded({ design, labels, ridge, start });
  return createLogistic({
    features,
    means: moments.map(([mean]) => mean),
    scales: moments.map(([, scale]) => scale),
    weights,
    bias,
    ridge,
  });
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number' && Number.isFinite(entry));
}

/** Weights from their JSON value. Throws when the value is not what toJSON gives. */
export function parseLogistic(value: unknown): LogisticWeights {
  const { features, means, scales, weights, bias, ridge }: Record<string, unknown> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  const isNames = Array.isArray(features) && features.every((entry) => typeof entry === 'string');
  if (
    !isNames ||
    !isNumbers(means) ||
    !isNumbers(scales) ||
    !isNumbers(weights) ||
    typeof bias !== 'number' ||
    typeof ridge !== 'number'
  ) {
    throw new Error('expected logistic weights {features, means, scales, weights, bias, ridge}');
  }
  if ([means, scales, weights].some((list) => list.length !== features.length)) {
    throw new Error(
      `expected ${features.length} means, scales and weights, was ${means.length}, ${scales.length}, ${weights.length}`,
    );
  }
  return { features, means, scales, weights, bias, ridge };
}
