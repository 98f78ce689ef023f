import { ensureBillingIndexes } from '../../../billing/adapters/mongo/indexes.ts';
import type { DemoKey } from '../../../billing/api-key.ts';
import { createThreadBacktester } from '../../../engine/adapters/backtest-thread/create-thread-backtester.ts';
import type { connectMongo } from '../../../engine/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../../engine/adapters/mongo/indexes.ts';
import type { EngineEvent } from '../../../engine/events.ts';
import { createExplainer, type Explainer } from '../../../engine/explainer.ts';
import { type Evidence, lookEveryMs } from '../../../engine/monitoring/create-evidence.ts';
import type { Clock } from '../../../engine/ports.ts';
import { type ModelSelection, servingModel } from '../../../engine/serving/model-selection.ts';
import { refreshModels, stopTraining } from '../../../engine/serving/refresh-models.ts';
import type { VenueEvent } from '../../../engine/venue/venue-event.ts';
import { refreshFeed } from '../../../engine/walk/feed.ts';
import { nextAskMs } from '../../../engine/walk/late-candle.ts';
import { onCandleClose } from '../../../engine/walk/on-candle-close.ts';
import type { Walk } from '../../../engine/walk/walk.ts';
import { ensureBotIndexes } from '../../adapters/mongo/indexes.ts';
import { createSeenChannels } from '../../adapters/mongo/seen-channels.ts';
import { unshownFamilies } from '../../answers/cost/unshown-families.ts';
import { createPairBacktests, type PairBacktests } from '../../answers/pair-backtests.ts';
import { summary } from '../../answers/summary.ts';
import type { SummaryDependencies } from '../../broadcast/post-summary.ts';
import { createSendToChat } from '../../broadcast/send-to-chat.ts';
import type { Config } from '../../config.ts';
import type { DatabaseEvent } from '../../database/database-watch.ts';
import type { Observe } from '../../observe/observe.ts';
import type { BotEvent } from '../../telegram/bot-event.ts';
import { type ChartDrawer, createChartDrawer } from '../../telegram/charts/create-chart-drawer.ts';
import { type ClockTrust, createClockTrust } from '../../telegram/clock-trust.ts';
import { createTelegramApi } from '../../telegram/create-bot.ts';
import { startRealTimer } from '../../telegram/deadline.ts';
import { createChannelDescriber, type DescriptionDeps } from '../../telegram/jobs/describe-channels.ts';
import { prepareTelegram, type TelegramSetup } from '../../telegram/prepare.ts';
import { createSendBudget, type SendBudget } from '../../telegram/sending/send-budget.ts';
import { sendScreen } from '../../telegram/views/show.ts';
import { ENGLISH } from '../../texts/language.ts';
import { createOperator } from '../../troubles/operator.ts';
import type { Environment } from '../environment.ts';
import { createEventBuffer, type EventBuffer } from '../event-buffer.ts';
import type { Lease } from '../lease.ts';
import type { MarketBoard } from '../market-board.ts';
import { createScheduler, type Duty, type Scheduler, type SchedulerDependencies } from '../scheduler.ts';
import type { UndoStack } from '../undo-stack.ts';
import { type AnsweredCloses, createAnsweredCloses } from './answered-closes.ts';
import { fetchFirstCandles, type WatchedVenue, watchVenue } from './first-candles.ts';
import { jobsOf } from './jobs.ts';
import { listenEvents } from './listen-events.ts';
import { openDeliverer } from './open-deliverer.ts';
import { openDuty } from './open-duty.ts';
import { type Engine, openEngine } from './open-engine.ts';
import { createRetention } from './retention.ts';
import { createStores, demoSeed, type Stores } from './stores.ts';

/** A venue that answers nothing for so long does not hold up the start of the others. */
const SILENT_VENUE_MS = 5_000;

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
  readonly clockTrust: ClockTrust;
  /** What the token may send: one for the bot's answers and the deliverer. */
  readonly budget: SendBudget;
  /** Tells log, metrics and operators what the bot reports. */
  readonly onBotEvent: (event: BotEvent) => void;
  readonly scheduler: Scheduler;
  /** Of engine and sender, whose work this process begins only while it leads. */
  readonly lease: Lease;
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
  const budget = createSendBudget();
  const closes = createAnsweredCloses(environment.series);
  const { api, operator, onBotEvent } = openOperator(deps, stores, budget);
  const { channelIds } = environment.telegram;
  const telegramSetup = await prepareTelegram({
    ...{ api, channelIds, log: onBotEvent },
    seenChannels: createSeenChannels(stores.setup),
  });
  const { channels } = telegramSetup;
  const clockTrust = createClockTrust({ clock, askTelegram: environment.askTelegramTime, onEvent: onBotEvent });
  // Buffered until the board and the operator notices exist, because every event goes to both.
  const engineEvents = createEventBuffer<EngineEvent>();
  const engine = openEngine({
    ...{ config, environment, stores, venue, channels, observe },
    onEvent: engineEvents.onEvent,
  });
  const { venueEvents, databaseEvents, print } = deps;
  const { board } = engine;
  const charts = createChartDrawer({ startTimer: startRealTimer });
  const { deliverer, toChannels } = openDeliverer(deps, { stores, charts, budget, closes, leads: () => leads() });
  const { lease, duty } = openDuty({
    ...{ config, environment, stores, engine, budget, installationId: deps.installationId },
    startEngine: () => startEngine(deps, engine, venue),
    onEvent: (event) => observe.log(event),
    onFailed: (error) => observe.log({ type: 'failure', where: 'lease', error }),
  });
  const leads = (): boolean => lease.token() !== null;
  listenEvents({ engineEvents, venueEvents, databaseEvents, observe, board, operator, clockTrust, leads, print });
  deps.onStop('lease', () => lease.stop());
  await lease.start();
  if (!lease.leads()) await standBy(duty, engine, clock.nowMs());
  const jobs = jobsOf({
    removeOld: createRetention({ ...stores, ...deps, series: environment.series }),
    ...{ api, channels, clockTrust, clock, observe, adminIds: config.adminIds, log: onBotEvent },
    ...{
      accounts: stores.accounts,
      payments: stores.payments,
      memberships: stores.memberships,
      ...{ notices: stores.notices, setup: stores.setup },
    },
    summaries: summariesOf(deps, { stores, channels, toChannels }),
    describeChannels: describerOf(deps, { api, channels, stores, log: onBotEvent }),
    ...{ evidence: engine.evidence, lookEveryMs: lookEveryMs(environment.series) },
  });
  const { models, walk } = engine;
  const scheduler = createScheduler({
    ...{ clock, series: environment.series, deliverer, jobs, observe, wallNowMs, duty },
    walk: walkLane(walk, closes, clock),
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
  const { evidence } = engine;
  return {
    ...{ stores, models, walk, evidence, board, backtests, explain, charts, budget },
    ...{ telegramSetup, clockTrust, onBotEvent, scheduler, lease, demoKeys, stop },
  };
}

async function openStores({ config, environment, connection, observe, print }: ProductDependencies): Promise<Stores> {
  const { superseded } = await ensureIndexes(connection);
  if (superseded > 0) print(ENGLISH.plain('signals-superseded', { count: superseded }));
  await ensureBillingIndexes(connection);
  await ensureBotIndexes(connection);
  return createStores(connection, {
    clock: environment.clock,
    modelsDir: config.modelsDir,
    onUnclosed: (series, text) => observe.log({ type: 'candles-refused', series, findings: [text] }),
  });
}

/** The walk as the scheduler asks for it; which series have answered is noted. */
function walkLane(walk: Walk, closes: AnsweredCloses, clock: Clock): SchedulerDependencies['walk'] {
  return {
    onCandleClose: (series) => closes.answering(series, clock.nowMs(), () => onCandleClose(walk, series)),
    nextAskMs: () => nextAskMs(walk),
  };
}

/** Telegram's API, the operators who are written to by it, and where the bot's events go. */
function openOperator({ config, environment, observe }: ProductDependencies, { accounts }: Stores, budget: SendBudget) {
  const { clock } = environment;
  const api = createTelegramApi(environment.telegram, { budget, clock, startTimer: startRealTimer });
  const operator = createOperator({
    adminIds: config.adminIds,
    send: (telegramId, text) => sendScreen({ api, accounts }, telegramId, { text, keyboard: [] }),
    wallNowMs,
    startTimer: startRealTimer,
    onFailed: (error) => observe.log({ type: 'failure', where: 'telegram/operator', error }),
  });
  const onBotEvent = (event: BotEvent): void => {
    observe.log(event);
    operator.onEvent(event);
  };
  return { api, operator, onBotEvent };
}

/** Fetches the first candles, loads or fits the first models and looks at their evidence. */
async function startEngine(deps: ProductDependencies, engine: Engine, venue: WatchedVenue): Promise<void> {
  const { environment, observe, print } = deps;
  const nowMs = (): number => environment.clock.nowMs();
  const complete = await fetchFirstCandles({
    ...{ series: environment.series, venue, observe, print, wallNowMs },
    fetch: (each) => refreshFeed(engine.walk.feed, each),
    // The sandbox's own venue is always there: what takes long there is the machine.
    silentMs: environment.mode === 'live' ? SILENT_VENUE_MS : Number.POSITIVE_INFINITY,
  });
  await refreshModels(engine.models, nowMs()).catch((error: unknown) => {
    // Without candles there is nothing to learn from yet: the walk asks again, and each new candle trains what is missing.
    if (complete) throw error;
    observe.log({ type: 'failure', where: 'first-training', error });
  });
  await engine.evidence.look(nowMs());
}

/** What the process that leads has stored so far: enough to answer readers. */
async function standBy(duty: Duty, engine: Engine, nowMs: number): Promise<void> {
  await duty.follow();
  await engine.evidence.look(nowMs);
}

/** What the job that posts summaries works with. */
function summariesOf(
  { config, environment }: ProductDependencies,
  parts: {
    readonly stores: Stores;
    readonly channels: SummaryDependencies['channels'];
    readonly toChannels: ReturnType<typeof openDeliverer>['toChannels'];
  },
): SummaryDependencies {
  const { stores, channels, toChannels } = parts;
  return {
    ...{ kind: config.summary, series: environment.series, channels, notices: stores.notices },
    summary: (ask) => summary(ask, { signals: stores.signals }),
    ...toChannels,
    sendToChat: createSendToChat(toChannels),
  };
}

/** Who keeps the channels' descriptions. */
function describerOf(
  { config, environment }: ProductDependencies,
  { stores, ...parts }: Pick<DescriptionDeps, 'api' | 'channels' | 'log'> & { readonly stores: Stores },
): () => Promise<void> {
  const { trackRecord, signals } = stores;
  const { series, swing } = environment;
  return createChannelDescriber({
    ...{ ...parts, informed: config.informed, costs: config.channelCosts },
    unshown: () => unshownFamilies({ series, swing, trackRecord, signals }),
  });
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
