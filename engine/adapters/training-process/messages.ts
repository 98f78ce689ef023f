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
  /** Folder of checkpoints; null: an interrupted training starts anew. */
  readonly checkpointFolder: string | null;
}

/** What it sends: folds done, then once the model as an artefact or why there is none. */
export type TrainingMessage =
  | { readonly type: 'fold'; readonly done: number; readonly total: number }
  | { readonly type: 'trained'; readonly artefact: string; readonly recent: RecentDecisions }
  | { readonly type: 'failed'; readonly name: string; readonly message: string };
