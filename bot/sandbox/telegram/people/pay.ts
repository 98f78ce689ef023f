import { nowS, type SandboxContext } from '../context.ts';
import type { WireMessage, WireSuccessfulPayment } from '../protocol/wire.ts';
import { privateChat, wireUser } from '../state/chats.ts';
import { nextMessageId } from '../state/deliver.ts';
import type { ChargeState, InvoiceOrder, PersonState, SandboxEvent, StoredMessage } from '../state/state.ts';
import type { WorldActionResult } from '../world.ts';
import { refused } from './refused.ts';

/** A person presses Pay: the bot is asked (pre_checkout_query), Stars move, the bot gets successful_payment. */
export async function pay(
  context: SandboxContext,
  person: PersonState,
  pressed: { readonly chatId: number; readonly messageId: number },
): Promise<WorldActionResult> {
  const { store } = context;
  const find = (): StoredMessage | undefined =>
    pressed.chatId === person.id ? store.state.messages.get(person.id)?.get(pressed.messageId) : undefined;
  const found = find();
  const order = found?.order ?? null;
  if (found === undefined || order === null) return refused('This invoice is no longer there.');
  if (found.paid) return refused('This invoice was already paid.');
  if (person.blockedBot) return refused('You blocked this bot. Unblock it first.');
  const missing = order.stars - person.stars;
  if (missing > 0)
    return refused(`You need ${missing} more Stars: this costs ${order.stars}, you have ${person.stars}.`);
  const id = store.nextId('pre-checkout', 19);
  const answered = context.preCheckouts.ask(id, context.waits.preCheckoutMs);
  store.commit(context.updates.enqueue([{ pre_checkout_query: preCheckout(id, person, order) }]));
  const answer = await answered;
  if (answer === null) return refused('The bot did not confirm the payment in time. You were not charged.');
  if (!answer.ok) return refused(answer.errorMessage ?? 'The bot refused the payment.');
  // The world went on while the bot thought about it.
  const payer = store.state.persons.get(person.id) ?? person;
  const now = find();
  if (now === undefined || now.paid) return refused('This invoice was already paid.');
  if (payer.stars < order.stars) return refused('You have too few Stars.');
  const paid: SandboxEvent = { e: 'message', chatId: person.id, stored: { ...now, paid: true }, fresh: false };
  chargeStars(context, payer, { order, first: null, atMs: context.clock.nowMs(), events: [paid] });
  return { type: 'done', openChatId: person.id, toast: `You paid ${order.stars} ⭐.` };
}

function preCheckout(id: string, person: PersonState, order: InvoiceOrder): Readonly<Record<string, unknown>> {
  const { payload, stars } = order;
  return { id, from: wireUser(person), currency: 'XTR', total_amount: stars, invoice_payload: payload };
}

export interface Charging {
  readonly order: InvoiceOrder;
  /** The subscription a renewal belongs to, by the charge id of its first payment; null for a first or only payment. */
  readonly first: { readonly id: string; readonly fromMs: number } | null;
  /** The sandbox clock's time of the payment. */
  readonly atMs: number;
  /** Changes to commit together with it. */
  readonly events: readonly SandboxEvent[];
}

/** Moves the Stars and queues successful_payment for the bot, in one commit. */
export function chargeStars(context: SandboxContext, person: PersonState, charging: Charging): void {
  const { order, first, atMs } = charging;
  const { store } = context;
  const chargeId = `stx${store.nextId('charge', 40)}`;
  const period = order.subscriptionPeriodS;
  const charge: ChargeState = {
    id: chargeId,
    userId: person.id,
    stars: order.stars,
    payload: order.payload,
    dateMs: atMs,
    refundedMs: null,
    subscriptionPeriodS: period,
  };
  const expiresMs = period === null ? null : (first?.fromMs ?? atMs) + period * 1000;
  const payment: WireSuccessfulPayment = {
    currency: 'XTR',
    total_amount: order.stars,
    invoice_payload: order.payload,
    ...(expiresMs === null
      ? {}
      : { subscription_expiration_date: Math.floor(expiresMs / 1000), is_recurring: true as const }),
    ...(period !== null && first === null ? { is_first_recurring: true as const } : {}),
    telegram_payment_charge_id: chargeId,
    provider_payment_charge_id: `${person.id}_${chargeId.slice(3, 11)}`,
  };
  const wire: WireMessage = {
    message_id: nextMessageId(context, person.id),
    from: wireUser(person),
    chat: privateChat(person),
    date: nowS(context),
    successful_payment: payment,
  };
  const events: SandboxEvent[] = [
    ...charging.events,
    { e: 'person', person: { ...person, stars: person.stars - order.stars, started: true } },
    { e: 'charge', charge },
    { e: 'message', chatId: person.id, stored: { wire, order: null, paid: false, sheet: false }, fresh: true },
  ];
  if (expiresMs !== null) {
    const id = first?.id ?? chargeId;
    const subscription = { id, userId: person.id, order, expiresMs, state: 'active' as const, lockedByBot: false };
    events.push({ e: 'subscription', subscription });
  }
  store.commit([...events, ...context.updates.enqueue([{ message: wire }])]);
}
