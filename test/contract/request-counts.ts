import { describe, expect, it } from 'vitest';
import type { RequestCounts } from '../../bot/limits/request-counts.ts';
import { DAY_MS, MINUTE_MS } from '../../engine/time.ts';

/** What every store of the API's requests promises. */
export function requestCountsContract(name: string, open: () => RequestCounts): void {
  describe(`requests counted in ${name}`, () => {
    const noonMs = Date.UTC(2025, 0, 15, 12);

    it('are those of everybody in the minute and in the UTC day', async () => {
      const counts = open();
      expect(await counts.add('key:a', 2, noonMs)).toEqual({ inMinute: 2, inDay: 2 });
      expect(await counts.add('key:a', 3, noonMs + MINUTE_MS - 1)).toEqual({ inMinute: 5, inDay: 5 });
      expect(await counts.add('key:b', 1, noonMs)).toEqual({ inMinute: 1, inDay: 1 });
      expect(await counts.add('key:a', 1, noonMs + MINUTE_MS)).toEqual({ inMinute: 1, inDay: 6 });
      expect(await counts.add('key:a', -1, noonMs + MINUTE_MS)).toEqual({ inMinute: 0, inDay: 5 });
      expect(await counts.add('key:a', 1, noonMs + DAY_MS)).toEqual({ inMinute: 1, inDay: 1 });
    });

    it('lose none of many that are added at once, also where the first are', async () => {
      const counts = open();
      const answers = await Promise.all(Array.from({ length: 40 }, () => counts.add('address:c', 1, noonMs)));
      expect(
        answers
          .map(({ inMinute }) => inMinute)
          .toSorted((a, b) => a - b)
          .at(-1),
      ).toBe(40);
      expect(await counts.add('address:c', 0, noonMs)).toEqual({ inMinute: 40, inDay: 40 });
    });
  });
}
