import type { Fit } from '../models/fit.ts';
import type { Model } from '../models/model.ts';
import type { Dataset } from './dataset.ts';
import { type Fold, lowerBound, trainingRows } from './split.ts';

/** What a walk-forward did: out-of-sample scores of every usable row in a test block, and each block's model. */
export interface WalkForward {
  /** Per stacked row: score before recalibration; NaN where no decision was taken. */
  readonly score: Float64Array;
  /** Per stacked row: share of up labels in that fold's training rows; NaN where no decision was taken. */
  readonly baseRate: Float64Array;
  readonly folds: readonly Fold[];
  readonly lastModel: Model | null;
}

export interface WalkForwardPlan {
  readonly dataset: Dataset;
  readonly folds: readonly Fold[];
  readonly fit: Fit;
  readonly seed: number;
  /** Called after each fold; may pause to let others work or to show progress. */
  readonly onFold?: (done: number, total: number) => void | Promise<void>;
}

/** Fewer training rows than this are no basis for a model: the fold is left out. */
const MIN_TRAINING_ROWS = 200;

function shareUp(up: Float64Array, rows: Int32Array): number {
  let sum = 0;
  for (const row of rows) sum += up[row] ?? 0;
  return sum / rows.length;
}

/** Fits on the past of every fold, oldest first, and scores its test block. Deterministic for a deterministic fit. */
export async function walkForward({
  dataset,
  folds,
  fit: fitModel,
  seed,
  onFold,
}: WalkForwardPlan): Promise<WalkForward> {
  const score = new Float64Array(dataset.rows).fill(Number.NaN);
  const baseRate = new Float64Array(dataset.rows).fill(Number.NaN);
  const { matrix, up, closeTimeMs, timeframeMs, usable } = dataset;
  const used: Fold[] = [];
  let previous: Model | null = null;
  for (const [index, fold] of folds.entries()) {
    const rows = trainingRows(dataset, fold);
    if (rows.length >= MIN_TRAINING_ROWS) {
      const model: Model = await fitModel({ matrix, up, rows, closeTimeMs, timeframeMs, seed, previous });
      const base = shareUp(up, rows);
      for (const { from, to } of dataset.markets) {
        const first = lowerBound(closeTimeMs, fold.testFromMs, [from, to]);
        const end = lowerBound(closeTimeMs, fold.testToMs, [from, to]);
        const scores = model.scoreRows(matrix, first, end);
        for (let row = first; row < end; row += 1) {
          if (usable[row] !== 1) continue;
          score[row] = scores[row - first] ?? Number.NaN;
          baseRate[row] = base;
        }
      }
      previous = model;
      used.push(fold);
    }
    await onFold?.(index + 1, folds.length);
  }
  return { score, baseRate, folds: used, lastModel: previous };
}
