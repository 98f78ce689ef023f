import Stripe from 'stripe';
import type { CardChange, CardCheckout, CardOrder } from '../../card/objects.ts';
import type { CardProvider } from '../../card/ports.ts';
import type { Plan } from '../../plans.ts';
import {
  chargeForm,
  disputeForm,
  previewForm,
  refundForm,
  type SubscriptionForm,
  sessionForm,
  subscriptionForm,
} from './forms.ts';
import { listCalls } from './list-calls.ts';
import { readInvoice, readPayment } from './read-payment.ts';
import { readSubscription } from './read-subscription.ts';
import { createStripePrices, type StripePrices } from './stripe-prices.ts';

/** What cards at Stripe need beside the client. */
export interface StripeCardsOptions {
  readonly stripe: Stripe;
  /** What a buyer reads on the checkout and the receipt. */
  readonly nameOf: (plan: Plan) => string;
  /** Where a buyer goes from Stripe's pages: after paying, without having paid, back from the portal. */
  readonly urls: () => { readonly success: string; readonly cancel: string; readonly portalReturn: string };
  /** Stripe works out the tax of the buyer's country. */
  readonly automaticTax: boolean;
}

/**
 * The card provider over Stripe: each call says what Stripe's objects are now, or asks for one change, with a key that makes a repeat
 * harmless.
 */
export function createStripeCards(options: StripeCardsOptions): CardProvider {
  const { stripe } = options;
  const source = { stripe, prices: createStripePrices(stripe, options.nameOf) };
  return {
    ...checkoutCalls(options, source.prices),
    ...subscriptionCalls(stripe, source.prices),
    async createCustomer(telegramId) {
      const metadata = { telegram_id: String(telegramId) };
      return (await stripe.customers.create({ metadata }, { idempotencyKey: `customer-${telegramId}` })).id;
    },
    payment: (id) => orNull(() => readPayment(source, id)),
    async paymentOfInvoice(id) {
      const payment = (await orNull(() => readInvoice(source, id)))?.payment ?? null;
      return payment === null ? null : await readPayment(source, payment);
    },
    subscriptionOfInvoice: async (id) => (await orNull(() => readInvoice(source, id)))?.subscription ?? null,
    paymentOfDispute: async (id) =>
      (await orNull(async () => disputeForm.parse(await stripe.disputes.retrieve(id))))?.payment_intent ?? null,
    paymentOfRefund: async (id) =>
      (await orNull(async () => refundForm.parse(await stripe.refunds.retrieve(id))))?.payment_intent ?? null,
    paymentOfCharge: async (id) =>
      (await orNull(async () => chargeForm.parse(await stripe.charges.retrieve(id))))?.payment_intent ?? null,
    async refund(payment) {
      const failures = (await readPayment(source, payment))?.failedRefunds.length ?? 0;
      const idempotencyKey = failures === 0 ? `refund-${payment}` : `refund-${payment}-${failures}`;
      await stripe.refunds.create({ payment_intent: payment }, { idempotencyKey }).catch((error: unknown) => {
        if (!(error instanceof Stripe.errors.StripeError && error.code === 'charge_already_refunded')) throw error;
      });
    },
    ...listCalls(stripe),
  };
}

function checkoutCalls(
  { stripe, urls, automaticTax }: StripeCardsOptions,
  prices: StripePrices,
): Pick<CardProvider, 'openCheckout' | 'checkout' | 'outcomeOf' | 'expireCheckout' | 'portalUrl'> {
  const read = (id: string) => orNull(async () => sessionForm.parse(await stripe.checkout.sessions.retrieve(id)));
  return {
    async openCheckout(order) {
      const { success, cancel } = urls();
      const price = await prices.priceOf(order.plan);
      const discounts = order.coupon === null ? [] : [{ coupon: await ensureCoupon(stripe, order.coupon) }];
      const session = await stripe.checkout.sessions.create(
        {
          ...{ customer: order.customer, client_reference_id: String(order.telegramId), success_url: success },
          ...{ cancel_url: cancel, line_items: [{ price, quantity: 1 }], metadata: metadataOf(order) },
          // The session's own metadata come back on the session only.
          ...(order.plan.renewable
            ? { mode: 'subscription', subscription_data: { metadata: metadataOf(order) } }
            : { mode: 'payment', payment_intent_data: { metadata: metadataOf(order) } }),
          ...(discounts.length === 0 ? {} : { discounts }),
          ...(automaticTax ? { automatic_tax: { enabled: true }, customer_update: { address: 'auto' } } : {}),
        },
        { idempotencyKey: `checkout-${order.id}` },
      );
      return checkoutOf(sessionForm.parse(session));
    },
    async checkout(id) {
      const session = await read(id);
      return session === null ? null : checkoutOf(session);
    },
    async outcomeOf(id) {
      const session = await read(id);
      if (session === null || session.status !== 'complete') return null;
      if (session.subscription !== null) return { type: 'subscription', id: session.subscription };
      return session.payment_intent === null ? null : { type: 'payment', id: session.payment_intent };
    },
    async expireCheckout(id) {
      // One that was paid or has expired meanwhile cannot be: what it is now decides.
      await stripe.checkout.sessions.expire(id).catch((error: unknown) => {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      });
      return checkoutOf(sessionForm.parse(await stripe.checkout.sessions.retrieve(id)));
    },
    portalUrl: async (customer) =>
      (await stripe.billingPortal.sessions.create({ customer, return_url: urls().portalReturn })).url,
  };
}

function subscriptionCalls(
  stripe: Stripe,
  prices: StripePrices,
): Pick<CardProvider, 'subscription' | 'nextPlan' | 'setRenewal' | 'previewChange' | 'changePlan'> {
  const expand = ['latest_invoice.payments'];
  const read = async (id: string): Promise<SubscriptionForm> =>
    subscriptionForm.parse(await stripe.subscriptions.retrieve(id, { expand }));
  return {
    subscription: (id) => orNull(async () => readSubscription(await read(id))),
    async nextPlan(id) {
      const price = (await orNull(() => read(id)))?.items.data[0]?.price.id;
      return price === undefined ? null : await prices.planOf(price);
    },
    async setRenewal(id, renews) {
      // Either field may carry the end; Stripe refuses both at once, and takes an end back by the one that carries it.
      const { cancel_at: cancelAt, cancel_at_period_end: atPeriodEnd, status } = await read(id);
      if (status === 'canceled') return;
      if (!renews && cancelAt === null && !atPeriodEnd)
        await stripe.subscriptions.update(id, { cancel_at_period_end: true });
      if (renews && atPeriodEnd) await stripe.subscriptions.update(id, { cancel_at_period_end: false });
      else if (renews && cancelAt !== null) await stripe.subscriptions.update(id, { cancel_at: '' });
    },
    async previewChange(id, plan) {
      const item = (await read(id)).items.data[0];
      const preview = previewForm.parse(
        await stripe.invoices.createPreview({
          subscription: id,
          subscription_details: {
            items: [{ ...(item === undefined ? {} : { id: item.id }), price: await prices.priceOf(plan) }],
            proration_behavior: 'always_invoice',
            billing_cycle_anchor: { type: 'now' },
          },
        }),
      );
      return changeOf(preview);
    },
    async changePlan(id, plan, order) {
      const item = (await read(id)).items.data[0];
      const items = [{ ...(item === undefined ? {} : { id: item.id }), price: await prices.priceOf(plan) }];
      if (order === null) {
        await stripe.subscriptions.update(id, { items, proration_behavior: 'none' });
        return true;
      }
      return await unlessDeclined(() =>
        stripe.subscriptions.update(
          id,
          {
            items,
            proration_behavior: 'always_invoice',
            billing_cycle_anchor: { type: 'now' },
            // A card that refuses leaves the old plan as it was.
            payment_behavior: 'error_if_incomplete',
          },
          { idempotencyKey: `change-${order}` },
        ),
      );
    },
  };
}

function metadataOf({ id, telegramId, plan, coupon }: CardOrder): Record<string, string> {
  const ours = { telegram_id: String(telegramId), order: id, plan: plan.id, version: String(plan.version) };
  return coupon === null ? ours : { ...ours, code: coupon.code };
}

async function ensureCoupon(stripe: Stripe, { code, off }: NonNullable<CardOrder['coupon']>): Promise<string> {
  const id = 'percent' in off ? `${code}-${off.percent}pc` : `${code}-${off.amountMinor}${off.currency.toLowerCase()}`;
  const what =
    'percent' in off
      ? { percent_off: off.percent }
      : { amount_off: off.amountMinor, currency: off.currency.toLowerCase() };
  await stripe.coupons
    .create({ id, duration: 'once', ...what }, { idempotencyKey: `coupon-${id}` })
    .catch((error: unknown) => {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_already_exists'))
        throw error;
    });
  return id;
}

function checkoutOf({ id, url, status }: ReturnType<typeof sessionForm.parse>): CardCheckout {
  return { id, status, url: status === 'open' ? url : null };
}

function changeOf({ amount_due, currency, lines }: ReturnType<typeof previewForm.parse>): CardChange {
  const creditMinor = -lines.data.reduce((sum, { amount }) => sum + Math.min(0, amount), 0);
  return { dueMinor: amount_due, creditMinor, currency: currency.toUpperCase() };
}

async function unlessDeclined(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) return false;
    throw error;
  }
}

/** The answer, or null where Stripe has no such thing. */
async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return null;
    throw error;
  }
}
