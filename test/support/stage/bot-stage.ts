import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { createMongoAccounts } from '../../../billing/adapters/mongo/accounts.ts';
import { ensureBillingIndexes } from '../../../billing/adapters/mongo/indexes.ts';
import { createMongoPayments } from '../../../billing/adapters/mongo/payments.ts';
import { mapTiers, type Tier } from '../../../billing/tiers.ts';
import { createMongoAlertPreferences } from '../../../bot/adapters/mongo/alert-preferences.ts';
import { createMongoAuditLog } from '../../../bot/adapters/mongo/audit-log.ts';
import { ensureBotIndexes } from '../../../bot/adapters/mongo/indexes.ts';
import { createMongoMemberships } from '../../../bot/adapters/mongo/memberships.ts';
import { createMongoOperators } from '../../../bot/adapters/mongo/operators.ts';
import { createSeenChannels } from '../../../bot/adapters/mongo/seen-channels.ts';
import { createMongoSentNotices } from '../../../bot/adapters/mongo/sent-notices.ts';
import { createMongoTextStore } from '../../../bot/adapters/mongo/text-store.ts';
import { createMongoTickets } from '../../../bot/adapters/mongo/tickets.ts';
import { createMongoUpdateLog } from '../../../bot/adapters/mongo/update-log.ts';
import { type AnswerSources, createAnswers } from '../../../bot/answers/answers.ts';
import { createTelegramSandbox, type TelegramSandbox } from '../../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import type { BotEvent } from '../../../bot/telegram/bot-event.ts';
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
import { type PrepareOptions, prepareTelegram } from '../../../bot/telegram/prepare.ts';
import { createSendBudget, type SendLimits } from '../../../bot/telegram/sending/send-budget.ts';
import { openFactJournal } from '../../../bot/telegram/updates/fact-journal.ts';
import { type Poller, startPoller } from '../../../bot/telegram/updates/poller.ts';
import type { CandleStore, Clock } from '../../../engine/ports.ts';
import { openTestDatabase } from '../database/database.ts';
import { createManualClock } from '../fakes/broadcast-fakes.ts';
import { testedRule } from '../models/tested-rule.ts';
import { CALIBRATION, MARKET } from '../process/http-server.ts';
import { CLOSE_TIME_MS } from '../signal-fixtures.ts';
import { type StagePerson, stagePerson } from './stage-person.ts';
import {
  memorySignals,
  SAMPLE_WHY,
  SMALL_PNG,
  sampleCandles,
  sampleEntries,
  samplePredictor,
  sampleRecord,
} from './stage-samples.ts';

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
    Pick<BotDependencies, 'journal' | 'log' | 'operations'> {
  readonly candles: CandleStore;
}

/** The bot's dependencies of those parts. */
function dependenciesOf(parts: StageParts): BotDependencies {
  const { journal, log, operations } = parts;
  return { telegram: parts, runtime: parts, stores: parts, answers: createAnswers(parts), journal, log, operations };
}

/** The bot over HTTP against the local Bot API, with a real database behind it and people in front of it. */
export interface Stage {
  readonly sandbox: TelegramSandbox;
  readonly bot: TelegramBot;
  readonly deps: StageParts;
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

/** Keeps the bot's events, and waits for one that matches. */
function eventLog(): Pick<Stage, 'events' | 'untilEvent'> & { log(event: BotEvent): void } {
  const events: BotEvent[] = [];
  const listeners = new Set<() => void>();
  return {
    events,
    log(event) {
      events.push(event);
      for (const listener of [...listeners]) listener();
    },
    untilEvent: (matches) =>
      new Promise((resolve, reject) => {
        const attempt = (): void => {
          const found = events.find(matches);
          if (found === undefined) return;
          clearTimeout(timer);
          listeners.delete(attempt);
          resolve(found);
        };
        const timer = setTimeout(() => {
          listeners.delete(attempt);
          reject(new Error(`waited 30 s in vain; the last events: ${JSON.stringify(events.slice(-5))}`));
        }, 30_000);
        listeners.add(attempt);
        attempt();
      }),
  };
}

function storesOf(connection: Connection): BotStores {
  return {
    accounts: createMongoAccounts(connection),
    payments: createMongoPayments(connection),
    memberships: createMongoMemberships(connection),
    updates: createMongoUpdateLog(connection),
    tickets: createMongoTickets(connection),
    preferences: createMongoAlertPreferences(connection),
    operators: createMongoOperators(connection),
    audit: createMongoAuditLog(connection),
    setup: createMongoTextStore(connection, 'telegram_setup'),
    notices: createMongoSentNotices(connection),
    conversations: createMongoTextStore(connection, 'conversations'),
  };
}

/** Answers of a product with samples for its engine. */
function sampleAnswers(channelIds: PrepareOptions['channelIds']) {
  return {
    signals: memorySignals(sampleEntries(channelIds)),
    candles: sampleCandles(),
    trackRecord: sampleRecord,
    markets: async () => [MARKET],
    predictor: samplePredictor,
    explain: async () => SAMPLE_WHY,
    evidence: { read: async () => ({ overall: CALIBRATION, perSeries: [] }) },
    backtests: { versionOf: () => 'logistic-2024-05-01-a1b2c3', run: async () => testedRule() },
    swing: [],
    series: [
      { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
      { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '1h' },
    ],
    marketNote: () => 'recorded candles, replayed at 720×',
    renderChart: async () => SMALL_PNG,
    renderWhy: async () => SMALL_PNG,
    renderMarket: async () => SMALL_PNG,
    renderCalibration: async () => SMALL_PNG,
    renderEquity: async () => SMALL_PNG,
    renderBacktest: async () => SMALL_PNG,
  } satisfies Partial<StageParts>;
}

/** The stage's clock stands still between two steps of a test. */
const UNLIMITED: SendLimits = {
  ...{ bot: { count: 10_000, windowMs: 1_000 }, group: [{ count: 10_000, windowMs: 1_000 }] },
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

/** Opens a stage; `replace` puts fakes in the place of real parts. */
export async function openStage(replace: (parts: StageParts) => Partial<StageParts> = () => ({})): Promise<Stage> {
  const database = await openTestDatabase();
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
  const prepared = await prepareTelegram({ api, channelIds, seenChannels: createSeenChannels(stores.setup), log });
  await prepared.attempt();
  const folder = await mkdtemp(join(tmpdir(), 'analyser-stage-'));
  const journal = await openFactJournal({ path: join(folder, 'facts.jsonl'), onLeft: () => {}, onEvent: log });
  const base: StageParts = {
    ...{
      token: STAGE_TOKEN,
      apiRoot: server.apiRoot,
      adminIds: [],
      subscriptionSeconds: 2_592_000,
      coolingOffMs: 24 * 3_600_000,
      channels: prepared.channels,
    },
    ...{ ...runtimeOf(clock, log), ...stores, ...sampleAnswers(channelIds), journal, log },
    wallNowMs: Date.now,
    operations: {
      version: '0.1.0',
      checks: async () => [{ name: 'database', ok: true, say: 'answers' }],
      oldestDueAgeMs: async () => 0,
      logs: () => [],
    },
    onFailed: (failure) => log({ ...failure, error: describeError(failure.error) }),
  };
  const deps = { ...base, ...replace(base) };
  const bot = createBot(dependenciesOf(deps));
  await bot.introduce();
  const poller = listen(deps, bot);
  return {
    ...{ sandbox, bot, deps, events, untilEvent, clock },
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
