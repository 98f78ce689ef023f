import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { findDatabase } from '../../bot/database/find-database.ts';
import { createMongoCandles } from '../../engine/adapters/mongo/candles/candles.ts';
import { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { type CandleColumns, candleAt, emptyColumns, sliceColumns } from '../../engine/market/candle.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import { createRandom } from '../../engine/random.ts';
import { MINUTE_MS } from '../../engine/time.ts';
import { type Bench, type BenchResult, bestMs } from './bench.ts';

const CANDLES = 1_000_000;
/** The reference is asked for fewer: writing a million documents takes the embedded database minutes. */
const REFERENCE_CANDLES = 100_000;
const LOADS = 10;
const APPENDS = 1_000;
const SERIES: SeriesKey = { exchange: 'bench', symbol: 'BTC/USDT', timeframe: '1m' };

/** Loading and appending, each beside one document per candle with the same index in the same database. */
export const STORE_BENCHES: readonly Bench[] = [
  { name: 'store: load 1 M candles', unit: 'candles/s', run: () => onDatabase(measureLoad) },
  {
    name: 'store: memory of a 1 M load',
    unit: 'share of the peak that is columns',
    run: () => onDatabase(measureMemory),
  },
  { name: 'store: live append, slowest of 100', unit: 'appends/s', run: () => onDatabase(measureAppend) },
];

async function onDatabase(measure: (connection: Connection) => Promise<BenchResult>): Promise<BenchResult> {
  const dataDir = await mkdtemp(join(tmpdir(), 'analyser-bench-'));
  const toolsDir = join(import.meta.dirname, '../../node_modules/.cache/analyser/tools');
  const mongodbUri = process.env.MONGODB_URI ?? null;
  const database = await findDatabase({ mongodbUri, dataDir, toolsDir, print: () => {} });
  const connection = (await connectMongo(database.uri)).useDb(`bench_${process.pid}`);
  try {
    await ensureIndexes(connection);
    return await measure(connection);
  } finally {
    // A server of our own goes with its folder.
    if (mongodbUri !== null) await connection.dropDatabase();
    await connection.close();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function someCandles(count: number): CandleColumns {
  const chance = createRandom(1);
  const columns = emptyColumns(count);
  let price = 30_000;
  for (let row = 0; row < count; row += 1) {
    const open = price;
    price *= 1 + 0.002 * (chance() - 0.5);
    columns.openTimeMs[row] = Date.UTC(2022, 0, 1) + row * MINUTE_MS;
    columns.open[row] = open;
    columns.high[row] = Math.max(open, price) * 1.0003;
    columns.low[row] = Math.min(open, price) * 0.9997;
    columns.close[row] = price;
    columns.volume[row] = 10 * chance();
  }
  return columns;
}

interface CandleDocument {
  readonly series: string;
  readonly openTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number | null;
}

/** The plain way: a collection with one document per candle, unique by series and time. */
async function openReference(connection: Connection, columns: CandleColumns) {
  const collection = connection.collection<CandleDocument>('plain');
  await collection.createIndex({ series: 1, openTimeMs: 1 }, { unique: true });
  const documentAt = (row: number): CandleDocument => ({ series: 'bench', ...candleAt(columns, row) });
  return {
    async fill(count: number) {
      for (let from = 0; from < count; from += 5_000) {
        await collection.insertMany(Array.from({ length: 5_000 }, (_, index) => documentAt(from + index)));
      }
    },
    async load(): Promise<CandleColumns> {
      const found = await collection.find({ series: 'bench' }).sort({ openTimeMs: 1 }).toArray();
      const loaded = emptyColumns(found.length);
      found.forEach((document, row) => {
        for (const name of ['openTimeMs', 'open', 'high', 'low', 'close'] as const) loaded[name][row] = document[name];
        loaded.volume[row] = document.volume ?? Number.NaN;
      });
      return loaded;
    },
    append: (row: number) => collection.insertOne(documentAt(row)),
  };
}

async function measureLoad(connection: Connection): Promise<BenchResult> {
  const columns = someCandles(CANDLES);
  const store = createMongoCandles(connection);
  await store.append(SERIES, columns);
  const reference = await openReference(connection, columns);
  await reference.fill(REFERENCE_CANDLES);
  // The first reads are the compiler's: the best of three swings by a fifth.
  const oursMs = await bestMs(LOADS, async () =>
    checkCount(await store.read(SERIES, 0, Number.MAX_SAFE_INTEGER), CANDLES),
  );
  const referenceMs = await bestMs(3, async () => checkCount(await reference.load(), REFERENCE_CANDLES));
  process.stderr.write(`  1 M candles in ${oursMs.toFixed(0)} ms, 0.1 M documents in ${referenceMs.toFixed(0)} ms\n`);
  return {
    ours: CANDLES / (oursMs / 1_000),
    reference: REFERENCE_CANDLES / (referenceMs / 1_000),
    referenceName: 'one document per candle',
  };
}

async function measureMemory(connection: Connection): Promise<BenchResult> {
  const columns = someCandles(CANDLES);
  const store = createMongoCandles(connection);
  await store.append(SERIES, columns);
  await store.read(SERIES, 0, Number.MAX_SAFE_INTEGER);
  const used = (): number => process.memoryUsage().heapUsed + process.memoryUsage().external;
  globalThis.gc?.();
  const before = used();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, used());
  }, 2);
  const loaded = await store.read(SERIES, 0, Number.MAX_SAFE_INTEGER);
  clearInterval(watch);
  peak = Math.max(peak, used());
  const size = 6 * 8 * checkCount(loaded, CANDLES);
  process.stderr.write(
    `  ${(size / 2 ** 20).toFixed(0)} MiB of columns, at most ${((peak - before) / 2 ** 20).toFixed(0)} MiB\n`,
  );
  return { ours: size / (peak - before), reference: 1 / 3, referenceName: 'the bound of three times the columns' };
}

async function measureAppend(connection: Connection): Promise<BenchResult> {
  const columns = someCandles(APPENDS + 2_000);
  const store = createMongoCandles(connection);
  await store.append(SERIES, sliceColumns(columns, 0, 2_000));
  const reference = await openReference(connection, columns);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let row = 2_000; row < columns.length; row += 1) {
    ours.push(await bestMs(1, () => store.append(SERIES, sliceColumns(columns, row, row + 1))));
    theirs.push(await bestMs(1, () => reference.append(row)));
  }
  const slowest = (times: readonly number[]): number =>
    times.toSorted((a, b) => a - b)[Math.floor(0.99 * times.length)] ?? 0;
  process.stderr.write(`  p99 ${slowest(ours).toFixed(1)} ms, one document ${slowest(theirs).toFixed(1)} ms\n`);
  return { ours: 1_000 / slowest(ours), reference: 1_000 / slowest(theirs), referenceName: 'one inserted document' };
}

function checkCount(columns: CandleColumns, count: number): number {
  if (columns.length !== count) throw new Error(`expected ${count} candles, was ${columns.length}`);
  return count;
}
