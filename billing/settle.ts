import { decodeInvoicePayload } from './invoice.ts';
import { type ChargeFact, type FactOf, refundExternalId } from './ledger-fact.ts';
import { STARS_CURRENCY } from './money.ts';
import { findPlan, starsOf } from './plans.ts';

/** The facts of Telegram's successful_payment or refunded_payment. chargeId is telegram_payment_charge_id, amount in Stars. */
export interface StarPaymentFacts {
  /** Who paid, or got the money back. */
  readonly telegramId: number;
  readonly chargeId: string;
  readonly currency: string;
  readonly totalAmount: number;
  readonly payload: string;
  readonly atMs: number;
  /** A later charge of a subscription. */
  readonly isRenewal: boolean;
}

/** What moved means for the ledger: a fact to append, or that nothing explains it. */
export type StarSettlement<F> =
  | { readonly type: 'settled'; readonly fact: F }
  /** Money moved that no plan explains: the operator must look at it; nothing is granted or taken. */
  | { readonly type: 'unmatched'; readonly code: 'settle/unknown-invoice' | 'settle/wrong-price' };

/**
 * The fact of a Stars payment. The days go to whoever paid, also when the invoice was written for somebody else:
 * the money is theirs. The same facts always give the same line, so a repeated update appends nothing.
 */
export function settleStarPayment(facts: StarPaymentFacts): StarSettlement<ChargeFact> {
  const known = explain(facts);
  if (known.type === 'unmatched') return known;
  const { order, line } = known;
  const seconds = order.terms?.subscriptionSeconds ?? null;
  const fact = {
    ...line,
    externalId: facts.chargeId,
    order: order.nonce,
    subscriptionMs: seconds === null ? null : seconds * 1000,
    code: order.terms?.code ?? null,
    ...(order.terms?.gift ? { gift: true as const } : {}),
  };
  return { type: 'settled', fact: { ...fact, type: facts.isRenewal && seconds !== null ? 'renewed' : 'paid' } };
}

/** The fact of a Stars refund, which takes the days of the charge back (Stars are refunded as a whole only). */
export function settleStarRefund(facts: StarPaymentFacts): StarSettlement<FactOf<'refunded'>> {
  const known = explain(facts);
  if (known.type === 'unmatched') return known;
  const { chargeId } = facts;
  return {
    type: 'settled',
    fact: { ...known.line, type: 'refunded', externalId: refundExternalId(chargeId), of: chargeId },
  };
}

function explain(facts: StarPaymentFacts) {
  const order = decodeInvoicePayload(facts.payload);
  const plan = order === null ? null : findPlan(order.planId, order.planVersion);
  if (order === null || plan === null) return { type: 'unmatched', code: 'settle/unknown-invoice' } as const;
  if (facts.currency !== STARS_CURRENCY || facts.totalAmount !== (order.terms?.stars ?? starsOf(plan)))
    return { type: 'unmatched', code: 'settle/wrong-price' } as const;
  const { telegramId, totalAmount: amountMinor, currency, atMs } = facts;
  const ofPlan = { planId: plan.id, planVersion: plan.version };
  return {
    type: 'known',
    order,
    line: { provider: 'stars', telegramId, atMs, ...ofPlan, amountMinor, currency },
  } as const;
}
