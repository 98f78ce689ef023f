import { isCharge, type LedgerFact, refundExternalId } from '../ledger-fact.ts';
import { findPlan } from '../plans.ts';
import type { Payments } from '../ports.ts';
import { type BookedFact, bookMoney } from '../upgrade-credit.ts';
import { factsOfPayment, factsOfSubscription } from './facts.ts';
import type { CardPayment, CardSubscription } from './objects.ts';
import type { CardEvent, CardProvider, CardReference } from './ports.ts';

/** What turning the provider's objects into ledger lines needs. */
export interface CardSettling {
  readonly provider: CardProvider;
  readonly payments: Pick<Payments, 'append' | 'ofAccount' | 'find' | 'findOrder'>;
  readonly nowMs: () => number;
  /** Called after a line is there, new or not, in the order of the lines; a rejection leaves the work to be done again. */
  readonly onSettled: (line: SettledLine) => Promise<void>;
  /** Money that no plan explains: nothing is granted, a person has to look. */
  readonly onUnexplained: (payment: Pick<CardPayment, 'id' | 'telegramId'>, code: UnexplainedCard) => void;
}

/** A line of the ledger that was asked for, and whether it was new. */
export interface SettledLine {
  readonly fact: LedgerFact;
  readonly isNew: boolean;
  /** Of a charge: when the provider took the money, which of a subscription is later than the time of the line; else absent. */
  readonly paidAtMs?: number;
}

/** Why money by card is not explained by the ledger. */
export type UnexplainedCard = 'card/unknown-plan';

/** Fetches what an event is about and appends what it says: the event itself is never believed. Safe to repeat. How many lines were new. */
export async function takeCardEvent(deps: CardSettling, { type, objectId }: CardEvent): Promise<number> {
  let added = 0;
  for (const reference of await referencesOf(deps.provider, type, objectId)) added += await settleCard(deps, reference);
  return added;
}

async function referencesOf(provider: CardProvider, type: string, id: string): Promise<readonly CardReference[]> {
  const payment = (found: string | null): readonly CardReference[] =>
    found === null ? [] : [{ type: 'payment', id: found }];
  if (type.startsWith('checkout.session.')) return present(await provider.outcomeOf(id));
  if (type.startsWith('customer.subscription.')) return [{ type: 'subscription', id }];
  if (type.startsWith('charge.dispute.')) return payment(await provider.paymentOfDispute(id));
  if (type.startsWith('charge.refund.') || type.startsWith('refund.'))
    return payment(await provider.paymentOfRefund(id));
  if (type.startsWith('charge.')) return payment(await provider.paymentOfCharge(id));
  if (type === 'payment_intent.succeeded') return [{ type: 'payment', id }];
  if (!type.startsWith('invoice.')) return [];
  const [paid, subscription] = [await provider.paymentOfInvoice(id), await provider.subscriptionOfInvoice(id)];
  return [
    ...payment(paid?.id ?? null),
    ...(subscription === null ? [] : [{ type: 'subscription', id: subscription } as const]),
  ];
}

function present<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}

/** Appends what a payment or subscription is now. Safe to repeat. How many lines were new. */
export async function settleCard(deps: CardSettling, { type, id }: CardReference): Promise<number> {
  const { provider } = deps;
  if (type === 'subscription') {
    const subscription = await provider.subscription(id);
    return subscription === null ? 0 : await settleSubscription(deps, subscription);
  }
  const payment = await provider.payment(id);
  return payment === null ? 0 : await settlePayment(deps, payment);
}

async function settlePayment(deps: CardSettling, payment: CardPayment): Promise<number> {
  const { plan } = payment;
  if (findPlan(plan.id, plan.version) === null) {
    deps.onUnexplained(payment, 'card/unknown-plan');
    return 0;
  }
  const facts = factsOfPayment(payment, deps.nowMs());
  const wanted = (await isReturnBooked(deps, payment)) ? facts.filter(isNoPart) : facts;
  return await append(deps, wanted, payment.takenAtMs);
}

/**
 * Whether the line of a charge that went back in parts is there: so are its parts, before it, or it is an older version's, which booked
 * the whole amount in that line.
 */
async function isReturnBooked(
  { payments }: CardSettling,
  { id, refunds, refundedAtMs, failedRefunds }: CardPayment,
): Promise<boolean> {
  if (refundedAtMs === null || refunds.length < 2) return false;
  return (await payments.find('stripe', refundExternalId(id, failedRefunds.length))) !== null;
}

function isNoPart({ type }: LedgerFact): boolean {
  return type !== 'refunded-part';
}

/** Appends what a subscription is now, its newest charge first: who is told that it goes on must have what was paid. */
export async function settleSubscription(deps: CardSettling, subscription: CardSubscription): Promise<number> {
  const { provider, payments } = deps;
  const { id, telegramId, newestInvoice } = subscription;
  const paid = newestInvoice === null ? null : await provider.paymentOfInvoice(newestInvoice);
  const added = paid === null ? 0 : await settlePayment(deps, paid);
  // The ledger is read before the subscription: a cancellation that comes in between is then in neither, and not taken back.
  const nowMs = deps.nowMs();
  const holder = (await payments.findOrder('stripe', id))?.telegramId ?? telegramId;
  const ledger = await payments.ofAccount(holder);
  const current = await provider.subscription(id);
  return current === null ? added : added + (await append(deps, factsOfSubscription(current, ledger, nowMs)));
}

/**
 * Whether the ledger has all these lines of the card provider. What follows from them is done as if they were new, because a crash may
 * have come between.
 */
export async function confirmLines(deps: CardSettling, externalIds: readonly string[]): Promise<boolean> {
  const lines: LedgerFact[] = [];
  for (const externalId of externalIds) {
    const line = await deps.payments.find('stripe', externalId);
    if (line === null) return false;
    lines.push(line);
  }
  await append(deps, lines);
  return true;
}

async function append(deps: CardSettling, facts: readonly LedgerFact[], takenAtMs?: number): Promise<number> {
  let added = 0;
  for (const found of facts) {
    const fact: LedgerFact = { ...found, telegramId: await holderOf(deps.payments, found) };
    const isNew = (await (isMoney(fact) ? bookMoney(deps.payments, fact) : deps.payments.append(fact))) === 'appended';
    if (isNew) added += 1;
    const paid = takenAtMs !== undefined && isCharge(fact) ? { paidAtMs: takenAtMs } : {};
    await deps.onSettled({ fact, isNew, ...paid });
  }
  return added;
}

/** Whether something else may follow from a line. */
function isMoney(fact: LedgerFact): fact is BookedFact {
  const { type } = fact;
  return isCharge(fact) || type.startsWith('refund') || type === 'dispute-closed';
}

/**
 * Whose a line is: the provider knows whoever began the checkout, but the account may have moved, or be forgotten, since then. Lines go to
 * whoever has the charge they are about now.
 */
async function holderOf(payments: Pick<Payments, 'find' | 'findOrder'>, fact: LedgerFact): Promise<number> {
  const charge = isCharge(fact) ? fact.externalId : 'of' in fact ? fact.of : null;
  const known = charge === null ? null : await payments.find('stripe', charge);
  const order = 'order' in fact ? fact.order : null;
  const first = known ?? (order === null ? null : await payments.findOrder('stripe', order));
  return first?.telegramId ?? fact.telegramId;
}
