import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig } from '../../bot/config.ts';
import { findDatabase } from '../../bot/database/find-database.ts';
import { sandboxDatabasesOf } from '../../bot/database/sandbox-databases.ts';
import { createMongoCandles } from '../../engine/adapters/mongo/candles/candles.ts';
import { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { isIndexName } from '../../engine/market/asset-class.ts';
import { parseSeries, type SeriesKey } from '../../engine/market/series.ts';
import type { CandleStore } from '../../engine/ports.ts';
import { UsageError } from '../terminal/arguments.ts';

type Connection = Awaited<ReturnType<typeof connectMongo>>;

/**
 * The database of this installation (MONGODB_URI, else the one under DATA_DIR) for the time of one piece of work. `isKnown`: a new one is
 * not begun under DATA_DIR where there is none.
 */
export async function withDatabase<T>(
  work: (connection: Connection) => Promise<T>,
  { isKnown = false, ...options }: { readonly answerMs?: number; readonly isKnown?: boolean } = {},
): Promise<T> {
  const { mongodbUri, dataDir } = readConfig();
  if (isKnown && mongodbUri === null && !hasDatabase(resolve(dataDir)))
    throw new UsageError(`expected MONGODB_URI, or a DATA_DIR with a database: ${resolve(dataDir)} has none`);
  const print = (line: string): void => void process.stderr.write(`${line}\n`);
  const database = await findDatabase({ mongodbUri, dataDir: resolve(dataDir), print });
  try {
    const connection = await connectMongo(database.uri, options);
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  } finally {
    await database.close();
  }
}

/** Whether a server of ours has written under a data folder: each kind has a folder of its own in "database". */
function hasDatabase(dataDir: string): boolean {
  const folder = join(dataDir, 'database');
  if (!existsSync(folder)) return false;
  const kinds = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());
  return kinds.some(({ name }) => readdirSync(join(folder, name)).length > 0);
}

/** Databases of this installation's replays (those under DATA_DIR) that the server has. */
export async function sandboxDatabasesOn(connection: Connection): Promise<readonly string[]> {
  const listed = await connection.db?.admin().listDatabases({ nameOnly: true });
  const onServer = new Set((listed?.databases ?? []).map(({ name }) => name));
  return sandboxDatabasesOf(resolve(readConfig().dataDir)).filter((name) => onServer.has(name));
}

/** The candle store of this installation for the time of one piece of work. */
export async function withCandleStore<T>(work: (store: CandleStore) => Promise<T>): Promise<T> {
  return await withDatabase(async (connection) => {
    await ensureIndexes(connection);
    return await work(createMongoCandles(connection));
  });
}

/** The series that an exchange, a symbol and a timeframe name, or a UsageError. */
export function seriesOf(exchange: string, symbol: string, timeframe: string): SeriesKey {
  const series = parseSeries(`${exchange}:${symbol}@${timeframe}`);
  if (series !== null) return series;
  if (isIndexName(symbol))
    throw new Error(
      `${symbol} is an index, and no trading calendar is known for it: only crypto, ` +
        `pairs of currencies (EUR/USD) and metals (XAU/USD) have one`,
    );
  throw new UsageError(
    `expected --exchange, --symbol and --timeframe such as binance BTC/USDT 1h, was ${exchange} ${symbol} ${timeframe}`,
  );
}
