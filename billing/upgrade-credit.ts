import type { Standing } from './entitlement.ts';
import {
  type ChargeFact,
  type FactOf,
  isCharge,
  type LedgerFact,
  type MoneyFact,
  partsBackMinor,
  refundExternalId,
} from './ledger-fact.ts';
import { findPlan, PLANS, type Plan, planMs, priceIn } from './plans.ts';
import type { Payments } from './ports.ts';
import {
  commissionId,
  consequencesOf,
  reductionId,
  reductionOf,
  restorationOf,
  revocationOf,
} from './referrals/referral.ts';
import { PAID_TIERS, type PaidTier, TIERS } from './tiers.ts';
import { HOUR_MS } from './time.ts';
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
  const lower = timelineOf(facts, atMs, plans).spans.filter(
    ({ tier, endMs, source }) =>
      TIERS.indexOf(tier) < TIERS.indexOf(plan.tier) &&
      endMs > atMs &&
      (source === 'paid' || source === 'subscription'),
  );
  const from = lower[0]?.tier;
  const own = lower.filter(({ tier }) => tier === from);
  if (from === undefined || own.some(({ endMs }) => endMs === Number.POSITIVE_INFINITY)) return null;
  const unused = own.map(({ startMs, endMs, fact }) => ({
    ms: endMs - Math.max(startMs, atMs),
    charge: isCharge(fact) ? fact : undefined,
  }));
  const value = unused.reduce(
    (sum, { ms, charge }) => sum + ms * pricePerMs(charge, { currency, from, plans, facts }),
    0,
  );
  const durationMs = Math.floor(value / (price / planMs(plan)) / HOUR_MS) * HOUR_MS;
  const unusedMs = unused.reduce((sum, { ms }) => sum + ms, 0);
  return durationMs < HOUR_MS ? null : { from, tier: plan.tier, unusedMs, durationMs };
}

/**
 * What a charge paid for a millisecond, less what went back of it; for time without a charge of its own, such as a credit, the price of its
 * tier's shortest plan.
 */
function pricePerMs(
  charge: ChargeFact | undefined,
  {
    currency,
    from,
    plans,
    facts,
  }: {
    readonly currency: string;
    readonly from: PaidTier;
    readonly plans: readonly Plan[];
    readonly facts: readonly LedgerFact[];
  },
): number {
  const sold = plans.find(({ id, version }) => id === charge?.planId && version === charge.planVersion);
  if (charge?.currency === currency && sold !== undefined)
    return (charge.amountMinor - partsBackMinor(facts, charge)) / (charge.subscriptionMs ?? planMs(sold));
  const [shortest] = plans.filter(({ tier }) => tier === from).toSorted((a, b) => planMs(a) - planMs(b));
  return shortest === undefined ? 0 : (priceIn(shortest, currency) ?? 0) / planMs(shortest);
}

/**
 * The fact of a credit that comes with a charge, and nothing for a charge that brings none. `before` are the facts known before it. A card
 * subscription that changes its plan has the unused part taken off its price already.
 */
function creditFact(
  before: readonly LedgerFact[],
  charge: ChargeFact,
  plans: readonly Plan[] = PLANS,
): LedgerFact | null {
  const plan = plans.find(({ id, version }) => id === charge.planId && version === charge.planVersion);
  if (plan === undefined || charge.type === 'renewed' || changesPlan(before, charge)) return null;
  const externalId = `${charge.externalId}:credit`;
  const earlier = before.filter((fact) => fact.externalId !== charge.externalId && fact.externalId !== externalId);
  const credit = upgradeCredit(earlier, plan, { atMs: charge.atMs, plans });
  if (credit === null) return null;
  const { provider, telegramId, atMs, externalId: of } = charge;
  const { from, tier, durationMs } = credit;
  return { provider, externalId, telegramId, atMs, type: 'credited', tier, durationMs, from, of };
}

function changesPlan(before: readonly LedgerFact[], { provider, order, externalId }: ChargeFact): boolean {
  return before.some(
    (fact) => isCharge(fact) && provider === 'stripe' && fact.order === order && fact.externalId !== externalId,
  );
}

/** Subscriptions of lower tiers that a purchase of this tier replaces: they are still being charged. */
export function replacedBy(tier: PaidTier, { subscriptions }: Standing): Standing['subscriptions'] {
  return subscriptions.filter((each) => each.renews && TIERS.indexOf(each.tier) < TIERS.indexOf(tier));
}

/** A fact that others may follow from. */
export type BookedFact = MoneyFact | FactOf<'refunded-part'> | FactOf<'refund-failed'> | FactOf<'dispute-closed'>;

/**
 * Appends a fact of money with what follows from it: an upgrade brings a credit; what followed from a charge goes when it is returned, or
 * its dispute is lost, and comes back when its refund fails. Safe to repeat after a crash at any point.
 */
export async function bookMoney(
  payments: Pick<Payments, 'append' | 'ofAccount' | 'find'>,
  fact: BookedFact,
): Promise<'appended' | 'duplicate'> {
  if (fact.type === 'refunded') return await bookRefund(payments, fact);
  const result = await payments.append(fact);
  if (fact.type === 'refunded-part') await reduceCommission(payments, fact);
  if (fact.type === 'refund-failed') await restoreConsequences(payments, fact);
  if (fact.type === 'dispute-closed' && fact.outcome === 'lost') await revokeConsequences(payments, fact);
  if (fact.type !== 'paid' || fact.gift || !hasLowerTier(fact)) return result;
  const credit = creditFact(await payments.ofAccount(fact.telegramId), fact);
  if (credit !== null) await payments.append(credit);
  return result;
}

/** A refund belongs to whoever has the charge now: its account may have moved. What followed from the charge goes with it. */
async function bookRefund(
  payments: Pick<Payments, 'append' | 'find'>,
  fact: FactOf<'refunded'>,
): Promise<'appended' | 'duplicate'> {
  const charge = await payments.find(fact.provider, fact.of);
  const result = await payments.append({ ...fact, telegramId: charge?.telegramId ?? fact.telegramId });
  await revokeConsequences(payments, fact);
  return result;
}

async function revokeConsequences(
  payments: Pick<Payments, 'append' | 'find'>,
  cause: FactOf<'refunded'> | FactOf<'dispute-closed'>,
): Promise<void> {
  for (const externalId of consequencesOf(cause.of)) {
    const given = await payments.find('grant', externalId);
    if (given !== null) await payments.append(revocationOf(given, cause.atMs, cause));
  }
}

/** Whether or not the ledger has the refund yet: a look at the provider from before it failed may end after this one. */
async function restoreConsequences(
  payments: Pick<Payments, 'append' | 'find'>,
  { of, line, atMs }: FactOf<'refund-failed'>,
): Promise<void> {
  const isWhole = line.startsWith(refundExternalId(of));
  for (const externalId of isWhole ? consequencesOf(of) : [commissionId(of)]) {
    const given = await payments.find('grant', externalId);
    if (given === null) continue;
    const cause = { of, externalId: line };
    const taken = isWhole ? revocationOf(given, atMs, cause).externalId : reductionId(given, line);
    await payments.append(restorationOf({ ...given, externalId: taken }, atMs));
  }
}

async function reduceCommission(
  payments: Pick<Payments, 'append' | 'find'>,
  part: FactOf<'refunded-part'>,
): Promise<void> {
  const earned = await payments.find('grant', commissionId(part.of));
  const charge = await payments.find(part.provider, part.of);
  if (earned !== null && charge !== null && isCharge(charge)) await payments.append(reductionOf(earned, part, charge));
}

/** Whether a charge is for a tier above the lowest. Nothing can be credited to the lowest: a ledger read is saved for most payments. */
export function hasLowerTier({ planId, planVersion }: MoneyFact): boolean {
  return findPlan(planId, planVersion)?.tier !== PAID_TIERS[0];
}
