import type { CandleColumns } from '../candle.ts';

/** What is wrong with a row of candles, in words for a person: "expected high ≥ max(open, close), was 5". */
export interface CandleFinding {
  readonly row: number;
  readonly problem: string;
}

const PRICES = ['open', 'high', 'low', 'close'] as const;

function problemAt(columns: CandleColumns, row: number): string | null {
  const open = columns.open[row] ?? Number.NaN;
  const high = columns.high[row] ?? Number.NaN;
  const low = columns.low[row] ?? Number.NaN;
  const close = columns.close[row] ?? Number.NaN;
  const sound =
    open > 0 &&
    high < Number.POSITIVE_INFINITY &&
    low > 0 &&
    high >= open &&
    high >= close &&
    low <= open &&
    low <= close;
  const volume = columns.volume[row] ?? Number.NaN;
  const volumeSound = Number.isNaN(volume) || (volume >= 0 && volume < Number.POSITIVE_INFINITY);
  if (sound && volumeSound) return null;
  for (const name of PRICES) {
    const price = columns[name][row] ?? Number.NaN;
    if (!(price > 0 && price < Number.POSITIVE_INFINITY))
      return `expected ${name} to be a positive number, was ${price}`;
  }
  if (high < Math.max(open, close)) return `expected high ≥ max(open, close) = ${Math.max(open, close)}, was ${high}`;
  if (low > Math.min(open, close)) return `expected low ≤ min(open, close) = ${Math.min(open, close)}, was ${low}`;
  return `expected volume ≥ 0, was ${volume}`;
}

function timeProblemAt(columns: CandleColumns, row: number): string | null {
  const timeMs = columns.openTimeMs[row] ?? Number.NaN;
  if (!(Math.abs(timeMs) < 8.64e15)) return `expected a time in epoch milliseconds, was ${timeMs}`;
  const before = row === 0 ? Number.NEGATIVE_INFINITY : (columns.openTimeMs[row - 1] ?? Number.NaN);
  if (timeMs > before) return null;
  const text = new Date(timeMs).toISOString();
  return timeMs === before
    ? `expected one candle per open time, ${text} came twice`
    : `expected open times to ascend (oldest first), was ${text} after ${new Date(before).toISOString()}`;
}

/** The first row that is not a sound candle or out of order, or null. Unknown (NaN) volume is sound. */
export function findBadCandle(columns: CandleColumns): CandleFinding | null {
  for (let row = 0; row < columns.length; row += 1) {
    const problem = timeProblemAt(columns, row) ?? problemAt(columns, row);
    if (problem !== null) return { row, problem };
  }
  return null;
}

/** The most frequent distance between neighbouring open times in milliseconds, or null with fewer than two rows. */
export function commonSpacingMs(columns: CandleColumns): number | null {
  const counts = new Map<number, number>();
  for (let row = 1; row < columns.length; row += 1) {
    const spacing = (columns.openTimeMs[row] ?? 0) - (columns.openTimeMs[row - 1] ?? 0);
    counts.set(spacing, (counts.get(spacing) ?? 0) + 1);
  }
  let best: number | null = null;
  for (const [spacing, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = spacing;
  return best;
}
