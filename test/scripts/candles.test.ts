import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCandlesFile } from '../../engine/adapters/files/read-candles-file.ts';
import { createMongoCandles } from '../../engine/adapters/mongo/candles/candles.ts';
import { ensureIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { sliceColumns } from '../../engine/market/candle.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { startScript } from '../support/process/run-script.ts';

const SERIES = ['--exchange', 'binance', '--symbol', 'BTC/USDT', '--timeframe', '1h'];
const walk = randomWalk({ rows: 5_000, seed: 2 });

describe('npm run candles', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'analyser-candles-'));
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureIndexes(database.connection);
    const series = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
    await createMongoCandles(database.connection).append(series, walk);
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (...words: readonly string[]) => startScript('candles', words, { MONGODB_URI: database.uri });

  it('lists, exports a span to CSV that every command reads, and prunes what it said it would', async () => {
    const listed = await run('--list', '--json');
    const [oldest = 0, newest = 0] = [walk.openTimeMs[0], walk.openTimeMs.at(-1)].map(Number);
    const times = { first: new Date(oldest).toISOString(), last: new Date(newest).toISOString() };
    expect(JSON.parse(listed.stdout)).toMatchObject({
      series: [{ name: 'binance:BTC/USDT@1h', candles: 5_000, ...times }],
    });
    expect((await run('--list')).stdout).toContain(`5,000 candles, ${times.first.slice(0, 16).replace('T', ' ')} → `);
    const path = join(folder, 'BTCUSDT_binance_1h.csv.gz');
    const since = new Date((walk.openTimeMs[0] ?? 0) + 30 * 24 * HOUR_MS).toISOString().slice(0, 10);
    const exported = await run('--export', path, ...SERIES, '--since', since);
    expect(exported).toMatchObject({ status: 0 });
    const first = walk.openTimeMs.indexOf(Date.parse(since));
    expect(readCandlesFile(path)).toEqual(sliceColumns(walk, first));
    const promised = JSON.parse((await run('--prune', '--keep-days', '60', '--check', '--json')).stdout);
    const removed = JSON.parse((await run('--prune', '--keep-days', '60', '--json', ...SERIES)).stdout);
    expect(removed.removed).toEqual(promised.removed);
    expect(removed.removed[0].candles).toBeGreaterThan(2_000);
    const left = JSON.parse((await run('--list', '--json')).stdout);
    expect(left.series[0].candles).toBe(5_000 - removed.removed[0].candles);
  });

  it('prunes by the newest real candle, whatever future one is stored', async () => {
    const series = { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '1h' } as const;
    const store = createMongoCandles(database.connection);
    await store.append(series, walk);
    const future = { ...sliceColumns(walk, 0, 1), openTimeMs: Float64Array.of(Date.UTC(2099, 0, 1)) };
    await store.append(series, future);
    const words = ['--exchange', 'binance', '--symbol', 'ETH/USDT', '--timeframe', '1h'];
    const pruned = await run('--prune', '--keep-days', '60', '--json', ...words);
    expect(pruned.stderr).toContain('ignored: expected candles up to now, one opens 2099-01-01');
    const left = await store.readNewest(series, 9_999);
    expect(left.length).toBe(5_001 - JSON.parse(pruned.stdout).removed[0].candles);
    expect(left.length).toBeGreaterThan(60 * 24);
  });

  it.each([
    [[], 'expected one of --list, --export FILE and --prune'],
    [['--list', '--prune'], 'expected one of --list, --export FILE and --prune'],
    [['--prune'], 'expected --keep-days N with --prune'],
    [['--export', 'x.xlsx', ...SERIES], 'expected --export to name a .csv.gz or .parquet file, was "x.xlsx"'],
    [['--export', 'x.csv.gz'], 'expected --exchange, --symbol and --timeframe with --export'],
  ])('refuses %j', async (words, says) => {
    const { status, stderr } = await run(...words);
    expect(status).toBe(2);
    expect(stderr).toContain(says);
  });
});
