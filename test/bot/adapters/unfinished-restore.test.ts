import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dumpDatabase } from '../../../bot/adapters/mongo/backup/dump-database.ts';
import { finishRestore } from '../../../bot/adapters/mongo/backup/finish-restore.ts';
import { restoreDatabase } from '../../../bot/adapters/mongo/backup/restore-database.ts';
import { readUnfinishedRestore } from '../../../bot/adapters/mongo/backup/unfinished-restore.ts';
import { DIRECT_DELIVERIES } from '../../../bot/adapters/mongo/direct-deliveries.ts';
import { migrateDatabase } from '../../../bot/process/migrate-database.ts';
import { restoreProbe } from '../../../bot/process/readiness.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

const ADA = 7_100_001;
const PSEUDONYM = -5;
const LAST_STEPS = { pseudonymsOf: (id: number) => (id === ADA ? [PSEUDONYM] : []), nowMs: 9 };
const UNFINISHED = /a restore was not finished: npm run restore -- --finish/;

interface Keyed {
  readonly _id: number | string;
  readonly [field: string]: unknown;
}

let [source, target] = [] as unknown as [TestDatabase, TestDatabase];
let folder = '';
beforeEach(async () => {
  [source, target] = [await openTestDatabase(), await openTestDatabase()];
  folder = mkdtempSync(join(tmpdir(), 'unfinished-'));
  const { connection } = source;
  await connection.collection<Keyed>('accounts').insertOne({ _id: ADA });
  await connection.collection<Keyed>(DIRECT_DELIVERIES).insertOne({ _id: 'a|1', state: 'pending', chatId: 1 });
  await connection.collection('conversations').createIndex({ writtenAt: 1 }, { expireAfterSeconds: 60, name: 'old' });
  await dumpDatabase(connection, folder, () => {});
});
afterEach(async () => {
  await source.drop();
  await target.drop();
  rmSync(folder, { recursive: true, force: true });
});

class Killed extends Error {}

/** A restore whose process ends when it has written into a collection; after: not before every document was compared. */
async function restoreUntil(killed: 'writing' | 'compared'): Promise<void> {
  const erasures = [{ pseudonym: PSEUDONYM, atMs: Date.now() + 1 }];
  const restoring = restoreDatabase(target.connection, { folder, erasures, isNothingSent: false }, (name) => {
    if (killed === 'writing' && name === DIRECT_DELIVERIES) throw new Killed();
  });
  if (killed === 'writing') await expect(restoring).rejects.toThrow(Killed);
  else await restoring;
}

const probe = () =>
  restoreProbe({
    answers: async () => true,
    isUnfinished: async () => (await readUnfinishedRestore(target.connection)) !== null,
  }).check();

it.each(['writing', 'compared'] as const)(
  'a restore that ended while %s keeps the product from its start',
  async (killed) => {
    await restoreUntil(killed);
    await expect(migrateDatabase(target.connection)).rejects.toThrow(UNFINISHED);
    expect(await probe()).toMatchObject({ ok: false, say: expect.stringMatching(UNFINISHED) });
    await expect(restoreUntil('compared')).rejects.toThrow(UNFINISHED);
    await expect(dumpDatabase(target.connection, join(folder, 'again'), () => {})).rejects.toThrow(UNFINISHED);
  },
);

it('is finished with what it began with, once every document was compared, and then the product starts', async () => {
  await restoreUntil('compared');
  const indexes = () => target.connection.collection('conversations').indexes();
  expect((await indexes().catch(() => [])).map(({ name }) => name)).not.toContain('old');
  expect(await finishRestore(target.connection, LAST_STEPS)).toEqual({ forgotten: 1, unmatched: 0, doubted: 1 });
  expect(await target.connection.collection('accounts').countDocuments()).toBe(0);
  expect(await target.connection.collection(DIRECT_DELIVERIES).findOne()).toMatchObject({ state: 'unknown' });
  expect((await indexes()).find(({ name }) => name === 'old')).toMatchObject({ expireAfterSeconds: 60 });
  expect((await target.connection.listCollections()).map(({ name }) => name)).not.toContain('unfinished_restore');
  expect(await probe()).toMatchObject({ ok: true });
  await expect(finishRestore(target.connection, LAST_STEPS)).rejects.toThrow(/no restore is unfinished/);
});

it('is not finished where documents may lack', async () => {
  await restoreUntil('writing');
  await expect(finishRestore(target.connection, LAST_STEPS)).rejects.toThrow(/drop this database and restore again/);
  await expect(migrateDatabase(target.connection)).rejects.toThrow(UNFINISHED);
});

it('is unknown while the database is away', async () => {
  const away = restoreProbe({ answers: async () => false, isUnfinished: () => new Promise(() => {}) });
  expect(await away.check()).toMatchObject({ ok: false });
});
