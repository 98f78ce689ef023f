import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoAccounts } from '../../../billing/adapters/mongo/accounts.ts';
import { createMongoCardEvents } from '../../../billing/adapters/mongo/card-events.ts';
import { ensureBillingIndexes } from '../../../billing/adapters/mongo/indexes.ts';
import { createMongoPayments } from '../../../billing/adapters/mongo/payments.ts';
import type { FactOf, LedgerFact } from '../../../billing/ledger-fact.ts';
import { dueCommissions } from '../../../billing/referrals/commissions.ts';
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

  it('keep the code that was redeemed last, also when they write again', async () => {
    const accounts = createMongoAccounts(database.connection);
    const person = { ...ada, telegramId: 15 };
    await accounts.meet(person, null, NOW);
    await accounts.keepCode(15, 'SUMMER');
    await accounts.keepCode(15, 'WINTER');
    expect((await accounts.meet(person, null, NOW + 1)).code).toBe('WINTER');
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

  it('keep what a refund that failed and a part that went back say, to the letter', async () => {
    const payments = createMongoPayments(database.connection);
    const common = { provider: 'stripe', telegramId: 78, atMs: NOW, currency: 'USD' } as const;
    const failed = {
      ...common,
      type: 'refund-failed',
      externalId: 're_1:failed',
      of: 'pi_1',
      amountMinor: 500,
    } as const;
    const reduced = { ...common, provider: 'grant', type: 'reduced', of: 'earned-1', amountMinor: 500 } as const;
    const lines: readonly LedgerFact[] = [
      { ...failed, line: 're_1' },
      { ...reduced, externalId: 'earned-1:reduced:re_1', chargeMinor: 3_900 },
      { ...{ provider: 'grant', telegramId: 78, atMs: NOW, type: 'restored' }, externalId: 'r:restored', of: 'r' },
    ];
    for (const line of lines) await payments.append(line);
    for (const line of lines) expect(await payments.find(line.provider, line.externalId)).toEqual(line);
    for await (const own of payments.commissions())
      if (own[0]?.telegramId === 78) expect(own.map(({ type }) => type).toSorted()).toEqual(['reduced', 'restored']);
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

describe('events of the card provider in MongoDB', () => {
  it('that failed stand behind what waits, are not there before they are due, and are counted', async () => {
    const events = createMongoCardEvents(database.connection);
    const event = (id: string) => ({ id, type: 'invoice.paid', objectId: 'in_1', createdAtMs: NOW });
    // As a version wrote it that knew no attempts.
    const old = {
      _id: 'evt_old',
      type: 'invoice.paid',
      objectId: 'in_1',
      createdAtMs: NOW,
      receivedAtMs: NOW,
      doneAtMs: null,
    };
    await database.connection.collection<typeof old>('card_events').insertOne(old);
    for (const id of ['evt_a', 'evt_b', 'evt_c']) expect(await events.receive(event(id), NOW)).toBe('received');
    const open = async (limit: number, nowMs: number) =>
      (await events.open(limit, nowMs)).map(({ event: { id }, failures }) => `${id} ${failures}`);
    expect(await open(9, NOW)).toEqual(['evt_old 0', 'evt_a 0', 'evt_b 0', 'evt_c 0']);
    expect(await events.markFailed('evt_old', (failures) => NOW + failures)).toBe(1);
    expect(await events.markFailed('evt_a', (failures) => NOW + 10 * failures)).toBe(1);
    expect(await events.markFailed('evt_a', (failures) => NOW + 10 * failures)).toBe(2);
    await events.markDone('evt_b', NOW);
    expect(await open(9, NOW + 1)).toEqual(['evt_c 0', 'evt_old 1']);
    expect(await open(9, NOW + 20)).toEqual(['evt_c 0', 'evt_old 1', 'evt_a 2']);
    expect([await events.countFailing(1), await events.countFailing(2), await events.countFailing(3)]).toEqual([
      2, 1, 0,
    ]);
  });
});

describe('commissions in MongoDB', () => {
  it('are read by account, and nothing else of the ledger with them', async () => {
    const payments = createMongoPayments(database.connection);
    const common = { provider: 'grant', atMs: NOW } as const;
    const earned = { ...common, type: 'earned', of: 'c', amountMinor: 100, currency: 'XTR', payableAtMs: NOW } as const;
    for (const telegramId of [902, 901]) {
      await payments.append({ ...payment, externalId: `commission-${telegramId}`, telegramId });
      await payments.append({ ...earned, telegramId, externalId: `earned-1-${telegramId}` });
    }
    await payments.append({ ...earned, telegramId: 902, externalId: 'earned-2-902' });
    await payments.append({
      ...common,
      telegramId: 902,
      externalId: 'revoked-902',
      type: 'revoked',
      of: 'earned-2-902',
    });
    const read = [];
    for await (const facts of payments.commissions())
      read.push([facts[0]?.telegramId, facts.map(({ externalId }) => externalId).toSorted()]);
    expect(read.filter(([id]) => id === 901 || id === 902)).toEqual([
      [901, ['earned-1-901']],
      [902, ['earned-1-902', 'earned-2-902', 'revoked-902']],
    ]);
    const rules = { reward: { type: 'commission', share: 0.2, holdMs: 0, minimumMinor: 100 } } as const;
    const due = await dueCommissions(payments.commissions(), rules, NOW);
    expect(due.filter(({ telegramId }) => telegramId === 902)).toMatchObject([{ payable: 100 }]);
  });
});
