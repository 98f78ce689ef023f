import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteErasure } from '../../bot/adapters/mongo/erasures.ts';
import { pseudonymOf } from '../../bot/telegram/money/pseudonym.ts';
import { readCandlesFile } from '../../engine/adapters/files/read-candles-file.ts';
import { createMongoCandles } from '../../engine/adapters/mongo/candles/candles.ts';
import { ensureIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { startScript } from '../support/process/run-script.ts';
import { openS3StandIn, type S3StandIn } from '../support/s3/s3-stand-in.ts';

const [ADA, BOB, CY] = [7_100_001, 7_100_002, 7_100_003];
/** As on a machine that has neither a role nor a profile. */
const NO_KEYS = {
  ...{ AWS_CONTAINER_CREDENTIALS_FULL_URI: '', AWS_EC2_METADATA_DISABLED: 'true' },
  ...{ AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' },
};
const TOKEN = `7000001:${'A'.repeat(35)}`;

describe('commands with an address in S3', { timeout: 300_000 }, () => {
  let database: TestDatabase;
  let server: S3StandIn;
  let folder = '';
  beforeEach(async () => {
    [database, server] = [await openTestDatabase(), await openS3StandIn()];
    folder = mkdtempSync(join(tmpdir(), 'analyser-s3-test-'));
  });
  afterEach(async () => {
    await database.drop();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As a task in ECS, which has the keys of its role and a temporary folder. */
  const run = (script: string, ...words: readonly string[]) =>
    startScript(script, words, {
      ...{ MONGODB_URI: database.uri, TELEGRAM_BOT_TOKEN: TOKEN, TMPDIR: folder },
      ...server.roleSettings,
    });
  const accounts = () => database.connection.collection<{ _id: number }>('accounts');
  const backup = async (): Promise<string> => {
    const { stdout, stderr } = await run('backup', '--to', 's3://archive/backups/', '--json');
    expect(stderr).not.toContain('backup:');
    return JSON.parse(stdout).address;
  };

  it('a backup is stored under its time, its manifest last, and is restored from there without whoever was forgotten since', async () => {
    await accounts().insertMany([ADA, BOB, CY].map((_id) => ({ _id })));
    const old = await backup();
    expect(old).toMatch(/^s3:\/\/archive\/backups\/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\/$/);
    const key = old.replace('s3://', '');
    expect([...server.objects.keys()]).toEqual([`${key}accounts.bson.gz`, `${key}manifest.json`]);
    await accounts().deleteOne({ _id: ADA });
    await noteErasure(database.connection, pseudonymOf(TOKEN, ADA));
    const newer = await backup();
    const line = { '@timestamp': new Date().toISOString(), 'analyser.pseudonym': pseudonymOf(TOKEN, BOB) };
    server.objects.set('archive/deletions.log', Buffer.from(JSON.stringify(line)));
    await database.connection.dropDatabase();

    const words = ['--from', old, '--deletions', newer, 's3://archive/deletions.log', '--json'];
    expect(JSON.parse((await run('restore', ...words)).stdout)).toMatchObject({ forgotten: 2, unmatched: 0 });
    expect((await accounts().find().toArray()).map(({ _id }) => _id)).toEqual([CY]);
    expect(readdirSync(folder).filter((name) => name.startsWith('analyser-s3-'))).toEqual([]);
  });

  it('a backup that was cut off on its way is none', async () => {
    await accounts().insertOne({ _id: ADA });
    const address = await backup();
    server.objects.delete(`${address.replace('s3://', '')}manifest.json`);
    await database.connection.dropDatabase();
    const restored = await run('restore', '--from', address);
    expect(restored.status).toBe(1);
    expect(restored.stderr).toContain('manifest.json: S3 answered 404 NoSuchKey');
    expect(await database.connection.listCollections()).toEqual([]);
  });

  it('candles are exported to it', async () => {
    await ensureIndexes(database.connection);
    const walk = randomWalk({ rows: 500, seed: 2 });
    const series = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
    await createMongoCandles(database.connection).append(series, walk);
    const words = ['--exchange', 'binance', '--symbol', 'BTC/USDT', '--timeframe', '1h'];
    const exported = await run('candles', '--export', 's3://archive/candles/BTCUSDT_binance_1h.csv.gz', ...words);
    expect(exported.stdout).toContain('500 candles in s3://archive/candles/BTCUSDT_binance_1h.csv.gz');
    const path = join(folder, 'BTCUSDT_binance_1h.csv.gz');
    writeFileSync(path, server.objects.get('archive/candles/BTCUSDT_binance_1h.csv.gz') ?? '');
    expect(readCandlesFile(path)).toEqual(walk);
  });

  it.each<[string, readonly string[], NodeJS.ProcessEnv, string]>([
    ['backup', [], {}, 'expected --out DIR or --to s3://BUCKET/PREFIX'],
    ['backup', ['--to', 'folder'], {}, 'expected --to s3://BUCKET/PREFIX, was "folder"'],
    ['backup', ['--to', 's3://archive'], {}, 'expected s3://BUCKET/PREFIX, was "s3://archive"'],
    ['backup', ['--to', 's3://archive/b'], { AWS_REGION: '' }, 'expected AWS_REGION'],
    ['restore', ['--from', 's3://archive/b'], NO_KEYS, 'expected AWS_ACCESS_KEY_ID'],
  ])('%s %j is refused', async (script, words, settings, says) => {
    const given = { MONGODB_URI: database.uri, AWS_ACCESS_KEY_ID: '', ...server.roleSettings, ...settings };
    expect(await startScript(script, words, given)).toMatchObject({ status: 2, stderr: expect.stringContaining(says) });
  });
});
