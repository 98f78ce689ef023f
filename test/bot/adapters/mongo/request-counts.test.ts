import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMongoRequestCounts, REQUEST_COUNTS } from '../../../../bot/adapters/mongo/counts/request-counts.ts';
import { requestCountsContract } from '../../../contract/request-counts.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { createMemoryRequestCounts } from '../../../support/fakes/memory-use-counts.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => await database.drop());

requestCountsContract('MongoDB', () => createMongoRequestCounts(database.connection));
requestCountsContract('memory', createMemoryRequestCounts);

it('names no address in what is stored', async () => {
  await createMongoRequestCounts(database.connection).add('address:203.0.113.9', 1, 0);
  const stored = await database.connection.collection(REQUEST_COUNTS).find().toArray();
  expect(stored.length).toBeGreaterThan(0);
  expect(JSON.stringify(stored)).not.toContain('203.0.113');
});
