import { afterAll, beforeAll, expect, it } from 'vitest';
import { botIndexes } from '../../../../bot/adapters/mongo/indexes.ts';
import { directPage } from '../../../../bot/broadcast/direct/order.ts';
import { createPageReader } from '../../../../bot/broadcast/direct/page-reader.ts';
import type { DirectOutbox } from '../../../../bot/broadcast/direct/ports.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { openDirectStage } from '../../../support/direct-stage.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

it('finds the page that is left among a thousand empty ones by a question for each hundred', async () => {
  const { stores } = await openDirectStage(database);
  const [subject, priority, pages] = ['news', -1, 1_000];
  const begun = { kind: 'broadcast', dueAtMs: 0, expiresAtMs: 10, pages, broadcast: null } as const;
  await stores.fanOuts.begin({ subject, ...begun });
  const message = { subject, kind: 'broadcast', audience: 'free', priority, languageCode: 'en' } as const;
  const times = { dueAtMs: 0, expiresAtMs: 10, rotation: 0.9 };
  await stores.directs.add([{ ...message, ...times, chatId: 7, page: directPage(subject, priority, 950) }]);
  await stores.fanOuts.advance(subject, { cursor: null, planned: 1 });
  const asked = { pages: 0, looks: 0 };
  const directs: Pick<DirectOutbox, 'readPage' | 'waitingPages' | 'readPutOff'> = {
    readPutOff: stores.directs.readPutOff,
    readPage: async (page) => {
      asked.pages += 1;
      return await stores.directs.readPage(page);
    },
    waitingPages: async (names) => {
      asked.looks += 1;
      return await stores.directs.waitingPages(names);
    },
  };
  const reader = createPageReader({ directs, fanOuts: stores.fanOuts }, 'broadcast');
  const found = await reader.next(1);
  expect(found.map(({ chatId }) => chatId)).toEqual([7]);
  expect(asked.pages + asked.looks).toBeLessThan(25);
  await stores.directs.claim(found, { nowMs: 1, leaseMs: 1_000 });
  expect(await reader.next(1)).toEqual([]);
  for (let looks = 0; looks < 3; looks += 1) await reader.next(1);
  expect((await stores.fanOuts.find(subject))?.state).toBe('done');
});

it('reads what was put off by time from an index of its own: beside the kind, SecantusDB would walk over all of a kind', () => {
  const keys = botIndexes().map(({ collection, key }) => `${collection} ${JSON.stringify(key)}`);
  expect(keys).toContain('direct_deliveries {"putOffMs":1}');
  expect(keys.filter((key) => key.startsWith('direct_deliveries {"kind"'))).toEqual([]);
});

it('reads what is in time before what is too late for everybody, which was due earlier', async () => {
  const { stores } = await openDirectStage(database);
  const alert = { kind: 'alert', audience: 'elite', priority: 2, languageCode: 'en', rotation: 0 } as const;
  for (const [subject, chatId, dueAtMs, expiresAtMs] of [
    ['missed', 1, 0, 10],
    ['fresh', 2, 20, 100],
  ] as const) {
    await stores.fanOuts.begin({ subject, kind: 'alert', dueAtMs, expiresAtMs, pages: 1, broadcast: null });
    const page = directPage(subject, alert.priority, 0);
    await stores.directs.add([{ ...alert, subject, chatId, dueAtMs, expiresAtMs, page }]);
    await stores.fanOuts.advance(subject, { cursor: null, planned: 1 });
  }
  const reader = createPageReader({ directs: stores.directs, fanOuts: stores.fanOuts }, 'alert');
  const readers: number[] = [];
  for (const nowMs of [30, 31]) {
    const found = await reader.next(nowMs);
    readers.push(...found.map(({ chatId }) => chatId));
    await stores.directs.claim(found, { nowMs, leaseMs: 1_000 });
  }
  expect(readers).toEqual([2, 1]);
});
