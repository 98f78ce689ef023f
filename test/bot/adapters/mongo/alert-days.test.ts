import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMongoAlertDays } from '../../../../bot/adapters/mongo/alert-days.ts';
import { ensureBotIndexes } from '../../../../bot/adapters/mongo/indexes.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';

const DAY = 20_000;
const PERSONS = Array.from({ length: 60 }, (_, index) => index + 1);
const askedBy = (most: number | null) => PERSONS.map((telegramId) => ({ telegramId, day: DAY, most }));

describe('the count of signals sent to persons on a day', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureBotIndexes(database.connection);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.connection.collection('alert_days').deleteMany({});
  });
  const days = () => createMongoAlertDays(database.connection);
  const counted = async (): Promise<readonly unknown[]> =>
    (await database.connection.collection('alert_days').find({}).toArray()).map(({ count, subjects }) => [
      count,
      Array.isArray(subjects) ? subjects.length : subjects,
    ]);

  it('counts a signal once, however often it is asked for, and refuses a day that is full', async () => {
    expect(await days().take('a', askedBy(2))).toEqual(new Set(PERSONS));
    expect(await days().take('a', askedBy(2))).toEqual(new Set(PERSONS));
    expect(await days().take('b', askedBy(2))).toEqual(new Set(PERSONS));
    expect(await days().take('c', askedBy(2))).toEqual(new Set());
    expect(await counted()).toEqual(PERSONS.map(() => [2, 2]));
  });

  it('goes by what each person allows: none, some, any number', async () => {
    const asked = PERSONS.map((telegramId) => ({ telegramId, day: DAY, most: [0, 1, null][telegramId % 3] ?? null }));
    const having = (keep: (telegramId: number) => boolean): ReadonlySet<number> => new Set(PERSONS.filter(keep));
    expect(await days().take('a', asked)).toEqual(having((id) => id % 3 !== 0));
    expect(await days().take('b', asked)).toEqual(having((id) => id % 3 === 2));
  });

  // A day may be made by another process before our look for it or after it: which one it is, is a matter of microseconds.
  it.each([1, 2, 3, 4, 5, 6])(
    'loses nobody where several processes make the same days at once, nor lets anything through twice (%d)',
    async () => {
      const subjects = ['a', 'b', 'c', 'd', 'e'];
      const taken = await Promise.all(subjects.map((subject) => days().take(subject, askedBy(3))));
      expect(await counted()).toEqual(PERSONS.map(() => [3, 3]));
      for (const telegramId of PERSONS) expect(taken.filter((allowed) => allowed.has(telegramId))).toHaveLength(3);
    },
  );
});
