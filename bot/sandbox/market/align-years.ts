import { calendarOf, isOpenAt } from '../../../engine/market/calendar/gaps.ts';
import { sliceColumns } from '../../../engine/market/candle.ts';
import { firstRowAt } from '../../../engine/market/rows.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import { DAY_MS, WEEK_MS } from '../../../engine/time.ts';
import { ENGLISH } from '../../texts/language.ts';
import { type MarketSeries, replaySpan } from './replay-span.ts';

const { plain } = ENGLISH;

const WEEKS_PER_YEAR = 365.2425 / 7;
const MOST_YEARS = 30;

/**
 * Puts recordings of different years on one clock: a series that shares too little time with those before it is dated whole
 * years later or earlier, by whole weeks, so that weekends and (within a week) summer time stay where they were; 2018 to 2024
 * are 313 weeks to the day. What it has beyond the others' time is cut off. The series that cannot be fitted
 * are left out and named in `notes`. Of years that fit as long, the one with the fewest holes around the first days is taken, so
 * that the market is fresh when somebody first looks at it; without `avoidsHoles` the nearest, as earlier versions did.
 */
export function alignYears(
  series: readonly MarketSeries[],
  { avoidsHoles = true }: { readonly avoidsHoles?: boolean } = {},
): {
  readonly series: readonly MarketSeries[];
  readonly notes: readonly string[];
} {
  const aligned: MarketSeries[] = [];
  const notes: string[] = [];
  for (const each of series) {
    const fitting = bestFit(aligned, each, avoidsHoles);
    if (fitting === null)
      notes.push(plain('market-left-out', { name: each.origin, reason: plain('market-no-common-clock') }));
    else aligned.push(fitting);
  }
  return { series: aligned, notes };
}

/** The series where it overlaps the others longest; as it is whenever that is enough. */
function bestFit(others: readonly MarketSeries[], series: MarketSeries, avoidsHoles: boolean): MarketSeries | null {
  const plain = replaySpan([...others, series], { continues: false });
  if (plain.type === 'span') return series;
  if (others.length === 0) return null;
  let best: { readonly series: MarketSeries; readonly lengthMs: number; readonly holes: number } | null = null;
  for (let distance = 1; distance <= MOST_YEARS; distance += 1) {
    for (const years of [distance, -distance]) {
      const moved = within(movedBy(series, years), others);
      const span = replaySpan([...others, moved], { continues: false });
      if (span.type !== 'span') continue;
      const lengthMs = span.endMs - span.startMs;
      const holes = avoidsHoles ? holesAround(moved, span.startMs) : 0;
      if (best === null || lengthMs > best.lengthMs || (lengthMs === best.lengthMs && holes < best.holes))
        best = { series: moved, lengthMs, holes };
    }
  }
  return best?.series ?? null;
}

/** A hole is seen for a week: a decision looks that far back. The visitor comes after ten days and may stay for some. */
const HOLES_FROM_MS = -WEEK_MS;
const HOLES_TO_MS = 24 * DAY_MS;

/** Candles missing while the market was open, from a week before the start to two weeks after the first days. */
function holesAround({ key, columns }: MarketSeries, startMs: number): number {
  const stepMs = timeframeMs(key.timeframe);
  const calendar = calendarOf(key.symbol);
  const [from, to] = [firstRowAt(columns, startMs + HOLES_FROM_MS), firstRowAt(columns, startMs + HOLES_TO_MS)];
  let holes = 0;
  for (let row = Math.max(1, from); row < to; row += 1) {
    const nextMs = columns.openTimeMs[row] ?? 0;
    for (let timeMs = (columns.openTimeMs[row - 1] ?? nextMs) + stepMs; timeMs < nextMs; timeMs += stepMs)
      if (isOpenAt(calendar, timeMs)) holes += 1;
  }
  return holes;
}

/** Candles of a moved series beyond the range of the others would lie in a past that the others do not have. */
function within(series: MarketSeries, others: readonly MarketSeries[]): MarketSeries {
  const fromMs = Math.max(...others.map(({ columns }) => columns.openTimeMs[0] ?? 0));
  const lastMs = Math.min(...others.map(({ columns }) => columns.openTimeMs.at(-1) ?? 0));
  const { columns } = series;
  return { ...series, columns: sliceColumns(columns, firstRowAt(columns, fromMs), firstRowAt(columns, lastMs + 1)) };
}

function movedBy(series: MarketSeries, years: number): MarketSeries {
  const shiftMs = Math.round(years * WEEKS_PER_YEAR) * WEEK_MS;
  const { columns } = series;
  return {
    ...series,
    columns: { ...columns, openTimeMs: columns.openTimeMs.map((timeMs) => timeMs + shiftMs) },
    yearsLater: years,
  };
}
