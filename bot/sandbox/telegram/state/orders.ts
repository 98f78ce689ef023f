import { badRequest } from '../protocol/refusal.ts';
import { type ApiCall, arrayOf, integerOf, textOf } from '../protocol/request.ts';
import type { WireInvoice } from '../protocol/wire.ts';
import type { InvoiceOrder } from './state.ts';

/** The only period a Star subscription may have: 30 days. */
const SUBSCRIPTION_PERIOD_S = 2_592_000;
const MAX_SUBSCRIPTION_STARS = 10_000;
const MAX_STARS = 100_000;

/** The invoice a call describes, after Telegram's checks for Stars: currency XTR, one price, no provider token. */
export function readOrder(call: ApiCall, slug: string | null): InvoiceOrder {
  const title = textOf(call, 'title') ?? '';
  const description = textOf(call, 'description') ?? '';
  const payload = textOf(call, 'payload') ?? '';
  if (title.trim() === '' || title.length > 32) throw badRequest('INVOICE_TITLE_INVALID');
  if (description.trim() === '' || description.length > 255) throw badRequest('INVOICE_DESCRIPTION_INVALID');
  const payloadBytes = Buffer.byteLength(payload);
  if (payloadBytes < 1 || payloadBytes > 128) throw badRequest('INVOICE_PAYLOAD_INVALID');
  const currency = textOf(call, 'currency') ?? '';
  if (currency !== 'XTR') {
    throw badRequest(currency === '' ? 'CURRENCY_INVALID' : 'the stand-in sells for Stars only: currency must be XTR');
  }
  if ((textOf(call, 'provider_token') ?? '') !== '') throw badRequest('PAYMENT_PROVIDER_INVALID');
  const stars = readPrice(call);
  const period = integerOf(call, 'subscription_period') ?? null;
  if (period !== null && period !== SUBSCRIPTION_PERIOD_S) throw badRequest('SUBSCRIPTION_PERIOD_INVALID');
  if (period !== null && stars > MAX_SUBSCRIPTION_STARS) throw badRequest('STARS_AMOUNT_INVALID');
  return { slug, title, description, payload, stars, subscriptionPeriodS: period };
}

function readPrice(call: ApiCall): number {
  const prices = arrayOf<{ readonly label: string; readonly amount: number }>(call, 'prices');
  const [price] = prices ?? [];
  // Stars need exactly one price item.
  if (prices?.length !== 1 || price === undefined) throw badRequest('STARS_INVOICE_INVALID');
  if (price.label.trim() === '') throw badRequest('LABELED_PRICE_LABEL_INVALID');
  if (price.amount < 1 || price.amount > MAX_STARS) throw badRequest('STARS_AMOUNT_INVALID');
  for (const field of ['max_tip_amount', 'photo_size', 'photo_width', 'photo_height']) {
    if ((integerOf(call, field) ?? 0) < 0) throw badRequest(`wrong ${field} specified`);
  }
  if ((integerOf(call, 'max_tip_amount') ?? 0) > 0) throw badRequest('MAX_TIP_AMOUNT_INVALID');
  return price.amount;
}

/** The invoice inside a message. */
export function invoiceOf(order: InvoiceOrder, startParameter: string): WireInvoice {
  const { title, description, stars } = order;
  return { title, description, start_parameter: startParameter, currency: 'XTR', total_amount: stars };
}
