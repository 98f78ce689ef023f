import type { FeatureMatrix } from '../features/matrix.ts';
import type { Fit } from '../models/fit.ts';
import type { Dataset } from '../training/dataset.ts';
import { recalibrate } from '../training/recalibrate.ts';
import { protocolFor, spanOf, walkForwardFolds } from '../training/split.ts';
import { walkForward } from '../training/walk-forward.ts';
import { pairedBootstrapInterval, WEEKLY_BOOTSTRAP } from './bootstrap.ts';
import { aucScore, brierLoss, type Judged, skillScore } from './metrics.ts';
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

interface Walked {
  readonly judged: Judged;
  readonly base: Judged;
  readonly timeMs: Float64Array;
}

async function walk({ dataset, fit, seed }: AblationPlan, left: readonly string[]): Promise<Walked> {
  const shorter = { ...dataset, matrix: withoutFeatures(dataset.matrix, new Set(left)) };
  const folds = walkForwardFolds(spanOf(dataset), protocolFor(dataset.timeframeMs));
  const { score, baseRate } = await walkForward({ dataset: shorter, folds, fit, seed });
  const { probability } = recalibrate(dataset, score);
  const rows = Int32Array.from(score.keys()).filter(
    (row) => !Number.isNaN((probability[row] ?? Number.NaN) + (dataset.up[row] ?? Number.NaN)),
  );
  const up = pick(dataset.up, rows);
  return {
    judged: { probability: pick(probability, rows), up },
    base: { probability: pick(baseRate, rows), up },
    timeMs: pick(dataset.closeTimeMs, rows),
  };
}

const squares = ({ probability, up }: Judged): Float64Array => probability.map((p, at) => (p - (up[at] ?? 0)) ** 2);

const minus = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? null : left - right;

/**
 * Walks forward with all features and once without each part, by the protocol and with recalibration. Deterministic for a deterministic fit. Parts
 * that share what they know hide each other: each may cost little alone and much together, which is why groups are parts too.
 */
export async function ablate(plan: AblationPlan): Promise<Ablation> {
  const { parts, seed, onProgress } = plan;
  const whole = await walk(plan, []);
  const baseLoss = brierLoss(whole.base);
  const figures = {
    rows: whole.judged.up.length,
    auc: aucScore(whole.judged),
    brierSkill: skillScore(brierLoss(whole.judged), baseLoss),
  };
  const lines: AblationLine[] = [];
  await onProgress?.(1, parts.length + 1);
  for (const part of parts) {
    const without = await walk(plan, part.features);
    const losses = squares(whole.judged);
    const difference = squares(without.judged).map((loss, at) => (loss - (losses[at] ?? 0)) / (baseLoss ?? Number.NaN));
    lines.push({
      ...part,
      auc: minus(figures.auc, aucScore(without.judged)),
      brierSkill: difference.reduce((sum, value) => sum + value, 0) / difference.length,
      interval: pairedBootstrapInterval({ timeMs: whole.timeMs, difference }, { ...WEEKLY_BOOTSTRAP, seed }),
    });
    await onProgress?.(lines.length + 1, parts.length + 1);
  }
  return { whole: figures, lines };
}
