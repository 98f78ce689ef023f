import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Wakeups } from '../../engine/adapters/cron.ts';
import { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import type { VenueEvent } from '../../engine/venue/venue-event.ts';
import type { Answers } from '../answers/answers.ts';
import type { Config } from '../config.ts';
import { claimDataDir } from '../database/data-dir.ts';
import { createDatabaseWatch, type DatabaseEvent } from '../database/database-watch.ts';
import { type Database, findDatabase } from '../database/find-database.ts';
import type { HttpServer } from '../http/dependencies.ts';
import { registerAlertWebhook } from '../http/webhooks/alert-webhook.ts';
import { registerPartnerRoutes } from '../http/webhooks/partner-routes.ts';
import { registerStripeWebhook } from '../http/webhooks/stripe-webhook.ts';
import { registerTelegramWebhook } from '../http/webhooks/telegram-webhook.ts';
import { createObserve, type Observe } from '../observe/observe.ts';
import { dutiesOf } from '../settings/role.ts';
import type { TelegramBot } from '../telegram/create-bot.ts';
import { openFactJournal } from '../telegram/updates/fact-journal.ts';
import type { KeptFact } from '../telegram/updates/parse-journal.ts';
import { ENGLISH, reportTextFaults } from '../texts/language.ts';
import { startTracing } from '../tracing/start-tracing.ts';
import { traceCommands } from '../tracing/trace-commands.ts';
import type { Environment } from './environment.ts';
import { createEventBuffer } from './event-buffer.ts';
import { readInstallationId } from './installation-id.ts';
import { journalPath, learnBotName, listenToTelegram, type TelegramListener, webhookOf } from './listen-telegram.ts';
import { observeDatabase } from './observe-database.ts';
import { type EnvironmentOptions, type OpenEnvironment, openEnvironment } from './open-environment.ts';
import { listenProblem, openPorts } from './open-ports.ts';
import { createProduct, type Product } from './product/product.ts';
import { checksOf, readinessOf } from './readiness.ts';
import type { Job } from './scheduler.ts';
import { answersOf, botOf, predictorOf, type SurfaceDependencies, serverOf } from './surfaces.ts';
import { startTicks } from './ticks.ts';
import { createUndoStack, type UndoStack } from './undo-stack.ts';

/** How long a stop waits for a market that is still being opened, which holds nothing outside this process. */
const UNFINISHED_MS = 2_000;

export interface StartOptions {
  readonly config: Config;
  readonly version: string;
  /** Sandbox only: begin a new world, the old one is moved aside. */
  readonly fresh?: boolean;
  readonly print: (line: string) => void;
  /** Aborted when the process is asked to stop, which may come before it is ready. */
  readonly signal: AbortSignal;
}

/** The whole product, running. */
export interface Running {
  readonly url: string;
  readonly environment: Environment;
  readonly product: Product;
  readonly database: Database;
  readonly observe: Observe;
  /** Stops in reverse order of the start; what has begun is finished, nothing new begins. */
  stop(reason: string): Promise<void>;
}

/**
 * Reads nothing but its arguments; starts everything in order. When a step fails or the signal is aborted, what was started is
 * stopped again before it rejects.
 */
export async function startAll(options: StartOptions): Promise<Running> {
  const { signal, print } = options;
  const undo = createUndoStack();
  const starting = startInOrder(options, undo);
  try {
    return await Promise.race([starting, abortOf(signal)]);
  } catch (error) {
    // Steps under way fail once what they need is closed; such errors are expected and not logged.
    starting.catch(() => {});
    await undo.unwind((name, failure) => print(ENGLISH.plain('start-not-stopped', { name, error: String(failure) })));
    throw error;
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // Most starts are over long before anybody asks for the end.
  aborted.catch(() => {});
  return aborted;
}

/** From here on a missing text is a line in the log, and the English sentence is shown in its place. */
function reportFaultsOfTexts(observe: Observe, undo: UndoStack): void {
  const throwAgain = reportTextFaults(({ language, key, error }) =>
    observe.log({ type: 'failure', where: 'texts', error: new Error(`${key} in ${language}: ${error}`) }),
  );
  undo.push('texts', async () => throwAgain());
}

async function connectTo(database: Database, { tracesTo }: Config): ReturnType<typeof connectMongo> {
  try {
    const root = await connectMongo(database.uri, { isMonitored: tracesTo !== null });
    if (tracesTo !== null) traceCommands(root.getClient());
    return root;
  } catch (error) {
    const name = database.kind === 'given' ? 'MONGODB_URI' : database.describe;
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

async function startInOrder(options: StartOptions, undo: UndoStack): Promise<Running> {
  const { config, version, fresh = false, print, signal } = options;
  signal.throwIfAborted();
  const ports = await openPorts(config);
  undo.push('ports', () => ports.close());
  if (config.tracesTo !== null) undo.push('traces', await startTracing({ endpoint: config.tracesTo, version }));
  const folder = await claimDataDir(config.dataDir);
  undo.push('data-folder', () => folder.release());
  signal.throwIfAborted();
  const venueEvents = createEventBuffer<VenueEvent>();
  const databaseEvents = createEventBuffer<DatabaseEvent>();
  const onDatabaseEnded = (detail: string): void =>
    databaseEvents.onEvent({ type: 'database', what: 'failed', detail });
  const [place, database] = await openBoth(
    { config, fresh, print, signal, onVenueEvent: venueEvents.onEvent, onDatabaseEnded },
    undo,
  );
  const { environment } = place;
  signal.throwIfAborted();
  const root = await connectTo(database, config);
  undo.push('database-connection', () => root.close());
  const watch = createDatabaseWatch({
    ping: async () => await root.db?.admin().ping(),
    isConnected: () => root.readyState === 1,
    wallNowMs: () => performance.now(),
    onEvent: databaseEvents.onEvent,
  });
  const connection = place.databaseName === null ? root : root.useDb(place.databaseName);
  const observe = createObserve({
    level: config.logLevel ?? (environment.mode === 'live' ? 'info' : 'warn'),
    clock: environment.clock,
    walked: dutiesOf(config.role).engine ? environment.series : [],
  });
  ports.metrics?.serve(observe);
  observeDatabase(root, { describe: database.describe, observe });
  reportFaultsOfTexts(observe, undo);
  const product = await createProduct({
    ...{ config, environment, connection, observe, venueEvents, databaseEvents, print },
    installationId: await readInstallationId(config.dataDir),
    onStop: undo.push,
    checks: () => checksOf(surfaces.ready),
  });
  signal.throwIfAborted();
  const surfaces: SurfaceDependencies = {
    config,
    environment,
    product,
    observe,
    version,
    database: { kind: database.kind, watch },
    ready: readinessOf({ config, environment, product, database: watch, connection }),
  };
  await ports.starting.close();
  const url = await openSurfaces(surfaces, place.databaseName, undo);
  undo.push('deliveries', () => product.stop());
  watch.start();
  undo.push('database-watch', async () => watch.stop());
  environment.sandbox?.begin();
  const ticks: Wakeups = startTicks(product.scheduler, environment.sandbox);
  undo.push('ticks', () => ticks.stop());
  observe.log({ type: 'started', version, mode: environment.mode, role: config.role, jobs: jobsOf(config, product) });
  const stop = async (reason: string): Promise<void> => {
    const startedMs = performance.now();
    observe.log({ type: 'stopping', reason });
    await undo.unwind((name, error) => observe.log({ type: 'failure', where: `stop ${name}`, error }));
    observe.log({ type: 'stopped', durationMs: performance.now() - startedMs });
  };
  return { url, environment, product, database, observe, stop };
}

/** The jobs that this process may run: only an engine does what the one that leads does. */
function jobsOf({ role }: Config, { scheduler: { deps } }: Product): readonly Job[] {
  return dutiesOf(role).engine ? deps.jobs : deps.jobs.filter(({ everywhere }) => everywhere === true);
}

interface Opening extends EnvironmentOptions {
  readonly onDatabaseEnded: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Opens the market's side and the database. At the same time where nothing about the market was set; else the market first,
 * because a wrong setting must be found before anything is installed. Either is undone even when it is still on its way.
 */
async function openBoth(opening: Opening, undo: UndoStack): Promise<readonly [OpenEnvironment, Database]> {
  const { config, print, signal } = opening;
  const findNow = (): Promise<Database> => {
    const { mongodbUri } = config;
    const dataDir = resolve(config.dataDir);
    const finding = findDatabase({ mongodbUri, dataDir, print, signal, onEnded: opening.onDatabaseEnded });
    // Ends by itself soon after the signal.
    undo.push('database', async () => await (await finding.catch(() => null))?.close());
    return finding;
  };
  const placing = openEnvironment(opening);
  undo.push('environment', async () => {
    const place = await Promise.race([placing.catch(() => null), sleep(UNFINISHED_MS, null, { ref: false })]);
    await place?.environment.close();
  });
  if (config.telegram !== null || config.markets !== null || config.marketData !== null) {
    const place = await placing;
    signal.throwIfAborted();
    return [place, await findNow()];
  }
  const finding = findNow();
  finding.catch(() => {});
  return [await placing, await finding];
}

/** Listens for programs and people, as far as the role does, then starts the bot. Returns the address. */
async function openSurfaces(surfaces: SurfaceDependencies, world: string | null, undo: UndoStack): Promise<string> {
  const { config, environment, observe, product } = surfaces;
  const predictor = predictorOf(surfaces);
  const answers = answersOf(surfaces, predictor);
  const duties = dutiesOf(config.role);
  const telegram = duties.bot ? await openBot(surfaces, { answers, world }, undo) : null;
  const webhook = telegram === null ? null : webhookOf(config);
  let listener: TelegramListener | null = null;
  const extend = async (app: HttpServer): Promise<void> => {
    await environment.sandbox?.mount(app);
    if (duties.bot && config.alertSecret !== null) {
      registerAlertWebhook(app, {
        secret: config.alertSecret,
        onAlert(alert) {
          const { isFiring, name, severity, summary } = alert;
          observe.log({ type: isFiring ? 'alert-fired' : 'alert-resolved', name, severity, summary });
          product.alerts.take(alert);
        },
        onWatchdog: product.deadMan.watchdogCalled,
        onOutcome: (outcome) => observe.log({ type: 'webhook', source: 'alertmanager', outcome }),
      });
    }
    const { cards } = product;
    if (duties.api && cards !== null)
      registerStripeWebhook(app, {
        receive: cards.receive,
        onOutcome: (outcome) => observe.log({ type: 'webhook', source: 'stripe', outcome }),
      });
    if (duties.api)
      registerPartnerRoutes(app, {
        ...{ partners: product.partners, wallClock: createSystemClock() },
        onOutcome: (outcome) => observe.log({ type: 'webhook', source: 'partner', outcome }),
      });
    if (webhook === null) return;
    registerTelegramWebhook(app, {
      secret: webhook.secret,
      handle: async (update) => {
        if (listener === null) throw new Error('expected the bot to listen, it starts');
        await listener.accept(update);
      },
      onOutcome: (outcome) => observe.log({ type: 'webhook', source: 'telegram', outcome }),
    });
  };
  const server = serverOf(surfaces, answers, { extend, listener: () => listener });
  undo.push('http', async () => void (await server.close()));
  const { host, port } = config;
  const url = await server.listen({ host, port }).catch((error: unknown) => {
    throw listenProblem(error, { setting: 'PORT', port, host });
  });
  environment.sandbox?.listening(url);
  if (telegram === null) {
    undo.push('introduction', learnBotName(environment));
    return url;
  }
  const { telegramSetup: setup, onBotEvent: onEvent } = product;
  const listening = await listenToTelegram({ telegram, setup, environment, webhook, onEvent });
  listener = listening;
  undo.push('telegram', () => listening.stop());
  return url;
}

/** The bot with what an earlier process left to it, not yet listening. */
async function openBot(
  surfaces: SurfaceDependencies,
  { answers, world }: { readonly answers: Answers; readonly world: string | null },
  undo: UndoStack,
): Promise<TelegramBot> {
  const left = createEventBuffer<readonly KeptFact[]>();
  const path = journalPath(surfaces.config, world);
  const journal = await openFactJournal({ path, onLeft: left.onEvent, onEvent: surfaces.product.onBotEvent });
  undo.push('facts', () => journal.close());
  const telegram = botOf(surfaces, answers, journal);
  left.listen(telegram.intake.takeLeft);
  return telegram;
}
