import type { CardSale } from '../../billing/card/card-sale.ts';
import type { CardChange } from '../../billing/card/objects.ts';
import type { Plan } from '../../billing/plans.ts';
import type { Account } from '../../billing/ports.ts';

/** Which plan, for whom. */
export interface CardAsk {
  readonly telegramId: number;
  readonly plan: Plan;
}

/** How a running card subscription would be changed. "keep": a change to a cheaper plan, which waits for the next charge, is taken back. */
export type CardDirection = 'upgrade' | 'downgrade' | 'keep';

/** What a press on "pay by card" leads to. */
export type CardPurchase =
  | { readonly type: 'go'; readonly url: string }
  /** The running card subscription would be changed: the person is asked first. change is null for what costs nothing today. */
  | { readonly type: 'ask'; readonly direction: CardDirection; readonly change: CardChange | null }
  /** An earlier checkout was paid meanwhile. */
  | { readonly type: 'paid' }
  | {
      readonly type: 'refused';
      readonly code: Extract<CardSale, { type: 'refuse' }>['code'] | 'card/busy' | 'card/code';
    };

/** What the chat may do with the cards' provider. */
export interface CardRenewals {
  /** Whether a subscription is charged again; what its provider says is in the ledger when this resolves. */
  setRenewal(subscription: string, renews: boolean): Promise<void>;
  /** Gives a whole payment back. The ledger has it when this resolves. */
  refund(payment: string): Promise<void>;
}

/** Paying by card, for the pages, the chat, the webhook and the schedule. */
export interface Cards extends CardRenewals {
  /** Whether the chat offers it: Telegram's rules forbid that for what is used inside Telegram. */
  readonly isOfferedInChat: boolean;
  /** Whether an account of ours is known at the provider. */
  hasCustomer(telegramId: number): Promise<boolean>;
  /** The plans' page for a person, by a code that can be used once; null where it has no public address. */
  plansUrl(telegramId: number, planId: string | null): string | null;
  /** Whose a link's code is, without using it: whatever looks at links may fetch them. Null for one that was used, is old or not ours. */
  invited(code: string): Promise<Account | null>;
  /** Uses a link's code: what the browser keeps in its place; null for one that was used, is old or not ours. */
  enter(code: string): Promise<string | null>;
  /** Whose browser it is; null for a stranger. */
  personOf(kept: string): Promise<Account | null>;
  acceptTerms(telegramId: number): Promise<void>;
  sale(ask: CardAsk): Promise<CardSale>;
  /** The first payment of a plan with the code that the person holds, minor units; null where that lowers nothing. */
  loweredPrice(ask: CardAsk & { readonly code: string }): Promise<number | null>;
  buy(ask: CardAsk & { readonly code: string | null }): Promise<CardPurchase>;
  /** Changes the running subscription. "declined": the card refused. */
  change(ask: CardAsk & { readonly order: string }): Promise<'changed' | 'declined' | 'refused'>;
  /** Where a customer changes card and cancels; null for somebody who never paid by card. */
  portalUrl(telegramId: number): Promise<string | null>;
  /** Ends the checkout that a person has begun with a code, so that the code is free for another way to pay. */
  leaveCheckout(telegramId: number, code: string): Promise<void>;
  /** Ends every checkout that anybody has begun; what was paid is settled. */
  endCheckouts(): Promise<void>;
  /** Looks whether the person's open checkout was paid, and settles it: they are back before the news is. */
  settleOwn(telegramId: number): Promise<void>;
  /** Takes the body of a webhook. Rejects when it could not be stored: it has to come again. */
  receive(body: Buffer, signature: unknown): Promise<'accepted' | 'bad-signature'>;
  /** Deals with events that were received and not done. */
  workOpen(): Promise<number>;
  /** Compares the ledger with the provider's objects; how many lines were missing. */
  reconcile(): Promise<number>;
}
