import type { connectMongo } from '../../../engine/adapters/mongo/connect.ts';
import { prunePredictions } from '../../../engine/adapters/mongo/prune-predictions.ts';
import { pruneCheckpoints } from '../../../engine/adapters/mongo/training/checkpoints.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { ModelRegistry } from '../../../engine/ports.ts';
import { pruneModels } from '../../../engine/serving/prune-models.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { foldDirects } from '../../broadcast/direct/fold-directs.ts';
import type { AlertDays, DirectOutbox, FanOuts } from '../../broadcast/direct/ports.ts';
import type { Config } from '../../config.ts';
import type { Tickets } from '../../telegram/ports.ts';

/** A week that ended yesterday, and some days of an outage. */
const ALERT_DAYS_KEPT = 21;

export interface RetentionDependencies {
  readonly series: readonly SeriesKey[];
  readonly registry: ModelRegistry;
  readonly connection: Awaited<ReturnType<typeof connectMongo>>;
  readonly config: Pick<Config, 'keepDays'>;
  readonly fanOuts: FanOuts;
  readonly directs: DirectOutbox;
  readonly tickets: Pick<Tickets, 'removeBefore'>;
  readonly alertDays: Pick<AlertDays, 'removeBefore'>;
}

/** The daily removal of what is older than the settings allow: a row of `RETAINED` for each collection. */
export function createRetention(deps: RetentionDependencies) {
  const { series, registry, connection, config, tickets, alertDays } = deps;
  const { keepDays } = config;
  return async (nowMs: number): Promise<void> => {
    for (const each of series) {
      await pruneModels(registry, each, nowMs - keepDays.models * DAY_MS);
      await prunePredictions(connection, each, nowMs - keepDays.predictions * DAY_MS);
    }
    await foldDirects(deps, nowMs - keepDays.deliveries * DAY_MS);
    await alertDays.removeBefore(Math.floor(nowMs / DAY_MS) - ALERT_DAYS_KEPT);
    await tickets.removeBefore(nowMs - keepDays.tickets * DAY_MS);
    // They carry the machine's time, not the replay's.
    await pruneCheckpoints(connection, Date.now() - keepDays.checkpoints * DAY_MS);
  };
}

/** How long each collection of the database keeps its documents: "expires" by an index of the database, "job" by createRetention. */
export const RETAINED: Readonly<
  Record<string, { readonly kept: 'expires' | 'job' | 'for ever'; readonly why: string }>
> = {
  account_links: { kept: 'for ever', why: 'one for each person who invites, has a recovery code or moved' },
  accounts: { kept: 'for ever', why: 'one for each person' },
  alerts: { kept: 'expires', why: '90 days after they ended' },
  alert_days: { kept: 'job', why: 'as long as the weekly digest looks back' },
  api_keys: { kept: 'for ever', why: 'two for each person, with their history' },
  audit_log: { kept: 'for ever', why: 'who did what with money and rights' },
  candles: { kept: 'for ever', why: 'npm run candles prunes them when the operator wants' },
  card_accounts: { kept: 'for ever', why: 'one for each person who pays by card' },
  card_codes: { kept: 'expires', why: 'a day: a code is valid for half an hour' },
  card_events: { kept: 'expires', why: '35 days after they were done; those not done stay' },
  channel_messages: {
    kept: 'for ever',
    why: 'one line for a close: a position may be held for months before its outcome is edited in',
  },
  coupons: { kept: 'for ever', why: 'one for each code, with who used it' },
  conversations: { kept: 'expires', why: 'a week after their last step' },
  direct_deliveries: { kept: 'job', why: 'KEEP_DELIVERIES_DAYS, then their counts alone' },
  erasures: { kept: 'expires', why: '400 days: longer than a backup that may come back' },
  fan_outs: { kept: 'for ever', why: 'the counts of a signal' },
  leases: { kept: 'for ever', why: 'one document a lease' },
  memberships: { kept: 'for ever', why: 'one for each person and channel' },
  modelChampions: { kept: 'for ever', why: 'one for each series' },
  models: { kept: 'job', why: 'KEEP_MODELS_DAYS' },
  operators: { kept: 'for ever', why: 'one for each operator' },
  partner_claims: { kept: 'for ever', why: 'one for each UID that a person named' },
  partner_clicks: { kept: 'expires', why: '400 days: networks report a first deposit months after the click' },
  partner_events: { kept: 'expires', why: '35 days after they were done; those not done stay' },
  partner_income: { kept: 'for ever', why: 'income, and how often a UID was rewarded' },
  payments: { kept: 'for ever', why: 'the law asks for them' },
  predictions: { kept: 'job', why: 'KEEP_PREDICTIONS_DAYS, then their tally alone' },
  recordTallies: { kept: 'for ever', why: 'one for each series' },
  request_counts: { kept: 'expires', why: 'a day after the day that they count' },
  revisions: { kept: 'for ever', why: 'rare, and part of the record' },
  send_shares: { kept: 'for ever', why: 'one document: which process may send how much' },
  sent_notices: { kept: 'expires', why: '90 days' },
  shards: { kept: 'for ever', why: 'one document: which engine walks what' },
  signals: { kept: 'for ever', why: 'the public record' },
  telegram_setup: { kept: 'for ever', why: 'some for each channel' },
  telegram_updates: { kept: 'expires', why: 'two days: Telegram repeats nothing after one' },
  tickets: { kept: 'job', why: 'KEEP_TICKETS_DAYS' },
  training_checkpoints: { kept: 'job', why: 'KEEP_CHECKPOINTS_DAYS' },
  unfinished_restore: { kept: 'for ever', why: 'one document, until a restore has ended' },
  use_counts: { kept: 'expires', why: 'a day after the minute or day that they count' },
  watermarks: { kept: 'for ever', why: 'one for each series' },
};
