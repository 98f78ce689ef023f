import { join } from 'node:path';
import { pruneCheckpoints } from '../../../engine/adapters/files/prune-checkpoints.ts';
import type { connectMongo } from '../../../engine/adapters/mongo/connect.ts';
import { prunePredictions } from '../../../engine/adapters/mongo/prune-predictions.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { ModelRegistry } from '../../../engine/ports.ts';
import { pruneModels } from '../../../engine/serving/prune-models.ts';
import { DAY_MS } from '../../../engine/time.ts';
import type { Config } from '../../config.ts';

export interface RetentionDependencies {
  readonly series: readonly SeriesKey[];
  readonly registry: ModelRegistry;
  readonly connection: Awaited<ReturnType<typeof connectMongo>>;
  readonly config: Pick<Config, 'keepDays' | 'dataDir'>;
}

/** The daily removal of models, predictions and checkpoints that are older than the settings allow. */
export function createRetention({ series, registry, connection, config }: RetentionDependencies) {
  const { keepDays, dataDir } = config;
  return async (nowMs: number): Promise<void> => {
    for (const each of series) {
      await pruneModels(registry, each, nowMs - keepDays.models * DAY_MS);
      await prunePredictions(connection, each, nowMs - keepDays.predictions * DAY_MS);
    }
    // Files carry the machine's time, not the replay's.
    pruneCheckpoints(join(dataDir, 'training'), Date.now() - keepDays.checkpoints * DAY_MS);
  };
}
