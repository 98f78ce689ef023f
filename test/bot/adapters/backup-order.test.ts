import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dumpDatabase } from '../../../bot/adapters/mongo/backup/dump-database.ts';
import { collectionFile } from '../../../bot/adapters/mongo/backup/manifest.ts';
import { readBson } from '../../../bot/adapters/mongo/backup/read-bson.ts';
import { UNFINISHED_RESTORE } from '../../../bot/adapters/mongo/backup/unfinished-restore.ts';
import { PERSONAL } from '../../../bot/adapters/mongo/personal-data.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

/** What the product writes first, and what it writes then, which rests on it. */
const WRITTEN: readonly (readonly [first: string, then: string])[] = [
  ['predictions', 'signals'],
  ['signals', 'watermarks'],
  ['models', 'modelChampions'],
  ['payments', 'telegram_setup'],
  ['payments', 'telegram_updates'],
  ['payments', 'card_events'],
  ['partner_income', 'partner_events'],
  ['partner_income', 'payments'],
  ['partner_claims', 'payments'],
  ['coupons', 'payments'],
  ['card_accounts', 'payments'],
  ['signals', 'fan_outs'],
  ['direct_deliveries', 'fan_outs'],
  ['alert_days', 'direct_deliveries'],
  ['channel_messages', 'signals'],
  ['leases', 'signals'],
];

/** Everything that a backup holds. */
const KEPT = Object.keys(PERSONAL).filter((name) => name !== UNFINISHED_RESTORE);

interface Counted {
  readonly _id: number;
}
interface Named {
  readonly _id: string;
}

let database: TestDatabase;
let folder = '';
beforeEach(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'backup-order-'));
  for (const name of KEPT) await database.connection.collection<Counted>(name).insertOne({ _id: 0 });
});
afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Dumps while the product writes: each collection is read after one more turn of `write`. */
async function dumpWhile(write: (turn: number) => Promise<void>): Promise<void> {
  let turn = 0;
  const { connection } = database;
  const busy = new Proxy(connection, {
    get(target, key) {
      if (key !== 'collection') return Reflect.get(target, key);
      return (name: string) => {
        const collection = target.collection(name);
        const estimatedDocumentCount = async (): Promise<number> => {
          turn += 1;
          await write(turn);
          return await collection.estimatedDocumentCount();
        };
        return new Proxy(collection, {
          get(of, method) {
            if (method === 'estimatedDocumentCount') return estimatedDocumentCount;
            const value: unknown = Reflect.get(of, method);
            return typeof value === 'function' ? value.bind(of) : value;
          },
        });
      };
    },
  });
  await dumpDatabase(busy, folder, () => {});
  expect(turn).toBe(KEPT.length);
}

async function idsIn(name: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const document of readBson(join(folder, collectionFile(name))))
    ids.push(String(mongo.BSON.deserialize(document)._id));
  return ids;
}

it('has nothing of what is written then without what was written first, whatever is written while it is made', async () => {
  const idOf = (pair: readonly string[], turn: number): string => `${pair.join('|')}|${turn}`;
  await dumpWhile(async (turn) => {
    for (const pair of WRITTEN)
      for (const name of pair) await database.connection.collection<Named>(name).insertOne({ _id: idOf(pair, turn) });
  });
  const names = [...new Set(WRITTEN.flat())];
  const read = new Map(await Promise.all(names.map(async (name) => [name, new Set(await idsIn(name))] as const)));
  const torn = WRITTEN.filter(([first, then]) =>
    [...(read.get(then) ?? [])].some((id) => id.startsWith(`${first}|${then}|`) && !read.get(first)?.has(id)),
  );
  expect(torn).toEqual([]);
  expect(read.get('watermarks')?.size).toBeGreaterThan(1);
});

it('of predictions that are counted and removed meanwhile, a backup has the rows or the count', async () => {
  const { connection } = database;
  await connection
    .collection<Counted>('predictions')
    .insertMany(Array.from({ length: 99 }, (_, at) => ({ _id: at + 1 })));
  await dumpWhile(async (turn) => {
    await connection.collection<Counted>('recordTallies').insertOne({ _id: turn });
    await connection.collection<Counted>('predictions').deleteOne({ _id: turn });
  });
  const kept = new Set([...(await idsIn('predictions')), ...(await idsIn('recordTallies'))]);
  expect(Array.from({ length: 99 }, (_, at) => String(at + 1)).filter((id) => !kept.has(id))).toEqual([]);
});

it('whoever has their data deleted meanwhile is gone from a backup, or it has their deletion', async () => {
  const { connection } = database;
  await connection.collection<Counted>('accounts').insertMany(Array.from({ length: 99 }, (_, at) => ({ _id: at + 1 })));
  await dumpWhile(async (turn) => {
    await connection.collection<Counted>('erasures').insertOne({ _id: turn });
    await connection.collection<Counted>('accounts').deleteOne({ _id: turn });
  });
  const living = new Set(
    (await connection.collection<Counted>('accounts').find().toArray()).map(({ _id }) => String(_id)),
  );
  const erased = new Set(await idsIn('erasures'));
  const back = (await idsIn('accounts')).filter((id) => !living.has(id));
  expect(back.length).toBeGreaterThan(0);
  expect(back.filter((id) => !erased.has(id))).toEqual([]);
});
