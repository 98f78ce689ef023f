import { describe, expect, it } from 'vitest';
import type { PageProblem } from '../../engine/backfill/verify-page.ts';
import { pageProblemText } from '../../scripts/backfill/page-problem-text.ts';

const T = Date.UTC(2026, 0, 5, 9);
const EARLIER = Date.UTC(2026, 0, 5, 8);

describe('what was wrong with a row of a page, in words', () => {
  it.each<[PageProblem, string]>([
    [
      { code: 'before-range', openTimeMs: EARLIER, fromMs: T },
      'expected candles from 2026-01-05T09:00:00.000Z on, was 2026-01-05T08:00:00.000Z',
    ],
    [{ code: 'repeated', openTimeMs: T }, 'expected one candle for 2026-01-05T09:00:00.000Z, were two'],
    [
      { code: 'unordered', openTimeMs: EARLIER, afterMs: T },
      'expected candles oldest first, was 2026-01-05T08:00:00.000Z after 2026-01-05T09:00:00.000Z',
    ],
    [{ code: 'refused', openTimeMs: T, text: 'expected a price' }, 'expected a price'],
  ])('%j', (problem, text) => {
    expect(pageProblemText(problem)).toBe(text);
  });
});
