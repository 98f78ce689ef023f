import { sliceColumns } from '../../../engine/market/candle.ts';
import { firstRowAt } from '../../../engine/market/rows.ts';
import { WEEK_MS } from '../../../engine/time.ts';
import { ENGLISH } from '../../texts/language.ts';
import { type MarketSeries, replaySpan } from './replay-span.ts';

const { plain } = ENGLISH;

const WEEKS_PER_YEAR = 365.2425 / 7;
const MOST_YEARS = 30;

/**
 * Puts recordings of different years on one clock: a series that shares too little time with those before it is dated whole
 * years later or earlier, by whole weeks, so that weekends and (within a week) summer time stay where they were; 2018 to 2024
 * are 313 weeks to the day. What it has beyond the others' time is cut off. The series that cannot be fitted
 * are left out and named in `notes`.
 */
export function alignYears(series: readonly MarketSeries[]): {
  readonly series: readonly MarketSeries[];
  readonly notes: readonly string[];
} {
  const aligned: MarketSeries[] = [];
  const notes: string[] = [];
  for (const each of series) {
    const fitting = bestFit(aligned, each);
    if (fitting === null)
      notes.push(plain('market-left-out', { name: each.origin, reason: plain('market-no-common-clock') }));
    else aligned.push(fitting);
  }
  return { series: aligned, notes };
}

/** The series where it overlaps the others longest; as it is whenever that is enough. */
function bestFit(others: readonly MarketSeries[], series: MarketSeries): MarketSeries | null {
  const plain = replaySpan([...others, series], { continues: false });
  if (plain.type === 'span') return series;
  if (others.length === 0) return null;
  let best: { readonly series: MarketSeries; readonly lengthMs: number } | null = null;
  for (let distance = 1; distance <= MOST_YEARS; distance += 1) {
    for (const years of [distance, -distance]) {
      const moved = within(movedBy(series, years), others);
      const span = replaySpan([...others, moved], { continues: false });
      if (span.type !== 'span') continue;
      const lengthMs = span.endMs - span.startMs;
      if (best === null || lengthMs > best.lengthMs) best = { series: moved, lengthMs };
    }
  }
  return best?.series ?? null;
}

/** Candles of a moved series beyond the range of the others would lie in a past that the others do not have. */
function within(series: MarketSeries, others: readonly MarketSeries[]): MarketSeries {
  const fromMs = Math.max(...others.map(({ columns }) => columns.openTimeMs[0] ?? 0));
  const lastMs = Math.max(...others.map(({ columns }) => columns.openTimeMs.at(-1) ?? 0));
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
