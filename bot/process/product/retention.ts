import { join } from 'node:path';
import { pruneCheckpoints } from '../../../engine/adapters/files/prune-checkpoints.ts';
import type { connectMongo } from '../../../engine/adapters/mongo/connect.ts';
import { prunePredictions } from '../../../engine/adapters/mongo/prune-predictions.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { ModelRegistry } from '../../../engine/ports.ts';
import { pruneModels } from '../../../engine/serving/prune-models.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { foldDirects } from '../../broadcast/direct/fold-directs.ts';
import type { DirectOutbox, FanOuts } from '../../broadcast/direct/ports.ts';
import type { Config } from '../../config.ts';
import type { Tickets } from '../../telegram/ports.ts';

export interface RetentionDependencies {
  readonly series: readonly SeriesKey[];
  readonly registry: ModelRegistry;
  readonly connection: Awaited<ReturnType<typeof connectMongo>>;
  readonly config: Pick<Config, 'keepDays' | 'dataDir'>;
  readonly fanOuts: FanOuts;
  readonly directs: DirectOutbox;
  readonly tickets: Pick<Tickets, 'removeBefore'>;
}

/** The daily removal of what is older than the settings allow: a row of `RETAINED` for each collection. */
export function createRetention(deps: RetentionDependencies) {
  const { series, registry, connection, config, tickets } = deps;
  const { keepDays, dataDir } = config;
  return async (nowMs: number): Promise<void> => {
    for (const each of series) {
      await pruneModels(registry, each, nowMs - keepDays.models * DAY_MS);
      await prunePredictions(connection, each, nowMs - keepDays.predictions * DAY_MS);
    }
    await foldDirects(deps, nowMs - keepDays.deliveries * DAY_MS);
    await tickets.removeBefore(nowMs - keepDays.tickets * DAY_MS);
    // Files carry the machine's time, not the replay's.
    pruneCheckpoints(join(dataDir, 'training'), Date.now() - keepDays.checkpoints * DAY_MS);
  };
}

/** How long each collection of the database keeps its documents: "expires" by an index of the database, "job" by createRetention. */
export const RETAINED: Readonly<
  Record<string, { readonly kept: 'expires' | 'job' | 'for ever'; readonly why: string }>
> = {
  accounts: { kept: 'for ever', why: 'one for each person' },
  alert_preferences: { kept: 'for ever', why: 'one for each person' },
  api_keys: { kept: 'for ever', why: 'two for each person, with their history' },
  audit_log: { kept: 'for ever', why: 'who did what with money and rights' },
  candles: { kept: 'for ever', why: 'npm run candles prunes them when the operator wants' },
  channel_messages: {
    kept: 'for ever',
    why: 'one line for a close: a position may be held for months before its outcome is edited in',
  },
  conversations: { kept: 'expires', why: 'a week after their last step' },
  direct_deliveries: { kept: 'job', why: 'KEEP_DELIVERIES_DAYS, then their counts alone' },
  fan_outs: { kept: 'for ever', why: 'the counts of a signal' },
  leases: { kept: 'for ever', why: 'one document a lease' },
  memberships: { kept: 'for ever', why: 'one for each person and channel' },
  modelChampions: { kept: 'for ever', why: 'one for each series' },
  models: { kept: 'job', why: 'KEEP_MODELS_DAYS' },
  operators: { kept: 'for ever', why: 'one for each operator' },
  payments: { kept: 'for ever', why: 'the law asks for them' },
  predictions: { kept: 'job', why: 'KEEP_PREDICTIONS_DAYS, then their tally alone' },
  recordTallies: { kept: 'for ever', why: 'one for each series' },
  revisions: { kept: 'for ever', why: 'rare, and part of the record' },
  sent_notices: { kept: 'expires', why: '90 days' },
  signals: { kept: 'for ever', why: 'the public record' },
  telegram_setup: { kept: 'for ever', why: 'some for each channel' },
  telegram_updates: { kept: 'expires', why: 'two days: Telegram repeats nothing after one' },
  tickets: { kept: 'job', why: 'KEEP_TICKETS_DAYS' },
  watermarks: { kept: 'for ever', why: 'one for each series' },
};
