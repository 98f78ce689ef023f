import { nowS, type SandboxContext } from '../context.ts';
import { readMarkup } from '../protocol/markup.ts';
import { badRequest } from '../protocol/refusal.ts';
import { type ApiCall, integerOf, textOf } from '../protocol/request.ts';
import type { WireMessage } from '../protocol/wire.ts';
import { findChat, privateChat, wireUser } from '../state/chats.ts';
import { deliver, nextMessageId } from '../state/deliver.ts';
import { PAID_FOR_A_STAR } from '../state/fold.ts';
import { invoiceOf, readOrder } from '../state/orders.ts';
import { starBalance } from '../state/star-balance.ts';
import type { ChargeState, PersonState, SandboxEvent } from '../state/state.ts';

export function sendInvoice(context: SandboxContext, call: ApiCall): WireMessage {
  const chat = findChat(context, call.params.chat_id);
  if (chat.type === 'channel') throw badRequest('the stand-in sells in private chats only');
  const order = readOrder(call, null);
  const startParameter = textOf(call, 'start_parameter') ?? '';
  if (!/^[A-Za-z0-9_-]{0,64}$/.test(startParameter)) throw badRequest('START_PARAM_INVALID');
  const given = readMarkup(call, { inChannel: false, invoiceStars: order.stars });
  const markup = given ?? { inline_keyboard: [[{ text: `Pay ⭐${order.stars}`, pay: true }]] };
  const content = { invoice: invoiceOf(order, startParameter) };
  return deliver(context, call, { chat, content, markup, order });
}

export function createInvoiceLink(context: SandboxContext, call: ApiCall): string {
  const slug = context.store.nextId('invoice', 16);
  const order = readOrder(call, slug);
  context.store.commit([{ e: 'invoice-link', order }]);
  return `https://t.me/$${slug}`;
}

/** Gives a whole charge back; the person and the bot are told by a refunded_payment message. */
export function refundStarPayment(context: SandboxContext, call: ApiCall): true {
  const person = findPayer(context, call);
  const charge = context.store.state.charges.get(textOf(call, 'telegram_payment_charge_id') ?? '');
  if (charge === undefined || charge.userId !== person.id) throw badRequest('CHARGE_NOT_FOUND');
  if (charge.refundedMs !== null) throw badRequest('CHARGE_ALREADY_REFUNDED');
  const wire: WireMessage = {
    message_id: nextMessageId(context, person.id),
    from: wireUser(person),
    chat: privateChat(person),
    date: nowS(context),
    refunded_payment: {
      currency: 'XTR',
      total_amount: charge.stars,
      invoice_payload: charge.payload,
      telegram_payment_charge_id: charge.id,
    },
  };
  const events: SandboxEvent[] = [
    { e: 'charge', charge: { ...charge, refundedMs: context.clock.nowMs() } },
    { e: 'person', person: { ...person, stars: person.stars + charge.stars } },
    { e: 'message', chatId: person.id, stored: { wire, order: null, paid: false, sheet: false }, fresh: true },
  ];
  context.store.commit([...events, ...context.updates.enqueue([{ message: wire }])]);
  return true;
}

function findPayer(context: SandboxContext, call: ApiCall): PersonState {
  const person = context.store.state.persons.get(integerOf(call, 'user_id') ?? 0);
  if (person === undefined) throw badRequest('USER_ID_INVALID');
  return person;
}

/**
 * Cancels the extension of a subscription, or allows the person to take it up again: by the letter of the Bot API,
 * is_canceled=false does not resume by itself, it only lets the person do so.
 */
export function editUserStarSubscription(context: SandboxContext, call: ApiCall): true {
  const person = findPayer(context, call);
  const canceled = call.params.is_canceled;
  if (typeof canceled !== 'boolean') throw badRequest('parameter "is_canceled" is required');
  const subscription = context.store.state.subscriptions.get(textOf(call, 'telegram_payment_charge_id') ?? '');
  if (subscription === undefined || subscription.userId !== person.id) throw badRequest('CHARGE_ID_INVALID');
  const active = subscription.state === 'active' || subscription.state === 'canceled';
  if (!active || subscription.expiresMs <= context.clock.nowMs()) throw badRequest('SUBSCRIPTION_NOT_ACTIVE');
  const next = canceled
    ? { ...subscription, state: 'canceled' as const, lockedByBot: true }
    : { ...subscription, lockedByBot: false };
  context.store.commit([{ e: 'subscription', subscription: next }]);
  return true;
}

interface Movement {
  readonly dateMs: number;
  readonly wire: Readonly<Record<string, unknown>>;
}

/** All payments and refunds, oldest first; a refund has the id of its payment. */
export function getStarTransactions(context: SandboxContext, call: ApiCall): Readonly<Record<string, unknown>> {
  const offset = integerOf(call, 'offset') ?? 0;
  const limit = integerOf(call, 'limit') ?? 100;
  if (offset < 0) throw badRequest('offset must be non-negative');
  if (limit < 1 || limit > 100) throw badRequest('limit must be between 1 and 100');
  const movements: Movement[] = [];
  for (const charge of context.store.state.charges.values()) {
    movements.push({ dateMs: charge.dateMs, wire: wireTransaction(context, charge, null) });
    const { refundedMs } = charge;
    if (refundedMs !== null) movements.push({ dateMs: refundedMs, wire: wireTransaction(context, charge, refundedMs) });
  }
  for (const [index, dateMs] of context.store.state.paidBroadcast.takenMs.entries()) {
    const receiver = { type: 'telegram_api', request_count: PAID_FOR_A_STAR };
    movements.push({ dateMs, wire: { id: `api-${index}`, amount: 1, date: Math.floor(dateMs / 1000), receiver } });
  }
  movements.sort((a, b) => a.dateMs - b.dateMs);
  return {
    transactions: movements.slice(offset, offset + limit).map(({ wire }) => wire),
  };
}

function wireTransaction(
  context: SandboxContext,
  charge: ChargeState,
  refundedMs: number | null,
): Readonly<Record<string, unknown>> {
  const person = context.store.state.persons.get(charge.userId);
  const partner = {
    type: 'user',
    transaction_type: 'invoice_payment',
    user: person === undefined ? { id: charge.userId, is_bot: false, first_name: '' } : wireUser(person),
    invoice_payload: charge.payload,
    ...(charge.subscriptionPeriodS === null ? {} : { subscription_period: charge.subscriptionPeriodS }),
  };
  return {
    id: charge.id,
    amount: charge.stars,
    date: Math.floor((refundedMs ?? charge.dateMs) / 1000),
    ...(refundedMs === null ? { source: partner } : { receiver: partner }),
  };
}

export function getMyStarBalance(context: SandboxContext): { readonly amount: number } {
  return { amount: starBalance(context) };
}
