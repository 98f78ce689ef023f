import { cardDeclined, invalidRequest } from '../protocol/stripe-refusal.ts';
import { addInvoice, invoiceLine, periodSeconds } from './bill-subscriptions.ts';
import type { Coupon, Price, Session, Subscription } from './objects.ts';
import { type Card, newId, type StripeWorld } from './stripe-state.ts';
import { payInvoice, takePayment } from './take-payment.ts';

/** What a price costs with a coupon. */
export function discounted({ unit_amount: amount }: Price, coupon: Coupon | undefined): number {
  if (coupon === undefined) return amount;
  const off = coupon.percent_off === null ? (coupon.amount_off ?? 0) : Math.round((amount * coupon.percent_off) / 100);
  return Math.max(0, amount - off);
}

/** A person pays on the hosted page. Throws StripeRefusal for a card that is refused and a page that is not open. */
export function paySession(world: StripeWorld, session: Session, card: Card): void {
  const { state, emit } = world;
  expireLate(world, session);
  if (session.status !== 'open') throw invalidRequest('This checkout session is not open any more.');
  if (card === 'declined') throw cardDeclined();
  const plan = state.sessionPlans[session.id];
  const price = state.prices[plan?.price ?? ''];
  if (plan === undefined || price === undefined) throw new Error(`expected the plan of ${session.id}`);
  const { customer, currency, amount_total: amount } = session;
  if (session.mode === 'payment') {
    // Nothing to pay makes no payment intent.
    if (amount > 0)
      session.payment_intent = takePayment(world, { customer, currency, amount, metadata: plan.metadata }).id;
  } else {
    const subscription = beginSubscription(world, session, price);
    session.subscription = subscription.id;
    session.invoice = subscription.latest_invoice;
  }
  state.cards[customer] = card;
  session.status = 'complete';
  session.payment_status = 'paid';
  session.url = null;
  emit('checkout.session.completed', session);
}

function beginSubscription(world: StripeWorld, session: Session, price: Price): Subscription {
  const { state, nowSeconds, emit } = world;
  const start = nowSeconds();
  const end = start + periodSeconds(price);
  const id = newId(world, 'sub');
  const subscription: Subscription = {
    ...{ id, object: 'subscription', created: start, livemode: false, status: 'active', customer: session.customer },
    ...{ cancel_at: null, cancel_at_period_end: false, canceled_at: null, ended_at: null, latest_invoice: null },
    metadata: state.sessionPlans[session.id]?.metadata ?? {},
    items: {
      ...{ object: 'list', has_more: false },
      data: [
        {
          ...{ id: newId(world, 'si'), object: 'subscription_item', price, quantity: 1 },
          ...{ current_period_start: start, current_period_end: end },
        },
      ],
    },
  };
  state.subscriptions[id] = subscription;
  emit('customer.subscription.created', subscription);
  const line = invoiceLine(world, price, { amount: session.amount_total, start, end, description: 'First period' });
  const invoice = addInvoice(world, subscription, { lines: [line], reason: 'subscription_create' });
  invoice.attempt_count = 1;
  payInvoice(world, invoice);
  return subscription;
}

/** Nobody can pay a session any more. */
export function expireSession({ emit }: StripeWorld, session: Session): void {
  session.status = 'expired';
  session.url = null;
  emit('checkout.session.expired', session);
}

/** Expires a session whose time is over. */
export function expireLate(world: StripeWorld, session: Session): void {
  const until = world.state.sessionPlans[session.id]?.openUntilWallMs ?? 0;
  if (session.status === 'open' && world.wallNowMs() >= until) expireSession(world, session);
}
