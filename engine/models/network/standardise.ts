import { type FeatureMatrix, featureColumn } from '../../features/matrix.ts';
import { featureRow } from '../../features/table.ts';

/** How raw features become inputs: (value − mean) / scale, cut at ± clip; all from the training side. */
export interface Scaler {
  readonly features: readonly string[];
  readonly means: readonly number[];
  readonly scales: readonly number[];
  readonly clip: number;
}

/** Standardised values beyond this many standard deviations are cut there. */
const CLIP = 5;

function momentsOf(values: Float64Array, rows: Int32Array): readonly [mean: number, scale: number] {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const row of rows) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
    squares += value * value;
  }
  const mean = count > 0 ? sum / count : 0;
  const scale = count > 1 ? Math.sqrt(Math.max(0, (squares - sum * mean) / (count - 1))) : 0;
  return [mean, scale > 1e-9 ? scale : 1];
}

/** Mean and standard deviation of every feature over the rows; scale 1 for a column without spread or without values. */
export function fitScaler(matrix: FeatureMatrix, rows: Int32Array, features: readonly string[] = matrix.names): Scaler {
  const moments = features.map((name) => momentsOf(featureColumn(matrix, name), rows));
  return { features, means: moments.map(([mean]) => mean), scales: moments.map(([, scale]) => scale), clip: CLIP };
}

/** Inputs of neighbouring rows. */
export interface InputRows {
  /** First row of the matrix that is here. */
  readonly from: number;
  /** Floats from one row to the next. */
  readonly width: number;
  /** Features in the scaler's order, then a 1 for the biases, then zeros. */
  readonly values: Float32Array;
  /** For each row how many rows up to it have every input: a window is whole where this is at least its length. */
  readonly wholeRows: Int32Array;
}

/** Standardises rows [from, to) of a matrix. */
export type Standardise = (
  matrix: FeatureMatrix,
  range: { readonly from: number; readonly to: number; readonly width: number },
) => InputRows;

/** How a scaler makes inputs; an unknown optional (volume) feature counts as its mean. */
export function createStandardise({ features, means, scales, clip }: Scaler): Standardise {
  const columns = features.map((name, column) => ({
    name,
    isOptional: featureRow(name).optional === true,
    mean: means[column] ?? 0,
    perScale: 1 / (scales[column] ?? 1),
  }));
  return (matrix, { from, to, width }) => {
    const count = to - from;
    const values = new Float32Array(count * width);
    const isWhole = new Uint8Array(count).fill(1);
    columns.forEach(({ name, isOptional, mean, perScale }, column) => {
      const raw = featureColumn(matrix, name);
      for (let row = 0; row < count; row += 1) {
        const value = ((raw[from + row] ?? Number.NaN) - mean) * perScale;
        if (!Number.isNaN(value)) values[row * width + column] = value > clip ? clip : value < -clip ? -clip : value;
        else if (!isOptional) isWhole[row] = 0;
      }
    });
    const wholeRows = new Int32Array(count);
    for (let row = 0, run = 0; row < count; row += 1) {
      run = isWhole[row] === 1 ? run + 1 : 0;
      wholeRows[row] = run;
      values[row * width + features.length] = 1;
    }
    return { from, width, values, wholeRows };
  };
}
