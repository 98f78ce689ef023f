import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DatabaseOperation, watchOperations } from '../../../bot/database/watch-operations.ts';
import { connectMongo } from '../../../engine/adapters/mongo/connect.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

let [database, connection] = [] as unknown as [TestDatabase, Awaited<ReturnType<typeof connectMongo>>];
const operations: DatabaseOperation[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  connection = await connectMongo(database.uri);
  watchOperations(connection.getClient(), {
    wallNowMs: () => performance.now(),
    onOperation: (operation) => operations.push(operation),
  });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

it('reports each operation, a cursor once for each batch, and how long it took', async () => {
  const things = connection.collection('things');
  await things.insertMany(Array.from({ length: 25 }, (_, at) => ({ at })));
  operations.length = 0;
  const startedMs = performance.now();
  await things.find({}, { batchSize: 10 }).toArray();
  const tookMs = performance.now() - startedMs;
  expect(operations).toHaveLength(3);
  const heldMs = operations.reduce((sum, each) => sum + each.heldMs, 0);
  expect(heldMs).toBeGreaterThan(0);
  expect(heldMs).toBeLessThanOrEqual(tookMs);
});

it('reports one that fails, too', async () => {
  operations.length = 0;
  await expect(connection.db?.command({ noSuchCommand: 1 })).rejects.toThrow();
  expect(operations).toHaveLength(1);
});
