import type { ParametersOf } from '../protocol/parameters.ts';
import { cardDeclined, invalidRequest, missingObject } from '../protocol/stripe-refusal.ts';
import { addInvoice, attempt, invoiceLine, periodSeconds } from './bill-subscriptions.ts';
import type { InvoiceLine, Price, Subscription } from './objects.ts';
import type { StripeWorld } from './stripe-state.ts';

type Change = ParametersOf<'updateSubscription'>;

/** What Stripe does at `POST /v1/subscriptions/:id`. Throws StripeRefusal. */
export function changeSubscription(world: StripeWorld, subscription: Subscription, change: Change): Subscription {
  if (subscription.status === 'canceled')
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.');
  const { cancel_at_period_end: atPeriodEnd, cancel_at: cancelAt } = change;
  if (atPeriodEnd !== undefined && cancelAt !== undefined)
    throw invalidRequest('You may only specify one of these parameters: cancel_at, cancel_at_period_end.');
  if (change.items !== undefined) changePrice(world, subscription, change);
  if (atPeriodEnd !== undefined) {
    subscription.cancel_at_period_end = atPeriodEnd;
    subscription.cancel_at = atPeriodEnd ? subscription.items.data[0].current_period_end : null;
  }
  if (cancelAt !== undefined) {
    subscription.cancel_at_period_end = false;
    subscription.cancel_at = cancelAt === '' ? null : cancelAt;
  }
  if (atPeriodEnd !== undefined || cancelAt !== undefined)
    subscription.canceled_at = subscription.cancel_at === null ? null : world.nowSeconds();
  world.emit('customer.subscription.updated', subscription);
  return subscription;
}

/** The lines that a change of price at once would be invoiced by: what is unused comes off, a whole new period is asked for. */
export function changeLines(world: StripeWorld, subscription: Subscription, price: Price): readonly InvoiceLine[] {
  const now = world.nowSeconds();
  const [item] = subscription.items.data;
  const { current_period_start: start, current_period_end: end } = item;
  const share = Math.max(0, end - now) / (end - start);
  return [
    invoiceLine(world, item.price, {
      ...{ amount: -Math.round(item.price.unit_amount * share), start: now, end },
      description: 'Unused time',
    }),
    invoiceLine(world, price, {
      ...{ amount: price.unit_amount, start: now, end: now + periodSeconds(price) },
      description: 'New plan',
    }),
  ];
}

/** The price that the items of a change ask for. */
export function askedPrice({ state }: StripeWorld, items: Change['items']): Price {
  const id = items?.[0]?.price ?? '';
  const price = state.prices[id];
  if (price === undefined) throw missingObject('price', id);
  if (price.recurring === null) throw invalidRequest('The price must be recurring.', { param: 'items[0][price]' });
  return price;
}

function changePrice(world: StripeWorld, subscription: Subscription, change: Change): void {
  const price = askedPrice(world, change.items);
  const [item] = subscription.items.data;
  if (change.items?.[0]?.id !== item.id)
    throw invalidRequest('A subscription with two items is not what this stand-in has: give the id of the item.');
  if (change.proration_behavior === 'none') {
    item.price = price;
    return;
  }
  if (change.proration_behavior !== 'always_invoice' || change.billing_cycle_anchor?.type !== 'now')
    throw invalidRequest('This stand-in changes plans at once with a new period, or without proration.');
  const pays = world.state.cards[subscription.customer] === 'pays';
  if (!pays && change.payment_behavior === 'error_if_incomplete') throw cardDeclined();
  const lines = changeLines(world, subscription, price);
  item.price = price;
  item.current_period_start = world.nowSeconds();
  item.current_period_end = world.nowSeconds() + periodSeconds(price);
  attempt(world, subscription, addInvoice(world, subscription, { lines, reason: 'subscription_update' }));
}
