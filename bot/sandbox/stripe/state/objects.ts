/** Stripe's objects as they go over the wire, as far as the stand-in has them. Times are in seconds. */
export interface Customer {
  readonly id: string;
  readonly object: 'customer';
  readonly created: number;
  readonly email: string | null;
  readonly name: string | null;
  readonly livemode: false;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Product {
  readonly id: string;
  readonly object: 'product';
  readonly created: number;
  readonly name: string;
  readonly active: true;
  readonly livemode: false;
}

export interface Price {
  readonly id: string;
  readonly object: 'price';
  readonly created: number;
  readonly active: true;
  readonly livemode: false;
  readonly product: string;
  readonly currency: string;
  readonly unit_amount: number;
  readonly lookup_key: string | null;
  readonly type: 'one_time' | 'recurring';
  readonly recurring: { readonly interval: string; readonly interval_count: number } | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Coupon {
  readonly id: string;
  readonly object: 'coupon';
  readonly created: number;
  readonly duration: string;
  readonly percent_off: number | null;
  readonly amount_off: number | null;
  readonly currency: string | null;
  readonly livemode: false;
  readonly valid: true;
}

export interface Session {
  readonly id: string;
  readonly object: 'checkout.session';
  readonly created: number;
  readonly expires_at: number;
  readonly livemode: false;
  readonly mode: 'payment' | 'subscription';
  status: 'open' | 'complete' | 'expired';
  payment_status: 'paid' | 'unpaid';
  url: string | null;
  readonly customer: string;
  readonly client_reference_id: string | null;
  readonly success_url: string;
  readonly cancel_url: string | null;
  readonly amount_total: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
  payment_intent: string | null;
  subscription: string | null;
  invoice: string | null;
}

/** What a session was made with and does not show. */
export interface SessionPlan {
  readonly price: string;
  readonly coupon: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** By the clock of the people who pay, ms: a replay would outrun them. */
  readonly openUntilWallMs: number;
}

export interface Subscription {
  readonly id: string;
  readonly object: 'subscription';
  readonly created: number;
  readonly livemode: false;
  status: 'active' | 'past_due' | 'canceled' | 'incomplete';
  readonly customer: string;
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  ended_at: number | null;
  readonly metadata: Readonly<Record<string, string>>;
  latest_invoice: string | null;
  readonly items: {
    readonly object: 'list';
    readonly has_more: false;
    readonly data: [
      {
        readonly id: string;
        readonly object: 'subscription_item';
        price: Price;
        readonly quantity: 1;
        current_period_start: number;
        current_period_end: number;
      },
    ];
  };
}

export interface InvoiceLine {
  readonly id: string;
  readonly object: 'line_item';
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly period: { readonly start: number; readonly end: number };
  readonly pricing: {
    readonly type: 'price_details';
    readonly price_details: { readonly price: string; readonly product: string };
  };
}

export interface Invoice {
  readonly id: string;
  readonly object: 'invoice';
  readonly created: number;
  readonly livemode: false;
  status: 'open' | 'paid' | 'void' | 'uncollectible';
  readonly customer: string;
  readonly billing_reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update';
  attempt_count: number;
  next_payment_attempt: number | null;
  readonly amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  readonly currency: string;
  readonly parent: {
    readonly type: 'subscription_details';
    readonly subscription_details: {
      readonly subscription: string;
      readonly metadata: Readonly<Record<string, string>>;
    };
    readonly quote_details: null;
  };
  readonly lines: { readonly object: 'list'; readonly has_more: false; readonly data: readonly InvoiceLine[] };
}

export interface InvoicePayment {
  readonly id: string;
  readonly object: 'invoice_payment';
  readonly created: number;
  readonly livemode: false;
  readonly invoice: string;
  readonly is_default: true;
  readonly status: 'paid';
  readonly amount_paid: number;
  readonly currency: string;
  readonly payment: { readonly type: 'payment_intent'; readonly payment_intent: string };
}

export interface PaymentIntent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly created: number;
  readonly livemode: false;
  readonly status: 'succeeded';
  readonly customer: string;
  readonly amount: number;
  readonly amount_received: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly latest_charge: string;
}

export interface Charge {
  readonly id: string;
  readonly object: 'charge';
  readonly created: number;
  readonly livemode: false;
  readonly status: 'succeeded';
  readonly paid: true;
  readonly customer: string;
  readonly amount: number;
  amount_refunded: number;
  refunded: boolean;
  disputed: boolean;
  readonly currency: string;
  readonly payment_intent: string;
}

export interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly created: number;
  status: 'succeeded' | 'failed' | 'canceled';
  failure_reason?: 'expired_or_canceled_card';
  readonly amount: number;
  readonly currency: string;
  readonly charge: string;
  readonly payment_intent: string;
}

export interface Dispute {
  readonly id: string;
  readonly object: 'dispute';
  readonly created: number;
  readonly livemode: false;
  status: 'needs_response' | 'won' | 'lost' | 'warning_needs_response';
  readonly amount: number;
  readonly currency: string;
  readonly charge: string;
  readonly payment_intent: string;
}
