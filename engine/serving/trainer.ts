import type { CandleColumns } from '../market/candle.ts';
import type { Timeframe } from '../market/timeframe.ts';
import type { ModelKind } from '../models/model.ts';
import type { TrainingResult } from '../training/train.ts';

/** How far a training is: folds of its walk-forward. */
export interface TrainingProgress {
  readonly done: number;
  readonly total: number;
  /** Wall milliseconds until the end at the pace so far; null before the first fold and without a clock. */
  readonly leftMs: number | null;
  /** Tensors that live after the fold; absent where it trains in a process that does not tell. */
  readonly tensors?: number;
}

/** What to train on, and how to follow and end it. */
export interface TrainerRequest {
  readonly series: readonly { readonly name: string; readonly columns: CandleColumns }[];
  readonly timeframe: Timeframe;
  readonly kind: ModelKind;
  readonly seed: number;
  readonly indicators?: readonly string[];
  readonly onProgress: (progress: TrainingProgress) => void;
  /** Ends the training early: the promise rejects. What was done is kept where the trainer has a checkpoint. */
  readonly signal: AbortSignal;
}

/** Fits a model on several series of one timeframe; what `trainWithEvidence` does, possibly on another thread. */
export type Trainer = (request: TrainerRequest) => Promise<TrainingResult>;

/**
 * Runs the work while no other process trains this group, and resolves with its result; null, and nothing was run, where another does.
 * It spares work and nothing rests on it: what two trainings at once store is the same.
 */
export type TrainAlone = <T>(group: string, work: () => Promise<T>) => Promise<T | null>;

/** The newest candle of each series that a training reads: open time in epoch milliseconds by the series' name. */
export type NewestCandles = ReadonlyMap<string, number>;

/**
 * On which candles an unfinished training works. The next process takes the same ones and goes on from the checkpoint, which is of
 * these candles alone. Never rejects: what cannot be kept costs time only. A training is named by its group and kind.
 */
export interface UnfinishedTrainings {
  /** Null: there is none. */
  read(training: string): Promise<NewestCandles | null>;
  begin(training: string, newest: NewestCandles): Promise<void>;
  end(training: string): Promise<void>;
}
