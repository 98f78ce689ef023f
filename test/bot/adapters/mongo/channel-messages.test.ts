import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoChannelMessages } from '../../../../bot/adapters/mongo/channel-messages.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';

describe('messages of several signals in MongoDB', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.drop());

  const message = (signalIds: readonly string[], chatId = -1_001) => ({
    ...{ chatId, closeTimeMs: 1_717_092_000_000, timeframe: '4h' as const },
    ...{ signalIds, html: `<b>${signalIds.length}</b>` },
  });

  it('are numbered within their channel, close and timeframe, and say which signals they tell', async () => {
    const messages = createMongoChannelMessages(database.connection);
    const first = await messages.begin(message(['a', 'b', 'c', 'd']));
    const later = await messages.begin(message(['e']));
    const elsewhere = await messages.begin(message(['a'], -1_002));
    expect([first, later, elsewhere]).toEqual([
      '-1001|1717092000000|4h|0',
      '-1001|1717092000000|4h|1',
      '-1002|1717092000000|4h|0',
    ]);
    expect(await messages.find(first)).toEqual({ signalIds: ['a', 'b', 'c', 'd'], html: '<b>4</b>' });
    expect(await messages.find(later)).toEqual({ signalIds: ['e'], html: '<b>1</b>' });
    expect(await messages.find('unknown')).toBeNull();
  });

  it('get a number of their own each when twenty begin at once', async () => {
    const messages = createMongoChannelMessages(database.connection);
    const ids = await Promise.all(Array.from({ length: 20 }, (_, at) => messages.begin(message([`s${at}`], -1_003))));
    expect(new Set(ids).size).toBe(20);
    const found = await Promise.all(ids.map((id) => messages.find(id)));
    expect(found.map((each) => each?.signalIds)).toEqual(ids.map((_, at) => [`s${at}`]));
  });
});
