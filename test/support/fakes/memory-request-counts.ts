import type { RequestCounts } from '../../../bot/limits/request-counts.ts';
import { DAY_MS, MINUTE_MS } from '../../../engine/time.ts';

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
