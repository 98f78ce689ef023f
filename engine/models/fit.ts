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

/** What a long fit is doing: chosen what it computes with (a backend's name, or its own note of how it chose), or in a member's rounds. */
export type FitStage =
  | { readonly code: 'backend'; readonly name: string }
  | { readonly code: 'rounds'; readonly member: number; readonly members: number; readonly validationLoss: number };

/** Where a long fit is. */
export interface FitProgress {
  readonly stage: FitStage;
  readonly done: number;
  readonly total: number;
}

/** Fits one model. May take its time (a promise) when it trains elsewhere. */
export type Fit = (input: FitInput) => Model | Promise<Model>;

/** How a kind of model is fitted and read back from the JSON value of its toJSON. */
export interface ModelMaker {
  readonly fit: Fit;
  readonly parse: (value: unknown) => Model;
  /** Days that one fit serves in a walk-forward, where a kind departs from the refit schedule: at candles of 1 h or longer, and below. */
  readonly refitDays?: { readonly hours: number; readonly minutes: number };
}
