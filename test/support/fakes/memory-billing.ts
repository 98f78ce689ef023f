import { COMMISSION_KINDS, isCharge, type LedgerFact } from '../../../billing/ledger-fact.ts';
import { forgottenLine } from '../../../billing/lifecycle/forget.ts';
import type { Account, Accounts, Payments } from '../../../billing/ports.ts';
import { type ChosenKind, settingsOf } from '../../../billing/reader-settings.ts';

/** Accounts in memory that keep the promises of billing/ports.ts. */
export function createMemoryAccounts(): Accounts {
  const kept = new Map<number, Account>();
  const change = (telegramId: number, changes: Partial<Account>): void => {
    const account = kept.get(telegramId);
    if (account !== undefined) kept.set(telegramId, { ...account, ...changes });
  };
  const pagesOf = async function* (isMeant: (account: Account) => boolean, afterId: number | null, size: number) {
    const all = [...kept.values()]
      .filter((account) => account.telegramId > (afterId ?? Number.NEGATIVE_INFINITY) && !account.unreachable)
      .filter(isMeant)
      .toSorted((a, b) => a.telegramId - b.telegramId);
    for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
  };
  const wants = (kind: ChosenKind) => (account: Account) => settingsOf(account).messages[kind] !== 'off';
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
    keepCode: async (telegramId, code) => change(telegramId, { code }),
    setCost: async (telegramId, cost) => change(telegramId, { cost }),
    markUnreachable: async (telegramId) => change(telegramId, { unreachable: true }),
    reachable: async (telegramIds) =>
      [...kept.values()].filter(({ telegramId, unreachable }) => telegramIds.includes(telegramId) && !unreachable),
    async changeSettings(telegramId, { messages, ...changes }) {
      const before = kept.get(telegramId)?.settings;
      change(telegramId, { settings: { ...before, ...changes, messages: { ...before?.messages, ...messages } } });
    },
    pages: (afterId, size) => pagesOf(() => true, afterId, size),
    wanting: (kind, afterId, size) => pagesOf(wants(kind), afterId, size),
    countWanting: async (kind) =>
      [...kept.values()].filter((account) => !account.unreachable && wants(kind)(account)).length,
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
    findOrder: async (provider, order) =>
      lines.find((line) => line.type === 'paid' && line.provider === provider && line.order === order) ?? null,
    ofAccount: async (telegramId) => ofAccount(telegramId),
    ofAccounts: async (ids) =>
      new Map(ids.map((id) => [id, ofAccount(id)] as const).filter(([, own]) => own.length > 0)),
    async reassign(from, to, untilMs = Number.POSITIVE_INFINITY) {
      lines.forEach((line, index) => {
        if (line.telegramId !== from || line.atMs > untilMs) return;
        const payer = isCharge(line) ? { payerId: line.payerId ?? from } : {};
        lines[index] = { ...line, ...payer, telegramId: to };
      });
    },
    async forget(forgotten) {
      lines.forEach((line, index) => {
        if (line.telegramId === forgotten.telegramId) lines[index] = forgottenLine(line, forgotten);
      });
    },
    async *commissions() {
      const kept = lines.filter(({ type }) => COMMISSION_KINDS.some((kind) => kind === type));
      const ids = [...new Set(kept.map(({ telegramId }) => telegramId))].toSorted((a, b) => a - b);
      for (const id of ids) yield kept.filter(({ telegramId }) => telegramId === id);
    },
    payers: async () => [...new Set(lines.map(({ telegramId }) => telegramId))],
  };
}
