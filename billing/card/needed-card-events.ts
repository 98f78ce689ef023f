/**
 * Events of Stripe without which somebody waits: what each tells is otherwise found by reconciliation only, half an hour later at most.
 * All others may be sent, too; what they are about is looked up, or they are left alone.
 */
export const NEEDED_CARD_EVENTS: readonly string[] = [
  'checkout.session.completed',
  'invoice.paid',
  'invoice.payment_failed',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'charge.refunded',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.closed',
];
