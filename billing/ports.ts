import type { TierName } from './plans.ts';

/** A person as the product knows them. Telegram user ids fit in a double. */
export interface Account {
  readonly telegramId: number;
  readonly firstName: string;
  readonly languageCode: string;
  readonly createdAtMs: number;
  /** Version of the terms they accepted, null before. */
  readonly acceptedTerms: string | null;
  readonly acceptedTermsAtMs: number | null;
  /** Telegram said that the bot cannot write to them; cleared when they write again. */
  readonly unreachable: boolean;
  /** The deep-link payload of their first /start, kept for ever. */
  readonly firstStart: string | null;
}

export interface Accounts {
  /** The account, created at the first call; name and language are refreshed, unreachable is cleared. */
  meet(
    person: { readonly telegramId: number; readonly firstName: string; readonly languageCode: string },
    start: string | null,
    nowMs: number,
  ): Promise<Account>;
  find(telegramId: number): Promise<Account | null>;
  acceptTerms(telegramId: number, version: string, nowMs: number): Promise<void>;
  markUnreachable(telegramId: number): Promise<void>;
  count(): Promise<number>;
}

/** One line of the append-only money ledger, unique by (provider, externalId). Amounts are integer minor units (XTR: Stars). */
export interface Payment {
  readonly provider: 'stars' | 'stripe' | 'grant';
  readonly externalId: string;
  readonly telegramId: number;
  readonly planId: string;
  readonly planVersion: number;
  readonly type: 'paid' | 'refunded';
  readonly amountMinor: number;
  readonly currency: string;
  readonly atMs: number;
}

export interface Payments {
  /** "appended" once; "duplicate" for ever after for the same provider and externalId. */
  append(payment: Payment): Promise<'appended' | 'duplicate'>;
  ofAccount(telegramId: number): Promise<readonly Payment[]>;
  /** The lines of many accounts by one query a hundred; who has none is not in it. */
  ofAccounts(telegramIds: readonly number[]): Promise<ReadonlyMap<number, readonly Payment[]>>;
  /** Accounts with any payment, for the expiry and reconciliation jobs. */
  payers(): Promise<readonly number[]>;
}

/** Who is in which tier channel, as far as we were told: there is no Bot API method that lists members. */
export interface Memberships {
  /** "member" leaves open how they came in, where that is not known yet; "removed" forgets everything about their stay. */
  set(telegramId: number, tier: TierName, state: 'member' | 'removed', nowMs: number): Promise<void>;
  /** Somebody is in now, and how they came in. */
  admit(telegramId: number, tier: TierName, how: { readonly by: Admission; readonly nowMs: number }): Promise<void>;
  /** Stores that the operator was asked about a member, or said that they may stay. */
  note(telegramId: number, tier: TierName, what: 'asked' | 'may-stay'): Promise<void>;
  members(tier: TierName): Promise<readonly Member[]>;
  /** Null for somebody who is not in. */
  member(telegramId: number, tier: TierName): Promise<Member | null>;
}

/** "entitlement": by the bot, for their plan. "hand": by an admin of the channel. */
export type Admission = 'entitlement' | 'hand';

/** Somebody in a tier's channel. `admission` is null where it was not seen. */
export interface Member {
  readonly telegramId: number;
  readonly admission: Admission | null;
  /** The operator was asked whether they may stay. */
  readonly asked: boolean;
  readonly mayStay: boolean;
}

/** Telegram updates already dealt with, kept for two days: Telegram repeats none after one. */
export interface UpdateLog {
  /** True for the first caller with this id, false for every later one. */
  claim(updateId: number): Promise<boolean>;
  /** Whether an id was claimed. */
  isClaimed(updateId: number): Promise<boolean>;
}

/** What somebody asked of support, for the operator to answer. */
export interface Ticket {
  readonly id: string;
  readonly telegramId: number;
  readonly topic: 'payment' | 'general';
  readonly text: string;
  readonly createdAtMs: number;
}

export interface Tickets {
  /** Stores a ticket; the same id again changes nothing. */
  open(ticket: Ticket): Promise<void>;
  find(id: string): Promise<Ticket | null>;
  ofAccount(telegramId: number): Promise<readonly Ticket[]>;
}

/** Small texts by key: waiting conversations, invite links. */
export interface TextStore {
  read(key: string): Promise<string | null>;
  write(key: string, text: string): Promise<void>;
  delete(key: string): Promise<void>;
}
