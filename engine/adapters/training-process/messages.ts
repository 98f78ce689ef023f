import type { CandleColumns } from '../../market/candle.ts';
import type { Timeframe } from '../../market/timeframe.ts';
import type { ModelKind } from '../../models/model.ts';
import type { RecentDecisions } from '../../training/recent-decisions.ts';

/** What a training process is started with. */
export interface TrainingOrder {
  readonly series: readonly { readonly name: string; readonly columns: CandleColumns }[];
  readonly timeframe: Timeframe;
  readonly kind: ModelKind;
  readonly seed: number;
  readonly indicators?: readonly string[];
  /** Its parent keeps what finished folds leave behind; false: an interrupted training starts anew. */
  readonly keepsCheckpoints: boolean;
}

/** What a training asks its parent, which alone knows where checkpoints lie; each is answered under its number. */
export type CheckpointCall =
  | { readonly verb: 'read' | 'clear'; readonly run: string }
  | { readonly verb: 'append'; readonly run: string; readonly fold: number; readonly line: string };

/** What the parent sends after the order: the lines of a `read`, else none. */
export interface CheckpointAnswer {
  readonly number: number;
  readonly lines: readonly string[];
}

/** What it sends: folds done with the tensors that live after each, then once the model as an artefact or why there is none. */
export type TrainingMessage =
  | { readonly type: 'fold'; readonly done: number; readonly total: number; readonly tensors: number }
  | { readonly type: 'checkpoint'; readonly number: number; readonly call: CheckpointCall }
  | { readonly type: 'trained'; readonly artefact: string; readonly recent: RecentDecisions }
  | { readonly type: 'failed'; readonly name: string; readonly message: string };
