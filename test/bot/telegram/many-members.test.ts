import { Api } from 'grammy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoAccounts } from '../../../billing/adapters/mongo/accounts.ts';
import { ensureBillingIndexes } from '../../../billing/adapters/mongo/indexes.ts';
import { createMongoPayments } from '../../../billing/adapters/mongo/payments.ts';
import { PLANS, starsOf } from '../../../billing/plans.ts';
import { ensureBotIndexes } from '../../../bot/adapters/mongo/indexes.ts';
import { createMongoMemberships } from '../../../bot/adapters/mongo/memberships.ts';
import { createClockTrust } from '../../../bot/telegram/clock-trust.ts';
import { removeExpired } from '../../../bot/telegram/jobs/remove-expired.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { createMemoryNotices } from '../../support/fakes/memory-bot-stores.ts';

const MEMBERS = 5_000;
const [plan] = PLANS;
const nowMs = Date.UTC(2024, 5, 1);
const PAGE = 500;

const membershipOf = (telegramId: number) => ({
  ...{ telegramId, tier: 'pro', state: 'member', atMs: nowMs, admission: 'entitlement' },
  _id: `pro|${telegramId}` as never,
});
const paymentOf = (telegramId: number) => ({
  ...{ provider: 'stars', externalId: `c${telegramId}`, telegramId, type: 'paid', currency: 'XTR' },
  ...{ planId: plan?.id, planVersion: plan?.version, atMs: nowMs - 1_000 },
  amountMinor: plan === undefined ? 0 : starsOf(plan),
  _id: `stars|c${telegramId}` as never,
});

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await ensureBillingIndexes(database.connection);
  await ensureBotIndexes(database.connection);
  const ids = Array.from({ length: MEMBERS }, (_, index) => index + 1);
  // Appending five thousand one by one is not what is measured; one command with all of them may take longer than a socket waits.
  for (let from = 0; from < MEMBERS; from += PAGE) {
    const page = ids.slice(from, from + PAGE);
    await database.connection.collection('memberships').insertMany(page.map(membershipOf));
    await database.connection.collection('payments').insertMany(page.map(paymentOf));
  }
}, 180_000);
afterAll(async () => {
  await database?.drop();
});

describe('five thousand members', () => {
  it('are looked through by a query a hundred, none a person', async () => {
    const payments = createMongoPayments(database.connection);
    const memberships = createMongoMemberships(database.connection);
    let queries = 0;
    const startedMs = performance.now();
    const report = await removeExpired(
      {
        payments: {
          ...payments,
          ofAccount: () => Promise.reject(new Error('expected no query for one person')),
          ofAccounts: async (ids) => {
            queries += Math.ceil(ids.length / 100);
            return await payments.ofAccounts(ids);
          },
        },
        notices: createMemoryNotices(),
        ...{ memberships, accounts: createMongoAccounts(database.connection), adminIds: [], cards: null },
        channels: { free: null, elite: null, pro: { chatId: -1, title: 'Pro', inviteLink: null } },
        clockTrust: createClockTrust({ clock: { nowMs: () => nowMs }, askTelegram: null, onEvent: () => {} }),
        api: new Api('1:nobody', { apiRoot: 'http://127.0.0.1:1' }),
        log: () => {},
      },
      nowMs,
    );
    const elapsedMs = Math.round(performance.now() - startedMs);
    expect(report).toMatchObject({ removed: 0, failed: 0, asked: 0 });
    expect(queries).toBe(50);
    const one = performance.now();
    for (let id = 1; id <= 200; id += 1) await payments.ofAccount(id);
    const byPersonMs = ((performance.now() - one) / 200) * MEMBERS;
    expect(elapsedMs).toBeLessThan(byPersonMs / 2);
  });
});
