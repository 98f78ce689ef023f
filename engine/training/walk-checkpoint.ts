import { createHash } from 'node:crypto';
import type { Model } from '../models/model.ts';
import type { Dataset } from './dataset.ts';
import type { Fold } from './split.ts';

/** What a finished fold of a walk-forward left behind. */
export interface FoldRecord {
  /** Index among all folds. */
  readonly fold: number;
  /** Share of up labels in its training rows. */
  readonly baseRate: number;
  /** Scores of its test rows, market after market. */
  readonly scores: Float64Array;
}

/** Folds kept from an interrupted run, oldest first, and the model of the newest of them: the next fold may start from it. */
export interface KeptFolds {
  readonly folds: readonly FoldRecord[];
  readonly newestModel: Model | null;
}

/** Where finished folds are kept, so that an interrupted walk-forward goes on where it stopped. */
export interface WalkCheckpoint {
  read(): Promise<KeptFolds>;
  append(record: FoldRecord, model: Model): Promise<void>;
  /** Forgets everything: the run is done. */
  clear(): Promise<void>;
}

/** Gives the checkpoint of a run by its key; a run of other data, configuration or code has another key. */
export type CheckpointOf = (key: string) => WalkCheckpoint;

/** What a walk-forward depends on, besides its data. */
export interface WalkIdentity {
  readonly kind: string;
  readonly seed: number;
  readonly folds: readonly Fold[];
}

/** sha256 in hex of everything a walk-forward depends on: features as computed, labels, rows left out, folds, model kind and seed. */
export function walkKey(dataset: Dataset, { kind, seed, folds }: WalkIdentity): string {
  const hash = createHash('sha256');
  const { matrix, up, closeTimeMs, usable, timeframeMs, markets } = dataset;
  const spans = markets.map(({ name, from, to }) => [name, from, to]);
  hash.update(JSON.stringify({ kind, seed, folds, timeframeMs, spans, names: matrix.names }));
  for (const column of [...matrix.columns, up, closeTimeMs, usable])
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return hash.digest('hex');
}
