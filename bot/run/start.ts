import { resolve } from 'node:path';
import type { VenueEvent } from '../../engine/adapters/ccxt/venue-event.ts';
import type { Wakeups } from '../../engine/adapters/cron.ts';
import { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import type { Config } from '../config.ts';
import { claimDataDir } from '../database/data-dir.ts';
import { type Database, findDatabase } from '../database/find-database.ts';
import { registerTelegramWebhook } from '../http/telegram-webhook.ts';
import { createObserve, type Observe } from '../observe.ts';
import { ALLOWED_UPDATES, type TelegramBot } from '../telegram/create-bot.ts';
import { botOf, type FrontDependencies, predictorOf, serverOf } from './front.ts';
import { openLive } from './live.ts';
import { createProduct, type Product } from './product.ts';
import { createRelay } from './relay.ts';
import { openSandbox, type SandboxDependencies } from './sandbox.ts';
import type { Surroundings } from './surroundings.ts';
import { startTicks } from './ticks.ts';

export interface StartOptions {
  readonly config: Config;
  readonly version: string;
  /** Sandbox only: begin a new world, the old one is moved aside. */
  readonly fresh?: boolean;
  readonly say: (line: string) => void;
}

/** The whole product, running. */
export interface Running {
  readonly url: string;
  readonly surroundings: Surroundings;
  readonly product: Product;
  readonly database: Database;
  readonly observe: Observe;
  /** Stops in reverse order of the start; what has begun is finished, nothing new begins. */
  stop(reason: string): Promise<void>;
}

/** What has been started, undone last first. One failing step does not keep the others from stopping. */
interface Undo {
  readonly name: string;
  run(): Promise<void>;
}

async function unwind(undo: Undo[], observe: Observe | null): Promise<void> {
  for (const { name, run } of undo.splice(0).reverse()) {
    try {
      await run();
    } catch (error) {
      observe?.log({ type: 'failure', where: `stop ${name}`, error });
    }
  }
}

/** Reads nothing but its arguments; starts everything in order. When a step fails, what was started is stopped again. */
export async function startAll(options: StartOptions): Promise<Running> {
  const undo: Undo[] = [];
  try {
    return await startInOrder(options, undo);
  } catch (error) {
    await unwind(undo, null);
    throw error;
  }
}

async function startInOrder({ config, version, fresh = false, say }: StartOptions, undo: Undo[]): Promise<Running> {
  const claim = await claimDataDir(config.dataDir);
  undo.push({ name: 'data folder', run: () => claim.release() });
  const venueEvents = createRelay<VenueEvent>();
  const [place, database] = await openBoth(
    openPlace({ config, fresh, say, onVenueEvent: venueEvents.tell }),
    findDatabase({ mongodbUri: config.mongodbUri, dataDir: resolve(config.dataDir), say }),
    undo,
  );
  const { surroundings } = place;
  const root = await connectMongo(database.uri);
  undo.push({ name: 'database connection', run: () => root.close() });
  const connection = place.databaseName === null ? root : root.useDb(place.databaseName);
  const observe = createObserve({
    level: config.logLevel ?? (surroundings.mode === 'live' ? 'info' : 'warn'),
    clock: surroundings.clock,
  });
  const product = await createProduct({ config, surroundings, connection, observe, venueEvents, say });
  const front: FrontDependencies = {
    config,
    surroundings,
    product,
    observe,
    version,
    database: {
      describe: database.describe,
      ping: async () => {
        await connection.db?.admin().ping();
      },
    },
  };
  const url = await openFront(front, undo);
  undo.push({ name: 'deliveries', run: () => product.stop() });
  surroundings.sandbox?.begin();
  const ticks: Wakeups = startTicks(product.scheduler, surroundings.sandbox);
  undo.push({ name: 'ticks', run: () => ticks.stop() });
  observe.log({ type: 'started', version, mode: surroundings.mode, role: config.role });
  const stop = async (reason: string): Promise<void> => {
    const startedMs = performance.now();
    observe.log({ type: 'stopping', reason });
    await unwind(undo, observe);
    observe.log({ type: 'stopped', durationMs: performance.now() - startedMs });
  };
  return { url, surroundings, product, database, observe, stop };
}

async function openPlace(
  deps: SandboxDependencies,
): Promise<{ readonly surroundings: Surroundings; readonly databaseName: string | null }> {
  if (deps.config.telegram === null) return openSandbox(deps);
  return { surroundings: await openLive(deps), databaseName: null };
}

/** Opens the market's side and the database at the same time; whichever opened is undone when the other fails. */
async function openBoth<T extends { readonly surroundings: Surroundings }>(
  opening: Promise<T>,
  finding: Promise<Database>,
  undo: Undo[],
): Promise<readonly [T, Database]> {
  const [database, place] = await Promise.allSettled([finding, opening]);
  if (database.status === 'fulfilled') undo.push({ name: 'database', run: () => database.value.close() });
  if (place.status === 'fulfilled') undo.push({ name: 'surroundings', run: () => place.value.surroundings.close() });
  if (database.status === 'rejected') throw database.reason;
  if (place.status === 'rejected') throw place.reason;
  return [place.value, database.value];
}

/** Listens for programs and people, then starts the bot. Returns the address. */
async function openFront(front: FrontDependencies, undo: Undo[]): Promise<string> {
  const { config, surroundings, observe } = front;
  const predictor = predictorOf(front);
  const telegram = botOf(front, predictor);
  const webhook = webhookOf(config);
  const server = serverOf(front, predictor, async (app) => {
    await surroundings.sandbox?.mount(app);
    if (webhook === null) return;
    registerTelegramWebhook(app, {
      secret: webhook.secret,
      handle: async (update) => telegram.bot.handleUpdate(update as Parameters<typeof telegram.bot.handleUpdate>[0]),
      onOutcome: (outcome) => observe.log({ type: 'webhook', source: 'telegram', outcome }),
    });
  });
  undo.push({ name: 'http', run: async () => void (await server.close()) });
  const url = await server.listen({ host: config.host, port: config.port });
  undo.push(await startTelegram(telegram, webhook, observe));
  return url;
}

interface Webhook {
  readonly url: string;
  readonly secret: string;
}

function webhookOf(config: Config): Webhook | null {
  if (config.publicUrl === null || config.webhookSecret === null || config.telegram === null) return null;
  return { url: new URL('/telegram/webhook', config.publicUrl).href, secret: config.webhookSecret };
}

async function startTelegram(telegram: TelegramBot, webhook: Webhook | null, observe: Observe): Promise<Undo> {
  const { bot, idle } = telegram;
  await bot.init();
  if (webhook !== null) {
    await bot.api.setWebhook(webhook.url, { secret_token: webhook.secret, allowed_updates: ALLOWED_UPDATES });
    return { name: 'telegram', run: idle };
  }
  await bot.api.deleteWebhook();
  const polling = bot.start({ allowed_updates: ALLOWED_UPDATES });
  polling.catch((error: unknown) => observe.log({ type: 'failure', where: 'telegram polling', error }));
  return {
    name: 'telegram',
    async run() {
      await bot.stop();
      await idle();
    },
  };
}
