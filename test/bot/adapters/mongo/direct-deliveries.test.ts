import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMongoDirects } from '../../../../bot/adapters/mongo/direct-deliveries.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

it('notices a message to a person that was sent a second time, and not one whose settlement was repeated', async () => {
  const twice: string[] = [];
  let tokens = 0;
  const directs = createMongoDirects(
    database.connection,
    () => `t${++tokens}`,
    (subject) => twice.push(subject),
  );
  const message = {
    subject: 's1',
    kind: 'alert',
    chatId: 7,
    audience: 'pro',
    priority: 1,
    languageCode: 'en',
  } as const;
  await directs.add([{ ...message, dueAtMs: 1, expiresAtMs: 9_000, page: 'p', rotation: 0.5 }]);
  const [waiting] = await directs.readPage('p');
  if (waiting === undefined) throw new Error('expected a message');
  const [claim] = await directs.claim([waiting], { nowMs: 2, leaseMs: 100 });
  if (claim === undefined) throw new Error('expected a claim');
  const sent = { type: 'sent', atMs: 3 } as const;
  await directs.settle([{ claim, result: sent }]);
  await directs.settle([{ claim, result: sent }]);
  expect(twice).toEqual([]);
  // Another sender held a claim of its own.
  await directs.settle([{ claim: { ...claim, token: 'of another' }, result: sent }]);
  expect(twice).toEqual(['s1']);
});
