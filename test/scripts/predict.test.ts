import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxDatabaseName, WORLD_FILE } from '../../bot/database/sandbox-databases.ts';
import { createMongoCandles } from '../../engine/adapters/mongo/candles/candles.ts';
import { ensureIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { createMongoModels } from '../../engine/adapters/mongo/training/models.ts';
import { sliceColumns } from '../../engine/market/candle.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import { writeArtefact } from '../../engine/models/artefact.ts';
import { trainModel } from '../../engine/training/train.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { startScript } from '../support/process/run-script.ts';

const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const walk = randomWalk({ rows: 4_000, seed: 2 });

describe('npm run predict on the store', { timeout: 90_000 }, () => {
  let database: TestDatabase;
  const dataDir = mkdtempSync(join(tmpdir(), 'predict-'));
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureIndexes(database.connection);
  });
  afterAll(async () => {
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const run = (...words: readonly string[]) =>
    startScript('predict', words, { MONGODB_URI: database.uri, DATA_DIR: dataDir });

  it('says what is missing and how to bring it, first candles and then enough of them', async () => {
    const without = await run('--symbol', 'BTC/USDT', '--timeframe', '1h');
    expect(without).toMatchObject({ status: 1, stdout: '' });
    expect(without.stderr).toContain('expected stored candles of BTC/USDT at 1h; no candles are stored');
    expect(without.stderr).toContain('npm run backfill -- --exchange binance --symbol BTC/USDT --timeframe 1h');
    await createMongoCandles(database.connection).append({ ...BTC, symbol: 'ETH/USDT' }, sliceColumns(walk, 0, 50));
    const few = await run('--symbol', 'eth', '--timeframe', '1h');
    expect(few.status).toBe(1);
    expect(few.stderr).toContain('50 candles of binance:ETH/USDT@1h are stored, more come with npm run backfill');
    const other = await run('--symbol', 'BTC/USDT', '--timeframe', '4h');
    expect(other.stderr).toContain('stored are binance:ETH/USDT@1h');
  });

  it('reads the candles of its own replays, not those of another installation on the same server', async () => {
    const [own, foreign] = [randomBytes(4).toString('hex'), randomBytes(4).toString('hex')];
    const SOL: SeriesKey = { ...BTC, symbol: 'SOL/USDT' };
    const replays = [own, foreign].map((id) => database.connection.useDb(sandboxDatabaseName('recorded', id)));
    try {
      for (const replay of replays) await createMongoCandles(replay).append(SOL, walk);
      const question = ['--symbol', 'SOL/USDT', '--timeframe', '1h', '--model', 'base-rate'];
      expect((await run(...question)).stderr).not.toContain('binance:SOL/USDT@1h');
      mkdirSync(join(dataDir, 'sandbox', 'recorded'), { recursive: true });
      writeFileSync(join(dataDir, 'sandbox', 'recorded', WORLD_FILE), own);
      const found = await run(...question);
      expect(found).toMatchObject({ status: 0 });
      expect(found.stderr).toContain(`the sandbox's, ${sandboxDatabaseName('recorded', own)}`);
    } finally {
      rmSync(join(dataDir, 'sandbox'), { recursive: true, force: true });
      for (const replay of replays) await replay.dropDatabase();
    }
  });

  it('fits a model where none is kept, and answers with the one that serves where there is one', async () => {
    const store = createMongoCandles(database.connection);
    await store.append(BTC, walk);
    // A candle of the future never closed: it is no news.
    const running = {
      ...sliceColumns(walk, -1),
      openTimeMs: Float64Array.of((Math.floor(Date.now() / 3.6e6) + 1) * 3.6e6),
    };
    await store.append(BTC, running);
    const fitted = await run('--symbol', 'Bitcoin', '--timeframe', '1h', '--json');
    expect(fitted).toMatchObject({ status: 0 });
    expect(fitted.stderr).toContain('no model of binance:BTC/USDT@1h is kept yet: fitting logistic now');
    const answer = JSON.parse(fitted.stdout);
    expect(answer).toMatchObject({ symbol: 'BTC/USDT', timeframe: '1h' });
    expect(answer.closeTime).toBe(new Date((walk.openTimeMs.at(-1) ?? 0) + 3_600_000).toISOString());
    const trained = await trainModel({
      series: [{ name: 'binance:BTC/USDT@1h', columns: sliceColumns(walk, 0, 3_000) }],
      timeframe: '1h',
      kind: 'base-rate',
      seed: 1,
    });
    const registry = createMongoModels(database.connection, { nowMs: () => Date.now() });
    await registry.save(BTC, trained.version, writeArtefact(trained));
    await registry.promote(BTC, trained.version);
    const served = await run('--symbol', 'btcusdt', '--timeframe', '1h', '--exchange', 'binance');
    expect(served).toMatchObject({ status: 0 });
    expect(served.stderr).toContain(`model: ${trained.version}`);
    expect(served.stdout).toContain('BTC/USDT 1h: the candle after');
  });

  it('takes a symbol or a file, not both nor neither', async () => {
    expect((await run('--timeframe', '1h')).status).toBe(2);
    expect((await run('--timeframe', '1h', '--symbol', 'a', '--data', 'b')).stderr).toContain('was both');
  });
});
