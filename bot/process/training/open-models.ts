import type { CheckpointLines } from '../../../engine/adapters/checkpoint-lines.ts';
import { createProcessTrainer } from '../../../engine/adapters/training-process/create-process-trainer.ts';
import { unfinishedTrainings } from '../../../engine/adapters/unfinished-trainings.ts';
import {
  type ModelSelection,
  type ModelSelectionDependencies,
  openModelSelection,
} from '../../../engine/serving/model-selection.ts';
import type { Config } from '../../config.ts';

/** The candles a fit looks back on: two years of hours. */
const TRAINING_CANDLES = 17_520;
/** Serves until the first challenger has passed the gate: a fit of seconds, so that the product starts soon. */
const FIRST_KIND = 'logistic';

export interface ModelsParts
  extends Pick<ModelSelectionDependencies, 'series' | 'published' | 'alone' | 'isTrainedElsewhere' | 'onEvent'> {
  readonly config: Pick<Config, 'challenger' | 'seed' | 'indicators'>;
  readonly stores: Pick<ModelSelectionDependencies, 'registry' | 'candles' | 'predictions'> & {
    readonly checkpoints: CheckpointLines;
  };
}

/** The models of an installation as its settings want them, for the engine and for `npm run retrain` alike. */
export function openModels({ config, stores, ...rest }: ModelsParts): ModelSelection {
  const { registry, candles, predictions, checkpoints } = stores;
  return openModelSelection({
    ...{ registry, candles, predictions, ...rest },
    train: createProcessTrainer({ checkpoints }),
    unfinished: unfinishedTrainings(checkpoints),
    firstKind: FIRST_KIND,
    challengerKind: config.challenger,
    seed: config.seed,
    trainingCandles: TRAINING_CANDLES,
    indicators: config.indicators,
  });
}
