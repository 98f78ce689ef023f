import { standingAt } from './entitlement.ts';
import { decodeInvoicePayload } from './invoice.ts';
import { isCharge, type LedgerFact } from './ledger-fact.ts';
import { STARS_CURRENCY } from './money.ts';
import { findPlan, type Plan, starsOf } from './plans.ts';
import type { Account } from './ports.ts';
import { TERMS_VERSION } from './terms.ts';
import { isPaid, type PaidTier, TIERS } from './tiers.ts';
import { DAY_MS } from './time.ts';

const INVOICE_VALID_MS = 30 * DAY_MS;

/** The facts of Telegram's pre_checkout_query. totalAmount is in Stars. */
export interface PreCheckoutFacts {
  readonly telegramId: number;
  readonly currency: string;
  readonly totalAmount: number;
  readonly payload: string;
}

/** Why a person may not pay; the texts for each are the bot's. */
export type PreCheckoutRefusal =
  | 'pre-checkout/unknown-invoice'
  | 'pre-checkout/other-account'
  | 'pre-checkout/old-invoice'
  | 'pre-checkout/wrong-price'
  | 'pre-checkout/terms-not-accepted'
  | 'pre-checkout/coupon'
  /** The service is wound down. */
  | 'pre-checkout/closed'
  | SubscriptionRefusal;

/** Why a person may not begin a subscription. */
export type SubscriptionRefusal = 'pre-checkout/already-subscribed' | 'pre-checkout/higher-plan-runs';

/** The answer to Telegram's question before it takes the money. */
export type PreCheckoutDecision =
  | { readonly type: 'accept'; readonly plan: Plan }
  | { readonly type: 'refuse'; readonly code: PreCheckoutRefusal };

/**
 * Whether a person may pay an invoice now: one of ours, theirs, at most 30 days old, in Stars at the plan's price, with
 * the current terms accepted. account is null for somebody the product does not know. Accepting grants nothing yet.
 */
export function decidePreCheckout(
  facts: PreCheckoutFacts,
  account: Account | null,
  nowMs: number,
): PreCheckoutDecision {
  const order = decodeInvoicePayload(facts.payload);
  const plan = order === null ? null : findPlan(order.planId, order.planVersion);
  if (order === null || plan === null) return refuse('pre-checkout/unknown-invoice');
  if (order.telegramId !== facts.telegramId) return refuse('pre-checkout/other-account');
  if (nowMs - order.issuedAtMs > INVOICE_VALID_MS) return refuse('pre-checkout/old-invoice');
  if (facts.currency !== STARS_CURRENCY || facts.totalAmount !== (order.terms?.stars ?? starsOf(plan)))
    return refuse('pre-checkout/wrong-price');
  if (account === null || account.telegramId !== facts.telegramId || account.acceptedTerms !== TERMS_VERSION) {
    return refuse('pre-checkout/terms-not-accepted');
  }
  return { type: 'accept', plan };
}

function refuse(code: PreCheckoutRefusal): PreCheckoutDecision {
  return { type: 'refuse', code };
}

/**
 * Whether somebody may begin a subscription of a tier: null when they may. Not beside one of the same or a higher tier that is open,
 * cancelled or not, and not under a higher tier, which would be charged for nothing. An invoice that was paid once is used up.
 */
export function refuseSubscription(
  tier: PaidTier,
  ledger: readonly LedgerFact[],
  { nowMs, order }: { readonly nowMs: number; readonly order: string | null },
): SubscriptionRefusal | null {
  const { entitlement, subscriptions } = standingAt(ledger, nowMs);
  const isAtLeast = (other: PaidTier): boolean => TIERS.indexOf(other) >= TIERS.indexOf(tier);
  if (subscriptions.some((each) => isAtLeast(each.tier))) return 'pre-checkout/already-subscribed';
  if (order !== null && ledger.some((fact) => isCharge(fact) && fact.order === order))
    return 'pre-checkout/already-subscribed';
  const { tier: open } = entitlement;
  return isPaid(open) && open !== tier && isAtLeast(open) ? 'pre-checkout/higher-plan-runs' : null;
}
