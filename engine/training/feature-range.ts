import type { FeatureMatrix } from '../features/matrix.ts';
import { featureColumn } from '../features/matrix.ts';
import { sortedQuantile } from '../signals/confidence-window.ts';

/** What values of a feature a model was trained on. */
export interface FeatureRange {
  readonly min: number;
  readonly max: number;
  /** The nine deciles between, ascending: drift is measured against them. */
  readonly deciles: readonly number[];
}

/** More rows than this are thinned evenly: deciles do not get better. */
const MOST_ROWS = 20_000;

/** Range of a feature on the training rows, unknown values left out; null when none is known. */
export function featureRange(matrix: FeatureMatrix, name: string, rows: Int32Array): FeatureRange | null {
  const column = featureColumn(matrix, name);
  const step = Math.max(1, Math.ceil(rows.length / MOST_ROWS));
  const values = new Float64Array(Math.ceil(rows.length / step));
  let count = 0;
  for (let at = 0; at < rows.length; at += step) {
    const value = column[rows[at] ?? 0] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    values[count] = value;
    count += 1;
  }
  if (count === 0) return null;
  const sorted = values.subarray(0, count).sort();
  return {
    min: sorted[0] ?? 0,
    max: sorted[count - 1] ?? 0,
    deciles: Array.from({ length: 9 }, (_, decile) => sortedQuantile(sorted, (decile + 1) / 10)),
  };
}
