import type { AccountLink, AccountLinks } from '../../../billing/referrals/account-links.ts';

type Kept = AccountLink & { readonly inviteCode?: string; readonly recoveryHash?: string };

/** Links of accounts in memory that keep the promises of billing/referrals/account-links.ts. */
export function createMemoryAccountLinks(): AccountLinks & { handOver(from: number, to: number): void } {
  const kept = new Map<number, Kept>();
  const change = (telegramId: number, changes: Partial<Kept>): void => {
    const fresh = { telegramId, country: null, move: null, left: null };
    kept.set(telegramId, { ...fresh, ...kept.get(telegramId), ...changes });
  };
  const findBy = (matches: (each: Kept) => boolean): AccountLink | null => [...kept.values()].find(matches) ?? null;
  return {
    handOver(from, to) {
      const inviteCode = kept.get(to)?.inviteCode ?? kept.get(from)?.inviteCode;
      const old = kept.get(from);
      if (old !== undefined)
        kept.set(from, { telegramId: from, country: old.country, move: old.move, left: old.left ?? null });
      if (inviteCode !== undefined) change(to, { inviteCode });
    },
    find: async (telegramId) => kept.get(telegramId) ?? null,
    async inviteCode(telegramId, fresh) {
      const code = kept.get(telegramId)?.inviteCode ?? fresh;
      change(telegramId, { inviteCode: code });
      return code;
    },
    findInviter: async (code) => findBy(({ inviteCode }) => inviteCode === code),
    setCountry: async (telegramId, country) => change(telegramId, { country }),
    setRecovery: async (telegramId, recoveryHash) => change(telegramId, { recoveryHash }),
    findByRecovery: async (hash) => findBy(({ recoveryHash }) => recoveryHash === hash),
    async askMove(telegramId, move) {
      if (kept.get(telegramId)?.move === null) change(telegramId, { move });
    },
    stopMove: async (telegramId) => change(telegramId, { move: null }),
    endMove: async (telegramId, left) => change(telegramId, { move: null, left }),
    leftSince: async (sinceMs) => [...kept.values()].filter(({ left }) => left != null && left.atMs >= sinceMs),
    dueMoves: async (beforeMs) => [...kept.values()].filter(({ move }) => move !== null && move.askedAtMs < beforeMs),
  };
}
