import type { CardSubscription } from '../../card/objects.ts';
import type { SubscriptionForm } from './forms.ts';
import { paymentThatPaid } from './read-payment.ts';

/** Null for a subscription that we did not sell. */
export function readSubscription(form: SubscriptionForm): CardSubscription | null {
  const { id, metadata, latest_invoice: invoice, ended_at, status } = form;
  if (metadata === null) return null;
  // The portal's flexible billing sets cancel_at and leaves cancel_at_period_end false: either means "ends then".
  const ends = form.cancel_at !== null || form.cancel_at_period_end || status === 'canceled';
  const askedSeconds = form.canceled_at ?? ended_at ?? invoice?.created ?? 0;
  const failed = invoice !== null && invoice.status === 'open' && invoice.attempt_count > 0;
  return {
    ...{ id, telegramId: metadata.telegram_id },
    cancelledAtMs: ends ? askedSeconds * 1_000 : null,
    endedAtMs: ended_at === null ? null : ended_at * 1_000,
    newestInvoice: invoice?.id ?? null,
    newestPayment: invoice === null ? null : paymentThatPaid(invoice),
    failed: failed ? { invoice: invoice.id, attempt: invoice.attempt_count, atMs: invoice.created * 1_000 } : null,
  };
}
