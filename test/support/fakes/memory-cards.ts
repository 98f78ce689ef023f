import type { CardAccount, CardAccounts, CardEvent, CardEvents } from '../../../billing/card/ports.ts';

/** Card accounts in memory. */
export function createMemoryCardAccounts(): CardAccounts & { handOver(from: number, to: number): void } {
  const kept = new Map<number, CardAccount>();
  const of = (telegramId: number): CardAccount =>
    kept.get(telegramId) ?? { telegramId, customer: null, checkout: null };
  return {
    handOver(from, to) {
      const [old, own] = [of(from), of(to)];
      kept.set(to, { ...own, customer: own.customer ?? old.customer });
      kept.set(from, { ...old, customer: null });
    },
    find: async (telegramId) => kept.get(telegramId) ?? null,
    withCheckout: async (afterId, limit) =>
      [...kept.values()]
        .filter(({ telegramId, checkout }) => checkout !== null && telegramId > (afterId ?? 0))
        .toSorted((a, b) => a.telegramId - b.telegramId)
        .slice(0, limit),
    async claimCustomer(telegramId, customer) {
      const account = of(telegramId);
      const claimed = account.customer ?? customer;
      kept.set(telegramId, { ...account, customer: claimed });
      return claimed;
    },
    async replaceCheckout(telegramId, before, checkout) {
      const account = of(telegramId);
      if ((account.checkout?.order ?? null) !== before) return false;
      kept.set(telegramId, { ...account, checkout });
      return true;
    },
  };
}

/** Events of the card provider in memory. */
export function createMemoryCardEvents(): CardEvents {
  interface Kept {
    readonly event: CardEvent;
    isDone: boolean;
    failures: number;
    dueAtMs: number;
  }
  const kept = new Map<string, Kept>();
  const open = (): readonly Kept[] => [...kept.values()].filter(({ isDone }) => !isDone);
  return {
    async receive(event, nowMs) {
      const known = kept.get(event.id);
      if (known === undefined) kept.set(event.id, { event, isDone: false, failures: 0, dueAtMs: nowMs });
      return known?.isDone === true ? 'done' : 'received';
    },
    async markDone(id) {
      const known = kept.get(id);
      if (known !== undefined) known.isDone = true;
    },
    async markFailed(id, dueAtMs) {
      const known = kept.get(id);
      if (known === undefined) return 0;
      known.failures += 1;
      known.dueAtMs = dueAtMs(known.failures);
      return known.failures;
    },
    open: async (limit, nowMs) =>
      open()
        .filter(({ dueAtMs }) => dueAtMs <= nowMs)
        .toSorted((a, b) => a.dueAtMs - b.dueAtMs || a.event.createdAtMs - b.event.createdAtMs)
        .slice(0, limit),
    countFailing: async (failures) => open().filter((each) => each.failures >= failures).length,
  };
}
