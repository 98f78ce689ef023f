import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ensureBillingIndexes } from '../../billing/adapters/mongo/indexes.ts';
import type { DemoKey } from '../../billing/api-key.ts';
import { createThreadBacktester } from '../../engine/adapters/backtest-thread/create-thread-backtester.ts';
import { createPublishedFiles } from '../../engine/adapters/files/published-files.ts';
import type { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { createThreadTrainer } from '../../engine/adapters/training-thread/create-thread-trainer.ts';
import type { EngineEvent } from '../../engine/events.ts';
import { createExplainer, type Explainer } from '../../engine/explainer.ts';
import { seriesName } from '../../engine/market/series.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import { createEvidence, type Evidence, lookEveryMs } from '../../engine/monitoring/create-evidence.ts';
import {
  type ModelSelection,
  openModelSelection,
  servingModel,
  staleReason,
} from '../../engine/serving/model-selection.ts';
import { refreshModels, stopTraining } from '../../engine/serving/refresh-models.ts';
import type { VenueEvent } from '../../engine/venue/venue-event.ts';
import { newestWindow, refreshFeed } from '../../engine/walk/feed.ts';
import { feedFacts } from '../../engine/walk/feed-facts.ts';
import { nextAskMs } from '../../engine/walk/late-candle.ts';
import { onCandleClose } from '../../engine/walk/on-candle-close.ts';
import { openWalk, type Walk } from '../../engine/walk/walk.ts';
import { ensureBotIndexes } from '../adapters/mongo/indexes.ts';
import type { PairBacktests } from '../answers/pair-backtests.ts';
import { createPairBacktests } from '../answers/pair-backtests.ts';
import { createDeliverer } from '../broadcast/deliver.ts';
import { planDeliveries } from '../broadcast/plan.ts';
import type { Config } from '../config.ts';
import type { DatabaseEvent } from '../database/database-watch.ts';
import type { Observe } from '../observe.ts';
import type { BotEvent } from '../telegram/bot-event.ts';
import { createChannelSender } from '../telegram/channels/channel-sender.ts';
import { type ClockTrust, createClockTrust } from '../telegram/clock-trust.ts';
import { createTelegramApi } from '../telegram/create-bot.ts';
import { startRealTimer } from '../telegram/deadline.ts';
import { prepareTelegram, type TelegramSetup } from '../telegram/prepare.ts';
import { tell } from '../telegram/views/show.ts';
import { ENGLISH } from '../texts/language.ts';
import { reasonText } from '../texts/reason-text.ts';
import { createOperator } from '../troubles/operator.ts';
import { fetchFirstCandles, watchVenue } from './first-candles.ts';
import { jobsOf } from './jobs.ts';
import { createMarketBoard, type MarketBoard } from './market-status.ts';
import { createRelay, type Relay } from './relay.ts';
import { createRetention } from './retention.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createStores, demoSeed, recordOf, type Stores } from './stores.ts';
import type { Surroundings } from './surroundings.ts';

/** The candles a fit looks back on: two years of hours. */
const TRAINING_CANDLES = 17_520;
/** Serves until the first challenger has passed the gate: a fit of seconds, so that the product starts soon. */
const FIRST_KIND = 'logistic';
/** A venue that answers nothing for so long does not hold up the start of the others. */
const SILENT_VENUE_MS = 5_000;
/** Wall time for which a decision waits for other markets' newest candles, which a model may read. */
const CONTEXT_WAIT_MS = 1_000;
const TELEGRAM_ROOT = 'https://api.telegram.org';

type Connection = Awaited<ReturnType<typeof connectMongo>>;

export interface ProductDependencies {
  readonly config: Config;
  readonly surroundings: Surroundings;
  readonly connection: Connection;
  readonly observe: Observe;
  /** What the venues have told and will tell. */
  readonly venueEvents: Relay<VenueEvent>;
  /** Losses of the database and their ends. */
  readonly databaseEvents: Relay<DatabaseEvent>;
  readonly say: (line: string) => void;
}

/** The engine and billing over their stores, with the bot's side of the channels: what HTTP and chat are put in front of. */
export interface Product {
  readonly stores: Stores;
  readonly models: ModelSelection;
  readonly walk: Walk;
  readonly evidence: Evidence;
  readonly board: MarketBoard;
  readonly backtests: PairBacktests;
  readonly explain: Explainer;
  /** Telegram's side: channels as they are known, and what is still to be asked. */
  readonly telegramSetup: TelegramSetup;
  readonly clockTrust: ClockTrust;
  /** Tells log, metrics and operators what the bot reports. */
  readonly onBotEvent: (event: BotEvent) => void;
  readonly scheduler: Scheduler;
  readonly demoKeys: readonly DemoKey[];
  /** Ends a training under way, lets no further message start and waits for the one that has. */
  stop(): Promise<void>;
}

/** Builds indexes, backfills, loads or fits the models and prepares Telegram; no candle is processed before the scheduler's first tick. */
export async function createProduct(deps: ProductDependencies): Promise<Product> {
  const { config, surroundings, connection, observe, say } = deps;
  const { clock, series, marketSource } = surroundings;
  const wallNowMs = (): number => performance.now();
  const venue = watchVenue(surroundings.venue, wallNowMs);
  const { superseded } = await ensureIndexes(connection);
  if (superseded > 0)
    say(`${superseded} signals of candles that were published twice are kept, marked as superseded and not counted`);
  await ensureBillingIndexes(connection);
  await ensureBotIndexes(connection);
  const stores = createStores(connection, {
    clock,
    modelsDir: config.modelsDir,
    onUnclosed: (series, text) => observe.log({ type: 'candles-refused', series, findings: [text] }),
  });
  const api = createTelegramApi(surroundings.telegram);
  const operator = createOperator({
    adminIds: config.adminIds,
    send: (telegramId, text) => tell({ api, accounts: stores.accounts }, telegramId, { text, keyboard: [] }),
    wallNowMs,
    startTimer: startRealTimer,
    onFailed: (error) => observe.log({ type: 'failure', where: 'telegram/operator', error }),
  });
  const onBotEvent = (event: BotEvent): void => {
    observe.log(event);
    operator.onEvent(event);
  };
  const published = createPublishedFiles(config.published, (error) =>
    observe.log({ type: 'failure', where: 'published figures', error }),
  );
  // Kept until the board and the operator, who are asked with every event, are there.
  const engineEvents = createRelay<EngineEvent>();
  const models = openModelSelection({
    series,
    registry: stores.registry,
    candles: stores.candles,
    predictions: stores.predictions,
    train: createThreadTrainer({ checkpointFolder: join(config.dataDir, 'training') }),
    firstKind: FIRST_KIND,
    challengerKind: config.challenger,
    seed: config.seed,
    trainingCandles: TRAINING_CANDLES,
    indicators: config.indicators,
    published,
    onEvent: engineEvents.tell,
  });
  const evidence = createEvidence({
    series,
    predictions: stores.predictions,
    candles: stores.candles,
    modelFor: (each) => servingModel(models, each),
    staleReason: (each, nowMs) => staleReason(models, each, nowMs),
    onEvent: engineEvents.tell,
  });
  const telegramSetup = await prepareTelegram({
    api,
    channelIds: surroundings.telegram.channelIds,
    setup: stores.setup,
    log: onBotEvent,
  });
  const { channels } = telegramSetup;
  const clockTrust = createClockTrust({ clock, askTelegram: surroundings.askTelegramTime, onEvent: onBotEvent });
  const walk = openWalk({
    venue,
    candles: stores.candles,
    revisions: stores.revisions,
    ledger: stores.signals,
    predictions: stores.predictions,
    watermarks: stores.watermarks,
    clock,
    marketSource,
    modelFor: (each) => servingModel(models, each),
    mutedReason: evidence.mutedReason,
    planDeliveries: (signal) => planDeliveries(signal, { channels }),
    historyCandles: surroundings.historyCandles,
    series,
    published,
    onEvent: engineEvents.tell,
    ...(surroundings.mode === 'live' ? { waitForContext: (work) => within(work, CONTEXT_WAIT_MS) } : {}),
  });
  const { candles, revisions, accounts, payments, memberships } = stores;
  const board = createMarketBoard({
    series,
    marketSource,
    candles,
    revisions,
    clock,
    modelFor: (each) => servingModel(models, each),
    recent: (each) => newestWindow(walk.feed, each),
    feedFacts: (each) => feedFacts(walk, each),
    mutedReason: evidence.mutedReason,
  });
  const listen = (event: EngineEvent): void => {
    observe.log(event);
    board.onEvent(event);
    operator.onEvent(event);
    if (event.type === 'model-ready')
      say(`model: ${event.version} for ${event.group} (${event.how}, ${event.rows.toLocaleString('en')} rows)`);
    if (event.type === 'signals-muted')
      say(
        event.reason === null
          ? `${seriesName(event.series)} may speak again`
          : `${seriesName(event.series)} publishes no signals: ${reasonText(event.reason, ENGLISH)}`,
      );
    if (event.type === 'model-change' && event.from !== null)
      say(`model of ${event.group} changes from ${event.from} to ${event.to}: ${reasonText(event.reason, ENGLISH)}`);
  };
  engineEvents.listen(listen);
  const hear = (event: VenueEvent): void => {
    observe.log(event);
    board.onEvent(event);
    operator.onEvent(event);
    if (event.type === 'clock-skew') clockTrust.noteVenue(event.exchangeId, event.level === 'stop', event.skewMs);
  };
  deps.venueEvents.listen(hear);
  deps.databaseEvents.listen((event) => {
    observe.log(event);
    operator.onEvent(event);
  });
  // The sandbox's own venue is always there: what takes long there is the machine.
  const silentMs = surroundings.mode === 'live' ? SILENT_VENUE_MS : Number.POSITIVE_INFINITY;
  const complete = await fetchFirstCandles({
    series,
    fetch: (each) => refreshFeed(walk.feed, each),
    venue,
    observe,
    say,
    wallNowMs,
    silentMs,
  });
  await refreshModels(models, clock.nowMs()).catch((error: unknown) => {
    // Without candles there is nothing to learn from yet: the walk asks again, and each new candle trains what is missing.
    if (complete) throw error;
    observe.log({ type: 'failure', where: 'first training', error });
  });
  await evidence.look(clock.nowMs());
  const deliverer = createDeliverer({
    outbox: stores.outbox,
    sender: createChannelSender({
      token: surroundings.telegram.token,
      apiRoot: surroundings.telegram.apiRoot ?? TELEGRAM_ROOT,
    }),
    clock,
    record: recordOf(stores),
    onEvent: (event) => observe.log(event),
    botUsername: surroundings.botUsername,
    // The replay's clock stands still while work is under way, so a claim of a running process is never older.
    ...(surroundings.mode === 'sandbox'
      ? { leaseMs: Math.max(...series.map((each) => timeframeMs(each.timeframe))) }
      : {}),
  });
  const removeOld = createRetention({ series, registry: stores.registry, connection, config });
  const jobs = jobsOf({
    removeOld,
    api,
    accounts,
    payments,
    memberships,
    channels,
    adminIds: config.adminIds,
    notices: stores.notices,
    clockTrust,
    clock,
    observe,
    log: onBotEvent,
    evidence,
    lookEveryMs: lookEveryMs(series),
  });
  const scheduler = createScheduler({
    clock,
    series,
    walk: { onCandleClose: (each) => onCandleClose(walk, each), nextAskMs: () => nextAskMs(walk) },
    refreshModels: (nowMs) => refreshModels(models, nowMs),
    deliverer,
    jobs,
    observe,
    wallNowMs,
  });
  const demoKeys =
    surroundings.mode === 'sandbox' ? await stores.apiKeys.ensureDemoKeys(await demoSeed(stores), clock.nowMs()) : [];
  const backtester = createThreadBacktester();
  const backtests = createPairBacktests({
    candles: stores.candles,
    predictions: stores.predictions,
    modelFor: (symbol, timeframe) => servingModel(models, { symbol, timeframe }),
    seed: config.seed,
    run: backtester.run,
  });
  const explain = createExplainer({ registry: stores.registry, candles: stores.candles, series, published });
  const stop = async (): Promise<void> => {
    backtester.stop();
    await stopTraining(models);
    await deliverer.stop();
  };
  return {
    stores,
    models,
    walk,
    evidence,
    board,
    backtests,
    explain,
    telegramSetup,
    clockTrust,
    onBotEvent,
    scheduler,
    demoKeys,
    stop,
  };
}

/** Resolves when the work is done or its time is over, whichever comes first. */
async function within(work: Promise<unknown>, limitMs: number): Promise<void> {
  const limit = new AbortController();
  await Promise.race([work, wait(limitMs, undefined, limit).catch(() => {})]);
  limit.abort();
}
