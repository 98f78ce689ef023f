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
  /** True: weights of these very rows are wanted, also from a kind that keeps its fit for several folds of a walk-forward. */
  readonly fresh?: true;
  /** Told how far a long fit is; may pause it to let others work. */
  readonly onProgress?: (progress: FitProgress) => void | Promise<void>;
  /** Ends a long fit early: the promise rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** Where a long fit is, and what it says about itself. */
export interface FitProgress {
  readonly text: string;
  readonly done: number;
  readonly total: number;
}

/** Fits one model. May take its time (a promise) when it trains elsewhere. */
export type Fit = (input: FitInput) => Model | Promise<Model>;

/** How a kind of model is fitted and read back from the JSON value of its toJSON. */
export interface ModelMaker {
  readonly fit: Fit;
  readonly parse: (value: unknown) => Model;
  /** What a reader of its figures should know, such as a departure from the refit schedule. */
  readonly note?: string;
}
