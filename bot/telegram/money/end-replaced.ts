import { standingAt } from '../../../billing/entitlement.ts';
import { isCharge, type LedgerFact, type MoneyFact } from '../../../billing/ledger-fact.ts';
import { findPlan } from '../../../billing/plans.ts';
import type { Payments } from '../../../billing/ports.ts';
import { hasLowerTier, replacedBy } from '../../../billing/upgrade-credit.ts';
import { cancelSubscription, type SubscriptionDependencies } from './cancel-subscription.ts';

/** Ends the subscriptions of lower tiers that a purchase replaces. Safe to repeat. */
export async function endReplaced(
  deps: SubscriptionDependencies & { readonly payments: Pick<Payments, 'ofAccount'> },
  fact: MoneyFact,
): Promise<void> {
  const plan = fact.type === 'paid' ? findPlan(fact.planId, fact.planVersion) : null;
  if (fact.type !== 'paid' || fact.gift || plan === null || !hasLowerTier(fact)) return;
  const before = (await deps.payments.ofAccount(fact.telegramId)).filter((each) => !comesWith(each, fact));
  for (const subscription of replacedBy(plan.tier, standingAt(before, fact.atMs))) {
    // A card subscription that changed its plan is the one that was paid.
    const { provider, order } = subscription.newest;
    if (provider === fact.provider && order === fact.order) continue;
    await cancelSubscription(deps, subscription, { atMs: fact.atMs, why: fact.externalId });
  }
}
/** The charge itself, and the credit that came with it. */
function comesWith(other: LedgerFact, fact: MoneyFact): boolean {
  return other.externalId === fact.externalId || (other.type === 'credited' && other.of === fact.externalId);
}

/** Whether an earlier charge of the same invoice is known, which makes this one a renewal. */
export function isLaterCharge(
  ledger: readonly LedgerFact[],
  order: string,
  charge: { id: string; atMs: number },
): boolean {
  return ledger.some(
    (fact) => isCharge(fact) && fact.order === order && fact.externalId !== charge.id && fact.atMs < charge.atMs,
  );
}
