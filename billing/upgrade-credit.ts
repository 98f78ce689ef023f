import type { Standing } from './entitlement.ts';
import { type ChargeFact, factKey, isCharge, type LedgerFact } from './ledger-fact.ts';
import { PLANS, type Plan, planMs, priceIn } from './plans.ts';
import { type PaidTier, TIERS } from './tiers.ts';
import { timelineOf } from './timeline.ts';

/** Unused time of a lower tier turned into time of a higher one. */
export interface UpgradeCredit {
  readonly from: PaidTier;
  readonly tier: PaidTier;
  /** What is given up, ms of the lower tier. */
  readonly unusedMs: number;
  /** What is given for it, ms of the higher tier. */
  readonly durationMs: number;
}

const HOUR_MS = 3_600_000;

/**
 * What a buyer of a plan gets for the paid time of the next lower tier that they have not used, by the prices they paid: null when
 * there is none, when the plan or that time never ends, or when it comes to less than an hour. Time that was given is kept as it
 * is. The prices compared are in the currency of the plan's first price.
 */
export function upgradeCredit(
  facts: readonly LedgerFact[],
  plan: Plan,
  { atMs, plans = PLANS }: { readonly atMs: number; readonly plans?: readonly Plan[] },
): UpgradeCredit | null {
  const currency = plan.prices[0]?.currency;
  const price = currency === undefined ? null : priceIn(plan, currency);
  if (currency === undefined || price === null || plan.days === null) return null;
  const charges = new Map(facts.filter(isCharge).map((fact) => [factKey(fact), fact]));
  const lower = timelineOf(facts, atMs, plans).spans.filter(
    ({ tier, endMs, source }) =>
      TIERS.indexOf(tier) < TIERS.indexOf(plan.tier) &&
      endMs > atMs &&
      (source === 'paid' || source === 'subscription'),
  );
  const from = lower[0]?.tier;
  const own = lower.filter(({ tier }) => tier === from);
  if (from === undefined || own.some(({ endMs }) => endMs === Number.POSITIVE_INFINITY)) return null;
  const unused = own.map(({ startMs, endMs, key }) => ({
    ms: endMs - Math.max(startMs, atMs),
    charge: charges.get(key),
  }));
  const value = unused.reduce((sum, { ms, charge }) => sum + ms * pricePerMs(charge, { currency, from, plans }), 0);
  const durationMs = Math.floor(value / (price / planMs(plan)) / HOUR_MS) * HOUR_MS;
  const unusedMs = unused.reduce((sum, { ms }) => sum + ms, 0);
  return durationMs < HOUR_MS ? null : { from, tier: plan.tier, unusedMs, durationMs };
}

/** What a charge paid for a millisecond; for time without a charge of its own, such as a credit, the price of its tier's shortest plan. */
function pricePerMs(
  charge: ChargeFact | undefined,
  { currency, from, plans }: { readonly currency: string; readonly from: PaidTier; readonly plans: readonly Plan[] },
): number {
  const sold = plans.find(({ id, version }) => id === charge?.planId && version === charge.planVersion);
  if (charge?.currency === currency && sold !== undefined)
    return charge.amountMinor / (charge.subscriptionMs ?? planMs(sold));
  const [shortest] = plans.filter(({ tier }) => tier === from).toSorted((a, b) => planMs(a) - planMs(b));
  return shortest === undefined ? 0 : (priceIn(shortest, currency) ?? 0) / planMs(shortest);
}

/** The fact of a credit that comes with a charge, and nothing for a charge that brings none. `before` are the facts known before it. */
export function creditFact(
  before: readonly LedgerFact[],
  charge: ChargeFact,
  plans: readonly Plan[] = PLANS,
): LedgerFact | null {
  const plan = plans.find(({ id, version }) => id === charge.planId && version === charge.planVersion);
  if (plan === undefined || charge.type === 'renewed') return null;
  const externalId = `${charge.externalId}:credit`;
  const earlier = before.filter((fact) => fact.externalId !== charge.externalId && fact.externalId !== externalId);
  const credit = upgradeCredit(earlier, plan, { atMs: charge.atMs, plans });
  if (credit === null) return null;
  const { provider, telegramId, atMs, externalId: of } = charge;
  const { from, tier, durationMs } = credit;
  return { provider, externalId, telegramId, atMs, type: 'credited', tier, durationMs, from, of };
}

/** Subscriptions of lower tiers that a purchase of this tier replaces: they are still being charged. */
export function replacedBy(tier: PaidTier, { subscriptions }: Standing): Standing['subscriptions'] {
  return subscriptions.filter((each) => each.renews && TIERS.indexOf(each.tier) < TIERS.indexOf(tier));
}
