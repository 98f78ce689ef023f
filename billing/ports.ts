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

/** The money ledger at rest: lines are added, never changed. Lines of an account are in the order they were added. */
export interface Payments {
  /** "appended" once; "duplicate" for ever after for the same provider and externalId. */
  append(payment: Payment): Promise<'appended' | 'duplicate'>;
  ofAccount(telegramId: number): Promise<readonly Payment[]>;
  /** The lines of many accounts by one query a hundred; who has none is not in it. */
  ofAccounts(telegramIds: readonly number[]): Promise<ReadonlyMap<number, readonly Payment[]>>;
  /** Accounts with any payment, for the expiry and reconciliation jobs. */
  payers(): Promise<readonly number[]>;
}
