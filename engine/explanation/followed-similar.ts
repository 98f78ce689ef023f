import type { CandleColumns } from '../market/candle.ts';

/** What followed the past candles that were most like the newest one in one respect. */
export interface Followed {
  /** How often the next candle closed above its open. */
  readonly rises: number;
  /** Of so many; next candles that closed where they opened are left out. */
  readonly cases: number;
}

/** At most so many cases: enough for a share within some 4 points, few enough to be alike. */
const MOST_CASES = 500;
/** At most this share of the past is alike. */
const MOST_SHARE = 1 / 10;
/** Fewer cases are not reported: the share would be noise. */
const LEAST_CASES = 20;

/** How the candle after each row ended: 1 above its open, 0 below, NaN where flat, missing or not known at the newest close. */
export function nextRises({ openTimeMs, open, close, length }: CandleColumns, candleMs: number): Float64Array {
  return openTimeMs.map((timeMs, row) => {
    const isNext = row + 1 < length && openTimeMs[row + 1] === timeMs + candleMs;
    const [from = Number.NaN, to = Number.NaN] = isNext ? [open[row + 1], close[row + 1]] : [];
    return Number.isNaN(from) || from === to ? Number.NaN : Number(to > from);
  });
}

/**
 * What followed the candles whose likeness (one number a candle, NaN unknown) is nearest to the newest one's, or where `exact`
 * equal to it. Only candles whose next one had closed by the newest close count. Null where the newest is unknown or fewer
 * than 20 are left.
 */
export function followedSimilar(
  rises: Float64Array,
  likeness: Float64Array,
  { exact }: { readonly exact: boolean },
): Followed | null {
  const own = likeness.at(-1) ?? Number.NaN;
  if (Number.isNaN(own)) return null;
  const known = [...rises.keys()].filter(
    (row) => !Number.isNaN(rises[row] ?? Number.NaN) && !Number.isNaN(likeness[row] ?? Number.NaN),
  );
  const distance = (row: number): number => Math.abs((likeness[row] ?? Number.NaN) - own);
  const alike = exact
    ? known.filter((row) => distance(row) === 0)
    : known
        .toSorted((a, b) => distance(a) - distance(b) || b - a)
        .slice(0, Math.min(MOST_CASES, Math.floor(known.length * MOST_SHARE)));
  if (alike.length < LEAST_CASES) return null;
  return { rises: alike.reduce((sum, row) => sum + (rises[row] ?? 0), 0), cases: alike.length };
}
