import { type Candle, type CandleColumns, candleAt } from './candle.ts';

/** A closed candle that the venue later changed. */
export interface CandleRevision {
  readonly openTimeMs: number;
  readonly before: Candle;
  readonly after: Candle;
}

const VALUES = ['open', 'high', 'low', 'close', 'volume', 'takerBuyVolume'] as const;

/**
 * What incoming candles change of known ones: a value that both know and that differs is a revision, one that only the incoming
 * candle knows is "filled". Candles at times that are not known are "missing". All in the incoming order.
 */
export function compareCandles(
  known: CandleColumns,
  incoming: readonly Candle[],
): {
  readonly revisions: readonly CandleRevision[];
  readonly filled: readonly Candle[];
  readonly missing: readonly Candle[];
} {
  const rows = new Map<number, number>();
  known.openTimeMs.forEach((timeMs, row) => {
    rows.set(timeMs, row);
  });
  const revisions: CandleRevision[] = [];
  const filled: Candle[] = [];
  const missing: Candle[] = [];
  for (const candle of incoming) {
    const row = rows.get(candle.openTimeMs);
    if (row === undefined) {
      missing.push(candle);
      continue;
    }
    const before = candleAt(known, row);
    const changes = VALUES.map((name) => changeOf(before[name] ?? null, candle[name] ?? null));
    if (changes.includes('revised')) revisions.push({ openTimeMs: candle.openTimeMs, before, after: candle });
    else if (changes.includes('filled')) filled.push(candle);
  }
  return { revisions, filled, missing };
}

function changeOf(before: number | null, after: number | null): 'same' | 'filled' | 'revised' {
  if (after === null || after === before) return 'same';
  return before === null ? 'filled' : 'revised';
}

/**
 * Whether `one` is the same candle as `other` at a later moment: same open, no range lost, and more volume (or, volume
 * unknown, more range).
 */
export function isLaterState(one: Candle, other: Candle): boolean {
  if (one.open !== other.open || one.high < other.high || one.low > other.low) return false;
  if (one.volume !== null && other.volume !== null) return one.volume > other.volume;
  return one.high > other.high || one.low < other.low;
}
