import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { createMongoAccountLinks } from '../../../billing/adapters/mongo/account-links.ts';
import { createMongoAccounts } from '../../../billing/adapters/mongo/accounts.ts';
import { createMongoApiKeyStore } from '../../../billing/adapters/mongo/api-keys.ts';
import { createMongoCoupons } from '../../../billing/adapters/mongo/coupons.ts';
import { ensureBillingIndexes } from '../../../billing/adapters/mongo/indexes.ts';
import { createMongoPayments } from '../../../billing/adapters/mongo/payments.ts';
import { createApiKeys } from '../../../billing/api-key.ts';
import { mapTiers, type Tier } from '../../../billing/tiers.ts';
import { createMongoAuditLog } from '../../../bot/adapters/mongo/audit-log.ts';
import { createMongoUseCounts } from '../../../bot/adapters/mongo/counts/use-counts.ts';
import { ensureBotIndexes } from '../../../bot/adapters/mongo/indexes.ts';
import { createMongoMemberships } from '../../../bot/adapters/mongo/memberships.ts';
import { createMongoOperators } from '../../../bot/adapters/mongo/operators.ts';
import { createPersonalData } from '../../../bot/adapters/mongo/personal-data.ts';
import { createSeenChannels } from '../../../bot/adapters/mongo/seen-channels.ts';
import { createMongoSentNotices } from '../../../bot/adapters/mongo/sent-notices.ts';
import { createMongoTextStore } from '../../../bot/adapters/mongo/text-store.ts';
import { createMongoTickets } from '../../../bot/adapters/mongo/tickets.ts';
import { createMongoUpdateLog } from '../../../bot/adapters/mongo/update-log.ts';
import { type AnswerSources, createAnswers } from '../../../bot/answers/answers.ts';
import { createTelegramSandbox, type TelegramSandbox } from '../../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import { NO_CHANNEL_LANGUAGES } from '../../../bot/settings/channel-languages.ts';
import type { BotEvent } from '../../../bot/telegram/bot-event.ts';
import { openChannelLanguages } from '../../../bot/telegram/channels/channel-languages.ts';
import { createClockTrust } from '../../../bot/telegram/clock-trust.ts';
import {
  ALLOWED_UPDATES,
  createBot,
  createListeningApi,
  createTelegramApi,
  type TelegramBot,
} from '../../../bot/telegram/create-bot.ts';
import { startRealTimer } from '../../../bot/telegram/deadline.ts';
import type { BotDependencies, BotRuntime, BotStores, TelegramSettings } from '../../../bot/telegram/dependencies.ts';
import { describeError } from '../../../bot/telegram/describe-error.ts';
import { openOwners } from '../../../bot/telegram/operator/owners.ts';
import { type PrepareOptions, prepareTelegram } from '../../../bot/telegram/prepare.ts';
import { createSendBudget, type SendLimits } from '../../../bot/telegram/sending/send-budget.ts';
import { openFactJournal } from '../../../bot/telegram/updates/fact-journal.ts';
import { type Poller, startPoller } from '../../../bot/telegram/updates/poller.ts';
import type { CandleStore, Clock } from '../../../engine/ports.ts';
import { openTestDatabase, type TestDatabase } from '../database/database.ts';
import { createManualClock } from '../fakes/broadcast-fakes.ts';
import { memoryControls, NO_ALERTS } from '../fakes/memory-controls.ts';
import { memoryBroadcasts } from '../fakes/memory-directs.ts';
import { CLOSE_TIME_MS } from '../signal-fixtures.ts';
import { eventLog } from './event-log.ts';
import { SAMPLE_SERIES, sampleSources } from './sample-sources.ts';
import { stagePartners } from './stage-partners.ts';
import { type StagePerson, stagePerson } from './stage-person.ts';

export const STAGE_TOKEN = '987654321:AAstage_secret-token_that_no_log_may_show';
const BOT_ID = 987_654_321;
/** Ten minutes after the newest signal, so that Free does not have it yet. */
const STAGE_START_MS = CLOSE_TIME_MS + 10 * 60_000;

/** Everything the stage is made of, one by one: fakes take their places by these names. */
export interface StageParts
  extends Omit<AnswerSources, 'payments' | 'channels' | 'candles'>,
    BotRuntime,
    BotStores,
    TelegramSettings,
    Pick<BotDependencies, 'journal' | 'log' | 'operations' | 'cards' | 'partners'> {
  readonly candles: CandleStore;
}

/** The bot's dependencies of those parts. */
function dependenciesOf(parts: StageParts): BotDependencies {
  const { journal, log, operations, cards, partners } = parts;
  const answers = createAnswers(parts);
  return { telegram: parts, runtime: parts, stores: parts, answers, journal, log, operations, cards, partners };
}

/** The bot over HTTP against the local Bot API, with a real database behind it and people in front of it. */
export interface Stage {
  readonly sandbox: TelegramSandbox;
  readonly bot: TelegramBot;
  readonly deps: StageParts;
  /** To what lies in the database. */
  readonly connection: Connection;
  readonly events: readonly BotEvent[];
  /** Waits for an event that matches, one that came before counts too. */
  untilEvent(matches: (event: BotEvent) => boolean): Promise<BotEvent>;
  readonly clock: { advance(ms: number): void; nowMs(): number };
  person(name: string): StagePerson;
  close(): Promise<void>;
}

/** The test's Telegram: a public channel of Free, a private one of Pro, no limits of sending. */
function stageSandbox(clock: Clock): TelegramSandbox {
  return createTelegramSandbox({
    ...{ botToken: STAGE_TOKEN, botId: BOT_ID, botName: 'Analyser', botUsername: 'analyser_bot' },
    channels: [
      { title: 'Analyser Free', username: 'analyser_free', about: '', tier: 'free' },
      { title: 'Analyser Pro', username: null, about: '', tier: 'pro' },
    ],
    clock,
    journalPath: null,
    limits: { perChatPerSecond: Number.POSITIVE_INFINITY, perChatBurst: 1_000, overallPerSecond: 10_000 },
  });
}

function storesOf(connection: Connection): BotStores {
  return {
    accounts: createMongoAccounts(connection),
    payments: createMongoPayments(connection),
    links: createMongoAccountLinks(connection),
    personal: createPersonalData(connection),
    coupons: createMongoCoupons(connection),
    apiKeys: createApiKeys({ store: createMongoApiKeyStore(connection), randomBytes }),
    memberships: createMongoMemberships(connection),
    updates: createMongoUpdateLog(connection),
    useCounts: createMongoUseCounts(connection),
    tickets: createMongoTickets(connection),
    operators: createMongoOperators(connection),
    audit: createMongoAuditLog(connection),
    setup: createMongoTextStore(connection, 'telegram_setup'),
    notices: createMongoSentNotices(connection),
    conversations: createMongoTextStore(connection, 'conversations'),
  };
}

/** What makes its sender the owner of a stage without owners. */
export const CLAIM_CODE = 'c1a1'.repeat(4);

/** Where the channels of a stage are from, by the ids of its Telegram. */
type SetUpBy = (channelIds: PrepareOptions['channelIds']) => Pick<PrepareOptions, 'channelIds' | 'usualChannelIds'>;

const bySettings: SetUpBy = (channelIds) => ({ channelIds, usualChannelIds: mapTiers(() => null) });

/** The stage's clock stands still between two steps of a test. */
const UNLIMITED: SendLimits = {
  ...{
    bot: { count: 10_000, windowMs: 1_000 },
    paid: { count: 10_000, windowMs: 1_000 },
    group: [{ count: 10_000, windowMs: 1_000 }],
  },
  ...{ person: [{ count: 10_000, windowMs: 1_000 }], answer: [{ count: 10_000, windowMs: 1_000 }] },
};

function runtimeOf(clock: Clock, log: (event: BotEvent) => void): BotRuntime {
  let nonce = 0;
  return {
    clock,
    clockTrust: createClockTrust({ clock, askTelegram: null, onEvent: log }),
    budget: createSendBudget(UNLIMITED),
    newNonce: () => {
      nonce += 1;
      return nonce.toString(16).padStart(16, '0');
    },
    startTimer: startRealTimer,
    wallNowMs: Date.now,
    random: () => 0.5,
  };
}

function listen(deps: StageParts, bot: TelegramBot): Poller {
  return startPoller({
    api: createListeningApi(deps),
    introduce: async () => {},
    allowedUpdates: ALLOWED_UPDATES,
    intake: bot.intake,
    startTimer: startRealTimer,
    wallNowMs: () => performance.now(),
    random: () => 0.5,
    onEvent: deps.log,
  });
}

/**
 * Opens a stage; `replace` puts fakes in the place of real parts, `opened` another database in the place of the tests', `setUpBy` says
 * where its channels are from.
 */
export async function openStage(
  replace: (parts: StageParts) => Partial<StageParts> = () => ({}),
  opened: Pick<TestDatabase, 'connection' | 'drop'> | null = null,
  setUpBy: SetUpBy = bySettings,
): Promise<Stage> {
  const database = opened ?? (await openTestDatabase());
  await ensureBillingIndexes(database.connection);
  await ensureBotIndexes(database.connection);
  const clock = createManualClock(STAGE_START_MS);
  const sandbox = stageSandbox(clock);
  const server = await sandbox.listen();
  const { events, log, untilEvent } = eventLog();
  const chatOf = (tier: Tier): number | null =>
    sandbox.channels.find((channel) => channel.tier === tier)?.chatId ?? null;
  const channelIds = mapTiers(chatOf);
  const stores = storesOf(database.connection);
  const api = createTelegramApi({ token: STAGE_TOKEN, apiRoot: server.apiRoot }, runtimeOf(clock, log));
  const prepared = await prepareTelegram({
    ...{ api, log, seenChannels: createSeenChannels(stores.setup), hasPartners: true },
    ...setUpBy(channelIds),
  });
  const owners = await openOwners({ texts: stores.setup, configured: [], newCode: () => CLAIM_CODE });
  await prepared.attempt();
  const folder = await mkdtemp(join(tmpdir(), 'analyser-stage-'));
  const journal = await openFactJournal({ path: join(folder, 'facts.jsonl'), onLeft: () => {}, onEvent: log });
  const base: StageParts = {
    ...{
      ...{ token: STAGE_TOKEN, apiRoot: server.apiRoot },
      ...{ adminIds: owners.ids, owners, channelSetup: prepared },
      channelLanguages: await openChannelLanguages(stores.setup, NO_CHANNEL_LANGUAGES),
      partners: stagePartners(database.connection, { stores, api, clock, log, adminIds: owners.ids }),
      ...{ cards: null, subscriptionSeconds: 2_592_000, coolingOffMs: 24 * 3_600_000 },
      referrals: { reward: { type: 'days', days: 7 }, offIn: ['GB'] },
      channels: prepared.channels,
    },
    ...{ ...runtimeOf(clock, log), ...stores, ...sampleSources(channelIds), journal, log },
    operations: {
      version: '0.1.0',
      checks: async () => [{ name: 'database', ok: true, say: 'answers' }],
      oldestDueAgeMs: async () => 0,
      sending: () => ({ shed: [], refused: [], say: 'everything is sent in time' }),
      ...{ logs: () => [], failures: () => [], alerts: NO_ALERTS },
      broadcasts: memoryBroadcasts(stores.accounts, clock),
      controls: memoryControls(stores.setup, clock, {
        series: SAMPLE_SERIES,
        versions: ['logistic-a1b2c3d4', 'logistic-e5f6a7b8'],
      }),
    },
    onFailed: (failure) => log({ ...failure, error: describeError(failure.error) }),
  };
  const deps = { ...base, ...replace(base) };
  const bot = createBot(dependenciesOf(deps));
  await bot.introduce();
  const poller = listen(deps, bot);
  return {
    ...{ sandbox, bot, deps, connection: database.connection, events, untilEvent, clock },
    person: (name) => stagePerson(sandbox, sandbox.world.addPerson(name, 'en').id),
    async close() {
      await poller.stop();
      bot.intake.stop();
      await bot.idle();
      await journal.close();
      await rm(folder, { recursive: true, force: true });
      await server.close();
      sandbox.close();
      await database.drop();
    },
  };
}
