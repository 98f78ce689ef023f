import type { PageProblem } from '../../engine/backfill/verify-page.ts';

/** What was wrong with a row of a venue's answer, in words. */
export function pageProblemText(problem: PageProblem): string {
  switch (problem.code) {
    case 'refused':
      return problem.text;
    case 'before-range':
      return `expected candles from ${iso(problem.fromMs)} on, was ${iso(problem.openTimeMs)}`;
    case 'repeated':
      return `expected one candle for ${iso(problem.openTimeMs)}, were two`;
    case 'unordered':
      return `expected candles oldest first, was ${iso(problem.openTimeMs)} after ${iso(problem.afterMs)}`;
  }
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();
