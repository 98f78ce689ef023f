import type { Plan } from '../plans.ts';

/** A card payment as its provider has it now, whatever order the news of it came in. Moments in ms, amounts in minor units. */
export interface CardPayment {
  /** Names the charge in the ledger: the payment intent. */
  readonly id: string;
  readonly telegramId: number;
  readonly plan: Pick<Plan, 'id' | 'version'>;
  /** Of a subscription its own id, else that of the order it was paid for. */
  readonly order: string;
  /** Length of the period that was paid; null for what is paid once. */
  readonly subscriptionMs: number | null;
  readonly isRenewal: boolean;
  /** The coupon that lowered the price, null without one. */
  readonly code: string | null;
  readonly amountMinor: number;
  /** ISO 4217, in capitals. */
  readonly currency: string;
  /** When it was paid; of a subscription the start of the period, so that a late payment still ends where the provider says. */
  readonly atMs: number;
  /** When the money was taken. */
  readonly takenAtMs: number;
  /** When the whole of it went back, null while it has not. */
  readonly refundedAtMs: number | null;
  /** What went back of it, each time. */
  readonly refunds: readonly CardRefund[];
  /** What was to go back of it and came back to us, or was withdrawn, in the order in which it was asked for. */
  readonly failedRefunds: readonly CardRefund[];
  readonly disputes: readonly CardDispute[];
}

/** Money of a payment that went back, the whole or a part. */
export interface CardRefund {
  readonly id: string;
  readonly atMs: number;
  readonly amountMinor: number;
}

/** A buyer's bank that asks for a payment back. */
export interface CardDispute {
  readonly id: string;
  readonly openedAtMs: number;
  /** Null while it is open. */
  readonly outcome: 'won' | 'lost' | null;
}

/** As much of a payment as a list says. */
export interface ListedCharge {
  /** Of the payment. */
  readonly id: string;
  readonly atMs: number;
}

/** As much of a refund as a list says. */
export interface ListedRefund {
  readonly id: string;
  readonly payment: string;
  readonly atMs: number;
  /** It came back to us, or was withdrawn. */
  readonly isFailed: boolean;
}

/** As much of a dispute as a list says. */
export interface ListedDispute extends CardDispute {
  readonly payment: string;
}

/** A card subscription as its provider has it now. */
export interface CardSubscription {
  readonly id: string;
  readonly telegramId: number;
  /** When its end was asked for, whichever way; null while it goes on. */
  readonly cancelledAtMs: number | null;
  /** Null before it is over for good. */
  readonly endedAtMs: number | null;
  readonly newestInvoice: string | null;
  /** The payment that paid it; null while it is not paid. */
  readonly newestPayment: string | null;
  /** The charge that could not be made and is tried again; null when there is none. */
  readonly failed: { readonly invoice: string; readonly attempt: number; readonly atMs: number } | null;
}

/** What is asked for at a checkout: the same order is never asked for twice. */
export interface CardOrder {
  /** Names it for ever: the keys that keep a repeated call from doing its work twice are made of it. */
  readonly id: string;
  readonly telegramId: number;
  readonly customer: string;
  readonly plan: Plan;
  readonly coupon: CardDiscount | null;
}

/** What a coupon takes off the first payment. */
export interface CardDiscount {
  readonly code: string;
  readonly off: { readonly percent: number } | { readonly amountMinor: number; readonly currency: string };
}

/** A checkout as its provider has it now. */
export interface CardCheckout {
  readonly id: string;
  /** Where the buyer pays; null when it is not open any more. */
  readonly url: string | null;
  readonly status: 'open' | 'complete' | 'expired';
}

/** What a change of plan costs today, minor units, before it is made. */
export interface CardChange {
  readonly dueMinor: number;
  /** Of it, what the unused time takes off. */
  readonly creditMinor: number;
  readonly currency: string;
}
