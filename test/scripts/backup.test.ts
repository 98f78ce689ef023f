import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restoreDatabase } from '../../bot/adapters/mongo/backup/restore-database.ts';
import { findDatabase } from '../../bot/database/find-database.ts';
import { sandboxDatabaseName, WORLD_FILE } from '../../bot/database/sandbox-databases.ts';
import { pseudonymOf } from '../../bot/telegram/money/pseudonym.ts';
import { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { createMongoSignals } from '../../engine/adapters/mongo/signals.ts';
import { nthSignal, planned } from '../contract/outbox.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { startScript } from '../support/process/run-script.ts';

const TOOLS = fileURLToPath(new URL('../../node_modules/.cache/analyser/tools', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'analyser-backup-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('npm run backup and npm run restore without MONGODB_URI', { timeout: 300_000 }, () => {
  const run = (script: string, ...words: readonly string[]) =>
    startScript(script, words, { MONGODB_URI: '', DATA_DIR: join(folder, 'data') });

  it.each([
    ['backup', ['--out', 'backup']],
    ['restore', ['--from', 'backup']],
  ])('%s refuses a DATA_DIR that has no database, and makes none', async (script, [option = '', name = '']) => {
    const backup = join(folder, name);
    mkdirSync(backup);
    writeFileSync(join(backup, 'manifest.json'), '{}');
    // Left by a start that found no server.
    mkdirSync(join(folder, 'data', 'database', 'mongod'), { recursive: true });
    const ended = await run(script, option, backup);
    expect(ended.stderr).toContain('expected MONGODB_URI, or a DATA_DIR with a database');
    expect(ended.status).toBe(2);
    expect(existsSync(join(folder, 'data', 'database', 'format'))).toBe(false);
  });

  it('go on where DATA_DIR has one, and refuse to keep one without documents', async () => {
    mkdirSync(join(folder, 'data'));
    symlinkSync(TOOLS, join(folder, 'data', 'tools'));
    expect(await run('migrate')).toMatchObject({ status: 0 });
    const ended = await run('backup', '--out', join(folder, 'backup'));
    expect(ended.stderr).toContain('expected a database with documents, but analyser has none');
    expect(ended.status).toBe(1);
    expect(existsSync(join(folder, 'backup'))).toBe(false);
  });

  it('name the replays of the sandbox, whose people and signals are in databases of their own', async () => {
    const dataDir = join(folder, 'data');
    mkdirSync(join(dataDir, 'sandbox', 'market'), { recursive: true });
    symlinkSync(TOOLS, join(dataDir, 'tools'));
    writeFileSync(join(dataDir, 'sandbox', 'market', WORLD_FILE), '0123abcd');
    const replay = sandboxDatabaseName('market', '0123abcd');
    const database = await findDatabase({ mongodbUri: null, dataDir, print: () => {} });
    const connection = await connectMongo(database.uri);
    await connection.useDb(replay).collection('accounts').insertOne({ firstName: 'Mo' });
    await connection.close();
    await database.close();
    const refused = await run('backup', '--out', join(folder, 'backup'));
    expect(refused.stderr).toContain(`expected --database with one of the sandbox's replays: ${replay}`);
    const ended = await run('backup', '--out', join(folder, 'backup'), '--database', replay);
    expect(ended).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`1 documents of 1 collections of ${replay}`),
    });
  });
});

describe('npm run backup and npm run restore', { timeout: 300_000 }, () => {
  const [ADA, BOB, CY] = [7_100_001, 7_100_002, 7_100_003];
  const [TOKEN, OLD_TOKEN] = [`7000001:${'A'.repeat(35)}`, `7000001:${'B'.repeat(35)}`];
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase();
    const { connection } = database;
    const signal = nthSignal(0);
    await createMongoSignals(connection).open(signal, [planned(signal, 'pro'), planned(signal, 'free')]);
    await connection.collection<{ _id: number }>('accounts').insertMany([ADA, BOB, CY].map((_id) => ({ _id })));
  });
  afterEach(() => database.drop());

  const run = (script: string, words: readonly string[], settings: NodeJS.ProcessEnv = {}) =>
    startScript(script, words, { MONGODB_URI: database.uri, TELEGRAM_BOT_TOKEN: TOKEN, ...settings });
  const posts = async () => {
    const entry = await createMongoSignals(database.connection).byId(nthSignal(0).id);
    return entry?.deliveries.map(({ state }) => state);
  };
  const people = async () =>
    (await database.connection.collection('accounts').distinct('_id')).map(Number).toSorted((a, b) => a - b);
  /** As `aws logs filter-log-events --output text` prints who was forgotten just now. */
  const writeLog = (...pseudonyms: readonly number[]): string => {
    const path = join(folder, 'deletions.log');
    const atMs = Date.now();
    const lines = pseudonyms.map((pseudonym) => {
      const line = {
        '@timestamp': new Date(atMs).toISOString(),
        message: 'forgotten',
        'analyser.pseudonym': pseudonym,
      };
      return `EVENTS\t1\t${atMs}\tbot/product/1\t${JSON.stringify(line)}\t${atMs}\n`;
    });
    writeFileSync(path, `${lines.join('')}SEARCHEDLOGSTREAMS\tbot/product/1\tTrue\n`);
    return path;
  };
  const backup = async (): Promise<string> => {
    const out = join(folder, 'backup');
    expect(await run('backup', ['--out', out])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('documents of'),
    });
    await database.connection.dropDatabase();
    return out;
  };

  it('bring everything back but who was forgotten since, and leave posts that waited in doubt', async () => {
    const from = await backup();
    const log = writeLog(pseudonymOf(TOKEN, ADA), pseudonymOf(OLD_TOKEN, BOB), -12_345);
    const words = ['--from', from, '--deletions', log, '--token-env', 'OLD_TOKEN'];
    expect(await run('restore', words)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('expected --token-env to name a variable that is set, was OLD_TOKEN'),
    });
    const restored = await run('restore', words, { OLD_TOKEN });
    expect(restored.stderr).not.toContain(OLD_TOKEN);
    expect(restored.stdout).toContain('documents restored into');
    expect(restored.stdout).toContain('; hashes equal; 2 messages that waited count as perhaps sent');
    expect(restored.stdout).toContain(
      '; 2 persons forgotten again; 1 of 3 deletions since the backup match nobody in it',
    );
    expect(restored.status).toBe(0);
    expect(await posts()).toEqual(['unknown', 'unknown']);
    expect(await people()).toEqual([CY]);
    expect(await run('restore', ['--finish'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no restore is unfinished'),
    });
  });

  it('finish a restore that was cut off, and post what waited where nothing can have been sent', async () => {
    const from = await backup();
    const erasures = [{ pseudonym: pseudonymOf(TOKEN, ADA), atMs: Date.now() }];
    await restoreDatabase(database.connection, { folder: from, erasures, isNothingSent: true }, () => {});
    expect(await run('migrate', [])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('a restore was not finished: npm run restore -- --finish'),
    });
    expect(await run('restore', ['--finish'], { TELEGRAM_BOT_TOKEN: '' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('expected TELEGRAM_BOT_TOKEN'),
    });
    expect(await run('restore', ['--finish', '--json'])).toMatchObject({
      status: 0,
      stdout: `${JSON.stringify({ forgotten: 1, unmatched: 0, doubted: 0 })}\n`,
    });
    expect(await posts()).toEqual(['pending', 'pending']);
    expect(await people()).toEqual([BOB, CY]);
  });

  it.each([
    [[], 'expected --from DIR, or --finish'],
    [['--finish', '--from', 'x'], 'expected --finish alone'],
    [['--finish', '--nothing-sent-since'], 'expected --finish alone'],
  ])('refuse %j', async (words, says) => {
    expect(await run('restore', words)).toMatchObject({ status: 2, stderr: expect.stringContaining(says) });
  });
});
