import type { LedgerFact, Provider } from './ledger-fact.ts';

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
  /** Absent: they have not said what trading costs them. */
  readonly cost?: TradingCost | undefined;
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
  setCost(telegramId: number, cost: TradingCost): Promise<void>;
  markUnreachable(telegramId: number): Promise<void>;
  /** Those of these persons that can be written to. */
  reachable(telegramIds: readonly number[]): Promise<readonly Account[]>;
  /** All that can be written to by Telegram id, behind afterId (null: from the first), so many at a time. */
  pages(afterId: number | null, size: number): AsyncIterable<readonly Account[]>;
  count(): Promise<number>;
}

/** The ledger at rest: lines are added, never changed. Lines of an account are in the order they were added. */
export interface Payments {
  /** "appended" once; "duplicate" for ever after for the same provider and externalId. */
  append(fact: LedgerFact): Promise<'appended' | 'duplicate'>;
  ofAccount(telegramId: number): Promise<readonly LedgerFact[]>;
  /** The line with this identity, or null. */
  find(provider: Provider, externalId: string): Promise<LedgerFact | null>;
  /** The lines of many accounts by one query a hundred; who has none is not in it. */
  ofAccounts(telegramIds: readonly number[]): Promise<ReadonlyMap<number, readonly LedgerFact[]>>;
  /** Accounts with any fact, for the jobs that look at everybody's time. */
  payers(): Promise<readonly number[]>;
}
