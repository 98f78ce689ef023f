/** What ties an account to others: whom it invites, and where it moves. */
export interface AccountLink {
  readonly telegramId: number;
  /** Where they say they live: one of the countries that were asked for, or "elsewhere"; null: not asked yet. */
  readonly country: string | null;
  /** The move that somebody asked for with this account's recovery code; null: none. */
  readonly move: AccountMove | null;
  /** Where everything of this account went, last; null or absent: it was never moved, or its new account is forgotten. */
  readonly left?: AccountLeft | null | undefined;
}

/** A move that was carried out. */
export interface AccountLeft {
  readonly toTelegramId: number;
  readonly atMs: number;
}

/** A move of everything to another Telegram account, which the old one may stop until it happens. */
export interface AccountMove {
  readonly toTelegramId: number;
  readonly askedAtMs: number;
}

/** Links at rest, one document for each account that has any. */
export interface AccountLinks {
  find(telegramId: number): Promise<AccountLink | null>;
  /** The account's code; `fresh` becomes it where it has none. */
  inviteCode(telegramId: number, fresh: string): Promise<string>;
  findInviter(code: string): Promise<AccountLink | null>;
  setCountry(telegramId: number, country: string): Promise<void>;
  /** Of a recovery code only its SHA-256 is kept; a new one takes the place of the old. */
  setRecovery(telegramId: number, hash: string): Promise<void>;
  findByRecovery(hash: string): Promise<AccountLink | null>;
  /** The first question for a move counts until it is stopped or done. */
  askMove(telegramId: number, move: AccountMove): Promise<void>;
  stopMove(telegramId: number): Promise<void>;
  /** The move was carried out. */
  endMove(telegramId: number, left: AccountLeft): Promise<void>;
  /** Accounts that were left at or after a time. */
  leftSince(sinceMs: number): Promise<readonly AccountLink[]>;
  /** Accounts whose move was asked for before a time. */
  dueMoves(beforeMs: number): Promise<readonly AccountLink[]>;
}
