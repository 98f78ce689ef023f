import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoAccounts } from '../../../billing/adapters/mongo/accounts.ts';
import { ensureBillingIndexes } from '../../../billing/adapters/mongo/indexes.ts';
import { createMongoPayments } from '../../../billing/adapters/mongo/payments.ts';
import type { FactOf } from '../../../billing/ledger-fact.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

const NOW = Date.UTC(2026, 8, 1);
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await ensureBillingIndexes(database.connection);
});
afterAll(async () => {
  await database?.drop();
});

const ada = { telegramId: 7_123_456_789, firstName: 'Ada', languageCode: 'en' };
const payment: FactOf<'paid'> = {
  provider: 'stars',
  externalId: 'charge-1',
  telegramId: ada.telegramId,
  planId: 'pro-month',
  planVersion: 1,
  type: 'paid',
  amountMinor: 1_950,
  currency: 'XTR',
  ...{ order: null, subscriptionMs: null, code: null },
  atMs: NOW,
};

describe('accounts in MongoDB', () => {
  it('keep the first start for ever and refresh the name', async () => {
    const accounts = createMongoAccounts(database.connection);
    await accounts.meet(ada, 'ref_abc', NOW);
    const again = await accounts.meet({ ...ada, firstName: 'Ada L.' }, 'ref_other', NOW + 1);
    expect(again).toEqual({
      ...ada,
      firstName: 'Ada L.',
      createdAtMs: NOW,
      acceptedTerms: null,
      acceptedTermsAtMs: null,
      unreachable: false,
      firstStart: 'ref_abc',
    });
    expect(await accounts.find(ada.telegramId)).toEqual(again);
    expect(await accounts.find(1)).toBeNull();
  });

  it('keep what trading costs somebody, also when they write again', async () => {
    const accounts = createMongoAccounts(database.connection);
    const person = { ...ada, telegramId: 14 };
    await accounts.meet(person, null, NOW);
    const cost = { cryptoSideBps: 4, forexRoundTripBps: null };
    await accounts.setCost(14, cost);
    expect((await accounts.meet(person, null, NOW + 1)).cost).toEqual(cost);
  });

  it('do not attribute an existing person to a later link', async () => {
    const accounts = createMongoAccounts(database.connection);
    await accounts.meet({ ...ada, telegramId: 11 }, null, NOW);
    expect((await accounts.meet({ ...ada, telegramId: 11 }, 'ref_late', NOW)).firstStart).toBeNull();
  });

  it('are made once when twenty first messages come at once', async () => {
    const accounts = createMongoAccounts(database.connection);
    const before = await accounts.count();
    await Promise.all(Array.from({ length: 20 }, () => accounts.meet({ ...ada, telegramId: 12 }, null, NOW)));
    expect(await accounts.count()).toBe(before + 1);
  });

  it('store the accepted terms with the time of the first acceptance', async () => {
    const accounts = createMongoAccounts(database.connection);
    await accounts.meet({ ...ada, telegramId: 13 }, null, NOW);
    await accounts.acceptTerms(13, '2026-01-01', NOW + 5);
    await accounts.acceptTerms(13, '2026-01-01', NOW + 9);
    expect(await accounts.find(13)).toMatchObject({ acceptedTerms: '2026-01-01', acceptedTermsAtMs: NOW + 5 });
  });

  it('are unreachable until they write again', async () => {
    const accounts = createMongoAccounts(database.connection);
    await accounts.meet({ ...ada, telegramId: 14 }, null, NOW);
    await accounts.markUnreachable(14);
    expect((await accounts.find(14))?.unreachable).toBe(true);
    expect((await accounts.meet({ ...ada, telegramId: 14 }, null, NOW)).unreachable).toBe(false);
  });
});

describe('payments in MongoDB', () => {
  it('append a line once, however often and by however many it is written', async () => {
    const payments = createMongoPayments(database.connection);
    const results = await Promise.all(Array.from({ length: 12 }, () => payments.append(payment)));
    expect(results.filter((result) => result === 'appended')).toHaveLength(1);
    expect(await createMongoPayments(database.connection).ofAccount(ada.telegramId)).toEqual([payment]);
  });

  it('keep the refund beside its purchase and name every payer once', async () => {
    const payments = createMongoPayments(database.connection);
    await payments.append({
      ...payment,
      externalId: 'charge-1:refund',
      of: 'charge-1',
      type: 'refunded',
      atMs: NOW + 1,
    });
    await payments.append({ ...payment, externalId: 'charge-2', telegramId: 5 });
    expect((await payments.ofAccount(ada.telegramId)).map((line) => line.type)).toEqual(['paid', 'refunded']);
    expect([...(await payments.payers())].sort()).toEqual([5, ada.telegramId].sort());
  });

  it('read lines of the first version as the facts they were', async () => {
    const common = { ...{ provider: 'stars', telegramId: 77, planId: 'pro-month', planVersion: 1 }, currency: 'XTR' };
    const old = [
      { ...common, _id: 'stars|old', externalId: 'old', type: 'paid', amountMinor: 1_950, atMs: NOW },
      {
        ...common,
        _id: 'stars|old:refund',
        externalId: 'old:refund',
        type: 'refunded',
        amountMinor: 1_950,
        atMs: NOW + 1,
      },
    ];
    await database.connection.collection<{ _id: string }>('payments').insertMany(old);
    expect(await createMongoPayments(database.connection).ofAccount(77)).toMatchObject([
      { type: 'paid', order: null, subscriptionMs: null, code: null },
      { type: 'refunded', of: 'old' },
    ]);
  });

  it('refuse a line that is not in its form', async () => {
    const payments = createMongoPayments(database.connection);
    await expect(payments.append({ ...payment, externalId: 'x', amountMinor: 1.5 })).rejects.toThrow();
  });
});

describe('ensureBillingIndexes', () => {
  it('may run at every start', async () => {
    await expect(ensureBillingIndexes(database.connection)).resolves.toBeUndefined();
  });
});
