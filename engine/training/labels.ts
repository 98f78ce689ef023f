import type { CandleColumns } from '../market/candle.ts';

/** What became of the candle after each row. Row i is labelled by candle i + 1. */
export interface Labels {
  /** 1: close[i+1] > open[i+1]; 0: below; NaN: excluded (equal, not adjacent, or there is no next candle). */
  readonly up: Float64Array;
  /** Executable return ln(close[i+1] / open[i+1]); NaN when candle i + 1 is not adjacent or absent. */
  readonly returnNext: Float64Array;
}

/** Labels of every row; candle i + 1 is adjacent when it opens exactly one timeframe after candle i. */
export function labelRows(candles: CandleColumns, timeframeMs: number): Labels {
  const { length, openTimeMs, open, close } = candles;
  const up = new Float64Array(length).fill(Number.NaN);
  const returnNext = new Float64Array(length).fill(Number.NaN);
  for (let row = 0; row + 1 < length; row += 1) {
    if ((openTimeMs[row + 1] ?? 0) - (openTimeMs[row] ?? 0) !== timeframeMs) continue;
    const from = open[row + 1] ?? Number.NaN;
    const to = close[row + 1] ?? Number.NaN;
    returnNext[row] = Math.log(to / from);
    if (to !== from) up[row] = to > from ? 1 : 0;
  }
  return { up, returnNext };
}
