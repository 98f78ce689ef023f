import { describe, expect, it } from 'vitest';
import type { ChargeFact, MoneyFact } from '../../../../billing/ledger-fact.ts';
import { settledEvent } from '../../../../bot/telegram/money/settled-event.ts';
import { DAY_MS } from '../../../../engine/time.ts';

const PAID_MS = Date.UTC(2024, 4, 12);
const charge: ChargeFact = {
  ...{ provider: 'stripe', telegramId: 7, atMs: PAID_MS, externalId: 'pi_1', type: 'renewed', order: 'sub_1' },
  ...{
    planId: 'pro-quarter',
    planVersion: 1,
    amountMinor: 10_500,
    currency: 'USD',
    subscriptionMs: DAY_MS,
    code: null,
  },
};
const of = { provider: 'stripe', telegramId: 7, planId: 'pro-quarter', amountMinor: 10_500 };

describe('the event of money that the ledger has', () => {
  it.each([
    ['counts from the time of the line', { repeated: false, nowMs: PAID_MS + 4_000 }, 4_000],
    // A subscription's line has the start of its period, also where the card was charged days later.
    [
      'counts from when the provider took it',
      { repeated: false, nowMs: PAID_MS + DAY_MS, paidAtMs: PAID_MS + DAY_MS - 2_000 },
      2_000,
    ],
    ['is never before the money', { repeated: false, nowMs: PAID_MS - 900 }, 0],
    ['says when it came days late', { repeated: false, nowMs: PAID_MS + 2 * DAY_MS }, 2 * DAY_MS],
    ['says nothing of what was there already', { repeated: true, nowMs: PAID_MS + 4_000 }, null],
    ['says nothing of the past of another database', { repeated: false, nowMs: PAID_MS + 8 * DAY_MS }, null],
  ])('%s', (_, settled, sincePaidMs) => {
    expect(settledEvent(charge, settled)).toEqual({
      type: 'payment-settled',
      ...of,
      repeated: settled.repeated,
      sincePaidMs,
    });
  });

  it('of a refund says nothing of a wait', () => {
    const { subscriptionMs, code, order, ...common } = charge;
    const refund: MoneyFact = { ...common, type: 'refunded', of: 'pi_1', externalId: 'pi_1:refund' };
    expect(settledEvent(refund, { repeated: false, nowMs: PAID_MS })).toEqual({
      type: 'refund-settled',
      ...of,
      repeated: false,
    });
  });
});
