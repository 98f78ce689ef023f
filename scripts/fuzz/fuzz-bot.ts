import { Api } from 'grammy';
import { createSeenChannels } from '../../bot/adapters/mongo/seen-channels.ts';
import { createAnswers } from '../../bot/answers/answers.ts';
import { NO_CHANNEL_LANGUAGES } from '../../bot/settings/channel-languages.ts';
import type { BotEvent } from '../../bot/telegram/bot-event.ts';
import { openChannelLanguages } from '../../bot/telegram/channels/channel-languages.ts';
import { createClockTrust } from '../../bot/telegram/clock-trust.ts';
import { createBot, type TelegramBot } from '../../bot/telegram/create-bot.ts';
import type { BotDependencies, BotStores } from '../../bot/telegram/dependencies.ts';
import { openOwners } from '../../bot/telegram/operator/owners.ts';
import { prepareTelegram } from '../../bot/telegram/prepare.ts';
import { createSendBudget, type SendLimits } from '../../bot/telegram/sending/send-budget.ts';
import type { Random } from '../../engine/random.ts';
import { noPartners } from '../../test/support/billing/memory-partners.ts';
import { memoryControls, NO_ALERTS } from '../../test/support/fakes/memory-controls.ts';
import { memoryBroadcasts } from '../../test/support/fakes/memory-directs.ts';
import type { ManualTime } from '../../test/support/manual-time.ts';
import { SAMPLE_SERIES, sampleSources } from '../../test/support/stage/sample-sources.ts';
import { INJECTED_TAG } from './acts/odd-text.ts';
import type { Defect } from './defects.ts';
import { FUZZ_TOKEN, type FuzzWorld, OWNER_ID } from './fuzz-world.ts';
import { type Answering, inProcessFetch } from './in-process-fetch.ts';

/** Nobody listens there. */
const API_ROOT = 'http://127.0.0.1:1';
const MANY = { count: 1e9, windowMs: 1_000 };
const UNLIMITED: SendLimits = { bot: MANY, paid: MANY, group: [MANY], person: [MANY], answer: [MANY] };

export interface BotOptions {
  /** The world of this moment: the bot outlives it. */
  readonly world: () => FuzzWorld;
  readonly time: ManualTime;
  readonly random: Random;
  readonly answer: Answering;
  readonly log: (event: BotEvent) => void;
  readonly defect: Defect;
}

/** The composed bot, real grammY and middleware of ours, over a world that can be exchanged under it. */
export async function openFuzzBot(options: BotOptions): Promise<TelegramBot> {
  const { deps, answer, finish } = options.defect({
    deps: await dependenciesOf(options),
    answer: options.answer,
    finish: (bot) => bot,
  });
  const bot = createBot({ ...deps, telegram: { ...deps.telegram, fetch: inProcessFetch(answer) } });
  const { id, first_name, username } = { id: 987_654_321, first_name: 'Analyser', username: 'analyser_bot' };
  bot.bot.botInfo = { ...bot.bot.botInfo, id, first_name, username };
  return finish(bot);
}

async function dependenciesOf({ world, time, random, log, answer }: BotOptions): Promise<BotDependencies> {
  const { channels } = world();
  const stores = storesOf(world);
  const channelIds = { free: channels.free, pro: channels.pro, elite: null };
  const clock = { nowMs: time.nowMs };
  const api = new Api(FUZZ_TOKEN, { apiRoot: API_ROOT, fetch: inProcessFetch(answer) });
  const channelSetup = await prepareTelegram({
    ...{ api, log, channelIds, seenChannels: createSeenChannels(stores.setup) },
    usualChannelIds: { free: null, pro: null, elite: null },
    hasPartners: false,
  });
  await channelSetup.attempt();
  const owners = await openOwners({ texts: stores.setup, configured: [OWNER_ID], newCode: () => 'c1a1'.repeat(4) });
  const sources = {
    ...sampleSources(channelIds),
    ...{ payments: stores.payments, useCounts: stores.useCounts, channels: channelSetup.channels },
  };
  const failed = (failure: { readonly error: unknown }): void =>
    log({ type: 'update-failed', updateId: null, error: String(failure.error) });
  return {
    telegram: {
      ...{ token: FUZZ_TOKEN, apiRoot: API_ROOT, channels: channelSetup.channels, channelSetup },
      ...{ adminIds: owners.ids, owners },
      channelLanguages: await openChannelLanguages(stores.setup, NO_CHANNEL_LANGUAGES),
      ...{ subscriptionSeconds: 2_592_000, coolingOffMs: 24 * 3_600_000 },
      referrals: { reward: { type: 'days', days: 7 }, offIn: ['GB'] },
    },
    runtime: {
      clock,
      clockTrust: createClockTrust({ clock, askTelegram: async () => time.nowMs(), onEvent: log }),
      budget: createSendBudget(UNLIMITED),
      ...{ startTimer: time.startTimer, wallNowMs: time.nowMs, random },
      newNonce: () =>
        Array.from({ length: 2 }, () =>
          Math.floor(random() * 2 ** 32)
            .toString(16)
            .padStart(8, '0'),
        ).join(''),
    },
    stores,
    answers: createAnswers({ ...sources, wallNowMs: time.nowMs, onFailed: failed }),
    journal: { keep: async () => {}, noteNotified: () => {}, noteDone: () => {}, close: async () => {} },
    ...{ cards: null, partners: noPartners() },
    operations: {
      version: '0.1.0',
      checks: async () => [{ name: 'database', ok: true, say: 'answers' }],
      oldestDueAgeMs: async () => 0,
      sending: () => ({ shed: [], refused: [], say: 'everything is sent in time' }),
      logs: () => [{ atMs: time.nowMs(), level: 'warn', message: `a ${INJECTED_TAG} & more` }],
      failures: () => [{ code: 'E-7K2', count: 2, error: `a ${INJECTED_TAG} & more` }],
      broadcasts: memoryBroadcasts(stores.accounts, clock),
      alerts: NO_ALERTS,
      controls: memoryControls(stores.setup, clock, {
        series: SAMPLE_SERIES,
        versions: ['logistic-a1b2c3d4', 'logistic-e5f6a7b8'],
      }),
    },
    log,
  };
}

/** Stores that are always those of the world of this moment. */
function storesOf(world: () => FuzzWorld): BotStores {
  const { stores: first } = world();
  const now = <K extends keyof BotStores>(name: K): BotStores[K] =>
    new Proxy(first[name], { get: (_, verb) => Reflect.get(world().stores[name], verb) });
  return {
    ...{ accounts: now('accounts'), payments: now('payments'), links: now('links'), personal: now('personal') },
    ...{ apiKeys: now('apiKeys'), memberships: now('memberships'), coupons: now('coupons'), updates: now('updates') },
    ...{ tickets: now('tickets'), operators: now('operators'), audit: now('audit'), setup: now('setup') },
    ...{ conversations: now('conversations'), notices: now('notices'), useCounts: now('useCounts') },
  };
}
