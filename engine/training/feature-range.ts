import type { FeatureMatrix } from '../features/matrix.ts';
import { featureColumn } from '../features/matrix.ts';
import { sortedQuantile } from '../math.ts';
import type { FeatureRange } from '../models/trained.ts';

/** More rows than this are thinned evenly: deciles do not get better. */
const MOST_ROWS = 20_000;

/** Which of the parts between edges a value lies in: the number of edges below it. */
function partOf(edges: readonly number[], value: number): number {
  let part = 0;
  while (part < edges.length && value > (edges[part] ?? Number.POSITIVE_INFINITY)) part += 1;
  return part;
}

/** Share of the values in each part between edges; unknown values do not count. Zeros when none is known. */
export function sharesOf(edges: readonly number[], values: Iterable<number>): readonly number[] {
  const counts: number[] = new Array(edges.length + 1).fill(0);
  let known = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const part = partOf(edges, value);
    counts[part] = (counts[part] ?? 0) + 1;
    known += 1;
  }
  return counts.map((count) => (known === 0 ? 0 : count / known));
}

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
  // A feature of few values has several deciles at one value: one edge, and the parts differ in size.
  const edges = [...new Set(Array.from({ length: 9 }, (_, decile) => sortedQuantile(sorted, (decile + 1) / 10)))];
  return { min: sorted[0] ?? 0, max: sorted[count - 1] ?? 0, edges, shares: sharesOf(edges, sorted) };
}
