import type {
  Charge,
  Coupon,
  Customer,
  Dispute,
  Invoice,
  InvoicePayment,
  PaymentIntent,
  Price,
  Product,
  Refund,
  Session,
  SessionPlan,
  Subscription,
} from './objects.ts';

/** The card of a customer: it pays, is refused at once, or pays now and is refused at the next renewal. */
export type Card = 'pays' | 'declined' | 'fails-later';

/** A portal page that was asked for. */
export interface PortalSession {
  readonly customer: string;
  readonly returnUrl: string | null;
}

/** Everything the stand-in remembers: plain records, so that it is stored as it is. */
export interface StripeState {
  counter: number;
  readonly customers: Record<string, Customer>;
  readonly cards: Record<string, Card>;
  readonly products: Record<string, Product>;
  readonly prices: Record<string, Price>;
  readonly coupons: Record<string, Coupon>;
  readonly sessions: Record<string, Session>;
  readonly sessionPlans: Record<string, SessionPlan>;
  readonly portals: Record<string, PortalSession>;
  readonly subscriptions: Record<string, Subscription>;
  readonly invoices: Record<string, Invoice>;
  readonly invoicePayments: Record<string, InvoicePayment>;
  readonly intents: Record<string, PaymentIntent>;
  readonly charges: Record<string, Charge>;
  readonly refunds: Record<string, Refund>;
  readonly disputes: Record<string, Dispute>;
  readonly answers: Record<string, { readonly request: string; readonly status: number; readonly body: string }>;
}

export function emptyStripeState(): StripeState {
  return {
    counter: 0,
    ...{ customers: {}, cards: {}, products: {}, prices: {}, coupons: {}, sessions: {}, sessionPlans: {}, portals: {} },
    ...{ subscriptions: {}, invoices: {}, invoicePayments: {}, intents: {}, charges: {}, refunds: {}, disputes: {} },
    answers: {},
  };
}

/** What the parts of the stand-in share. */
export interface StripeWorld {
  readonly state: StripeState;
  readonly nowSeconds: () => number;
  readonly wallNowMs: () => number;
  /** Origin of the hosted pages, known when the stand-in listens. */
  readonly origin: () => string;
  /** Tells the webhook of a change; the object is as it is now. */
  readonly emit: (type: string, object: { readonly id: string }) => void;
}

/** A new id of a kind, such as cus_000000000001. */
export function newId({ state }: StripeWorld, prefix: string): string {
  state.counter += 1;
  return `${prefix}_${String(state.counter).padStart(14, '0')}`;
}
