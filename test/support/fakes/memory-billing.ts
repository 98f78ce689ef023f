import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import type { Account, Accounts, Payments } from '../../../billing/ports.ts';

/** Accounts in memory that keep the promises of billing/ports.ts. */
export function createMemoryAccounts(): Accounts {
  const kept = new Map<number, Account>();
  const change = (telegramId: number, changes: Partial<Account>): void => {
    const account = kept.get(telegramId);
    if (account !== undefined) kept.set(telegramId, { ...account, ...changes });
  };
  return {
    async meet(person, start, nowMs) {
      const known = kept.get(person.telegramId);
      const fresh = { createdAtMs: nowMs, acceptedTerms: null, acceptedTermsAtMs: null, firstStart: start };
      const account: Account = { ...fresh, ...known, ...person, unreachable: false };
      kept.set(person.telegramId, account);
      return account;
    },
    find: async (telegramId) => kept.get(telegramId) ?? null,
    acceptTerms: async (telegramId, version, nowMs) =>
      change(telegramId, { acceptedTerms: version, acceptedTermsAtMs: nowMs }),
    setCost: async (telegramId, cost) => change(telegramId, { cost }),
    markUnreachable: async (telegramId) => change(telegramId, { unreachable: true }),
    reachable: async (telegramIds) =>
      [...kept.values()].filter(({ telegramId, unreachable }) => telegramIds.includes(telegramId) && !unreachable),
    async *pages(afterId, size) {
      const all = [...kept.values()]
        .filter(({ telegramId, unreachable }) => telegramId > (afterId ?? Number.NEGATIVE_INFINITY) && !unreachable)
        .toSorted((a, b) => a.telegramId - b.telegramId);
      for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
    },
    count: async () => kept.size,
  };
}

/** The money ledger in memory; `lines` is what lies in it. */
export function createMemoryPayments(): Payments & { readonly lines: LedgerFact[] } {
  const lines: LedgerFact[] = [];
  const ofAccount = (telegramId: number): readonly LedgerFact[] =>
    lines.filter((line) => line.telegramId === telegramId);
  return {
    lines,
    async append(fact) {
      const isKnown = lines.some(
        ({ provider, externalId }) => provider === fact.provider && externalId === fact.externalId,
      );
      if (isKnown) return 'duplicate';
      lines.push(fact);
      return 'appended';
    },
    find: async (provider, externalId) =>
      lines.find((line) => line.provider === provider && line.externalId === externalId) ?? null,
    ofAccount: async (telegramId) => ofAccount(telegramId),
    ofAccounts: async (ids) =>
      new Map(ids.map((id) => [id, ofAccount(id)] as const).filter(([, own]) => own.length > 0)),
    payers: async () => [...new Set(lines.map(({ telegramId }) => telegramId))],
  };
}
