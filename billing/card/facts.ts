import { failedExternalId, isCharge, type LedgerFact, refundExternalId } from '../ledger-fact.ts';
import type { CardPayment, CardSubscription } from './objects.ts';

/**
 * What a card payment says to the ledger: the charge, its refund, its disputes. The same payment gives the same identities, however
 * often and in whatever order it is looked at: a refund of less than the whole is a line of its own also when others make it whole, and the
 * line that takes the time back has what is left of the amount, nothing then. nowMs dates the end of a dispute, and that a refund failed.
 */
export function factsOfPayment(payment: CardPayment, nowMs: number): readonly LedgerFact[] {
  const { id, telegramId, atMs, amountMinor, currency, plan, refundedAtMs, failedRefunds } = payment;
  const parts = payment.refunds.filter((refund) => refund.amountMinor < amountMinor);
  const common = { provider: 'stripe', telegramId } as const;
  const ofPlan = { planId: plan.id, planVersion: plan.version, currency };
  const facts: LedgerFact[] = [
    {
      ...{ ...common, ...ofPlan, amountMinor, externalId: id, atMs, order: payment.order, code: payment.code },
      subscriptionMs: payment.subscriptionMs,
      type: payment.isRenewal ? 'renewed' : 'paid',
    },
  ];
  for (const part of parts)
    facts.push({
      ...{ ...common, type: 'refunded-part', externalId: part.id, atMs: part.atMs, of: id },
      ...{ amountMinor: part.amountMinor, currency },
    });
  facts.push(...failureFacts(payment, nowMs));
  // Behind its parts: whoever finds it in the ledger has those, too.
  if (refundedAtMs !== null)
    facts.push({
      ...{ ...common, ...ofPlan, type: 'refunded', of: id },
      amountMinor: amountMinor - parts.reduce((sum, part) => sum + part.amountMinor, 0),
      ...{ externalId: refundExternalId(id, failedRefunds.length), atMs: refundedAtMs },
    });
  for (const dispute of payment.disputes) {
    facts.push({ ...common, type: 'disputed', of: id, externalId: dispute.id, atMs: dispute.openedAtMs });
    const { outcome } = dispute;
    if (outcome !== null)
      facts.push({
        ...common,
        type: 'dispute-closed',
        of: id,
        externalId: closedExternalId(dispute.id),
        atMs: nowMs,
        outcome,
      });
  }
  return facts;
}

/**
 * Refunds that failed, each a line under its own name; before it, the line of the whole charge that was returned with parts and is not any
 * more. Lines of the whole are numbered by the refunds that had failed before them: whichever of them the ledger may have is over.
 */
function failureFacts(
  { id, telegramId, amountMinor, currency, refunds, failedRefunds }: CardPayment,
  nowMs: number,
): readonly LedgerFact[] {
  const asked = [...refunds, ...failedRefunds].reduce((sum, each) => sum + each.amountMinor, 0);
  return failedRefunds.flatMap((failed, before): readonly LedgerFact[] => {
    const common = { provider: 'stripe', telegramId, type: 'refund-failed', of: id, currency } as const;
    const atMs = Math.max(nowMs, failed.atMs);
    const whole = refundExternalId(id, before);
    const own = { ...common, atMs, externalId: failedExternalId(failed.id), amountMinor: failed.amountMinor };
    if (failed.amountMinor === amountMinor) return [{ ...own, line: whole }];
    const ofWhole = { ...common, atMs, externalId: failedExternalId(whole), amountMinor: 0, line: whole };
    return [...(asked < amountMinor ? [] : [ofWhole]), { ...own, line: failed.id }];
  });
}

/** Names the end of a dispute. */
export function closedExternalId(dispute: string): string {
  return `${dispute}:closed`;
}

/**
 * What a card subscription says that the ledger of its account does not say yet: that its end was asked for, that it goes on after all,
 * that a charge failed. An end that was taken back has no time and no name at the provider: it is named after the cancellation it undoes.
 */
export function factsOfSubscription(
  subscription: CardSubscription,
  ledger: readonly LedgerFact[],
  nowMs: number,
): readonly LedgerFact[] {
  const { id: order, telegramId, failed } = subscription;
  const common = { provider: 'stripe', telegramId, order } as const;
  const facts: LedgerFact[] = [];
  const endAskedMs = subscription.cancelledAtMs ?? subscription.endedAtMs;
  const last = lastTurn(ledger, order);
  // Our clock and the provider's may differ: what came later stays later.
  const afterLastMs = last === undefined ? 0 : last.atMs + 1;
  if (endAskedMs !== null) {
    // A change of plan is charged without taking back an end that was asked for before it.
    const atMs = last?.type === 'cancelled' ? endAskedMs : Math.max(endAskedMs, afterLastMs);
    facts.push({ ...common, type: 'cancelled', externalId: `${order}:cancelled:${endAskedMs}`, atMs });
  } else if (last?.type === 'cancelled') {
    const externalId = `${last.externalId}:undone`;
    facts.push({ ...common, type: 'continued', externalId, atMs: Math.max(nowMs, afterLastMs) });
  }
  if (failed !== null)
    facts.push({
      ...{ ...common, type: 'payment-failed', atMs: failed.atMs },
      externalId: `${failed.invoice}:failed:${failed.attempt}`,
    });
  return facts;
}

/** What was last said about whether a subscription goes on. */
function lastTurn(ledger: readonly LedgerFact[], order: string): LedgerFact | undefined {
  return ledger
    .filter((fact) => fact.provider === 'stripe' && 'order' in fact && fact.order === order)
    .filter((fact) => fact.type === 'cancelled' || fact.type === 'continued' || isCharge(fact))
    .toSorted((a, b) => a.atMs - b.atMs)
    .at(-1);
}
