import type { Invoice, InvoiceLine, Price, Subscription } from './objects.ts';
import { newId, type StripeWorld } from './stripe-state.ts';
import { payInvoice } from './take-payment.ts';

const DAY_SECONDS = 86_400;
/** When a charge that failed is tried again, days after the one before; after the last the subscription ends. */
const RETRY_DAYS = [3, 5, 7];

/** The seconds of one period of a price. */
export function periodSeconds({ recurring }: Price): number {
  const days = { day: 1, week: 7, month: 30, year: 365 }[recurring?.interval ?? 'day'] ?? 1;
  return days * (recurring?.interval_count ?? 1) * DAY_SECONDS;
}

/** A line of an invoice for a price. */
export function invoiceLine(
  world: StripeWorld,
  price: Price,
  about: { readonly amount: number; readonly start: number; readonly end: number; readonly description: string },
): InvoiceLine {
  const { amount, start, end, description } = about;
  return {
    ...{ id: newId(world, 'il'), object: 'line_item', amount, currency: price.currency, description },
    period: { start, end },
    pricing: { type: 'price_details', price_details: { price: price.id, product: price.product } },
  };
}

/** An invoice of a subscription, open. */
export function addInvoice(
  world: StripeWorld,
  subscription: Subscription,
  { lines, reason }: { readonly lines: readonly InvoiceLine[]; readonly reason: Invoice['billing_reason'] },
): Invoice {
  const amount = Math.max(
    0,
    lines.reduce((sum, line) => sum + line.amount, 0),
  );
  const { id, customer, metadata, items } = subscription;
  const invoice: Invoice = {
    ...{ id: newId(world, 'in'), object: 'invoice', created: world.nowSeconds(), livemode: false, status: 'open' },
    ...{ customer, billing_reason: reason, attempt_count: 0, next_payment_attempt: null },
    ...{ amount_due: amount, amount_paid: 0, amount_remaining: amount, currency: items.data[0].price.currency },
    parent: {
      ...{ type: 'subscription_details', quote_details: null },
      subscription_details: { subscription: id, metadata },
    },
    lines: { object: 'list', has_more: false, data: lines },
  };
  world.state.invoices[invoice.id] = invoice;
  subscription.latest_invoice = invoice.id;
  world.emit('invoice.created', invoice);
  return invoice;
}

/** Does what is due by the clock: renewals, retries of failed charges, ends that were asked for. */
export function billSubscriptions(world: StripeWorld): void {
  for (const subscription of Object.values(world.state.subscriptions)) {
    // Bounded: each turn moves the period or ends the subscription.
    for (let turn = 0; turn < 1_000 && billOnce(world, subscription); turn += 1);
  }
}

function billOnce(world: StripeWorld, subscription: Subscription): boolean {
  const now = world.nowSeconds();
  const [item] = subscription.items.data;
  if (subscription.status === 'canceled' || subscription.status === 'incomplete') return false;
  if (subscription.cancel_at !== null && subscription.cancel_at <= now)
    return endSubscription(world, subscription, subscription.cancel_at);
  const invoice = world.state.invoices[subscription.latest_invoice ?? ''];
  if (subscription.status === 'past_due' && invoice !== undefined) {
    if (invoice.next_payment_attempt === null || invoice.next_payment_attempt > now) return false;
    attempt(world, subscription, invoice);
    return true;
  }
  if (item.current_period_end > now) return false;
  const start = item.current_period_end;
  const end = start + periodSeconds(item.price);
  item.current_period_start = start;
  item.current_period_end = end;
  const line = invoiceLine(world, item.price, { amount: item.price.unit_amount, start, end, description: 'Renewal' });
  attempt(world, subscription, addInvoice(world, subscription, { lines: [line], reason: 'subscription_cycle' }));
  return true;
}

/** Tries to charge an open invoice of a subscription. */
export function attempt(world: StripeWorld, subscription: Subscription, invoice: Invoice): void {
  invoice.attempt_count += 1;
  if (world.state.cards[subscription.customer] === 'pays') {
    payInvoice(world, invoice);
    subscription.status = 'active';
    world.emit('customer.subscription.updated', subscription);
    return;
  }
  const days = RETRY_DAYS[invoice.attempt_count - 1];
  invoice.next_payment_attempt = days === undefined ? null : world.nowSeconds() + days * DAY_SECONDS;
  world.emit('invoice.payment_failed', invoice);
  if (days === undefined) {
    invoice.status = 'uncollectible';
    endSubscription(world, subscription, world.nowSeconds());
    return;
  }
  subscription.status = 'past_due';
  world.emit('customer.subscription.updated', subscription);
}

/** Ends a subscription for good. */
function endSubscription(world: StripeWorld, subscription: Subscription, atSeconds: number): true {
  subscription.status = 'canceled';
  subscription.ended_at = atSeconds;
  subscription.canceled_at ??= atSeconds;
  world.emit('customer.subscription.deleted', subscription);
  return true;
}
