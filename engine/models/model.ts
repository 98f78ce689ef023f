import type { FeatureMatrix } from '../features/matrix.ts';

/** Every kind of model; `modelMaker` has one row for each. */
export const MODEL_KINDS = ['logistic', 'boosting', 'gru', 'lstm', 'ensemble', 'reversal', 'base-rate'] as const;
/** A kind of model. */
export type ModelKind = (typeof MODEL_KINDS)[number];

/** A fitted model. It answers from rows ≤ `row` only; scores are P(next candle closes above its open), before recalibration. */
export interface Model {
  readonly kind: ModelKind;
  /** Names of the feature columns it reads, in its own order. */
  readonly features: readonly string[];
  /** How many rows a score is made of, its own the last: 1 but for models of sequences. */
  readonly rowsRead: number;
  /** Score of one row, 0..1. NaN when the row has not warmed up. */
  score(matrix: FeatureMatrix, row: number): number;
  /** Scores of rows [from, to). Same numbers as `score`, bit for bit. */
  scoreRows(matrix: FeatureMatrix, from: number, to: number): Float64Array;
  /** What moved a score, in log-odds, largest first; the parts and `bias` add up to logit(score). */
  explain(matrix: FeatureMatrix, row: number): Explanation;
  /** Plain JSON value from which the same model can be read again. */
  toJSON(): unknown;
}

/** The log-odds of a score as a base and one part per feature; they add up to logit(score). */
export interface Explanation {
  readonly bias: number;
  readonly parts: readonly { readonly feature: string; readonly value: number; readonly logOdds: number }[];
}
