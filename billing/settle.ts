import { refundExternalId } from './entitlement.ts';
import { decodeInvoicePayload, STARS_CURRENCY } from './invoice.ts';
import { findPlan } from './plans.ts';
import type { Payment } from './ports.ts';

/** The facts of Telegram's successful_payment or refunded_payment. chargeId is telegram_payment_charge_id, amount in Stars. */
export interface StarPaymentFacts {
  /** Who paid, or got the money back. */
  readonly telegramId: number;
  readonly chargeId: string;
  readonly currency: string;
  readonly totalAmount: number;
  readonly payload: string;
  readonly atMs: number;
}

/** What a payment or refund means for the ledger: a line to append, or that nothing explains it. */
export type StarSettlement =
  | { readonly type: 'settled'; readonly payment: Payment }
  /** Money moved that no plan explains: the operator must look at it; nothing is granted or taken. */
  | { readonly type: 'unmatched'; readonly code: 'settle/unknown-invoice' | 'settle/wrong-price' };

/**
 * The ledger line of a Stars payment. The days go to whoever paid, also when the invoice was written for somebody else:
 * the money is theirs. The same facts always give the same line, so a repeated update appends nothing.
 */
export function settleStarPayment(facts: StarPaymentFacts): StarSettlement {
  return settle(facts, 'paid');
}

/** The ledger line of a Stars refund, which takes the days of the charge back (Stars are refunded as a whole only). */
export function settleStarRefund(facts: StarPaymentFacts): StarSettlement {
  return settle(facts, 'refunded');
}

function settle(facts: StarPaymentFacts, type: Payment['type']): StarSettlement {
  const order = decodeInvoicePayload(facts.payload);
  const plan = order === null ? null : findPlan(order.planId, order.planVersion);
  if (plan === null) return { type: 'unmatched', code: 'settle/unknown-invoice' };
  if (facts.currency !== STARS_CURRENCY || facts.totalAmount !== plan.stars) {
    return { type: 'unmatched', code: 'settle/wrong-price' };
  }
  const payment: Payment = {
    provider: 'stars',
    externalId: type === 'paid' ? facts.chargeId : refundExternalId(facts.chargeId),
    telegramId: facts.telegramId,
    planId: plan.id,
    planVersion: plan.version,
    type,
    amountMinor: facts.totalAmount,
    currency: facts.currency,
    atMs: facts.atMs,
  };
  return { type: 'settled', payment };
}
