import fc from 'fast-check';
import { type FactOf, type LedgerFact, refundExternalId } from '../../../billing/ledger-fact.ts';
import { stars } from '../../../billing/money.ts';
import { type Plan, starsOf } from '../../../billing/plans.ts';

/** Histories run in whole hours: the model steps by them. */
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const HORIZON_HOURS = 1_200;

const plan = (id: string, tier: Plan['tier'], days: number): Plan => ({
  ...{ id, version: 1, tier, days, renewable: false },
  prices: [stars(days * 10)],
});
export const HISTORY_PLANS: readonly Plan[] = [plan('pro-days', 'pro', 6), plan('elite-days', 'elite', 4)];

export const ACCOUNT = 7;
const common = (externalId: string, atMs: number) => ({
  ...{ provider: 'stars' as const, externalId, telegramId: ACCOUNT, atMs },
});

export function charge(
  id: string,
  atMs: number,
  more: { readonly elite?: boolean; readonly order?: string; readonly type?: 'paid' | 'renewed' } = {},
): FactOf<'paid'> | FactOf<'renewed'> {
  const sold = HISTORY_PLANS[more.elite === true ? 1 : 0];
  if (sold === undefined) throw new Error('expected two plans');
  const period = more.order === undefined ? null : (more.elite === true ? 4 : 6) * DAY;
  return {
    ...common(id, atMs),
    ...{ planId: sold.id, planVersion: 1, amountMinor: starsOf(sold), currency: 'XTR', code: null },
    ...{ order: more.order ?? null, subscriptionMs: period, type: more.type ?? 'paid' },
  };
}

export function refundOf(fact: FactOf<'paid'> | FactOf<'renewed'>, atMs: number): FactOf<'refunded'> {
  const { planId, planVersion, amountMinor, currency, externalId } = fact;
  return {
    ...common(refundExternalId(externalId), atMs),
    ...{ type: 'refunded', of: externalId, planId, planVersion, amountMinor, currency },
  };
}

const KINDS = [
  ...['paid', 'paid', 'paid-elite', 'subscribed', 'subscribed', 'subscribed-elite', 'refunded', 'disputed', 'won'],
  ...[
    'granted',
    'granted-elite',
    'trial',
    'gift',
    'credit',
    'cancelled',
    'continued',
    'failed',
    'pause',
    'resume',
    'close',
    'revoke',
    'present',
    'earned',
  ],
] as const;

const step = fc.record({
  kind: fc.constantFrom(...KINDS),
  hour: fc.integer({ min: 0, max: 900 }),
  pick: fc.nat({ max: 1_000 }),
});

/** Random histories of one account: every kind of fact, in any order, about charges that there are. */
export const histories: fc.Arbitrary<readonly LedgerFact[]> = fc
  .array(step, { minLength: 1, maxLength: 14 })
  .map((steps) => {
    const charges = steps.flatMap(({ kind, hour, pick }, index) => {
      const elite = kind.endsWith('-elite');
      if (kind.startsWith('paid')) return [charge(`c${index}`, hour * HOUR, { elite })];
      if (!kind.startsWith('subscribed')) return [];
      const order = `${elite ? 'e' : 'p'}${pick % 2}`;
      return [charge(`c${index}`, hour * HOUR, { elite, order, type: pick % 3 === 0 ? 'paid' : 'renewed' })];
    });
    return [...charges, ...steps.flatMap((each, index) => otherFacts(each, index, charges))];
  });

type Step = { readonly kind: (typeof KINDS)[number]; readonly hour: number; readonly pick: number };

function otherFacts(
  { kind, hour, pick }: Step,
  index: number,
  charges: readonly (FactOf<'paid'> | FactOf<'renewed'>)[],
): readonly LedgerFact[] {
  const target = charges[pick % Math.max(1, charges.length)];
  const base = common(`f${index}`, hour * HOUR);
  const free = { durationMs: (1 + (pick % 90)) * HOUR, code: null };
  const order = ['p0', 'p1', 'e0', 'e1'][pick % 4] ?? 'p0';
  switch (kind) {
    case 'refunded':
      // Nothing goes back before it came.
      return target === undefined ? [] : [refundOf(target, Math.max(hour * HOUR, target.atMs))];
    case 'disputed':
      return target === undefined ? [] : [{ ...base, type: 'disputed', of: target.externalId }];
    case 'won': {
      const outcome = pick % 2 === 0 ? 'won' : 'lost';
      return target === undefined ? [] : [{ ...base, type: 'dispute-closed', of: target.externalId, outcome }];
    }
    case 'granted':
    case 'granted-elite':
      return [{ ...base, ...free, type: 'granted', tier: kind === 'granted' ? 'pro' : 'elite', reason: 'admin' }];
    case 'trial':
      return [{ ...base, ...free, type: 'trial-started', tier: 'pro' }];
    case 'gift':
      return [{ ...base, type: 'gifted', planId: 'pro-days', planVersion: 1, by: 9 }];
    case 'credit':
      return target === undefined
        ? []
        : [
            {
              ...base,
              type: 'credited',
              tier: 'elite',
              from: 'pro',
              durationMs: free.durationMs,
              of: target.externalId,
            },
          ];
    case 'cancelled':
    case 'continued':
      return [{ ...base, type: kind, order }];
    case 'failed':
      return [{ ...base, type: 'payment-failed', order }];
    case 'pause':
      return [{ ...base, type: 'paused' }];
    case 'resume':
      return [{ ...base, type: 'resumed' }];
    case 'revoke':
      // What an earlier or later step may have given: a grant, a present, or nothing at all.
      return [{ ...base, type: 'revoked', of: `f${pick % 14}` }];
    case 'present': {
      const paid = charge(`g${index}`, hour * HOUR);
      return paid.type === 'paid' ? [{ ...paid, gift: true }] : [];
    }
    case 'earned': {
      const money = { amountMinor: pick, currency: 'XTR' };
      const earned = { ...base, ...money, type: 'earned', of: 'c0', payableAtMs: hour * HOUR } as const;
      return [earned, { ...common(`p${index}`, hour * HOUR), ...money, type: 'paid-out' }];
    }
    case 'close':
      return [{ ...base, type: 'closed' }];
    default:
      return [];
  }
}
