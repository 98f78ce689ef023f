import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDatabase } from '../../../bot/database/find-database.ts';
import { connectMongo, MOST_CONNECTIONS } from '../../../engine/adapters/mongo/connect.ts';
import { type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import { DAY_MS, MINUTE_MS } from '../../../engine/time.ts';
import { reversingCandles } from '../../../test/support/candles/candles.ts';
import { writeCandles } from '../../../test/support/candles/write-candles.ts';
import { callsOf, firstPerson, type Person } from '../../../test/support/process/product-process.ts';
import { openStandIns, type StandInsAddresses } from '../../stand-ins/open-stand-ins.ts';
import { type DrillClock, openDrillClock } from './drill-clock.ts';
import type { EffectGate } from './effect-gate.ts';
import { type LocalProxy, openHttpProxy } from './http-proxy.ts';
import { openMongoProxy } from './mongo-proxy.ts';
import { type RealProcess, type StartOptions, startRealProcess } from './real-process.ts';
import { openTelegramProxy } from './telegram-proxy.ts';

export const CANDLE_MS = 15 * MINUTE_MS;

/** What is followed: these coins at these timeframes, made of candles of the first of them. */
export interface StageMarket {
  readonly coins: readonly string[];
  readonly timeframes: readonly [Timeframe, ...Timeframe[]];
  /** Half of them is the past to train on, half is left to replay. */
  readonly candles: number;
}

/** Two months. Only the most confident tenth or so of the candles becomes signals, so there are several coins. */
const DRILL_MARKET: StageMarket = { coins: ['BTC', 'ETH', 'SOL', 'XRP'], timeframes: ['15m'], candles: 6_000 };

/** What surrounds a real process of the product: stand-ins, a real database, and a clock that runs faster than the machine's. */
export interface RealStage {
  readonly clock: DrillClock;
  readonly addresses: StandInsAddresses;
  readonly person: Person;
  /** Another one after loseDatabase. */
  databaseUri(): string;
  /** The database's server was started by this process. */
  readonly isDatabaseOurs: boolean;
  /** Calls that Telegram answered with 429. */
  readonly refusals: () => number;
  /** Starts the product (ROLE=all) without waiting for anything. */
  start(options?: StartOptions): Promise<RealProcess>;
  /** Starts one engine of several (ROLE=engine), with a data folder of this name. */
  startEngine(name: string): Promise<RealProcess>;
  /** What a lost disk does: the product that is started next finds an empty database. Only without a gate. */
  loseDatabase(): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** Virtual milliseconds per millisecond. */
  readonly speed: number;
  /** The server; a database of its own on it is dropped in the end. Null: one that is found as npm start does. */
  readonly mongodbUri: string | null;
  /** Kept between runs, so that a database program is fetched once. */
  readonly toolsDir: string;
  readonly name: string;
  /** What counts effects between the process and the outside; null: it reaches them directly. */
  readonly gate: EffectGate | null;
  /** Absent: four coins of a quarter of an hour. */
  readonly market?: StageMarket;
  /** Whether there is a second channel that gets signals at once; absent: no. */
  readonly hasElite?: boolean;
  /** The product opens all its connections to the database at once: what grows later is no pool that fills. Absent: when needed. */
  readonly hasFullPool?: boolean;
  /** Told the path of each request that the exchange has answered. */
  readonly onVenueAnswer?: (path: string) => void;
  readonly log: (line: string) => void;
}

export async function openRealStage(options: StageOptions): Promise<RealStage> {
  const { speed, gate, market = DRILL_MARKET, log } = options;
  const { folder, clockPath, dataDir } = makeFolder();
  // Two minutes before an hour: soon a candle closes. The same all day, so that days can be compared.
  const startMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - 2 * MINUTE_MS;
  const clock = openDrillClock(clockPath, { startMs, speed });
  const find = () =>
    findDatabase({ ...{ mongodbUri: options.mongodbUri, dataDir, toolsDir: options.toolsDir }, print: log });
  let database = await find();
  const uriOf = (server: string): string => withName(server, `${options.name}_${process.pid}`);
  const ownUri = (): string => pooled(mongo?.url ?? uriOf(database.uri), options);
  const standIns = await openStandIns({
    ...{
      ports: { chat: 0, telegram: 0, exchange: 0, stripe: 0 },
      marketData: writeMarkets(folder, market),
      seed: 1,
      speed,
      replay: clock.replay,
    },
    ...{ dataDir: join(folder, 'stand-ins'), stripeWebhook: null, log },
  });
  const { addresses } = standIns;
  const mongo: LocalProxy | null = gate === null ? null : await openMongoProxy(uriOf(database.uri), gate);
  const telegram = await openTelegramProxy(addresses.telegram, { gate: gate ?? NO_GATE, nowMs: clock.nowMs });
  const exchange = await openHttpProxy(addresses.exchange, (path, { headers }) => {
    options.onVenueAnswer?.(path);
    return { headers };
  });
  // One paid channel: the person is in it, and sees what arrives there.
  const { CHANNEL_ELITE = '', ...settings } = addresses.environment;
  const environment = {
    ...settings,
    ...(options.hasElite === true ? { CHANNEL_ELITE } : {}),
    ...{ EXCHANGE_API_ROOT: exchange.url, TELEGRAM_API_ROOT: telegram.url, DATA_DIR: join(folder, 'data') },
    ...{
      MARKETS: marketsOf(market),
      CHALLENGER: 'logistic',
      INFORMATION: 'free,pro,elite',
      DRILL_CLOCK: clockPath,
    },
  };
  const person = await firstPerson({ ...callsOf(new URL('/', addresses.chat).origin), output: () => '' });
  const start = (more: Readonly<Record<string, string>>, startOptions: StartOptions): Promise<RealProcess> =>
    startRealProcess({ ...environment, MONGODB_URI: ownUri(), ...more }, startOptions);
  return {
    ...{ clock, addresses, person, databaseUri: () => uriOf(database.uri), refusals: telegram.refusals },
    isDatabaseOurs: database.kind !== 'given',
    start: (startOptions = {}) => start({}, startOptions),
    startEngine: (name) => start({ ROLE: 'engine', DATA_DIR: join(folder, name) }, {}),
    async loseDatabase() {
      if (mongo !== null) throw new Error('expected a stage without a gate');
      if (database.kind === 'given') return await dropDatabase(uriOf(database.uri));
      await database.close();
      rmSync(dataDir, { recursive: true });
      mkdirSync(dataDir);
      database = await find();
    },
    async close() {
      await Promise.all([telegram.close(), exchange.close(), mongo?.close()]);
      await standIns.close();
      // A server of our own goes with its folder: SecantusDB writes each document that is dropped to disk by itself.
      if (database.kind === 'given') await dropDatabase(uriOf(database.uri));
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function dropDatabase(uri: string): Promise<void> {
  const connection = await connectMongo(uri);
  await connection.dropDatabase();
  await connection.close();
}

/** A file of each coin, as MARKET_DATA takes them. */
function writeMarkets(folder: string, { coins, timeframes: [finest], candles }: StageMarket): string {
  const files = coins.map((coin, index) =>
    writeCandles(
      join(folder, `${coin}USDT_binance_${finest}.csv`),
      reversingCandles({
        ...{ count: candles, seed: 11 + index, startMs: Date.UTC(2024, 0, 1), candleMs: timeframeMs(finest) },
      }),
    ),
  );
  return files.join(',');
}

function marketsOf({ coins, timeframes }: StageMarket): string {
  return coins.flatMap((coin) => timeframes.map((each) => `binance:${coin}/USDT@${each}`)).join(',');
}

/** Lets everything through. */
export const NO_GATE: EffectGate = { count: () => 0, pass: () => true, open: () => {} };

function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'faults-real-'));
  const dataDir = join(folder, 'database');
  mkdirSync(dataDir, { recursive: true });
  return { folder, dataDir, clockPath: join(folder, 'clock.json') };
}

/** The connection string as the product gets it. */
function pooled(uri: string, { hasFullPool = false }: Pick<StageOptions, 'hasFullPool'>): string {
  if (!hasFullPool) return uri;
  const url = new URL(uri);
  url.searchParams.set('minPoolSize', String(MOST_CONNECTIONS));
  return url.href;
}

/** The server of a connection string with a database of this name. */
export function withName(uri: string, name: string): string {
  const url = new URL(uri);
  url.pathname = `/${name}`;
  return url.href;
}
