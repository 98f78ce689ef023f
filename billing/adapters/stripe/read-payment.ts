import type Stripe from 'stripe';
import type { CardDispute, CardPayment, CardRefund } from '../../card/objects.ts';
import type { Plan } from '../../plans.ts';
import { type chargeForm, disputeForm, type InvoiceForm, intentForm, invoiceForm, refundForm } from './forms.ts';
import type { StripePrices } from './stripe-prices.ts';

/** The most parts of one payment: an operator gives it back in one, or a few. */
const MOST_REFUNDS = 1_000;

type Source = { readonly stripe: Stripe; readonly prices: StripePrices };

/** The payment of an intent, or null when it did not succeed or is none of ours. */
export async function readPayment(source: Source, id: string): Promise<CardPayment | null> {
  const intent = intentForm.parse(await source.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] }));
  const { latest_charge: charge, metadata } = intent;
  if (intent.status !== 'succeeded' || charge === null) return null;
  const state = await stateOf(source, id, charge);
  const currency = intent.currency.toUpperCase();
  if (metadata === null) {
    const invoice = await invoiceOf(source, id);
    const about = invoice === null ? null : await aboutInvoice(source, invoice);
    return about === null ? null : { id, ...about, ...state, currency };
  }
  return {
    ...{ id, ...state, currency, telegramId: metadata.telegram_id, order: metadata.order },
    plan: { id: metadata.plan, version: metadata.version },
    ...{ subscriptionMs: null, isRenewal: false, code: metadata.code === '' ? null : metadata.code },
    ...{ amountMinor: intent.amount_received, atMs: charge.created * 1_000 },
  };
}

/** The intent that paid an invoice, and the subscription it is of. */
export async function readInvoice(
  { stripe }: Source,
  id: string,
): Promise<{ readonly payment: string | null; readonly subscription: string | null }> {
  const invoice = invoiceForm.parse(await stripe.invoices.retrieve(id, { expand: ['payments'] }));
  return {
    payment: paymentThatPaid(invoice),
    subscription: invoice.parent?.subscription_details?.subscription ?? null,
  };
}

/** The intent that paid an invoice, which must have its payments; null while it is not paid. */
export function paymentThatPaid({ status, payments }: Pick<InvoiceForm, 'status' | 'payments'>): string | null {
  const paid = payments?.data.find((each) => each.status === 'paid');
  return status === 'paid' ? (paid?.payment.payment_intent ?? null) : null;
}

async function invoiceOf({ stripe }: Source, intent: string): Promise<InvoiceForm | null> {
  const { data } = await stripe.invoicePayments.list({
    payment: { type: 'payment_intent', payment_intent: intent },
    limit: 1,
  });
  const id = data[0]?.invoice;
  return typeof id === 'string' ? invoiceForm.parse(await stripe.invoices.retrieve(id)) : null;
}

type About = Pick<
  CardPayment,
  'telegramId' | 'plan' | 'order' | 'subscriptionMs' | 'isRenewal' | 'code' | 'amountMinor' | 'atMs'
>;

/** What an invoice charged for. After a change of plan it has a line that gives back and one that asks: the one that asks says the plan. */
async function aboutInvoice({ prices }: Source, invoice: InvoiceForm): Promise<About | null> {
  const details = invoice.parent?.subscription_details ?? null;
  const asked = invoice.lines.data.toSorted((a, b) => b.amount - a.amount)[0];
  const price = asked?.pricing?.price_details?.price;
  if (details === null || details.metadata === null || asked === undefined || price === undefined) return null;
  const plan: Pick<Plan, 'id' | 'version'> | null = await prices.planOf(price);
  if (plan === null) return null;
  const { metadata, subscription } = details;
  const isFirst = invoice.billing_reason === 'subscription_create';
  return {
    ...{ telegramId: metadata.telegram_id, plan, order: subscription },
    subscriptionMs: (asked.period.end - asked.period.start) * 1_000,
    isRenewal: invoice.billing_reason === 'subscription_cycle',
    code: isFirst && metadata.code !== '' ? metadata.code : null,
    ...{ amountMinor: invoice.amount_paid, atMs: asked.period.start * 1_000 },
  };
}

/** What became of a payment after it was made. Whether refunds failed, weeks later too, is asked of them, not of the charge. */
async function stateOf(
  { stripe }: Source,
  intent: string,
  charge: ReturnType<typeof chargeForm.parse>,
): Promise<Pick<CardPayment, 'takenAtMs' | 'refundedAtMs' | 'refunds' | 'failedRefunds' | 'disputes'>> {
  const asked = await stripe.refunds
    .list({ payment_intent: intent, limit: 100 })
    .autoPagingToArray({ limit: MOST_REFUNDS });
  // Stripe's lists begin with the newest.
  const forms = asked.map((each) => refundForm.parse(each)).toReversed();
  const refunds = forms.filter((each) => !isFailed(each)).map(refundOf);
  const isWhole = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0) >= charge.amount;
  const disputes = charge.disputed ? (await stripe.disputes.list({ payment_intent: intent, limit: 100 })).data : [];
  return {
    takenAtMs: charge.created * 1_000,
    refundedAtMs: isWhole ? Math.max(charge.created * 1_000, ...refunds.map(({ atMs }) => atMs)) : null,
    ...{ refunds, failedRefunds: forms.filter(isFailed).map(refundOf) },
    disputes: disputes.flatMap((each) => disputeOf(disputeForm.parse(each))),
  };
}

/** Whether a refund failed or was withdrawn, so that nothing of it is with the buyer. */
export function isFailed({ status }: Pick<ReturnType<typeof refundForm.parse>, 'status'>): boolean {
  return status === 'failed' || status === 'canceled';
}

function refundOf({ id, created, amount }: ReturnType<typeof refundForm.parse>): CardRefund {
  return { id, atMs: created * 1_000, amountMinor: amount };
}

/** An inquiry ("warning_…") takes no money yet. */
export function disputeOf({ id, created, status }: ReturnType<typeof disputeForm.parse>): readonly CardDispute[] {
  if (status.startsWith('warning_')) return [];
  return [{ id, openedAtMs: created * 1_000, outcome: status === 'won' || status === 'lost' ? status : null }];
}
