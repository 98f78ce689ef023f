import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entitlementAt, opensTier } from '../../billing/entitlement.ts';
import { type FactOf, type LedgerFact, refundExternalId } from '../../billing/ledger-fact.ts';
import { stars } from '../../billing/money.ts';
import type { Plan } from '../../billing/plans.ts';

const DAY = 86_400_000;
const plan = (id: string, tier: Plan['tier'], days: number): Plan => ({
  id,
  version: 1,
  tier,
  days,
  prices: [stars(100)],
  renewable: false,
});
const PLANS = [plan('pro-month', 'pro', 30), plan('elite-week', 'elite', 7)];

function paid(externalId: string, atDay: number, planId = 'pro-month'): FactOf<'paid'> {
  return {
    provider: 'stars',
    externalId,
    telegramId: 7,
    planId,
    planVersion: 1,
    type: 'paid',
    amountMinor: 100,
    currency: 'XTR',
    ...{ order: null, subscriptionMs: null, code: null },
    atMs: atDay * DAY,
  };
}
const refund = (charge: FactOf<'paid'>, atDay: number): LedgerFact => ({
  ...charge,
  externalId: refundExternalId(charge.externalId),
  of: charge.externalId,
  type: 'refunded',
  atMs: atDay * DAY,
});
const at = (payments: readonly LedgerFact[], day: number) => entitlementAt(payments, day * DAY, PLANS);

describe('entitlementAt', () => {
  const first = paid('a', 0);
  const second = paid('b', 10);
  it.each([
    { fact: 'nobody paid: free', lines: [], day: 5, tier: 'free', until: null, state: 'none' },
    { fact: 'a purchase lasts its days', lines: [first], day: 29.9, tier: 'pro', until: 30, state: 'active' },
    { fact: 'it ends to the millisecond', lines: [first], day: 30, tier: 'free', until: 30, state: 'expired' },
    {
      fact: 'buying while paid adds to the end',
      lines: [first, second],
      day: 45,
      tier: 'pro',
      until: 60,
      state: 'active',
    },
    {
      fact: 'buying after a gap starts then',
      lines: [first, paid('c', 40)],
      day: 41,
      tier: 'pro',
      until: 70,
      state: 'active',
    },
    {
      fact: 'a refund takes its days back',
      lines: [first, second, refund(first, 20)],
      day: 21,
      tier: 'pro',
      until: 40,
      state: 'active',
    },
    {
      fact: 'a refund of everything is said',
      lines: [first, refund(first, 1)],
      day: 2,
      tier: 'free',
      until: null,
      state: 'refunded',
    },
    {
      fact: 'a refund that came before its purchase counts',
      lines: [refund(first, 1), first],
      day: 2,
      tier: 'free',
      until: null,
      state: 'refunded',
    },
    {
      fact: 'a later purchase does not count yet',
      lines: [first, second],
      day: 5,
      tier: 'pro',
      until: 30,
      state: 'active',
    },
    {
      fact: 'the higher tier wins while it lasts',
      lines: [first, paid('e', 2, 'elite-week')],
      day: 3,
      tier: 'elite',
      until: 9,
      state: 'active',
    },
    {
      fact: 'the lower tier is there when the higher ended',
      lines: [first, paid('e', 2, 'elite-week')],
      day: 10,
      tier: 'pro',
      until: 30,
      state: 'active',
    },
  ])('$fact', ({ lines, day, tier, until, state }) => {
    expect(at(lines, day)).toEqual({ tier, paidUntilMs: until === null ? null : until * DAY, state });
  });

  it('refuses a plan that is not in the table', () => {
    expect(() => at([paid('x', 0, 'gone')], 1)).toThrow(/expected a plan of the table, was "gone" version 1/);
  });

  it('says the same for every order and every repetition of the same lines', () => {
    const lines = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 0, max: 12 }),
        day: fc.integer({ min: 0, max: 120 }),
        elite: fc.boolean(),
        back: fc.boolean(),
      }),
      {
        selector: ({ id }) => id,
        maxLength: 8,
      },
    );
    const shuffles = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(lines, shuffles, fc.integer({ min: 0, max: 200 }), (drawn, chance, day) => {
        const ledger = drawn.flatMap(({ id, day: atDay, elite, back }) => {
          const line = paid(`p${id}`, atDay, elite ? 'elite-week' : 'pro-month');
          return back ? [line, refund(line, atDay + 1)] : [line];
        });
        const again = ledger.filter(() => (chance.next().value ?? 0) % 2 === 0);
        const keyed = [...ledger, ...again].map((line) => ({ line, key: chance.next().value ?? 0 }));
        const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ line }) => line);
        expect(at(shuffled, day)).toEqual(at(ledger, day));
      }),
    );
  });

  it('never shortens the paid time by another purchase, and never lengthens it by a refund', () => {
    const days = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 90 }), (drawn, extraDay) => {
        const lines = drawn.map((day, index) => paid(`p${index}`, day));
        const endOf = (ledger: readonly LedgerFact[]): number => at(ledger, 90).paidUntilMs ?? 0;
        const extra = paid('extra', extraDay);
        expect(endOf([...lines, extra])).toBeGreaterThanOrEqual(endOf(lines));
        expect(endOf([...lines, extra, refund(extra, 90)])).toBe(endOf(lines));
      }),
    );
  });
});

describe('opensTier', () => {
  it('opens the own tier and those below', () => {
    const pro = at([paid('a', 0)], 1);
    expect([opensTier(pro, 'free'), opensTier(pro, 'pro'), opensTier(pro, 'elite')]).toEqual([true, true, false]);
  });
});
