import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMongoDirects } from '../../../../bot/adapters/mongo/direct-deliveries.ts';
import { connectMongo } from '../../../../engine/adapters/mongo/connect.ts';
import { createMongoOutbox } from '../../../../engine/adapters/mongo/outbox.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';

type Connection = Awaited<ReturnType<typeof connectMongo>>;

/** Times by which the next work is found. */
const TIMES = ['leaseMs', 'putOffMs', 'nextWorkMs'];
let [database, connection] = [] as unknown as [TestDatabase, Connection];
const seen: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  connection = await connectMongo(database.uri, { isMonitored: true });
  connection.getClient().on('commandStarted', ({ command }) => {
    const filters = [command.filter, ...(command.updates ?? []).map(({ q }: { q: unknown }) => q)];
    for (const filter of filters)
      for (const [field, range] of Object.entries(filter ?? {}))
        if (TIMES.includes(field)) seen.push(`${field} ${Object.keys(range as object).join(' ')}`);
  });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

it('work is looked for in ranges with two ends: one that is open walks over all that is done', async () => {
  const directs = createMongoDirects(connection, randomUUID);
  await directs.sweep(1);
  await directs.readPutOff({ kind: 'alert', nowMs: 1, limit: 1 });
  await directs.nextPutOffMs('alert', 1);
  const outbox = createMongoOutbox(connection);
  await outbox.sweep(1);
  await outbox.nextDueMs(1);
  expect(new Set(seen.map((each) => each.split(' ')[0]))).toEqual(new Set(TIMES));
  expect(seen.filter((each) => !/ \$gte? \$lte?$/.test(each))).toEqual([]);
});
