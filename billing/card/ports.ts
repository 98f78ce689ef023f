import type { Plan } from '../plans.ts';
import type {
  CardChange,
  CardCheckout,
  CardOrder,
  CardPayment,
  CardSubscription,
  ListedCharge,
  ListedDispute,
  ListedRefund,
} from './objects.ts';

/** The provider of card payments. Every call rejects when it cannot be asked; null: it has no such thing, or none of ours. */
export interface CardProvider {
  /** The customer of an account, made at the first call. */
  createCustomer(telegramId: number): Promise<string>;
  /** Asked again for the same order it gives the same checkout. */
  openCheckout(order: CardOrder): Promise<CardCheckout>;
  checkout(id: string): Promise<CardCheckout | null>;
  /** What a checkout led to, for settling. */
  outcomeOf(checkoutId: string): Promise<CardReference | null>;
  /** Lets nobody pay it any more; what it is after that. */
  expireCheckout(id: string): Promise<CardCheckout>;
  /** The page on which a customer changes card, cancels and sees receipts. */
  portalUrl(customer: string): Promise<string>;
  payment(id: string): Promise<CardPayment | null>;
  /** The payment of an invoice; null while it is not paid. */
  paymentOfInvoice(id: string): Promise<CardPayment | null>;
  /** The subscription of an invoice, null for an invoice of something else. */
  subscriptionOfInvoice(id: string): Promise<string | null>;
  paymentOfDispute(id: string): Promise<string | null>;
  paymentOfRefund(id: string): Promise<string | null>;
  paymentOfCharge(id: string): Promise<string | null>;
  subscription(id: string): Promise<CardSubscription | null>;
  /** The plan that a subscription is charged for next, which a cheaper one may have become; null for one that is none of ours. */
  nextPlan(subscription: string): Promise<Pick<Plan, 'id' | 'version'> | null>;
  /** Whether a subscription is charged again. */
  setRenewal(subscription: string, renews: boolean): Promise<void>;
  /** What another plan would cost today. */
  previewChange(subscription: string, plan: Plan): Promise<CardChange>;
  /**
   * With an order at once, paid now less the unused time, and once for that order; without one from the next charge. False: the card
   * refused.
   */
  changePlan(subscription: string, plan: Plan, order: string | null): Promise<boolean>;
  /** Gives the whole of a payment back, anew after a refund of it failed; one that went back already is no error. */
  refund(payment: string): Promise<void>;
  /** What was charged since then. */
  charges(ask: CardPageAsk): Promise<CardPage<ListedCharge>>;
  /** Refunds that were made since then, what became of them. */
  refunds(ask: CardPageAsk): Promise<CardPage<ListedRefund>>;
  /** Every dispute about money that there was. */
  disputes(ask: Pick<CardPageAsk, 'after'>): Promise<CardPage<ListedDispute>>;
  /** Every subscription of ours that there was. */
  subscriptions(ask: Pick<CardPageAsk, 'after'>): Promise<CardPage<CardSubscription>>;
}

/** A page of one of the provider's lists, newest first: since when, and behind which object; null: from the newest. */
export interface CardPageAsk {
  readonly sinceMs: number;
  readonly after: string | null;
}

/** What a page lists of ours. next: what the page behind it is asked for with, null behind the last. */
export interface CardPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Something at the provider that facts are made of. */
export type CardReference =
  | { readonly type: 'payment'; readonly id: string }
  | { readonly type: 'subscription'; readonly id: string };

/** News of the provider, as it was signed: what it is about, never what it says. */
export interface CardEvent {
  readonly id: string;
  readonly type: string;
  /** The object that it is about. */
  readonly objectId: string;
  readonly createdAtMs: number;
}

/** Events at rest: received and done are two states, so that what was begun and not ended runs again. */
export interface CardEvents {
  /** "done": nothing is left to do. */
  receive(event: CardEvent, nowMs: number): Promise<'received' | 'done'>;
  markDone(id: string, nowMs: number): Promise<void>;
  /** Counts a failed attempt and stores when the next one is due, ms, by the number of failures so far, which is returned. */
  markFailed(id: string, dueAtMs: (failures: number) => number): Promise<number>;
  /** Not done and due, by when their turn came: one that failed stands behind all that waited for theirs. */
  open(limit: number, nowMs: number): Promise<readonly OpenCardEvent[]>;
  /** How many are not done that failed at least so often. */
  countFailing(failures: number): Promise<number>;
}

/** An event that is not done, and how often that was tried. */
export interface OpenCardEvent {
  readonly event: CardEvent;
  readonly failures: number;
}

/** What is kept for an account that pays by card. */
export interface CardAccount {
  readonly telegramId: number;
  readonly customer: string | null;
  /** The one checkout that may be open. */
  readonly checkout: OpenCheckout | null;
}

/** A checkout that an account has begun; sessionId is null until the provider has answered. */
export interface OpenCheckout {
  readonly order: string;
  readonly planId: string;
  readonly planVersion: number;
  readonly code: string | null;
  readonly sessionId: string | null;
}

/** Card accounts at rest, unique by telegramId. */
export interface CardAccounts {
  find(telegramId: number): Promise<CardAccount | null>;
  /** Sets the customer where there is none; the one that is there after it. */
  claimCustomer(telegramId: number, customer: string): Promise<string>;
  /** Accounts with a checkout, by id, behind afterId (null: from the first). */
  withCheckout(afterId: number | null, limit: number): Promise<readonly CardAccount[]>;
  /** Puts a checkout in the place of the one with this order (null: of none); false when another was faster. */
  replaceCheckout(telegramId: number, before: string | null, checkout: OpenCheckout | null): Promise<boolean>;
}

/** One-time codes at rest. */
export interface UsedCodes {
  isUsed(code: string): Promise<boolean>;
  /** True once for a code. */
  use(code: string, nowMs: number): Promise<boolean>;
}
