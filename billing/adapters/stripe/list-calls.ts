import Stripe from 'stripe';
import type { ListedCharge, ListedDispute, ListedRefund } from '../../card/objects.ts';
import type { CardPage, CardProvider } from '../../card/ports.ts';
import { chargeForm, disputeForm, refundForm, subscriptionForm } from './forms.ts';
import { disputeOf, isFailed } from './read-payment.ts';
import { readSubscription } from './read-subscription.ts';

/** The most that Stripe gives at once. */
const PAGE = 100;

interface PageParameters {
  readonly limit: number;
  readonly starting_after?: string;
}

/** Stripe's lists, a page a call: each says enough of its objects to compare them with the ledger. */
export function listCalls(stripe: Stripe): Pick<CardProvider, 'charges' | 'refunds' | 'disputes' | 'subscriptions'> {
  const created = (sinceMs: number) => ({ created: { gte: Math.floor(sinceMs / 1_000) } });
  return {
    charges: ({ sinceMs, after }) =>
      turnPage(after, (page) => stripe.charges.list({ ...page, ...created(sinceMs) }), readCharge),
    refunds: ({ sinceMs, after }) =>
      turnPage(after, (page) => stripe.refunds.list({ ...page, ...created(sinceMs) }), readRefund),
    disputes: ({ after }) => turnPage(after, (page) => stripe.disputes.list(page), readDispute),
    subscriptions: ({ after }) =>
      turnPage(
        after,
        (page) => stripe.subscriptions.list({ ...page, status: 'all', expand: ['data.latest_invoice.payments'] }),
        (each) => readSubscription(subscriptionForm.parse(each)),
      ),
  };
}

/** One page, of what is ours. Where the object is gone behind which it lies, the list begins anew. */
async function turnPage<T extends { readonly id: string }, R>(
  after: string | null,
  list: (page: PageParameters) => Promise<{ readonly data: readonly T[]; readonly has_more: boolean }>,
  read: (each: T) => R | null,
): Promise<CardPage<R>> {
  const { data, has_more: hasMore } = await list({
    limit: PAGE,
    ...(after === null ? {} : { starting_after: after }),
  }).catch(async (error: unknown) => {
    const isGone = error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';
    if (after === null || !isGone) throw error;
    return await list({ limit: PAGE });
  });
  const items = data.flatMap((each) => read(each) ?? []);
  return { items, next: hasMore ? (data.at(-1)?.id ?? null) : null };
}

/** Null for one that was not paid, or is of no payment. */
function readCharge(given: unknown): ListedCharge | null {
  const { payment_intent: id, paid, created } = chargeForm.parse(given);
  return id === null || !paid ? null : { id, atMs: created * 1_000 };
}

/** Null for one of no payment. */
function readRefund(given: unknown): ListedRefund | null {
  const refund = refundForm.parse(given);
  const { id, payment_intent: payment, created } = refund;
  return payment === null ? null : { id, payment, atMs: created * 1_000, isFailed: isFailed(refund) };
}

function readDispute(given: unknown): ListedDispute | null {
  const form = disputeForm.parse(given);
  const [dispute] = disputeOf(form);
  return dispute === undefined || form.payment_intent === null ? null : { ...dispute, payment: form.payment_intent };
}
