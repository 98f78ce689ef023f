import { type RunningSubscription, standingAt } from '../entitlement.ts';
import type { LedgerFact } from '../ledger-fact.ts';
import { type Plan, priceIn } from '../plans.ts';
import type { Account } from '../ports.ts';
import { refuseSubscription, type SubscriptionRefusal } from '../pre-checkout.ts';
import { TERMS_VERSION } from '../terms.ts';
import { TIERS } from '../tiers.ts';

/** Why somebody may not pay by card now; the words are the surfaces'. */
export type CardRefusal = SubscriptionRefusal | 'pre-checkout/terms-not-accepted' | 'card/not-sold' | 'card/closed';

/** What paying for a plan by card would be, for one account at one moment. */
export type CardSale =
  | { readonly type: 'checkout' }
  /** The card subscription that runs is changed to this plan: at once to a dearer one, from its next charge to a cheaper one. */
  | { readonly type: 'upgrade' | 'downgrade'; readonly subscription: RunningSubscription }
  | { readonly type: 'refuse'; readonly code: CardRefusal };

/** The currency that cards are charged in. */
export const CARD_CURRENCY = 'USD';

/**
 * Whether and how an account may pay for a plan by card: nobody who has a running subscription, by card or in Stars, is sold a second
 * one. A card subscription of another tier is changed in its place.
 */
export function decideCardSale(
  plan: Plan,
  {
    account,
    ledger,
    nowMs,
  }: { readonly account: Account; readonly ledger: readonly LedgerFact[]; readonly nowMs: number },
): CardSale {
  if (priceIn(plan, CARD_CURRENCY) === null) return { type: 'refuse', code: 'card/not-sold' };
  if (account.acceptedTerms !== TERMS_VERSION) return { type: 'refuse', code: 'pre-checkout/terms-not-accepted' };
  if (!plan.renewable) return { type: 'checkout' };
  const { subscriptions } = standingAt(ledger, nowMs);
  const own = subscriptions.find(({ newest, renews }) => newest.provider === 'stripe' && renews);
  if (own !== undefined && own.tier !== plan.tier && subscriptions.length === 1) {
    const isDearer = TIERS.indexOf(plan.tier) > TIERS.indexOf(own.tier);
    return { type: isDearer ? 'upgrade' : 'downgrade', subscription: own };
  }
  const code = refuseSubscription(plan.tier, ledger, { nowMs, order: null });
  return code === null ? { type: 'checkout' } : { type: 'refuse', code };
}

/** The card subscription of this very plan that goes on, or null. Its provider may have another plan for its next charge. */
export function runningCard(plan: Plan, ledger: readonly LedgerFact[], nowMs: number): RunningSubscription | null {
  const isIt = ({ newest, renews }: RunningSubscription): boolean =>
    newest.provider === 'stripe' && renews && newest.planId === plan.id;
  return standingAt(ledger, nowMs).subscriptions.find(isIt) ?? null;
}
