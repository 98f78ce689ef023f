import { NO_ENTITLEMENT, type RunningSubscription, type Standing } from '../../../billing/entitlement.ts';
import type { ChargeFact } from '../../../billing/ledger-fact.ts';
import type { Purchase } from '../../../bot/answers/purchase.ts';
import type { Offer } from '../../../bot/telegram/messages/offer-texts.ts';
import type { Texts } from '../../../bot/telegram/messages/texts.ts';
import { CLOSE_TIME_MS as AT } from '../signal-fixtures.ts';

/** A value from outside: none of its letters is plain. */
const X = 'Ñ';

const CHARGE: ChargeFact = {
  provider: 'stars',
  externalId: X,
  telegramId: 1,
  atMs: AT,
  type: 'paid',
  planId: X,
  planVersion: 1,
  amountMinor: 5,
  currency: 'XTR',
  order: X,
  subscriptionMs: 1,
  code: null,
};
const RUNNING: RunningSubscription = {
  first: CHARGE,
  newest: CHARGE,
  tier: 'pro',
  paidUntilMs: AT,
  renews: true,
  graceUntilMs: AT,
};
const NO_STANDING: Standing = { entitlement: NO_ENTITLEMENT, subscriptions: [], kept: [] };
const STANDINGS: readonly Standing[] = [
  { ...NO_STANDING, subscriptions: [RUNNING], kept: [{ tier: 'pro', durationMs: AT }] },
  { ...NO_STANDING, kept: [{ tier: 'pro', durationMs: Number.POSITIVE_INFINITY }] },
];
const STATES = [
  ...(['none', 'active', 'cancelled', 'past-due', 'trial', 'granted', 'paused', 'expired', 'refunded'] as const),
];
const PURCHASE: Purchase = {
  credit: { from: 'pro', tier: 'elite', unusedMs: AT, durationMs: AT },
  replaces: [RUNNING],
  waitsFor: { tier: 'elite', paidUntilMs: AT, state: 'active' },
  subscription: null,
};

const DOLLARS = { amountMinor: 3_900, currency: 'USD' };
const STARS = { amountMinor: 1_950, currency: 'XTR' };
const PAID = { tier: 'pro', paidUntilMs: AT, state: 'active' } as const;

type Samples<K extends keyof Texts> = {
  readonly [P in K]: Texts[P] extends (...given: infer Given) => unknown ? readonly Given[] : never;
};

/** Arguments for the texts of offers, plans and payments. */
export function moneySamples(
  sold: Offer,
  delay: string,
): Samples<
  | 'buttonSubscribeMonthly'
  | 'buttonInChannel'
  | 'buttonTier'
  | 'buttonPeriod'
  | 'plan'
  | 'planTitle'
  | 'subscriptionDescription'
  | 'subscriptionReady'
  | 'subscriptionStep'
  | 'trialStarted'
  | 'returnAsk'
  | 'reminder'
  | 'reminderEnded'
  | 'invoiceDescription'
  | 'offer'
  | 'paid'
> {
  const { plan } = sold;
  return {
    buttonSubscribeMonthly: [[1_950]],
    buttonInChannel: [[X]],
    buttonTier: [
      ['pro', true],
      ['elite', false],
    ],
    buttonPeriod: [30, null].flatMap((days) => [true, false].map((shown) => [{ ...plan, days }, shown])),
    plan: planSamples(delay),
    planTitle: [[plan], [{ ...plan, days: null }]],
    subscriptionDescription: [[sold]],
    subscriptionReady: [
      [plan, true],
      [plan, false],
    ],
    trialStarted: [['pro', AT]],
    returnAsk: [[STARS]],
    reminder: [['pro', AT, 7_200_000]],
    reminderEnded: [[AT]],
    subscriptionStep: (['ask-cancel', 'cancelled', 'failed', 'failed-card', 'on'] as const).map((what) => [
      what,
      'elite',
      AT,
    ]),
    invoiceDescription: [[sold], [{ ...sold, benefits: [] }]],
    offer: offerSamples(sold, delay),
    paid: [
      [PAID, STARS, { hasChannel: true, isInside: true, renews: true }],
      [PAID, DOLLARS, { hasChannel: true, isInside: false, renews: false }],
      [{ ...PAID, paidUntilMs: null }, STARS, { hasChannel: true, isInside: false, renews: false }],
      [NO_ENTITLEMENT, STARS, { hasChannel: false, isInside: false, renews: false }],
    ],
  };
}

function planSamples(delay: string): readonly Parameters<Texts['plan']>[] {
  return STATES.flatMap((state) =>
    [true, false].map(
      (there): Parameters<Texts['plan']> => [
        { ...PAID, state },
        {
          nowMs: AT - 7_200_000,
          delay: there ? delay : null,
          hasFreeChannel: there,
          hasChannels: there,
          standing: STANDINGS[there ? 0 : 1] ?? NO_STANDING,
        },
      ],
    ),
  );
}

function offerSamples(sold: Offer, delay: string): readonly Parameters<Texts['offer']>[] {
  const { plan } = sold;
  return [
    [sold, { accepted: false, paidUntilMs: AT, termsVersion: '1' }],
    [
      { ...sold, delay: delay, freeDelay: null },
      { accepted: true, paidUntilMs: null, termsVersion: '1' },
    ],
    [
      { ...sold, plan: { ...plan, days: null } },
      { accepted: true, paidUntilMs: AT, termsVersion: '1', purchase: PURCHASE, renews: true },
    ],
    [
      sold,
      {
        accepted: true,
        paidUntilMs: null,
        termsVersion: '1',
        purchase: { ...PURCHASE, waitsFor: { ...PAID, paidUntilMs: null } },
      },
    ],
  ];
}
