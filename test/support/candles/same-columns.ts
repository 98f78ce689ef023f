import type { CandleColumns } from '../../../engine/market/candle.ts';

const COLUMNS = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume', 'spread', 'takerBuyVolume'] as const;

/** Where two runs of candles first differ, in words, or null: what `toEqual` would say, in a thousandth of its time for long columns. */
export function firstDifference(one: CandleColumns, other: CandleColumns): string | null {
  if (one.length !== other.length) return `length ${one.length} and ${other.length}`;
  for (const name of COLUMNS) {
    const [first, second] = [one[name], other[name]];
    if (first?.length !== second?.length) return `${name} of ${first?.length} and ${second?.length} rows`;
    if (first === null || second === null) continue;
    for (let row = 0; row < first.length; row += 1) {
      if (!Object.is(first[row], second[row])) return `${name} ${first[row]} and ${second[row]} in row ${row}`;
    }
  }
  return null;
}
