import { randomBytes, randomUUID } from 'node:crypto';
import { createMongoAccountLinks } from '../../../billing/adapters/mongo/account-links.ts';
import { createMongoAccounts } from '../../../billing/adapters/mongo/accounts.ts';
import { createMongoApiKeyStore } from '../../../billing/adapters/mongo/api-keys.ts';
import { createMongoCardAccounts } from '../../../billing/adapters/mongo/card-accounts.ts';
import { createMongoCardEvents, createMongoUsedCodes } from '../../../billing/adapters/mongo/card-events.ts';
import { createMongoCoupons } from '../../../billing/adapters/mongo/coupons.ts';
import { createMongoPartnerClaims } from '../../../billing/adapters/mongo/partner-claims.ts';
import { createMongoPartners } from '../../../billing/adapters/mongo/partners.ts';
import { createMongoPayments } from '../../../billing/adapters/mongo/payments.ts';
import { createApiKeys } from '../../../billing/api-key.ts';
import { entitlementAt } from '../../../billing/entitlement.ts';
import { createFileModels } from '../../../engine/adapters/files/models.ts';
import { createMongoCandles } from '../../../engine/adapters/mongo/candles/candles.ts';
import type { connectMongo } from '../../../engine/adapters/mongo/connect.ts';
import { createMongoOutbox } from '../../../engine/adapters/mongo/outbox.ts';
import { createMongoPredictions } from '../../../engine/adapters/mongo/predictions.ts';
import { createMongoRevisions } from '../../../engine/adapters/mongo/revisions.ts';
import { createMongoSignals } from '../../../engine/adapters/mongo/signals.ts';
import { createMongoTrackRecord } from '../../../engine/adapters/mongo/track-record.ts';
import { createMongoLines } from '../../../engine/adapters/mongo/training/checkpoints.ts';
import { createMongoModels } from '../../../engine/adapters/mongo/training/models.ts';
import { createMongoWatermarks } from '../../../engine/adapters/mongo/watermarks.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import { type ClosedCandlesOptions, createClosedCandles } from '../../../engine/walk/closed-candles.ts';
import { createMongoAlertDays } from '../../adapters/mongo/alert-days.ts';
import { createMongoAlerts } from '../../adapters/mongo/alerts.ts';
import { createMongoAuditLog } from '../../adapters/mongo/audit-log.ts';
import { createMongoChannelMessages } from '../../adapters/mongo/channel-messages.ts';
import { createMongoRequestCounts } from '../../adapters/mongo/counts/request-counts.ts';
import { createMongoUseCounts } from '../../adapters/mongo/counts/use-counts.ts';
import { createMongoDirects } from '../../adapters/mongo/direct-deliveries.ts';
import { createMongoSendShares } from '../../adapters/mongo/divisions/send-shares.ts';
import { createMongoShards } from '../../adapters/mongo/divisions/shards.ts';
import { createMongoFanOuts } from '../../adapters/mongo/fan-outs.ts';
import { createMongoLeases } from '../../adapters/mongo/leases.ts';
import { createMongoMemberships } from '../../adapters/mongo/memberships.ts';
import { createMongoOperators } from '../../adapters/mongo/operators.ts';
import { createPersonalData } from '../../adapters/mongo/personal-data.ts';
import { createMongoSentNotices } from '../../adapters/mongo/sent-notices.ts';
import { createMongoTextStore } from '../../adapters/mongo/text-store.ts';
import { createMongoTickets } from '../../adapters/mongo/tickets.ts';
import { createMongoUpdateLog } from '../../adapters/mongo/update-log.ts';
import { rememberGroups } from '../../answers/record/remember-groups.ts';
import { signalContext } from '../../answers/signal-context.ts';

type Connection = Awaited<ReturnType<typeof connectMongo>>;

/** Everything the product keeps. */
export type Stores = ReturnType<typeof createStores>;

export interface StoresOptions extends ClosedCandlesOptions {
  readonly modelsDir: string | null;
  /** A post, or a message to a person, turns out to have been sent twice without saying so. */
  readonly onSentTwice: (kind: 'post' | 'direct', id: string) => void;
}

/** Every store over one database connection; models lie in a folder where one is configured. */
export function createStores(connection: Connection, { clock, modelsDir, onUnclosed, onSentTwice }: StoresOptions) {
  const payments = createMongoPayments(connection);
  const trackRecord = createMongoTrackRecord(connection);
  return {
    candles: createClosedCandles(createMongoCandles(connection), { clock, onUnclosed }),
    revisions: createMongoRevisions(connection),
    signals: createMongoSignals(connection),
    predictions: createMongoPredictions(connection),
    watermarks: createMongoWatermarks(connection),
    registry: modelsDir === null ? createMongoModels(connection, clock) : createFileModels(modelsDir, clock),
    checkpoints: createMongoLines(connection, Date.now),
    outbox: createMongoOutbox(connection, (id) => onSentTwice('post', id)),
    trackRecord,
    shown: rememberGroups(trackRecord, clock),
    accounts: createMongoAccounts(connection),
    payments,
    cardAccounts: createMongoCardAccounts(connection),
    cardEvents: createMongoCardEvents(connection),
    usedCodes: createMongoUsedCodes(connection),
    links: createMongoAccountLinks(connection),
    partners: createMongoPartners(connection),
    partnerClaims: createMongoPartnerClaims(connection),
    personal: createPersonalData(connection),
    coupons: createMongoCoupons(connection),
    memberships: createMongoMemberships(connection),
    tickets: createMongoTickets(connection),
    operators: createMongoOperators(connection),
    audit: createMongoAuditLog(connection),
    alerts: createMongoAlerts(connection),
    notices: createMongoSentNotices(connection),
    updates: createMongoUpdateLog(connection),
    useCounts: createMongoUseCounts(connection),
    requestCounts: createMongoRequestCounts(connection),
    leases: createMongoLeases(connection),
    shards: createMongoShards(connection),
    sendShares: createMongoSendShares(connection),
    conversations: createMongoTextStore(connection, 'conversations'),
    directs: createMongoDirects(connection, randomUUID, (subject) => onSentTwice('direct', subject)),
    fanOuts: createMongoFanOuts(connection),
    alertDays: createMongoAlertDays(connection),
    channelMessages: createMongoChannelMessages(connection),
    setup: createMongoTextStore(connection, 'telegram_setup'),
    apiKeys: createApiKeys({
      store: createMongoApiKeyStore(connection),
      randomBytes,
      entitledTier: async (telegramId, nowMs) => entitlementAt(await payments.ofAccount(telegramId), nowMs).tier,
    }),
  };
}

/** Chance that stays the same from start to start, so that a demo key still works tomorrow. */
export async function demoSeed({ setup }: Stores): Promise<string> {
  const stored = await setup.read('demo-key-seed');
  if (stored !== null) return stored;
  const fresh = randomBytes(32).toString('hex');
  await setup.write('demo-key-seed', fresh);
  return fresh;
}

/** What else a reader should know of a signal. */
export function aboutOf(stores: Stores) {
  return (signal: Signal) => signalContext(signal, stores);
}

/** The published record of a signal's market, shown with it. */
export function recordOf({ trackRecord }: Stores) {
  return async (signal: Signal) => {
    const { symbol, timeframe } = signal.series;
    return (await trackRecord.read({ symbol, timeframe })).published;
  };
}
