import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectMongo } from '../../../../engine/adapters/mongo/connect.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';

describe('connectMongo', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.drop());

  it('writes what can be read back', async () => {
    await database.connection.collection('things').insertOne({ name: 'one' });
    expect(await database.connection.collection('things').countDocuments({ name: 'one' })).toBe(1);
  });

  it('gives every test a database of its own', async () => {
    const other = await openTestDatabase();
    expect(await other.connection.collection('things').countDocuments({})).toBe(0);
    await other.drop();
  });

  it('says so within seconds when no server answers', async () => {
    const startedAt = performance.now();
    await expect(connectMongo('mongodb://127.0.0.1:9/none?directConnection=true')).rejects.toThrow(
      /MongoDB did not answer/,
    );
    expect(performance.now() - startedAt).toBeLessThan(8_000);
  });

  it.each([
    ['', true],
    ['retryWrites=false', false],
  ])(
    'lets the driver repeat writes unless the address says no, as DocumentDB asks: "%s"',
    async (option, isRepeated) => {
      const { uri } = database;
      const connection = await connectMongo(option === '' ? uri : `${uri}${uri.includes('?') ? '&' : '?'}${option}`);
      const { retryWrites } = connection.getClient().options;
      await connection.close();
      expect(retryWrites).toBe(isRepeated);
    },
  );
});
