import type { Coupon, CouponGift } from '../../../billing/coupons/coupon.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import type { Plan } from '../../../billing/plans.ts';
import type { Texts } from '../../../bot/telegram/messages/texts.ts';
import { CLOSE_TIME_MS as AT } from '../signal-fixtures.ts';

/** A value from outside: none of its letters is plain. */
const X = 'Ñ';

const couponOf = (gift: CouponGift): Coupon => ({
  ...{ code: X, gift, plans: null, audience: 'everybody', most: 9, mostEach: 1, untilMs: AT, winBackDays: 14 },
  ...{ madeBy: 1, madeAtMs: AT, disabledAtMs: null },
});
const COUPONS = [
  couponOf({ type: 'percent', percent: 20 }),
  couponOf({ type: 'fixed', stars: 500, usdCents: 1_000 }),
  couponOf({ type: 'days', tier: 'pro', days: 7 }),
];
const FACT: LedgerFact = {
  ...{ provider: 'grant', externalId: X, telegramId: 1, atMs: AT, type: 'granted', reason: 'code', code: X },
  ...{ tier: 'pro', durationMs: 7 * 86_400_000 },
};
const DUE = { telegramId: 1, name: X, currency: 'XTR', payable: 900, onHold: 0, paidOut: 0 };
const [PERCENT = couponOf({ type: 'percent', percent: 1 })] = COUPONS;

type Samples<K extends keyof Texts> = {
  readonly [P in K]: Texts[P] extends (...given: infer Given) => unknown ? readonly Given[] : never;
};
type Coupons =
  | (
      | 'couponRefused'
      | 'couponGiven'
      | 'couponCheaper'
      | 'couponHeld'
      | 'couponTerms'
      | 'couponInvoice'
      | 'buttonRedeem'
    )
  | ('closingTold' | 'closing' | 'closingSure' | 'buttonClosing')
  | ('commissions' | 'commissionSure' | 'buttonCommissionPaid')
  | ('winBack' | 'couponMade' | 'couponTaken' | 'couponDisabled' | 'coupons');

/** Arguments for the texts of coupons. */
export function couponSamples(plan: Plan): Samples<Coupons> {
  return {
    couponRefused: (['unknown', 'over', 'used-up', 'used-by-you', 'not-for-you', 'other-plan'] as const).map((code) => [
      code,
      X,
    ]),
    couponGiven: [
      [FACT, { untilMs: AT, waits: false }],
      [FACT, { untilMs: null, waits: false }],
      [FACT, { untilMs: null, waits: true }],
    ],
    couponCheaper: COUPONS.map((coupon) => [coupon]),
    couponHeld: [[PERCENT, 1_560]],
    couponTerms: [[PERCENT, '2026-01-01']],
    couponInvoice: [[X]],
    buttonRedeem: [
      [plan, 1_560],
      [{ ...plan, days: null }, 1_560],
    ],
    closingTold: [
      [
        { tier: 'pro', paidUntilMs: AT, state: 'active' },
        { ends: true, waits: 1 },
      ],
      [
        { tier: 'elite', paidUntilMs: null, state: 'active' },
        { ends: false, waits: 2 },
      ],
      [
        { tier: 'free', paidUntilMs: null, state: 'paused' },
        { ends: false, waits: 0 },
      ],
    ],
    closing: [
      [null, { people: 0, subscriptions: 0, presents: 0, shares: new Map() }],
      [
        { sinceMs: AT, by: 1, refundsAtMs: null },
        { people: 1, subscriptions: 1, presents: 1, shares: new Map([['XTR', 900]]) },
      ],
      [
        { sinceMs: AT, by: 1, refundsAtMs: AT },
        { people: 2, subscriptions: 0, presents: 2, shares: new Map([['USD', 900]]) },
      ],
    ],
    closingSure: [['close'], ['refund'], ['reopen']],
    buttonClosing: [['close'], ['refund'], ['reopen']],
    commissions: [
      [[], 10],
      [[DUE, { ...DUE, currency: 'USD' }], 1],
    ],
    commissionSure: [[DUE]],
    buttonCommissionPaid: [[DUE]],
    winBack: [[PERCENT]],
    couponMade: [[X]],
    couponTaken: [[X]],
    couponDisabled: [[X]],
    coupons: [
      [[]],
      [
        [
          { coupon: PERCENT, uses: [], version: 0 },
          { coupon: { ...PERCENT, most: null, untilMs: null, disabledAtMs: AT }, uses: [], version: 0 },
        ],
      ],
    ],
  };
}
