import { randomBytes } from 'node:crypto';
import type { DemoKey } from '../../../billing/api-key.ts';
import { createThreadBacktester } from '../../../engine/adapters/backtest-thread/create-thread-backtester.ts';
import type { connectMongo } from '../../../engine/adapters/mongo/connect.ts';
import type { EngineEvent } from '../../../engine/events.ts';
import { createExplainer, type Explainer } from '../../../engine/explainer.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { Evidence } from '../../../engine/monitoring/create-evidence.ts';
import type { Clock } from '../../../engine/ports.ts';
import { type ModelSelection, servingModel } from '../../../engine/serving/model-selection.ts';
import { refreshModels, stopTraining } from '../../../engine/serving/refresh-models.ts';
import type { VenueEvent } from '../../../engine/venue/venue-event.ts';
import { nextAskMs } from '../../../engine/walk/late-candle.ts';
import { onCandleClose } from '../../../engine/walk/on-candle-close.ts';
import type { Walk } from '../../../engine/walk/walk.ts';
import type { AlertBoard } from '../../alerts/alert-board.ts';
import type { DeadMan } from '../../alerts/dead-man.ts';
import { createPairBacktests, type PairBacktests } from '../../answers/pair-backtests.ts';
import type { SendingWatch } from '../../broadcast/sending-watch.ts';
import type { Cards } from '../../cards/cards.ts';
import type { Config } from '../../config.ts';
import type { DatabaseEvent } from '../../database/database-watch.ts';
import type { Observe } from '../../observe/observe.ts';
import type { Partners } from '../../partners/partners.ts';
import type { BotEvent } from '../../telegram/bot-event.ts';
import type { ChannelLanguages } from '../../telegram/channels/channel-languages.ts';
import { type ChartDrawer, createChartDrawer } from '../../telegram/charts/create-chart-drawer.ts';
import { type ClockTrust, createClockTrust } from '../../telegram/clock-trust.ts';
import { createTelegramApi } from '../../telegram/create-bot.ts';
import { startRealTimer } from '../../telegram/deadline.ts';
import type { Controls, Operations } from '../../telegram/operations.ts';
import { type Owners, openOwners } from '../../telegram/operator/owners.ts';
import type { TelegramSetup } from '../../telegram/prepare.ts';
import type { Broadcasts } from '../../telegram/sending/broadcasts.ts';
import type { SendBudget } from '../../telegram/sending/send-budget.ts';
import { sendScreen } from '../../telegram/views/show.ts';
import { ENGLISH } from '../../texts/language.ts';
import { inSpan, seriesAttributes } from '../../tracing/span.ts';
import { createOperator } from '../../troubles/operator.ts';
import type { Environment } from '../environment.ts';
import { createEventBuffer, type EventBuffer } from '../event-buffer.ts';
import type { Lease } from '../lease.ts';
import type { MarketBoard } from '../market-board.ts';
import { migrateDatabase } from '../migrate-database.ts';
import { createScheduler, type Scheduler, type SchedulerDependencies, wakeDeliveries } from '../scheduler.ts';
import { type AnsweredCloses, createAnsweredCloses } from '../sharing/answered-closes.ts';
import type { Shares } from '../sharing/shares.ts';
import type { UndoStack } from '../undo-stack.ts';
import { createControls } from './create-controls.ts';
import { watchVenue } from './first-candles.ts';
import { listenEvents } from './listen-events.ts';
import { openAlerts, openDeadMan } from './open-alerts.ts';
import { openBroadcasts } from './open-broadcasts.ts';
import { openBudget } from './open-budget.ts';
import { openCards } from './open-cards.ts';
import { openDeliverer } from './open-deliverer.ts';
import { openDuty } from './open-duty.ts';
import { type Engine, openEngine } from './open-engine.ts';
import { openJobs } from './open-jobs.ts';
import { openPartners } from './open-partners.ts';
import { setUpChannels } from './set-up-channels.ts';
import { startEngine, takeUpWork } from './start-engine.ts';
import { createStores, demoSeed, type Stores } from './stores.ts';

type Connection = Awaited<ReturnType<typeof connectMongo>>;
const wallNowMs = (): number => performance.now();

export interface ProductDependencies {
  readonly config: Config;
  readonly environment: Environment;
  readonly connection: Connection;
  readonly observe: Observe;
  /** Events of the venues, those before the start included. */
  readonly venueEvents: EventBuffer<VenueEvent>;
  /** Losses of the database and their ends. */
  readonly databaseEvents: EventBuffer<DatabaseEvent>;
  /** Under which the lease of engine and sender is held. */
  readonly installationId: string;
  /** What must hold for the process to do its work; asked from the first tick on. */
  readonly checks: Operations['checks'];
  /** Notes how a step is undone, for a start that is stopped on the way. */
  readonly onStop: UndoStack['push'];
  readonly print: (line: string) => void;
}

/** The engine and billing over their stores, with the bot's side of the channels: what HTTP and chat serve. */
export interface Product {
  readonly stores: Stores;
  readonly models: ModelSelection;
  readonly walk: Walk;
  readonly evidence: Evidence;
  readonly board: MarketBoard;
  readonly backtests: PairBacktests;
  readonly explain: Explainer;
  readonly charts: ChartDrawer;
  /** Telegram's side: channels as they are known, and what is still to be asked. */
  readonly telegramSetup: TelegramSetup;
  readonly channelLanguages: ChannelLanguages;
  readonly owners: Owners;
  readonly clockTrust: ClockTrust;
  /** What the token may send: one for the bot's answers and the deliverer. */
  readonly budget: SendBudget;
  /** Tells log, metrics and operators what the bot reports. */
  readonly onBotEvent: (event: BotEvent) => void;
  readonly scheduler: Scheduler;
  /** Of sending, jobs and models, which this process begins only while it leads. */
  readonly lease: Lease;
  /** Of the series: those that this process walks. */
  readonly shares: Shares;
  /** Paying by card; null where it is not set up. */
  readonly cards: Cards | null;
  /** The operator's partner programmes. */
  readonly partners: Partners;
  /** How sending does. */
  readonly sending: Pick<SendingWatch, 'read'>;
  /** Operators' messages to many. */
  readonly broadcasts: Broadcasts;
  /** Alerts of Alertmanager in the operators' chats. */
  readonly alerts: AlertBoard;
  /** Told of Alertmanager's watchdog. */
  readonly deadMan: DeadMan;
  /** What operators do to markets and models, and why a market publishes nothing by it. */
  readonly controls: Controls;
  readonly mutedReason: Engine['mutedReason'];
  readonly demoKeys: readonly DemoKey[];
  /** Ends a training under way, lets no further message start and waits for the one that has. */
  stop(): Promise<void>;
}

/**
 * Builds indexes and prepares Telegram; where it gets the lease, backfills and loads or fits the models. No candle is processed before
 * the scheduler's first tick.
 */
export async function createProduct(deps: ProductDependencies): Promise<Product> {
  const { config, environment, observe } = deps;
  const { clock } = environment;
  const stores = await openStores(deps);
  const venue = watchVenue(environment.venue, wallNowMs);
  const budget = await openBudget({ ...deps, stores });
  const closes = createAnsweredCloses(environment.series);
  const { api, operator, owners, onBotEvent } = await openOperator(deps, stores, budget);
  const { moved, telegramSetup, channelLanguages } = await setUpChannels(deps, { stores, api, onBotEvent });
  const { channels } = telegramSetup;
  const clockTrust = createClockTrust({ clock, askTelegram: environment.askTelegramTime, onEvent: onBotEvent });
  // Buffered until the board and the operator notices exist, because every event goes to both.
  const engineEvents = createEventBuffer<EngineEvent>();
  const engine = openEngine({
    ...{ config, environment, stores, venue, channels, observe, installationId: deps.installationId },
    onEvent: engineEvents.onEvent,
  });
  const { venueEvents, databaseEvents, print } = deps;
  const { board, models, walk, evidence } = engine;
  const charts = createChartDrawer({ startTimer: startRealTimer });
  const { deliverer, toChannels, sending } = openDeliverer(deps, {
    ...{ stores, charts, budget, closes, moved, channelLanguages, onBotEvent, leads: () => leads() },
  });
  const work = openDuty({
    ...{ config, environment, stores, engine, budget, closes, installationId: deps.installationId },
    startEngine: (isWalking) => startEngine(deps, { engine, venue, isWalking }),
    onEvent: (event) => observe.log(event),
    onFailed: (error) => observe.log({ type: 'failure', where: 'lease', error }),
  });
  const { lease, shares, duty, tells } = work;
  const leads = (): boolean => lease.token() !== null;
  listenEvents({ engineEvents, venueEvents, databaseEvents, observe, board, operator, clockTrust, tells, print });
  await takeUpWork(work, { engine, nowMs: clock.nowMs(), onStop: deps.onStop });
  const { accounts, payments, memberships, notices, links } = stores;
  const telling = { api, channels, clockTrust, clock, adminIds: owners.ids, log: onBotEvent };
  const outgoing = { ...telling, accounts, payments, memberships, notices, links, referrals: config.referrals };
  const cards = openCards({ config, environment, stores, outgoing });
  const partners = openPartners({ environment, stores, outgoing });
  const jobs = openJobs(deps, {
    ...{ outgoing, cards, partners, stores, engine, toChannels, sending, channelLanguages, charts },
    async lookAtControls() {
      await Promise.all([owners.look(), telegramSetup.look(), channelLanguages.look()]);
      await engine.controlled.look(leads());
    },
  });
  const scheduler = createScheduler({
    ...{ clock, series: environment.series, deliverer, jobs, observe, wallNowMs, duty },
    jobRestWallMs: () => environment.sandbox?.jobRestWallMs() ?? 0,
    walk: walkLane(walk, { closes, shares, clock }),
    refreshModels: (nowMs) => refreshModels(models, nowMs),
  });
  const demoKeys =
    environment.mode === 'sandbox' ? await stores.apiKeys.ensureDemoKeys(await demoSeed(stores), clock.nowMs()) : [];
  const { backtests, explain, stopBacktests } = openQuestions(deps, { stores, engine });
  const stop = async (): Promise<void> => {
    stopBacktests();
    await stopTraining(models);
    await deliverer.stop();
    charts.stop();
  };
  return {
    ...{ stores, models, walk, evidence, board, backtests, explain, charts, budget },
    ...{ controls: createControls({ ...stores, series: environment.series, clock }), mutedReason: engine.mutedReason },
    alerts: openAlerts({ config, owners, observe, stores, api }),
    deadMan: openDeadMan({ config, observe, api }),
    broadcasts: openBroadcasts({ stores, clock, isPaid: config.paidBroadcast, wake: () => wakeDeliveries(scheduler) }),
    ...{ telegramSetup, channelLanguages, owners, clockTrust, onBotEvent, scheduler, lease, shares, demoKeys },
    ...{ sending, stop, cards, partners },
  };
}

async function openStores({ config, environment, connection, observe, print }: ProductDependencies): Promise<Stores> {
  const { superseded } = await migrateDatabase(connection);
  if (superseded > 0) print(ENGLISH.plain('signals-superseded', { count: superseded }));
  return createStores(connection, {
    clock: environment.clock,
    modelsDir: config.modelsDir,
    onUnclosed: (series, text) => observe.log({ type: 'candles-refused', series, findings: [text] }),
    onSentTwice: (kind, id) => observe.log({ type: 'sent-twice', kind, id }),
  });
}

/** The walk as the scheduler asks for it; which series have answered is noted. */
function walkLane(
  walk: Walk,
  { closes, shares, clock }: { readonly closes: AnsweredCloses; readonly shares: Shares; readonly clock: Clock },
): SchedulerDependencies['walk'] {
  const answering = (series: SeriesKey, onDecided: () => void) =>
    inSpan('candle-close', seriesAttributes(series), async (note) => {
      const result = await closes.answering(series, clock.nowMs(), (answered) =>
        onCandleClose(walk, series, () => {
          answered();
          onDecided();
        }),
      );
      note({ 'analyser.result': result });
      return result;
    });
  return {
    onCandleClose: (series, onDecided) => shares.during(series, () => answering(series, onDecided)),
    nextAskMs: () => nextAskMs(walk),
  };
}

/** Telegram's API, the operators who are written to by it, and where the bot's events go. */
async function openOperator(
  { config, environment, observe }: ProductDependencies,
  { accounts, setup }: Stores,
  budget: SendBudget,
) {
  const owners = await openOwners({
    ...{ texts: setup, configured: config.adminIds, newCode: () => randomBytes(8).toString('hex') },
  });
  const { clock } = environment;
  const api = createTelegramApi(environment.telegram, { budget, clock, startTimer: startRealTimer });
  const operator = createOperator({
    adminIds: owners.ids,
    send: (telegramId, text) => sendScreen({ api, accounts }, telegramId, { text, keyboard: [] }),
    wallNowMs,
    startTimer: startRealTimer,
    onFailed: (error) => observe.log({ type: 'failure', where: 'telegram/operator', error }),
  });
  const onBotEvent = (event: BotEvent): void => {
    observe.log(event);
    operator.onEvent(event);
  };
  return { api, operator, owners, onBotEvent };
}

/** What readers ask that takes computing: a backtest of a pair, and why a signal was given. */
function openQuestions(
  { config, environment }: ProductDependencies,
  { stores, engine }: { readonly stores: Stores; readonly engine: Engine },
) {
  const { candles, predictions, registry } = stores;
  const backtester = createThreadBacktester();
  const backtests = createPairBacktests({
    ...{ candles, predictions, seed: config.seed, run: backtester.run },
    modelFor: (symbol, timeframe) => servingModel(engine.models, { symbol, timeframe }),
  });
  const explain = createExplainer({ registry, candles, series: environment.series, published: engine.published });
  return { backtests, explain, stopBacktests: backtester.stop };
}
