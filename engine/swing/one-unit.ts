import type { CandleColumns } from '../market/candle.ts';
import { findLevelBreaks, isChangeOfUnit, type LevelBreak } from '../market/level-breaks.ts';

/** Candles whose prices are all in the unit of the newest one, and where the unit had changed. */
export interface OneUnit {
  readonly candles: CandleColumns;
  readonly changes: readonly LevelBreak[];
}

/**
 * Restates the prices before a change of unit (a split, a redenomination) in the newest unit, so that no trend, volatility or result is
 * made of it. Only a step from a close to the next open by a ratio of units, wider than trading is there (market/level-breaks.ts), counts
 * as one: any other fall is a loss that a holder had. A step that came back within some candles was a bad print and is left as it is.
 * Without one, the candles themselves.
 */
export function inOneUnit(candles: CandleColumns, candleMs: number): OneUnit {
  const breaks = findLevelBreaks(candles, { timeframeMs: candleMs, calendar: 'always' });
  const changes = breaks.filter(
    (each, index) =>
      each.where === 'between' && each.stayed > 0 && isChangeOfUnit(each.ratio) && !undoes(each, breaks[index - 1]),
  );
  if (changes.length === 0) return { candles, changes };
  const factor = new Float64Array(candles.length).fill(1);
  for (const { row, ratio } of changes) for (let at = 0; at < row; at += 1) factor[at] = (factor[at] ?? 1) * ratio;
  const restated = (prices: Float64Array): Float64Array => prices.map((price, row) => price * (factor[row] ?? 1));
  const { open, high, low, close } = candles;
  return {
    candles: { ...candles, open: restated(open), high: restated(high), low: restated(low), close: restated(close) },
    changes,
  };
}

/** Whether a step leads back from a bad print. */
function undoes({ ratio }: LevelBreak, before: LevelBreak | undefined): boolean {
  return before !== undefined && before.stayed === 0 && Math.abs(Math.log(ratio * before.ratio)) < 0.1;
}
