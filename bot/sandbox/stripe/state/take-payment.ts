import type { Charge, Invoice, PaymentIntent, Refund } from './objects.ts';
import { newId, type StripeWorld } from './stripe-state.ts';

/** A payment that succeeded, with its charge. */
export function takePayment(
  world: StripeWorld,
  paid: Pick<PaymentIntent, 'customer' | 'amount' | 'currency' | 'metadata'>,
): PaymentIntent {
  const { state, nowSeconds, emit } = world;
  const common = { created: nowSeconds(), livemode: false, status: 'succeeded' } as const;
  const id = newId(world, 'pi');
  const charge: Charge = {
    ...{ id: newId(world, 'ch'), object: 'charge', ...common, paid: true, payment_intent: id },
    ...{ customer: paid.customer, amount: paid.amount, currency: paid.currency },
    ...{ amount_refunded: 0, refunded: false, disputed: false },
  };
  const intent: PaymentIntent = {
    ...{ id, object: 'payment_intent', ...common, ...paid, amount_received: paid.amount, latest_charge: charge.id },
  };
  state.charges[charge.id] = charge;
  state.intents[id] = intent;
  emit('charge.succeeded', charge);
  emit('payment_intent.succeeded', intent);
  return intent;
}

/** Pays an invoice that is open. */
export function payInvoice(world: StripeWorld, invoice: Invoice): void {
  const { state, nowSeconds, emit } = world;
  const { customer, amount_due: amount, currency } = invoice;
  invoice.status = 'paid';
  invoice.amount_paid = amount;
  invoice.amount_remaining = 0;
  invoice.next_payment_attempt = null;
  if (amount > 0) {
    const intent = takePayment(world, { customer, amount, currency, metadata: {} });
    const id = newId(world, 'inpay');
    state.invoicePayments[id] = {
      ...{ id, object: 'invoice_payment', created: nowSeconds(), livemode: false, invoice: invoice.id },
      ...{ is_default: true, status: 'paid', amount_paid: amount, currency },
      payment: { type: 'payment_intent', payment_intent: intent.id },
    };
  }
  emit('invoice.paid', invoice);
}

/** Gives a charge back, as a whole or in part. */
export function refundCharge(world: StripeWorld, charge: Charge, amount: number): Refund {
  const { state, nowSeconds, emit } = world;
  const refund: Refund = {
    ...{ id: newId(world, 're'), object: 'refund', created: nowSeconds(), status: 'succeeded', amount },
    ...{ currency: charge.currency, charge: charge.id, payment_intent: charge.payment_intent },
  };
  state.refunds[refund.id] = refund;
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  emit('refund.created', refund);
  emit('charge.refunded', charge);
  return refund;
}

/** The bank sends a refund back, days after it succeeded, or it is withdrawn: the money is with the operator, and may be returned anew. */
export function failRefund({ state, emit }: StripeWorld, refund: Refund, status: 'failed' | 'canceled'): void {
  const charge = state.charges[refund.charge];
  if (charge === undefined || refund.status !== 'succeeded')
    throw new Error(`expected a refund that succeeded, was ${refund.id} ${refund.status}`);
  refund.status = status;
  if (status === 'failed') refund.failure_reason = 'expired_or_canceled_card';
  charge.amount_refunded -= refund.amount;
  charge.refunded = false;
  emit('refund.updated', refund);
  if (status === 'failed') emit('refund.failed', refund);
  emit('charge.refund.updated', refund);
  emit('charge.updated', charge);
}

/** A buyer's bank asks for a charge back. */
export function openDispute(world: StripeWorld, charge: Charge): string {
  const { state, nowSeconds, emit } = world;
  const id = newId(world, 'du');
  const dispute = {
    ...({ id, object: 'dispute', created: nowSeconds(), livemode: false, status: 'needs_response' } as const),
    ...{ amount: charge.amount, currency: charge.currency, charge: charge.id, payment_intent: charge.payment_intent },
  };
  state.disputes[id] = dispute;
  charge.disputed = true;
  emit('charge.dispute.created', dispute);
  return id;
}

/** The bank decides. */
export function closeDispute({ state, emit }: StripeWorld, id: string, outcome: 'won' | 'lost'): void {
  const dispute = state.disputes[id];
  if (dispute === undefined) throw new Error(`expected a dispute, was "${id}"`);
  dispute.status = outcome;
  emit('charge.dispute.closed', dispute);
}
