import { type Candle, columnsOf } from './candle.ts';
import { findBadCandle } from './checks.ts';

export interface RefusedCandle {
  readonly openTimeMs: number;
  readonly text: string;
}

/** Parts the candles of a venue's answer into sound ones on the timeframe's grid and refused ones, each with what is wrong. */
export function acceptCandles(
  candles: readonly Candle[],
  candleMs: number,
): { readonly candles: readonly Candle[]; readonly refused: readonly RefusedCandle[] } {
  const judged = candles.map((candle) => {
    const problem =
      candle.openTimeMs % candleMs === 0
        ? (findBadCandle(columnsOf([candle]))?.problem ?? null)
        : `expected an open time on the ${candleMs / 60_000}-minute grid, was ${candle.openTimeMs}`;
    return { candle, problem };
  });
  return {
    candles: judged.filter((each) => each.problem === null).map((each) => each.candle),
    refused: judged.flatMap(({ candle, problem }) =>
      problem === null ? [] : [{ openTimeMs: candle.openTimeMs, text: problem }],
    ),
  };
}
