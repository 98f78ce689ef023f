import type { RequestCounts } from '../../../bot/limits/request-counts.ts';
import type { Use, UseCounts } from '../../../bot/limits/use-counts.ts';
import { DAY_MS, MINUTE_MS } from '../../../engine/time.ts';

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

/** Counts of requests in memory that keep the promises of bot/limits/request-counts.ts. */
export function createMemoryRequestCounts(): RequestCounts {
  const kept = new Map<string, number>();
  const addTo = (key: string, requests: number): number => {
    const count = (kept.get(key) ?? 0) + requests;
    kept.set(key, count);
    return count;
  };
  return {
    add: async (subject, requests, atMs) => ({
      inMinute: addTo(`${subject}|minute ${Math.floor(atMs / MINUTE_MS)}`, requests),
      inDay: addTo(`${subject}|day ${Math.floor(atMs / DAY_MS)}`, requests),
    }),
  };
}
