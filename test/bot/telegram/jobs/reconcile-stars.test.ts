import type { StarTransaction } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { encodeInvoicePayload, orderOf } from '../../../../billing/invoice.ts';
import type { LedgerFact } from '../../../../billing/ledger-fact.ts';
import { starsOf } from '../../../../billing/plans.ts';
import type { BotEvent } from '../../../../bot/telegram/bot-event.ts';
import { type ReconcileDependencies, reconcileStars } from '../../../../bot/telegram/jobs/reconcile-stars.ts';
import { nanoStarsOf } from '../../../../bot/telegram/jobs/star-transaction.ts';
import { FIRST_PLAN as plan } from '../../../support/stage/first-plan.ts';

const START_S = 1_750_000_000;
const PRICE = starsOf(plan);
const someone = (id: number) => ({ id, is_bot: false, first_name: 'B' });
const payload = (buyer: number): string =>
  encodeInvoicePayload(orderOf(plan, buyer, { nowMs: START_S * 1000, nonce: buyer.toString(16).padStart(16, '0') }));

function payment(index: number, more: Partial<StarTransaction> = {}): StarTransaction {
  const buyer = index + 1;
  const source = {
    ...{ type: 'user' as const, transaction_type: 'invoice_payment' as const, user: someone(buyer) },
    invoice_payload: payload(buyer),
  };
  return { id: `c${index}`, amount: PRICE, date: START_S + index, source, ...more };
}

/** Telegram's list, a ledger and a place for the position, all in memory, with the calls counted. */
function world(transactions: StarTransaction[]) {
  const ledger = new Map<string, LedgerFact>();
  const events: BotEvent[] = [];
  const texts = new Map<string, string>();
  const counted = { calls: 0, missing: 0 };
  const deps: ReconcileDependencies = {
    cards: null,
    api: {
      async getStarTransactions(other) {
        counted.calls += 1;
        const { offset = 0, limit = 100 } = other ?? {};
        return { transactions: transactions.slice(offset, offset + limit) };
      },
      async getMyStarBalance() {
        counted.calls += 1;
        const sum =
          transactions.reduce((nano, each) => nano + nanoStarsOf(each), 0n) - BigInt(counted.missing) * 1_000_000_000n;
        return { amount: Number(sum / 1_000_000_000n), nanostar_amount: Number(sum % 1_000_000_000n) };
      },
      editUserStarSubscription: async () => true,
    },
    payments: {
      async append(fact) {
        const key = `${fact.provider}|${fact.externalId}`;
        if (ledger.has(key)) return 'duplicate';
        ledger.set(key, fact);
        return 'appended';
      },
      find: async (provider, externalId) => ledger.get(`${provider}|${externalId}`) ?? null,
      ofAccount: async (telegramId) => [...ledger.values()].filter((fact) => fact.telegramId === telegramId),
    },
    setup: { read: async (key) => texts.get(key) ?? null, write: async (key, text) => void texts.set(key, text) },
    log: (event) => void events.push(event),
  };
  return { ledger, events, counted, run: () => reconcileStars(deps) };
}

describe('reconciliation with Telegram', () => {
  it('finds one payment behind 100,000 in at most two calls', async () => {
    const transactions = Array.from({ length: 100_000 }, (_, index) => payment(index));
    const { run, counted, ledger } = world(transactions);
    expect(await run()).toMatchObject({ read: 100_000, appended: 100_000, unmatched: 0, differenceNano: 0n });
    expect(ledger.size).toBe(100_000);
    transactions.push(payment(100_000));
    counted.calls = 0;
    expect(await run()).toMatchObject({ read: 1, appended: 1, differenceNano: 0n });
    expect(counted.calls).toBeLessThanOrEqual(2);
    counted.calls = 0;
    expect(await run()).toMatchObject({ read: 0, appended: 0 });
    expect(counted.calls).toBeLessThanOrEqual(2);
  }, 60_000);

  it('knows each kind of transaction, and money only in those of invoices', async () => {
    const user = someone(5);
    const bare = (id: string, amount: number) => ({ id, amount, date: START_S });
    const withdrawal = (id: string, type: 'pending' | 'failed'): StarTransaction => ({
      ...bare(id, 100),
      receiver: { type: 'fragment', withdrawal_state: { type } as { type: 'pending' } },
    });
    const { run, ledger, events } = world([
      payment(1),
      { ...payment(1), source: undefined, receiver: payment(1).source } as never,
      { ...bare('media', 50), source: { type: 'user', transaction_type: 'paid_media_payment', user } },
      { ...bare('gift', 15), receiver: { type: 'user', transaction_type: 'gift_purchase', user } },
      withdrawal('w1', 'pending'),
      withdrawal('w2', 'failed'),
      { ...bare('w2', 100), source: { type: 'fragment' } },
      {
        ...bare('a', 7),
        nanostar_amount: 500_000_000,
        source: { type: 'affiliate_program', commission_per_mille: 100 },
      },
      { ...bare('ads', 20), receiver: { type: 'telegram_ads' } },
      { ...bare('?', 1), source: { type: 'other' } },
    ]);
    const { kinds, differenceNano } = await run();
    expect(kinds).toEqual({
      ...{ invoice: 1, 'invoice-refund': 1, 'paid-media': 1, gift: 1, affiliate: 1, ads: 1, unknown: 1 },
      ...{ 'withdrawal-pending': 1, 'withdrawal-failed': 1, withdrawal: 1 },
    });
    expect(differenceNano).toBe(0n);
    expect([...ledger.values()].map(({ type }) => type)).toEqual(['paid', 'refunded']);
    expect(events.map(({ type }) => type)).toEqual(['stars-transaction-unknown']);
  });

  it.each([
    { what: 'without it', amount: 1_755, nano: 0, share: { amount: 195, nanostar_amount: 0 } },
    { what: 'with a fraction', amount: 1_754, nano: 500_000_000, share: { amount: 195, nanostar_amount: 500_000_000 } },
    { what: 'with it', amount: 1_950, nano: 0, share: { amount: 195, nanostar_amount: 0 } },
  ])(
    'grants a sale of an affiliate whose amount is told $what, gross and commission apart',
    async ({ amount, nano, share }) => {
      const { source } = payment(3);
      if (source?.type !== 'user') throw new Error('expected a user');
      const affiliate = { commission_per_mille: 100, ...share };
      const { run, ledger } = world([payment(3, { amount, nanostar_amount: nano, source: { ...source, affiliate } })]);
      expect(await run()).toMatchObject({ appended: 1, unmatched: 0, differenceNano: 0n });
      expect(ledger.get('stars|c3')).toMatchObject({ type: 'paid', amountMinor: 1_950 });
      expect(ledger.get('stars|c3:commission')).toMatchObject({ type: 'commission', of: 'c3' });
    },
  );

  it('books the share that an affiliate gives back with a refund', async () => {
    const { source } = payment(3);
    if (source?.type !== 'user') throw new Error('expected a user');
    const share = (amount: number) => ({ ...source, affiliate: { commission_per_mille: 100, amount } });
    const { run, ledger } = world([
      payment(3, { amount: 1_755, source: share(195) }),
      { id: 'c3', amount: 1_755, date: START_S + 9, receiver: share(-195) },
    ]);
    expect(await run()).toMatchObject({ appended: 2, unmatched: 0, differenceNano: 0n });
    const sums = [...ledger.values()].map((fact) => {
      if (fact.type === 'paid') return fact.amountMinor;
      return fact.type === 'refunded' || fact.type === 'commission' ? -fact.amountMinor : 0;
    });
    expect(sums).toEqual([1_950, -195, -1_950, 195]);
    // Read again, nothing is booked twice.
    await run();
    expect(ledger.size).toBe(4);
  });

  it('says a difference once, and says when it is gone', async () => {
    const { run, counted, events } = world([payment(1), payment(2)]);
    await run();
    counted.missing = 1_950;
    await run();
    await run();
    expect(events).toEqual([{ type: 'stars-unexplained', stars: -1_950 }]);
    counted.missing = 0;
    await run();
    expect(events.slice(1)).toEqual([{ type: 'stars-explained', stars: 0 }]);
  });

  it('reads the list anew when it is not the one that was read', async () => {
    const transactions = [payment(1), payment(2)];
    const { run, ledger } = world(transactions);
    await run();
    transactions.splice(0, 2, payment(7), payment(8), payment(9));
    expect(await run()).toMatchObject({ appended: 3, differenceNano: 0n });
    expect(ledger.size).toBe(5);
  });

  it('names a later charge of a subscription a renewal', async () => {
    const order = orderOf(plan, 4, {
      nowMs: START_S * 1000,
      nonce: 'a'.repeat(16),
      terms: { subscriptionSeconds: 2_592_000 },
    });
    const { source } = payment(3);
    if (source?.type !== 'user') throw new Error('expected a user');
    const sold = {
      source: { ...source, invoice_payload: encodeInvoicePayload(order), subscription_period: 2_592_000 },
    };
    const { run, ledger } = world([payment(3, sold), payment(40, sold)]);
    await run();
    expect([...ledger.values()].map(({ type }) => type)).toEqual(['paid', 'renewed']);
  });
});
