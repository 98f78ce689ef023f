import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billingIndexes, ensureBillingIndexes } from '../../../billing/adapters/mongo/indexes.ts';
import { indexProbe, secretsCheck } from '../../../bot/process/readiness.ts';
import { ensureIndexes, missingIndexes } from '../../../engine/adapters/mongo/indexes.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

describe('the probe of indexes', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.drop());

  it('names every unique index that is not there, is not unique, or went with its collection', async () => {
    const { connection } = database;
    await ensureIndexes(connection);
    await ensureBillingIndexes(connection);
    const missing = () => missingIndexes(connection, billingIndexes());
    expect(await missing()).toEqual([]);
    expect(billingIndexes().filter(({ unique }) => unique).length).toBeGreaterThan(0);

    const payments = connection.collection('payments');
    await payments.dropIndex('provider_1_externalId_1');
    expect(await missing()).toEqual(['payments.provider_1_externalId_1']);
    await payments.createIndex({ provider: 1, externalId: 1 });
    expect(await missing()).toEqual(['payments.provider_1_externalId_1']);
    await payments.dropIndex('provider_1_externalId_1');
    await payments.createIndex({ provider: 1, externalId: 1 }, { unique: true });
    expect(await missing()).toEqual([]);

    await connection.dropCollection('candles');
    expect(await missing()).toEqual(['candles.series_1_startMs_1']);
  });

  it('keeps what it found, shorter while something is missing', async () => {
    const state = { wallMs: 0, asked: 0, missing: ['payments.x'] };
    const probe = indexProbe({
      answers: async () => true,
      missing: async () => {
        state.asked += 1;
        return state.missing;
      },
      wallNowMs: () => state.wallMs,
    });
    expect(await probe.check()).toMatchObject({ ok: false, say: expect.stringContaining('payments.x') });
    state.missing = [];
    await probe.check();
    expect(state.asked).toBe(1);
    state.wallMs += 6_000;
    expect(await probe.check()).toMatchObject({ ok: true });
    state.wallMs += 50_000;
    await probe.check();
    expect(state.asked).toBe(2);
    state.wallMs += 20_000;
    await probe.check();
    expect(state.asked).toBe(3);
  });

  it('does not hang on a database that does', async () => {
    const probe = indexProbe({ answers: async () => false, missing: () => new Promise(() => {}), wallNowMs: () => 0 });
    expect(await probe.check()).toEqual({ ok: false, say: 'not known while the database is away' });
  });
});

describe('the probe of secrets', () => {
  it('names what this way of running needs', () => {
    const telegram = { token: 'x', apiRoot: null };
    expect(secretsCheck({ telegram: null, publicUrl: null, webhookSecret: null }).ok).toBe(true);
    expect(secretsCheck({ telegram, publicUrl: null, webhookSecret: null }).ok).toBe(true);
    expect(secretsCheck({ telegram, publicUrl: 'https://x', webhookSecret: null })).toEqual({
      ok: false,
      say: 'missing: TELEGRAM_WEBHOOK_SECRET',
    });
    expect(secretsCheck({ telegram: { ...telegram, token: '' }, publicUrl: null, webhookSecret: null }).say).toContain(
      'TELEGRAM_BOT_TOKEN',
    );
  });
});
