import { escapeHtml } from '../../../texts/html.ts';
import { attempt } from '../state/bill-subscriptions.ts';
import type { Subscription } from '../state/objects.ts';
import type { StripeWorld } from '../state/stripe-state.ts';
import { cardChoice, cardOf, type PageAnswer } from './checkout-page.ts';
import { amountText, dayText, wholePage } from './layout.ts';

/** The customer's own page: cancel, take it back, another card, receipts (form null: they look at it). */
export function portalPage(world: StripeWorld, id: string, form: URLSearchParams | null): PageAnswer {
  const portal = world.state.portals[id];
  if (portal === undefined)
    return {
      type: 'page',
      status: 404,
      html: wholePage('Billing', '<div class="card">This page is not open any more.</div>'),
    };
  const own = Object.values(world.state.subscriptions).filter(({ customer }) => customer === portal.customer);
  if (form !== null) {
    const chosen = own.find((each) => each.id === form.get('subscription'));
    if (form.get('action') === 'card') changeCard(world, { customer: portal.customer, own }, form.get('card'));
    else if (chosen !== undefined) setEnd(world, chosen, form.get('action') === 'cancel');
    return { type: 'go', url: `${world.origin()}/p/session/${id}` };
  }
  const body = `${own.toReversed().map(subscriptionCard).join('')}
<form class="card" method="post"><h1>Card</h1>${cardChoice()}<button name="action" value="card">Use this card</button></form>
<div class="card"><h1>Receipts</h1><table>${receipts(world, portal.customer)}</table></div>
${portal.returnUrl === null ? '' : `<p><a href="${escapeHtml(portal.returnUrl)}">Back to the bot</a></p>`}`;
  return { type: 'page', status: 200, html: wholePage('Billing', body) };
}

/** As the portal's flexible billing does it: cancel_at is set, cancel_at_period_end stays false. */
function setEnd(world: StripeWorld, subscription: Subscription, ends: boolean): void {
  if (subscription.status === 'canceled') return;
  subscription.cancel_at = ends ? subscription.items.data[0].current_period_end : null;
  subscription.cancel_at_period_end = false;
  subscription.canceled_at = ends ? world.nowSeconds() : null;
  world.emit('customer.subscription.updated', subscription);
}

function changeCard(
  world: StripeWorld,
  { customer, own }: { readonly customer: string; readonly own: readonly Subscription[] },
  digits: string | null,
): void {
  world.state.cards[customer] = cardOf(digits);
  world.emit('customer.updated', { id: customer });
  for (const subscription of own) {
    const invoice = world.state.invoices[subscription.latest_invoice ?? ''];
    if (subscription.status === 'past_due' && invoice !== undefined) attempt(world, subscription, invoice);
  }
}

function subscriptionCard(subscription: Subscription): string {
  const { id, status, cancel_at: cancelAt, items } = subscription;
  const [{ price, current_period_end: end }] = items.data;
  const state =
    status === 'canceled'
      ? 'Ended.'
      : status === 'past_due'
        ? 'The last charge failed. Use another card.'
        : cancelAt === null
          ? `Renews on ${dayText(end)}.`
          : `Ends on ${dayText(cancelAt)}.`;
  const press = cancelAt === null ? ['cancel', 'Cancel subscription'] : ['resume', "Don't cancel"];
  return `<form class="card" method="post"><input type="hidden" name="subscription" value="${escapeHtml(id)}">
<h1>${escapeHtml(price.lookup_key ?? price.id)}</h1><p class="price">${amountText(price.unit_amount, price.currency)}</p><p>${state}</p>
${status === 'canceled' ? '' : `<button name="action" value="${press[0]}">${press[1]}</button>`}</form>`;
}

function receipts({ state }: StripeWorld, customer: string): string {
  return Object.values(state.charges)
    .filter((charge) => charge.customer === customer)
    .toReversed()
    .map(
      ({ created, amount, currency, refunded }) =>
        `<tr><td>${dayText(created)}</td><td>${amountText(amount, currency)}${refunded ? ', returned' : ''}</td></tr>`,
    )
    .join('');
}
