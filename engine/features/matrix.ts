/**
 * Feature values as columns: one Float64Array of `rows` per feature, row i describing the moment candle i has closed and
 * depending on candles ≤ i only. NaN where the feature has not warmed up or its input is unknown.
 */
export interface FeatureMatrix {
  readonly rows: number;
  readonly names: readonly string[];
  /** Same order as names. */
  readonly columns: readonly Float64Array[];
}

/** The column called `name`. Throws when the matrix has none: a model and its features do not fit. */
export function featureColumn(matrix: FeatureMatrix, name: string): Float64Array {
  const column = matrix.columns[matrix.names.indexOf(name)];
  if (column === undefined) throw new Error(`expected a feature named "${name}", have ${matrix.names.join(' ')}`);
  return column;
}
