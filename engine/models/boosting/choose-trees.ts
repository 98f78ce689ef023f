import type { PurgedFold } from '../purged-folds.ts';
import { type BoostingSettings, growForest } from './grow-forest.ts';
import type { GrowthTable } from './growth-table.ts';

/** A table of all rows, and the folds to judge on, by observation. */
export interface TreeChoice {
  readonly table: GrowthTable;
  readonly folds: readonly PurgedFold[];
  readonly settings: BoostingSettings;
  readonly seed: number;
  /** Trees without gain after which a fold ends. */
  readonly patience: number;
}

/**
 * The number of trees with the least log loss over the validation blocks, at most settings.trees. A fold that stopped early counts with its
 * last loss from there on. The edges of the bins are those of all rows: they know no labels.
 */
export function chooseTrees({ table, folds, settings, seed, patience }: TreeChoice): number {
  const total = new Float64Array(settings.trees);
  for (const { training, validation } of folds) {
    if (training.length === 0 || validation.length === 0) continue;
    const watched = { observations: validation, patience };
    const { lossAfter } = growForest(table, settings, { seed, training, watched });
    for (let tree = 0; tree < total.length; tree += 1) {
      total[tree] = (total[tree] ?? 0) + validation.length * (lossAfter[tree] ?? lossAfter.at(-1) ?? 0);
    }
  }
  return total.indexOf(Math.min(...total)) + 1;
}
