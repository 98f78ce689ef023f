import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseKind, findDatabase } from '../../bot/database/find-database.ts';
import type { TelegramWorld } from '../../bot/sandbox/telegram/world.ts';
import { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../engine/time.ts';
import { reversingCandles } from '../../test/support/candles/candles.ts';
import { writeCandles } from '../../test/support/candles/write-candles.ts';
import { type DrillClock, openDrillClock } from '../faults/real/drill-clock.ts';
import { type RealProcess, startRealProcess } from '../faults/real/real-process.ts';
import { NO_GATE, withName } from '../faults/real/real-stage.ts';
import { openTelegramProxy } from '../faults/real/telegram-proxy.ts';
import { openStandIns } from '../stand-ins/open-stand-ins.ts';
import { addPeople, addSubscribers } from './add-subscribers.ts';
import { silenceEarlier } from './silence-earlier.ts';

export const LOAD_ROLES = ['engine', 'bot', 'api'] as const;
export type LoadRole = (typeof LOAD_ROLES)[number];

export interface LoadStageOptions {
  readonly subscribers: number;
  /** People besides them who write to the bot. */
  readonly writers: number;
  /** Coins that are followed, hours each. */
  readonly markets: number;
  readonly mongodbUri: string | null;
  /** Kept between runs, so that a database program is fetched once. */
  readonly toolsDir: string;
  /** Wall milliseconds that Telegram takes for an answer; default none. */
  readonly answerAfterMs?: number;
  /** One process that does everything, instead of one for each role; default: not. */
  readonly isOneProcess?: boolean;
  readonly log: (line: string) => void;
}

/** The product's processes by roles over a real database, an exchange and a Telegram of the stand-ins, on one clock that is held. */
export interface LoadStage {
  readonly clock: DrillClock;
  readonly roles: Readonly<Record<LoadRole, RealProcess>>;
  readonly people: TelegramWorld;
  readonly subscribers: ReadonlySet<number>;
  readonly writers: readonly number[];
  /** isOurs: started by this process. */
  readonly database: {
    readonly isOurs: boolean;
    /** Such as "SecantusDB 0.7.0b3". */
    readonly name: string;
    readonly connection: Awaited<ReturnType<typeof connectMongo>>;
  };
  /** How many markets are followed. */
  readonly markets: number;
  /** Calls that Telegram answered with 429. */
  readonly refusals: () => number;
  close(): Promise<void>;
}

const NAMES: Readonly<Record<DatabaseKind, string>> = {
  ...{ given: 'a given server', mongod: 'mongod', 'downloaded-mongod': 'mongod', secantusdb: 'SecantusDB' },
};

/** Eight months of hours: enough to train on, and weeks left to replay. */
const CANDLES = 6_000;
const COINS = ['BTC', 'ETH', 'SOL', 'XRP', 'ADA', 'DOT', 'LTC', 'TRX'] as const;
export const MOST_MARKETS = COINS.length;

/** Ready, with its subscribers; the clock stands a few minutes before midnight UTC. */
export async function openLoadStage(options: LoadStageOptions): Promise<LoadStage> {
  const folder = mkdtempSync(join(tmpdir(), 'load-'));
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    return await openIn(folder, options, { undo, close });
  } catch (error) {
    await close();
    throw error;
  }
}

async function openIn(
  folder: string,
  { subscribers, writers, markets, mongodbUri, toolsDir, answerAfterMs, isOneProcess, log }: LoadStageOptions,
  { undo, close }: { readonly undo: (() => unknown)[]; readonly close: () => Promise<void> },
): Promise<LoadStage> {
  const coins = COINS.slice(0, markets);
  const startMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - 5 * MINUTE_MS;
  const clockPath = join(folder, 'clock.json');
  const clock = openDrillClock(clockPath, { startMs, speed: 1 });
  const standInsDir = join(folder, 'stand-ins');
  mkdirSync(standInsDir);
  mkdirSync(join(folder, 'server'));
  log(`${subscribers} subscribers …`);
  const count = subscribers + writers;
  const ids = await addPeople(join(standInsDir, 'telegram.jsonl'), { nowMs: startMs, count });
  const database = await findDatabase({ mongodbUri, dataDir: join(folder, 'server'), toolsDir, print: log });
  undo.push(() => database.close());
  const uri = withName(database.uri, `load_${process.pid}`);
  const connection = await connectMongo(uri);
  undo.push(async () => {
    // A server of our own goes with its folder.
    if (database.kind === 'given') await connection.dropDatabase();
    await connection.close();
  });
  const standIns = await openStandIns({
    ...{ ports: { chat: 0, telegram: 0, exchange: 0, stripe: 0 }, marketData: writeMarkets(folder, coins) },
    ...{ seed: 1, speed: 1, replay: clock.replay, dataDir: standInsDir, stripeWebhook: null, log },
  });
  undo.push(() => standIns.close());
  const telegram = await openTelegramProxy(standIns.addresses.telegram, {
    ...{ gate: NO_GATE, nowMs: clock.nowMs },
    ...(answerAfterMs === undefined ? {} : { answerAfterMs }),
  });
  undo.push(() => telegram.close());
  const environment = {
    ...standIns.addresses.environment,
    ...{ TELEGRAM_API_ROOT: telegram.url, MONGODB_URI: uri, DRILL_CLOCK: clockPath, CHALLENGER: 'logistic' },
    ...{ MARKETS: coins.map((coin) => `binance:${coin}/USDT@1h`).join(','), INFORMATION: 'free,pro,elite' },
  };
  const start = async (role: LoadRole | 'all'): Promise<RealProcess> => {
    log(`${role} …`);
    const started = await startRealProcess({ ...environment, ROLE: role, DATA_DIR: join(folder, role) });
    undo.push(async () => {
      started.child.kill('SIGTERM');
      await started.ended;
    });
    await started.whenReady();
    return started;
  };
  const roles = await startRoles(start, isOneProcess === true);
  await silenceEarlier(connection, { closeMs: Math.floor(startMs / HOUR_MS) * HOUR_MS, markets: coins.length });
  await addSubscribers(connection, ids.slice(0, subscribers), startMs);
  return {
    ...{ clock, roles, people: standIns.people, refusals: telegram.refusals, close },
    ...{ subscribers: new Set(ids.slice(0, subscribers)), writers: ids.slice(subscribers) },
    markets: coins.length,
    database: { isOurs: database.kind !== 'given', name: NAMES[database.kind], connection },
  };
}

async function startRoles(
  start: (role: LoadRole | 'all') => Promise<RealProcess>,
  isOneProcess: boolean,
): Promise<LoadStage['roles']> {
  // The engine first: it makes indexes and models that the others read.
  const engine = await start(isOneProcess ? 'all' : 'engine');
  if (isOneProcess) return { engine, bot: engine, api: engine };
  const [bot, api] = await Promise.all([start('bot'), start('api')]);
  return { engine, bot, api };
}

/** A file of each coin, as MARKET_DATA takes them. */
function writeMarkets(folder: string, coins: readonly string[]): string {
  const files = coins.map((coin, index) =>
    writeCandles(
      join(folder, `${coin}USDT_binance_1h.csv`),
      reversingCandles({ count: CANDLES, seed: 11 + index, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS }),
    ),
  );
  return files.join(',');
}
