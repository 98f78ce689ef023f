import { isCharge } from '../ledger-fact.ts';
import type { AccountRevenue } from './recurring.ts';

/** The accounts that paid for the first time in one month. */
export interface Cohort {
  readonly fromMs: number;
  readonly size: number;
  /** How many of them paid at the end of that month and of each month after it; the last count is of now. */
  readonly paying: readonly number[];
}

/** Retention by the month of the first payment; months without a newcomer are left out. */
export function cohortsOf(all: readonly AccountRevenue[], boundaries: readonly number[]): readonly Cohort[] {
  const months = boundaries.slice(0, -1).map((fromMs) => ({ fromMs, size: 0, paying: new Map<number, number>() }));
  for (const { facts, at } of all) {
    const firstMs = facts.reduce(
      (first, fact) => (isCharge(fact) && !fact.gift ? Math.min(first, fact.atMs) : first),
      Number.POSITIVE_INFINITY,
    );
    const index = boundaries.findLastIndex((startMs) => startMs <= firstMs);
    const month = months[Math.min(index, months.length - 1)];
    if (index < 0 || month === undefined || firstMs === Number.POSITIVE_INFINITY) continue;
    month.size += 1;
    for (let end = index + 1; end < at.length; end += 1) {
      if ((at[end] ?? []).length > 0) month.paying.set(end - index - 1, (month.paying.get(end - index - 1) ?? 0) + 1);
    }
  }
  return months.flatMap(({ fromMs, size, paying }, index) => {
    if (size === 0) return [];
    const length = boundaries.length - 1 - index;
    return [{ fromMs, size, paying: Array.from({ length }, (_, month) => paying.get(month) ?? 0) }];
  });
}
