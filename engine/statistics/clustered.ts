import { wilsonInterval } from '../math.ts';

/** Sum and number of the observations that were made together, and so are not independent of each other. */
export interface Cluster {
  readonly count: number;
  readonly sum: number;
}

/** 97.5 % quantile of the normal distribution. */
const Z95 = 1.959963984540054;
/** Fewer clusters than this give no usable estimate of the variance. */
const FEWEST_CLUSTERS = 8;

/** Values grouped by a key, as clusters. */
export function clustersOf<T>(
  rows: readonly T[],
  { key, value }: { readonly key: (row: T) => number; readonly value: (row: T) => number },
): readonly Cluster[] {
  const found = new Map<number, { count: number; sum: number }>();
  for (const row of rows) {
    const cluster = found.get(key(row)) ?? { count: 0, sum: 0 };
    cluster.count += 1;
    cluster.sum += value(row);
    found.set(key(row), cluster);
  }
  return [...found.values()];
}

function totals(clusters: readonly Cluster[]): {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
} {
  const count = clusters.reduce((sum, each) => sum + each.count, 0);
  const mean = clusters.reduce((sum, each) => sum + each.sum, 0) / count;
  const squares = clusters.reduce((sum, each) => sum + (each.sum - mean * each.count) ** 2, 0);
  return { count, mean, squares };
}

/**
 * 95 % interval of a share whose rows (1 or 0) come in clusters: Wilson's with the number of independent rows that has
 * the ratio estimator's variance Σ(sum − p·count)² / N² (Korn and Graubard 1998, without their t quantile), at most as
 * many as there are rows. Where all rows are alike the clusters are counted. Null without rows.
 */
export function clusteredShareInterval(clusters: readonly Cluster[]): readonly [number, number] | null {
  if (clusters.length === 0) return null;
  const { count, mean: share, squares } = totals(clusters);
  const alone = count * share * (1 - share);
  const independent = squares === 0 ? clusters.length : Math.min(count, (count * alone) / squares);
  return wilsonInterval(share * independent, independent);
}

/**
 * 95 % interval of a mean whose rows come in clusters, by the ratio estimator's variance C/(C − 1)·Σ(sum − m·count)² / N²
 * over C clusters; null below eight of them.
 */
export function clusteredMeanInterval(clusters: readonly Cluster[]): readonly [number, number] | null {
  if (clusters.length < FEWEST_CLUSTERS) return null;
  const { count, mean, squares } = totals(clusters);
  const spread = (Z95 * Math.sqrt((squares * clusters.length) / (clusters.length - 1))) / count;
  return [mean - spread, mean + spread];
}
