import { acceptCandles } from '../market/accept.ts';
import { calendarOf, isOpenAt } from '../market/calendar/gaps.ts';
import type { Candle } from '../market/candle.ts';
import type { SeriesKey } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';

/** What was wrong with one row of an answer; `refused` is a row that the rules of candle files leave out, with their words. */
export type PageProblem =
  | { readonly code: 'refused'; readonly openTimeMs: number; readonly text: string }
  | { readonly code: 'before-range'; readonly openTimeMs: number; readonly fromMs: number }
  | { readonly code: 'repeated'; readonly openTimeMs: number }
  | { readonly code: 'unordered'; readonly openTimeMs: number; readonly afterMs: number };

/** What one answer of a venue turned out to be. */
export interface VerifiedPage {
  /** Sound candles with fromMs ≤ openTimeMs < toMs on the grid, ascending, one per time. */
  readonly candles: readonly Candle[];
  /** Open time of the first sound candle at or after toMs, null when there is none: where history goes on. */
  readonly nextMs: number | null;
  /** Candles that should be there by the market's calendar, and how many of them are not. */
  readonly expected: number;
  readonly missing: number;
  /** What else was wrong: order, repeats, spacing, impossible prices. */
  readonly problems: readonly PageProblem[];
}

/** Open times fromMs ≤ openTimeMs < toMs that a page was asked for. */
export interface PageRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Checks count, order and spacing of an answer that was asked for the candles of a range. */
export function verifyPage(rows: readonly Candle[], series: SeriesKey, { fromMs, toMs }: PageRange): VerifiedPage {
  const { candles: sound, refused } = acceptCandles(rows, series);
  const problems = refused.map((candle): PageProblem => ({ code: 'refused', ...candle }));
  let latest = Number.NEGATIVE_INFINITY;
  for (const { openTimeMs } of rows) {
    if (openTimeMs < fromMs) problems.push({ code: 'before-range', openTimeMs, fromMs });
    if (openTimeMs === latest) problems.push({ code: 'repeated', openTimeMs });
    if (openTimeMs < latest) problems.push({ code: 'unordered', openTimeMs, afterMs: latest });
    latest = Math.max(latest, openTimeMs);
  }
  const ascending = sound.filter(({ openTimeMs }) => openTimeMs >= fromMs);
  const known = new Set(ascending.map(({ openTimeMs }) => openTimeMs));
  const candles = ascending.filter(({ openTimeMs }) => openTimeMs < toMs);
  const due = openTimes(series, { fromMs, toMs });
  return {
    candles,
    nextMs: ascending.find(({ openTimeMs }) => openTimeMs >= toMs)?.openTimeMs ?? null,
    expected: due.length,
    missing: due.filter((timeMs) => !known.has(timeMs)).length,
    problems,
  };
}

/** Open times of the candles of a range that the market's calendar asks for. */
export function openTimes({ symbol, timeframe }: SeriesKey, { fromMs, toMs }: PageRange): readonly number[] {
  const candleMs = timeframeMs(timeframe);
  const calendar = calendarOf(symbol);
  const times: number[] = [];
  for (let timeMs = Math.ceil(fromMs / candleMs) * candleMs; timeMs < toMs; timeMs += candleMs) {
    if (isOpenAt(calendar, timeMs)) times.push(timeMs);
  }
  return times;
}
