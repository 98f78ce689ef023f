import type { Fit } from '../models/fit.ts';
import type { Model } from '../models/model.ts';
import { type Dataset, fitInputOf } from './dataset.ts';
import { type Fold, lowerBound, trainingRows } from './split.ts';
import type { FoldRecord, WalkCheckpoint } from './walk-checkpoint.ts';

/** What a walk-forward did: out-of-sample scores of every usable row in a test block, and each block's model. */
export interface WalkForward {
  /** Per stacked row: score before recalibration; NaN where no decision was taken. */
  readonly score: Float64Array;
  /** Per stacked row: share of up labels in that fold's training rows; NaN where no decision was taken. */
  readonly baseRate: Float64Array;
  readonly folds: readonly Fold[];
  readonly lastModel: Model | null;
}

/** What is trained on what, fold after fold; the same plan gives the same result. */
export interface WalkForwardPlan {
  readonly dataset: Dataset;
  readonly folds: readonly Fold[];
  readonly fit: Fit;
  readonly seed: number;
  /** Called after each fold; may pause to let others work or to show progress. */
  readonly onFold?: (done: number, total: number) => void | Promise<void>;
  /** Where finished folds are kept and found again after an interruption; none: the walk starts anew each time. */
  readonly checkpoint?: WalkCheckpoint;
}

/** Fewer training rows than this are no basis for a model: the fold is left out. */
const MIN_TRAINING_ROWS = 200;

function shareUp(up: Float64Array, rows: Int32Array): number {
  let sum = 0;
  for (const row of rows) sum += up[row] ?? 0;
  return sum / rows.length;
}

/** Scores of a fold's test rows, market after market. */
function testScores({ matrix, markets, closeTimeMs }: Dataset, fold: Fold, model: Model): Float64Array {
  const parts = markets.map(({ from, to }) => {
    const first = lowerBound(closeTimeMs, fold.testFromMs, [from, to]);
    return model.scoreRows(matrix, first, lowerBound(closeTimeMs, fold.testToMs, [from, to]));
  });
  const scores = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    scores.set(part, at);
    at += part.length;
  }
  return scores;
}

/** Fits on the past of every fold, oldest first, and scores its test block. Deterministic for a deterministic fit, interrupted or not. */
export async function walkForward(plan: WalkForwardPlan): Promise<WalkForward> {
  const { dataset, folds, fit: fitModel, seed, onFold, checkpoint } = plan;
  const score = new Float64Array(dataset.rows).fill(Number.NaN);
  const baseRate = new Float64Array(dataset.rows).fill(Number.NaN);
  const { up, closeTimeMs, usable } = dataset;
  const kept = await checkpoint?.read();
  const keptFolds = new Map(kept?.folds.map((record) => [record.fold, record]));
  const used: Fold[] = [];
  let previous: Model | null = kept?.newestModel ?? null;

  const place = (fold: Fold, { scores, baseRate: base }: FoldRecord): void => {
    let at = 0;
    for (const { from, to } of dataset.markets) {
      const first = lowerBound(closeTimeMs, fold.testFromMs, [from, to]);
      const end = lowerBound(closeTimeMs, fold.testToMs, [from, to]);
      for (let row = first; row < end; row += 1, at += 1) {
        if (usable[row] !== 1) continue;
        score[row] = scores[at] ?? Number.NaN;
        baseRate[row] = base;
      }
    }
    used.push(fold);
  };

  for (const [index, fold] of folds.entries()) {
    const rows = trainingRows(dataset, fold);
    if (rows.length >= MIN_TRAINING_ROWS) {
      let record = keptFolds.get(index);
      if (record === undefined) {
        const model: Model = await fitModel(fitInputOf(dataset, rows, { seed, previous }));
        record = { fold: index, baseRate: shareUp(up, rows), scores: testScores(dataset, fold, model) };
        await checkpoint?.append(record, model);
        previous = model;
      }
      place(fold, record);
    }
    await onFold?.(index + 1, folds.length);
  }
  return { score, baseRate, folds: used, lastModel: previous };
}
