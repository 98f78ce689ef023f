import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDocumentsDigest } from '../../../bot/adapters/mongo/backup/documents-digest.ts';
import { dumpDatabase } from '../../../bot/adapters/mongo/backup/dump-database.ts';
import { finishRestore } from '../../../bot/adapters/mongo/backup/finish-restore.ts';
import { restoreDatabase } from '../../../bot/adapters/mongo/backup/restore-database.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

const quiet = (): void => {};
const restoreFrom = (connection: TestDatabase['connection'], folder: string) =>
  restoreDatabase(connection, { folder, erasures: [], isNothingSent: true }, quiet);
const LAST_STEPS = { pseudonymsOf: () => [], nowMs: 0 };

describe('what a collection holds', () => {
  const digestOf = (documents: readonly string[]) => {
    const digest = createDocumentsDigest();
    for (const document of documents) digest.add(Buffer.from(document));
    return digest.value();
  };

  it('is the same in any order, and another one with a document changed, gone, or there twice', () => {
    const whole = digestOf(['a', 'b', 'c']);
    expect(whole).toMatchObject({ documents: 3, bytes: 3 });
    expect(digestOf(['c', 'a', 'b'])).toEqual(whole);
    for (const other of [
      ['a', 'b', 'd'],
      ['a', 'b'],
      ['a', 'b', 'b'],
      ['a', 'b', 'c', 'c'],
    ])
      expect(digestOf(other).sum).not.toBe(whole.sum);
  });
});

describe('a backup', () => {
  let [source, target]: (TestDatabase | null)[] = [null, null];
  let folder = '';
  const opened = (database: TestDatabase | null | undefined): TestDatabase['connection'] => {
    if (database === null || database === undefined) throw new Error('expected an open database');
    return database.connection;
  };

  beforeAll(async () => {
    source = await openTestDatabase();
    const things = opened(source).collection('things');
    await things.insertMany(
      Array.from({ length: 345 }, (_, at) => ({
        _id: new mongo.BSON.ObjectId(at.toString(16).padStart(24, '0')),
        whole: new mongo.BSON.Int32(at),
        long: mongo.BSON.Long.fromNumber(2 ** 40 + at),
        fraction: new mongo.BSON.Double(at),
        binary: new mongo.BSON.Binary(Buffer.from([at % 256, 1, 2])),
        date: new Date(1_600_000_000_000 + at),
        nested: { list: [1.5, null, true, 'ä€𝄞', { deep: at % 7 }], regex: /a+/i },
      })),
    );
    await things.createIndex({ whole: 1, long: -1 }, { unique: true, name: 'pair' });
    await opened(source).collection('words').createIndex({ at: 1 }, { expireAfterSeconds: 4_000_000_000, name: 'old' });
    await opened(source)
      .collection<{ _id: string }>('words')
      .insertMany([{ _id: 'b' }, { _id: 'a' }]);
    await opened(source).createCollection('empty');
  });
  beforeEach(async () => {
    target = await openTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'backup-'));
  });
  afterEach(async () => {
    await target?.drop();
    rmSync(folder, { recursive: true, force: true });
  });
  afterAll(async () => {
    await source?.drop();
  });

  it('comes back with the same documents, types of numbers and indexes', async () => {
    const dumped = await dumpDatabase(opened(source), folder, quiet);
    expect(dumped.collections.map(({ name, documents }) => [name, documents])).toEqual([
      ['empty', 0],
      ['things', 345],
      ['words', 2],
    ]);
    const restored = await restoreFrom(opened(target), folder);
    await finishRestore(opened(target), LAST_STEPS);
    expect(restored).toEqual(dumped);
    const again = mkdtempSync(join(tmpdir(), 'backup-'));
    const second = await dumpDatabase(opened(target), again, quiet);
    rmSync(again, { recursive: true });
    expect(second.collections.filter(({ name }) => name !== 'empty')).toEqual(
      dumped.collections.filter(({ name }) => name !== 'empty'),
    );
    await expect(
      opened(target)
        .collection('things')
        .insertOne({ whole: new mongo.BSON.Int32(3), long: mongo.BSON.Long.fromNumber(2 ** 40 + 3) }),
    ).rejects.toMatchObject({ code: 11_000 });
  });

  it('is readable by its owner alone, and made in an empty folder only', async () => {
    await dumpDatabase(opened(source), folder, quiet);
    await expect(dumpDatabase(opened(source), folder, quiet)).rejects.toThrow(/expected an empty folder/);
    expect(readdirSync(folder).sort()).toEqual(['empty.bson.gz', 'manifest.json', 'things.bson.gz', 'words.bson.gz']);
  });

  it('is not made of a database without documents', async () => {
    await opened(target).createCollection('accounts');
    await expect(dumpDatabase(opened(target), folder, quiet)).rejects.toThrow(/expected a database with documents/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes into an empty database only', async () => {
    await dumpDatabase(opened(source), folder, quiet);
    await opened(target).collection('accounts').insertOne({ a: 1 });
    await expect(restoreFrom(opened(target), folder)).rejects.toThrow(/expected an empty database.*accounts/);
    expect(await opened(target).collection('things').countDocuments()).toBe(0);
  });

  it.each<[string, (folder: string) => void, RegExp]>([
    ['cut off', (at) => truncateSync(join(at, 'things.bson.gz'), 1_000), /unexpected end|cut off/],
    ['without its manifest', (at) => rmSync(join(at, 'manifest.json')), /cut off while it was made/],
    ['with a strange manifest', (at) => writeFileSync(join(at, 'manifest.json'), '{}'), /expected the manifest/],
    [
      'that was changed',
      (at) => {
        const path = join(at, 'manifest.json');
        writeFileSync(path, readFileSync(path, 'utf8').replaceAll('345', '344'));
      },
      /expected 344 documents/,
    ],
  ])('%s is refused before anything is written', async (_, spoil, reason) => {
    await dumpDatabase(opened(source), folder, quiet);
    spoil(folder);
    await expect(restoreFrom(opened(target), folder)).rejects.toThrow(reason);
    expect(await opened(target).collection('words').countDocuments()).toBe(0);
    await expect(finishRestore(opened(target), LAST_STEPS)).rejects.toThrow(/no restore is unfinished/);
  });
});
