import type { Use, UseCounts } from '../../../bot/limits/use-counts.ts';

/** Counts of uses in memory that keep the promises of bot/limits/use-counts.ts. */
export function createMemoryUseCounts(): UseCounts {
  const kept = new Map<string, { used: number; refused: number }>();
  const countOf = ({ telegramId, what, window }: Use): { used: number; refused: number } => {
    const key = `${telegramId}|${what}|${window.fromMs}`;
    const found = kept.get(key) ?? { used: 0, refused: 0 };
    kept.set(key, found);
    return found;
  };
  return {
    async take(use, most) {
      const count = countOf(use);
      if (count.used < most) {
        count.used += 1;
        return { type: 'counted' };
      }
      count.refused += 1;
      return { type: 'refused', isFirst: count.refused === 1 };
    },
    async giveBack(use) {
      const count = countOf(use);
      count.used = Math.max(0, count.used - 1);
    },
  };
}
