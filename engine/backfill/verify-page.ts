import { acceptCandles } from '../market/accept.ts';
import { calendarOf, isOpenAt } from '../market/calendar/gaps.ts';
import type { Candle } from '../market/candle.ts';
import type { SeriesKey } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';

/** What one answer of a venue turned out to be. */
export interface VerifiedPage {
  /** Sound candles with fromMs ≤ openTimeMs < toMs on the grid, ascending, one per time. */
  readonly candles: readonly Candle[];
  /** Open time of the first sound candle at or after toMs, null when there is none: where history goes on. */
  readonly nextMs: number | null;
  /** Candles that should be there by the market's calendar, and how many of them are not. */
  readonly expected: number;
  readonly missing: number;
  /** What else was wrong, in words: order, repeats, spacing, impossible prices. */
  readonly problems: readonly string[];
}

/** Open times fromMs ≤ openTimeMs < toMs that a page was asked for. */
export interface PageRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Checks count, order and spacing of an answer that was asked for the candles of a range. */
export function verifyPage(rows: readonly Candle[], series: SeriesKey, { fromMs, toMs }: PageRange): VerifiedPage {
  const problems: string[] = [];
  const { candles: sound, refused } = acceptCandles(rows, series);
  problems.push(...refused.map(({ text }) => text));
  let latest = Number.NEGATIVE_INFINITY;
  for (const { openTimeMs } of rows) {
    if (openTimeMs < fromMs) problems.push(`expected candles from ${iso(fromMs)} on, was ${iso(openTimeMs)}`);
    if (openTimeMs === latest) problems.push(`expected one candle for ${iso(openTimeMs)}, were two`);
    if (openTimeMs < latest)
      problems.push(`expected candles oldest first, was ${iso(openTimeMs)} after ${iso(latest)}`);
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

const iso = (timeMs: number): string => new Date(timeMs).toISOString();
