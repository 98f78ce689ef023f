import type { LedgerFact } from '../ledger-fact.ts';

/** Whom a line shall not name any more, and the number below zero that stands in the place of theirs. */
export interface Forgotten {
  readonly telegramId: number;
  readonly pseudonym: number;
}

/**
 * A line of an account that is forgotten, under its pseudonym: also in the identities that we make of an account's number ourselves, so
 * that what is had once (a trial, a code) is known to be had when the same person comes back.
 */
export function forgottenLine(fact: LedgerFact, forgotten: Forgotten): LedgerFact {
  const { pseudonym: telegramId } = forgotten;
  const payer = 'payerId' in fact && fact.payerId !== undefined ? { payerId: telegramId } : {};
  if (fact.provider !== 'grant') return { ...fact, ...payer, telegramId };
  const of = 'of' in fact ? { of: forgottenId(fact.of, forgotten) } : {};
  return { ...fact, ...of, telegramId, externalId: forgottenId(fact.externalId, forgotten) };
}

/** Our own identity of something, such as "trial:71", with the pseudonym where the account's number stands. */
export function forgottenId(externalId: string, { telegramId, pseudonym }: Forgotten): string {
  const parts = externalId.split(':');
  return parts.map((part) => (part === String(telegramId) ? String(pseudonym) : part)).join(':');
}
