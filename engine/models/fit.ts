import type { FeatureMatrix } from '../features/matrix.ts';
import type { Model } from './model.ts';

/** What a model is fitted on. Only `rows` may be looked at: the others are the future or were excluded. */
export interface FitInput {
  readonly matrix: FeatureMatrix;
  /** 1 or 0 on `rows`. */
  readonly up: Float64Array;
  /** Ascending row numbers of the matrix (market after market when several are stacked). */
  readonly rows: Int32Array;
  /** When each row of the matrix was decided; for weights by age and for purged cross-validation inside the training side. */
  readonly closeTimeMs: Float64Array;
  readonly timeframeMs: number;
  readonly seed: number;
  /** The model of the fold before, to start from; null for the first. */
  readonly previous: Model | null;
}

/** Fits one model. May take its time (a promise) when it trains elsewhere. */
export type Fit = (input: FitInput) => Model | Promise<Model>;
