import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBillingIndexes } from '../../../billing/adapters/mongo/indexes.ts';
import { ensureBotIndexes } from '../../../bot/adapters/mongo/indexes.ts';
import { foldDirects } from '../../../bot/broadcast/direct/fold-directs.ts';
import { createRetention, RETAINED } from '../../../bot/process/product/retention.ts';
import { createStores, type Stores } from '../../../bot/process/product/stores.ts';
import { ensureIndexes } from '../../../engine/adapters/mongo/indexes.ts';
import { createSystemClock } from '../../../engine/adapters/system-clock.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

const NOW = Date.UTC(2026, 0, 31);

describe('what the database keeps', () => {
  let database: TestDatabase;
  let stores: Stores;
  beforeAll(async () => {
    database = await openTestDatabase();
    const { connection } = database;
    stores = createStores(connection, {
      clock: createSystemClock(),
      modelsDir: null,
      onUnclosed: () => {},
      onSentTwice: () => {},
    });
    await ensureIndexes(connection);
    await ensureBillingIndexes(connection);
    await ensureBotIndexes(connection);
  });
  afterAll(() => database.drop());

  it('is bounded, or said to be kept for ever, in every collection', () => {
    const collections = Object.values(database.connection.models).map((model) => model.collection.name);
    expect(collections.length).toBeGreaterThan(15);
    expect([...new Set(collections)].filter((name) => !(name in RETAINED))).toEqual([]);
  });

  it('expires by an index where that is promised, and nowhere else', async () => {
    const collections = await database.connection.listCollections();
    const expiring: string[] = [];
    for (const { name } of collections) {
      const indexes = await database.connection.collection(name).indexes();
      if (indexes.some(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)) expiring.push(name);
    }
    const promised = Object.entries(RETAINED).filter(([, { kept }]) => kept === 'expires');
    expect(expiring.sort()).toEqual(promised.map(([name]) => name).sort());
  });

  it('folds settled messages to persons into counts, once, and deletes old tickets', async () => {
    const { fanOuts, directs, tickets, alertDays } = stores;
    const times = { dueAtMs: NOW - 30 * DAY_MS, expiresAtMs: NOW - 30 * DAY_MS };
    for (const subject of ['old', 'new'])
      await fanOuts.begin({
        ...{ subject, kind: 'alert', ...times, pages: 1, broadcast: null },
        ...(subject === 'new' ? { expiresAtMs: NOW - DAY_MS } : {}),
      });
    for (const subject of ['old', 'new']) {
      await directs.add(
        [1, 2, 3].map((chatId) => ({
          ...{ subject, kind: 'alert' as const, chatId, audience: chatId === 3 ? 'elite' : 'pro', priority: 1 },
          ...{ languageCode: 'en', ...times, page: `${subject}|1|0`, rotation: 0 },
        })),
      );
      await fanOuts.move(subject, ['planning'], 'done');
    }
    const [first] = await directs.claim(await directs.readPage('old|1|0'), { nowMs: NOW, leaseMs: 1 });
    if (first === undefined) throw new Error('expected a claim');
    await directs.settle([{ claim: first, result: { type: 'sent', atMs: NOW } }]);
    // A process that was killed after it had stored the counts.
    const counts = await directs.count('old');
    await fanOuts.storeCounts('old', counts);
    await tickets.open({ id: 'a', telegramId: 1, topic: 'general', text: 'x', createdAtMs: NOW - 2_000 * DAY_MS });
    await alertDays.take('old', [{ telegramId: 1, day: Math.floor(NOW / DAY_MS - 30), most: 1 }]);
    await alertDays.take('new', [{ telegramId: 1, day: Math.floor(NOW / DAY_MS - 2), most: 1 }]);
    await tickets.open({ id: 'b', telegramId: 1, topic: 'general', text: 'x', createdAtMs: NOW - DAY_MS });
    const keepDays = { models: 730, predictions: 1_095, checkpoints: 14, deliveries: 14, tickets: 1_095 };
    const { registry } = stores;
    const removeOld = createRetention({
      ...{ series: [], registry, fanOuts, directs, tickets, alertDays, connection: database.connection },
      config: { keepDays },
    });
    await removeOld(NOW);
    expect(await fanOuts.find('old')).toMatchObject({ state: 'folded', counts });
    expect(await directs.count('old')).toEqual({});
    expect(await directs.count('new')).toEqual({ pro: { pending: 2 }, elite: { pending: 1 } });
    expect([...(await alertDays.ofDays(1, [NOW / DAY_MS - 30, NOW / DAY_MS - 2].map(Math.floor)))]).toEqual(['new']);
    expect((await tickets.ofAccount(1)).map(({ id }) => id)).toEqual(['b']);
    await foldDirects(stores, NOW - 14 * DAY_MS);
    expect(await fanOuts.find('old')).toMatchObject({ state: 'folded', counts });
  });
});
