import type { FeatureMatrix } from '../features/matrix.ts';
import type { Fit } from '../models/fit.ts';
import { aucScore, brierLoss, type Judged, skillScore } from '../statistics/metrics.ts';
import type { Dataset } from '../training/dataset.ts';
import { recalibrate } from '../training/recalibrate.ts';
import { protocolFor, spanOf, walkForwardFolds } from '../training/split.ts';
import { walkForward } from '../training/walk-forward.ts';
import { skillGainOver } from './gain.ts';
import { pick } from './slices.ts';

/** Features to leave out together. */
export interface AblationPart {
  readonly name: string;
  readonly features: readonly string[];
}

/** Out-of-sample figures of a walk-forward. */
export interface WalkFigures {
  readonly rows: number;
  readonly auc: number | null;
  readonly brierSkill: number | null;
}

/** What a model loses without a part: positive where the part helps. */
export interface AblationLine extends AblationPart {
  readonly auc: number | null;
  readonly brierSkill: number | null;
  /** 95 % of brierSkill by the paired weekly block bootstrap; null when the series is too short. */
  readonly interval: readonly [number, number] | null;
}

/** All features, and each part left out once. */
export interface Ablation {
  readonly whole: WalkFigures;
  readonly lines: readonly AblationLine[];
}

function withoutFeatures(matrix: FeatureMatrix, left: ReadonlySet<string>): FeatureMatrix {
  const kept = matrix.names.flatMap((name, at) => (left.has(name) ? [] : [at]));
  return {
    rows: matrix.rows,
    names: kept.map((at) => matrix.names[at] ?? ''),
    columns: kept.map((at) => matrix.columns[at] ?? new Float64Array(matrix.rows)),
  };
}

/** How an ablation is run. */
export interface AblationPlan {
  readonly dataset: Dataset;
  readonly fit: Fit;
  readonly seed: number;
  readonly parts: readonly AblationPart[];
  readonly onProgress?: (done: number, total: number) => void | Promise<void>;
}

/** Per row of the data set; NaN where nothing was decided. */
interface Walked {
  readonly probability: Float64Array;
  readonly baseRate: Float64Array;
}

async function walk({ dataset, fit, seed }: AblationPlan, left: readonly string[]): Promise<Walked> {
  const shorter = { ...dataset, matrix: withoutFeatures(dataset.matrix, new Set(left)) };
  const folds = walkForwardFolds(spanOf(dataset), protocolFor(dataset.timeframeMs));
  const { score, baseRate } = await walkForward({ dataset: shorter, folds, fit, seed });
  return { probability: recalibrate(dataset, score).probability, baseRate };
}

const minus = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? null : left - right;

/**
 * Walks forward with all features and once without each part, by the protocol and with recalibration. Deterministic for
 * a deterministic fit. Parts that share what they know hide each other: each may cost little alone and much together,
 * which is why groups are parts too.
 */
export async function ablate(plan: AblationPlan): Promise<Ablation> {
  const { dataset, parts, seed, onProgress } = plan;
  const whole = await walk(plan, []);
  const isKnown = (column: Float64Array, row: number): boolean => !Number.isNaN(column[row] ?? Number.NaN);
  const rows = Int32Array.from(dataset.up.keys()).filter(
    (row) => isKnown(dataset.up, row) && isKnown(whole.probability, row),
  );
  const judged = (column: Float64Array, of: Int32Array): Judged => ({
    probability: pick(column, of),
    up: pick(dataset.up, of),
  });
  const baseLoss = brierLoss(judged(whole.baseRate, rows));
  const all = judged(whole.probability, rows);
  const figures = { rows: rows.length, auc: aucScore(all), brierSkill: skillScore(brierLoss(all), baseLoss) };
  const lines: AblationLine[] = [];
  await onProgress?.(1, parts.length + 1);
  for (const part of parts) {
    const without = await walk(plan, part.features);
    // A feature that is missing somewhere may have kept rows undecided that are decided without it.
    const both = rows.filter((row) => isKnown(without.probability, row));
    const [ours, theirs] = [judged(whole.probability, both), judged(without.probability, both)];
    const timeMs = pick(dataset.closeTimeMs, both);
    const lost = baseLoss === null ? null : skillGainOver({ ours, theirs, timeMs, seed }, baseLoss);
    lines.push({
      ...part,
      auc: minus(aucScore(ours), aucScore(theirs)),
      brierSkill: lost?.gain ?? null,
      interval: lost?.interval ?? null,
    });
    await onProgress?.(lines.length + 1, parts.length + 1);
  }
  return { whole: figures, lines };
}
