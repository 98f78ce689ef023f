import { Api } from 'grammy';
import { createAnswers } from '../../../bot/answers/answers.ts';
import { createDeliverer, type Deliverer } from '../../../bot/broadcast/deliver.ts';
import { planDeliveries } from '../../../bot/broadcast/plan.ts';
import { createLease, createSoleLease, type Lease } from '../../../bot/process/lease.ts';
import { createScheduler, type Scheduler } from '../../../bot/process/scheduler.ts';
import type { ChannelSender } from '../../../bot/telegram/channels/channel-sender.ts';
import { createClockTrust } from '../../../bot/telegram/clock-trust.ts';
import { ALLOWED_UPDATES, createBot, type TelegramBot } from '../../../bot/telegram/create-bot.ts';
import { pause } from '../../../bot/telegram/deadline.ts';
import type { Outgoing } from '../../../bot/telegram/dependencies.ts';
import { reconcileStars } from '../../../bot/telegram/jobs/reconcile-stars.ts';
import { removeExpired } from '../../../bot/telegram/jobs/remove-expired.ts';
import { createSendBudget, TELEGRAM_LIMITS } from '../../../bot/telegram/sending/send-budget.ts';
import { thankBuyer } from '../../../bot/telegram/thank-buyer.ts';
import { startPoller } from '../../../bot/telegram/updates/poller.ts';
import type { TrainedModel } from '../../../engine/models/trained.ts';
import type { Clock } from '../../../engine/ports.ts';
import { HOUR_MS, MINUTE_MS } from '../../../engine/time.ts';
import { VenueError } from '../../../engine/venue/venue-error.ts';
import { refreshFeed } from '../../../engine/walk/feed.ts';
import { followWalk, forgetWalk } from '../../../engine/walk/follow.ts';
import { nextAskMs } from '../../../engine/walk/late-candle.ts';
import { onCandleClose } from '../../../engine/walk/on-candle-close.ts';
import { openWalk } from '../../../engine/walk/walk.ts';
import { noPartners } from '../../../test/support/billing/memory-partners.ts';
import { memoryControls, NO_ALERTS } from '../../../test/support/fakes/memory-controls.ts';
import { memoryBroadcasts } from '../../../test/support/fakes/memory-directs.ts';
import { around } from './around.ts';
import type { FaultDatabase } from './database.ts';
import { emptyAnswers } from './empty-answers.ts';
import { createLife, type Life } from './life.ts';
import type { Disk } from './machine.ts';
import { NO_COUPONS } from './no-coupons.ts';
import { NO_OWNERS } from './no-owners.ts';
import { databaseRoad, diskRoad, telegramRoad } from './roads.ts';
import { simulatedCalls } from './simulated-calls.ts';
import { createSimulatedExchange, SERIES } from './simulated-exchange.ts';
import type { TelegramCall } from './simulated-telegram.ts';
import { count, type World } from './world.ts';

const TOKEN = '987654321:AAfault-harness_token_that_no_log_may_show';
export const CHANNELS = { free: -1_001, pro: -1_002 } as const;
const CHANNEL_INFO = {
  free: { chatId: CHANNELS.free, title: 'Free', inviteLink: 'https://t.me/free' },
  pro: { chatId: CHANNELS.pro, title: 'Pro', inviteLink: 'https://t.me/+pro' },
  elite: null,
} as const;

/** The ports of one process, which a planted defect may replace before anything is made of them. */
export interface Ports {
  readonly stores: FaultDatabase;
  readonly sender: ChannelSender;
  readonly journal: ReturnType<Disk['journal']>;
  readonly clock: Clock;
  readonly startTimer: Life['startTimer'];
  readonly plan: typeof planDeliveries;
}

/** A mistake planted on purpose: it changes what a process is made of. */
export type Defect = (ports: Ports, world: World) => Ports;

/** One process of the product, composed as bot/process does it, over simulated surroundings. */
export interface FaultProcess {
  readonly life: Life;
  readonly scheduler: Scheduler;
  readonly lease: Lease;
}

export interface ProcessOptions {
  readonly world: World;
  readonly disk: Disk;
  /** The installation, which a restart goes on with. */
  readonly holder: string;
  /** Whether no other machine shares the work: then it takes no lease, which it would have to renew every four seconds of a day. */
  readonly isAlone: boolean;
  readonly model: TrainedModel;
  readonly defect: Defect;
}

export function startProcess(options: ProcessOptions): FaultProcess {
  const { world, disk, model } = options;
  const life = createLife(world.time);
  const call = telegramRoad(world, life);
  const ports = options.defect(portsOf(options, life, call), world);
  const { stores, clock } = ports;
  const walk = openWalk({
    venue: createSimulatedExchange(clock, world.chance.exchange),
    ...{ candles: stores.candles, revisions: stores.revisions, ledger: stores.ledger, predictions: stores.predictions },
    ...{ watermarks: stores.watermarks, clock, marketSource: 'recorded', historyCandles: 500, series: SERIES },
    modelFor: () => model,
    planDeliveries: (signal) => ports.plan(signal, { channels: CHANNEL_INFO, informed: ['free', 'pro'] }),
    onEvent: () => {},
  });
  const { deliverer, api, bot } = openTelegramSide(options, { ports, call });
  const onTaken = async (): Promise<void> => {
    forgetWalk(walk, SERIES);
    await Promise.all(SERIES.map((each) => refreshFeed(walk.feed, each).catch(unlessVenue)));
  };
  const lease = options.isAlone ? createSoleLease(onTaken) : leaseOf(options, ports, onTaken);
  const scheduler = createScheduler({
    ...{ clock, series: SERIES, deliverer, wallNowMs: world.time.nowMs, observe: { log: () => {} } },
    walk: {
      onCandleClose: (each, onDecided) => onCandleClose(walk, each, onDecided),
      nextAskMs: () => nextAskMs(walk),
    },
    refreshModels: async () => {},
    jobs: jobsOf(outgoingOf({ ports, api, world }), stores.setup),
    duty: {
      ...{ leads: lease.leads, walks: lease.leads, follow: () => followWalk(walk, SERIES) },
      followClose: async () => {},
    },
  });
  // A start that fails ends the process, and whatever keeps it running starts it again.
  lease.start().catch(() => life.kill());
  listen({ bot, life, call, disk, world });
  return { life, scheduler, lease };
}

/** A venue that is away holds up no start. */
function unlessVenue(error: unknown): void {
  if (!(error instanceof VenueError)) throw error;
}

function leaseOf(
  { world, holder }: ProcessOptions,
  { stores, clock, startTimer }: Ports,
  onTaken: () => Promise<void>,
): Lease {
  return createLease({
    ...{ store: stores.leases, name: 'engine', holder, nowMs: clock.nowMs },
    ...{ wallNowMs: world.time.nowMs, startTimer, onTaken, onFailed: () => {} },
    onEvent({ what }) {
      count(world.seen.states, `lease ${what}`);
      if (what !== 'taken' || world.holderKilledMs === null) return;
      world.takeoversMs.push(world.time.nowMs() - world.holderKilledMs);
      world.holderKilledMs = null;
    },
  });
}

function portsOf({ world, disk }: ProcessOptions, life: Life, call: (call: TelegramCall) => Promise<unknown>): Ports {
  const road = databaseRoad(world, life);
  const { database } = world;
  const through = <T extends object>(store: T, name: string): T =>
    around(store, { name, pass: road, plain: ['lines', 'rows'] });
  return {
    stores: {
      candles: through(database.candles, 'candles'),
      revisions: through(database.revisions, 'revisions'),
      predictions: through(database.predictions, 'predictions'),
      watermarks: through(database.watermarks, 'watermarks'),
      ledger: through(database.ledger, 'ledger'),
      outbox: through(database.outbox, 'outbox'),
      accounts: through(database.accounts, 'accounts'),
      payments: through(database.payments, 'payments'),
      apiKeys: through(database.apiKeys, 'apiKeys'),
      links: through(database.links, 'links'),
      personal: through(database.personal, 'personal'),
      memberships: through(database.memberships, 'memberships'),
      notices: through(database.notices, 'notices'),
      ...{ updates: through(database.updates, 'updates'), useCounts: through(database.useCounts, 'useCounts') },
      conversations: through(database.conversations, 'conversations'),
      setup: through(database.setup, 'setup'),
      tickets: through(database.tickets, 'tickets'),
      operators: through(database.operators, 'operators'),
      audit: through(database.audit, 'audit'),
      leases: through(database.leases, 'leases'),
    },
    sender: senderOver(call),
    journal: disk.journal({ isFull: () => world.isDiskFull, write: diskRoad(world, life) }),
    clock: { nowMs: () => world.time.nowMs() + world.clockErrorMs },
    startTimer: life.startTimer,
    plan: planDeliveries,
  };
}

/** Channel posts as texts: a picture takes no other way. */
function senderOver(call: (call: TelegramCall) => Promise<unknown>): ChannelSender {
  const post = async (chatId: number, text: string): Promise<number> => {
    const answer = await call({ method: 'sendMessage', payload: { chat_id: chatId, text } });
    return typeof answer === 'object' && answer !== null && 'message_id' in answer ? Number(answer.message_id) : 0;
  };
  const edit = async (chatId: number, messageId: number, text: string): Promise<void> => {
    await call({ method: 'editMessageText', payload: { chat_id: chatId, message_id: messageId, text } });
  };
  return {
    post,
    edit: (chatId, messageId, { html }) => edit(chatId, messageId, html),
    postPhoto: (chatId, { caption }) => post(chatId, caption),
    editPhoto: (chatId, messageId, { caption }) => edit(chatId, messageId, caption),
    editCaption: (chatId, messageId, { html }) => edit(chatId, messageId, html),
  };
}

interface TelegramSide {
  readonly deliverer: Deliverer;
  readonly api: Api;
  readonly bot: TelegramBot;
}

function openTelegramSide(
  { world }: ProcessOptions,
  { ports, call }: { readonly ports: Ports; readonly call: (call: TelegramCall) => Promise<unknown> },
): TelegramSide {
  const { stores, clock, startTimer, journal } = ports;
  const budget = createSendBudget(TELEGRAM_LIMITS, world.time.nowMs);
  const deliverer = createDeliverer({
    ...{ outbox: stores.outbox, sender: ports.sender, clock, budget, onEvent: () => {} },
    record: async () => null,
    picture: async () => null,
    pause: (ms) => pause(ms, startTimer),
  });
  const clockTrust = createClockTrust({ clock, askTelegram: async () => world.time.nowMs(), onEvent: () => {} });
  const bot = createBot({
    ...{ cards: null, partners: noPartners() },
    telegram: {
      ...{ token: TOKEN, apiRoot: 'http://127.0.0.1:1', channels: CHANNEL_INFO, ...NO_OWNERS },
      ...{ subscriptionSeconds: 2_592_000, coolingOffMs: 0 },
      referrals: { reward: { type: 'off' }, offIn: [] },
    },
    runtime: {
      ...{ clock, clockTrust, startTimer, budget, random: world.random },
      ...{ wallNowMs: world.time.nowMs, newNonce: () => '0'.repeat(16) },
    },
    operations: {
      ...{ version: '0', checks: async () => [], logs: () => [], failures: () => [], oldestDueAgeMs: async () => 0 },
      ...{ broadcasts: memoryBroadcasts(stores.accounts, clock), alerts: NO_ALERTS },
      sending: () => ({ shed: [], refused: [], say: '' }),
      controls: memoryControls(stores.setup, clock, { series: [] }),
    },
    stores: { ...stores, coupons: NO_COUPONS },
    ...{ journal, answers: createAnswers(emptyAnswers(stores)), log: () => {} },
  });
  bot.bot.api.config.use(simulatedCalls(call));
  const api = new Api(TOKEN, { apiRoot: 'http://127.0.0.1:1' });
  api.config.use(simulatedCalls(call));
  return { deliverer, api, bot };
}

function outgoingOf({
  ports,
  api,
  world,
}: {
  readonly ports: Ports;
  readonly api: Api;
  readonly world: World;
}): Outgoing {
  const { accounts, payments, memberships, notices, links } = ports.stores;
  const askTelegram = async () => world.time.nowMs();
  const clockTrust = createClockTrust({ clock: ports.clock, askTelegram, onEvent: () => {} });
  return {
    ...{ api, accounts, payments, memberships, notices, channels: CHANNEL_INFO, adminIds: [], cards: null },
    ...{ clock: ports.clock, clockTrust, log: () => {}, links, referrals: { reward: { type: 'off' }, offIn: [] } },
  };
}

function jobsOf(deps: Outgoing, setup: FaultDatabase['setup']) {
  return [
    {
      name: 'expire-memberships',
      everyMs: 30 * MINUTE_MS,
      run: async (nowMs: number) => void (await removeExpired(deps, nowMs)),
    },
    {
      name: 'reconcile-stars',
      everyMs: 12 * HOUR_MS,
      run: async () =>
        void (await reconcileStars({ ...deps, setup, onFound: (payment) => thankBuyer(deps, payment, 'en') })),
    },
  ];
}

/** The bot takes up what an earlier process left, and polls. */
function listen(parts: {
  readonly bot: TelegramBot;
  readonly life: Life;
  readonly call: (call: TelegramCall) => Promise<unknown>;
  readonly disk: Disk;
  readonly world: World;
}): void {
  const { bot, life, call, disk, world } = parts;
  const api = new Api(TOKEN, { apiRoot: 'http://127.0.0.1:1' });
  api.config.use(simulatedCalls(call));
  bot.intake.takeLeft(disk.left());
  startPoller({
    ...{ api, introduce: async () => {}, allowedUpdates: ALLOWED_UPDATES, intake: bot.intake },
    ...{ startTimer: life.startTimer, wallNowMs: world.time.nowMs, random: world.random, onEvent: () => {} },
  });
}
