import type { LedgerFact, Provider } from './ledger-fact.ts';
import type { Forgotten } from './lifecycle/forget.ts';
import type { ChosenKind, StoredSettings } from './reader-settings.ts';

/** What trading costs a person, basis points; null: as the operator states it. */
export interface TradingCost {
  /** Of a coin, for each side: fee and half the spread. */
  readonly cryptoSideBps: number | null;
  /** Of a currency pair, for the round trip: the spread. */
  readonly forexRoundTripBps: number | null;
}

/** A person as the product knows them. Telegram user ids fit in a double. */
export interface Account {
  readonly telegramId: number;
  readonly firstName: string;
  readonly languageCode: string;
  readonly createdAtMs: number;
  /** Version of the terms they accepted, null before. */
  readonly acceptedTerms: string | null;
  readonly acceptedTermsAtMs: number | null;
  /** Telegram refuses messages to them (403); cleared when they write again. */
  readonly unreachable: boolean;
  /** The deep-link payload of their first /start, kept for ever. */
  readonly firstStart: string | null;
  /** Absent: the account has no cost of its own. */
  readonly cost?: TradingCost | undefined;
  /** The code for a lower price that they redeemed last, used or not; absent: none. */
  readonly code?: string | undefined;
  /** What they chose in the chat; absent: nothing yet (settingsOf). */
  readonly settings?: StoredSettings | undefined;
}

/** Accounts at rest, unique by telegramId. An account that is unknown changes nothing. */
export interface Accounts {
  /** The account, created at the first call; name and language are refreshed, unreachable is cleared. */
  meet(
    person: { readonly telegramId: number; readonly firstName: string; readonly languageCode: string },
    start: string | null,
    nowMs: number,
  ): Promise<Account>;
  find(telegramId: number): Promise<Account | null>;
  acceptTerms(telegramId: number, version: string, nowMs: number): Promise<void>;
  /** The code is theirs until they redeem another: what they buy next has its price. */
  keepCode(telegramId: number, code: string): Promise<void>;
  setCost(telegramId: number, cost: TradingCost): Promise<void>;
  /** Stores these choices and leaves the others as they are. */
  changeSettings(telegramId: number, changes: StoredSettings): Promise<void>;
  markUnreachable(telegramId: number): Promise<void>;
  /** Those of these persons that can be written to. */
  reachable(telegramIds: readonly number[]): Promise<readonly Account[]>;
  /** All that can be written to by Telegram id, behind afterId (null: from the first), so many at a time. */
  pages(afterId: number | null, size: number): AsyncIterable<readonly Account[]>;
  /** The same of those who chose to be sent messages of a kind that nobody gets by default. */
  wanting(kind: ChosenKind, afterId: number | null, size: number): AsyncIterable<readonly Account[]>;
  countWanting(kind: ChosenKind): Promise<number>;
  count(): Promise<number>;
}

/**
 * The ledger at rest: lines are added and never changed, but for the account that they belong to. Lines of an account are in the order
 * they were added.
 */
export interface Payments {
  /** "appended" once; "duplicate" for ever after for the same provider and externalId. */
  append(fact: LedgerFact): Promise<'appended' | 'duplicate'>;
  ofAccount(telegramId: number): Promise<readonly LedgerFact[]>;
  /** The line with this identity, or null. */
  find(provider: Provider, externalId: string): Promise<LedgerFact | null>;
  /** The first charge of an order, or null. */
  findOrder(provider: Provider, order: string): Promise<LedgerFact | null>;
  /** The lines of many accounts by one query a hundred; who has none is not in it. */
  ofAccounts(telegramIds: readonly number[]): Promise<ReadonlyMap<number, readonly LedgerFact[]>>;
  /** Accounts with any fact, for the jobs that look at everybody's time. */
  payers(): Promise<readonly number[]>;
  /** Lines of commissions (COMMISSION_KINDS), those of one account at a time, by account; who has none is not in it. */
  commissions(): AsyncIterable<readonly LedgerFact[]>;
  /**
   * Every line of one account belongs to another from now on, after a recovery; charges keep who paid them. `untilMs`: only lines dated
   * until then. Safe to repeat.
   */
  reassign(fromTelegramId: number, toTelegramId: number, untilMs?: number): Promise<void>;
  /** No line names an account any more: its own belong to its pseudonym (forgottenLine). Safe to repeat. */
  forget(forgotten: Forgotten): Promise<void>;
}
