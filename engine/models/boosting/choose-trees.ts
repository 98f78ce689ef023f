import type { FeatureMatrix } from '../../features/matrix.ts';
import type { PurgedFold } from '../../training/purged-folds.ts';
import { binColumns } from './bins.ts';
import { type BoostingSettings, growForest } from './grow-forest.ts';
import { type GrownColumns, labelsOf, sourceOf, withImages } from './training-table.ts';

/** Features and labels by row number, and the folds to judge on. */
export interface TreeChoice {
  readonly matrix: FeatureMatrix;
  /** 1 or 0. */
  readonly up: Float64Array;
  readonly columns: GrownColumns;
  readonly folds: readonly PurgedFold[];
  readonly settings: BoostingSettings;
  readonly seed: number;
  /** Trees without gain after which a fold ends. */
  readonly patience: number;
}

/**
 * The number of trees with the least log loss over the validation blocks, at most settings.trees. A fold that stopped early counts with its
 * last loss from there on.
 */
export function chooseTrees({ matrix, up, columns, folds, settings, seed, patience }: TreeChoice): number {
  const total = new Float64Array(settings.trees);
  for (const { training, validation } of folds) {
    if (training.length === 0 || validation.length === 0) continue;
    const seen = withImages(training, columns);
    const rows = new Int32Array(seen.length + validation.length);
    rows.set(seen);
    rows.set(validation, seen.length);
    const { edges } = binColumns(sourceOf(matrix, columns, seen));
    const problem = {
      binned: binColumns(sourceOf(matrix, columns, rows), edges),
      labels: labelsOf(up, rows),
      trainingRows: seen.length,
    };
    const { lossAfter } = growForest(problem, settings, { seed, patience });
    for (let tree = 0; tree < total.length; tree += 1) {
      total[tree] = (total[tree] ?? 0) + validation.length * (lossAfter[tree] ?? lossAfter.at(-1) ?? 0);
    }
  }
  return total.indexOf(Math.min(...total)) + 1;
}
