import type { PurgedFold } from '../../training/purged-folds.ts';
import { binColumns } from './bins.ts';
import { type BoostingSettings, growForest } from './grow-forest.ts';

/** Feature columns and labels by row number, and the folds to judge on. */
export interface TreeChoice {
  readonly columns: readonly Float64Array[];
  /** 1 or 0. */
  readonly up: Float64Array;
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
export function chooseTrees({ columns, up, folds, settings, seed, patience }: TreeChoice): number {
  const total = new Float64Array(settings.trees);
  for (const { training, validation } of folds) {
    if (training.length === 0 || validation.length === 0) continue;
    const rows = new Int32Array(training.length + validation.length);
    rows.set(training);
    rows.set(validation, training.length);
    const edges = binColumns(columns, training).edges;
    const problem = {
      binned: binColumns(columns, rows, edges),
      labels: Uint8Array.from(rows, (row) => up[row] ?? 0),
      trainingRows: training.length,
    };
    const { lossAfter } = growForest(problem, settings, { seed, patience });
    for (let tree = 0; tree < total.length; tree += 1) {
      total[tree] = (total[tree] ?? 0) + validation.length * (lossAfter[tree] ?? lossAfter.at(-1) ?? 0);
    }
  }
  return total.indexOf(Math.min(...total)) + 1;
}
