import type { CandleColumns } from '../../market/candle.ts';

/** The moments at which any of several markets has a candle, and which row of each market belongs to each. */
export interface Timeline {
  readonly length: number;
  readonly openTimeMs: Float64Array;
  /** Per market and step: its row, or −1 where it has no candle then. Null for a single market, whose rows are the steps. */
  readonly rows: readonly Int32Array[] | null;
}

/** Joins the open times of markets. One market's timeline is its own column, not a copy. */
export function timelineOf(markets: readonly { readonly candles: CandleColumns }[]): Timeline {
  const [first] = markets;
  if (markets.length === 1 && first !== undefined)
    return { length: first.candles.length, openTimeMs: first.candles.openTimeMs, rows: null };
  const all = new Float64Array(markets.reduce((sum, { candles }) => sum + candles.length, 0));
  let filled = 0;
  for (const { candles } of markets) {
    all.set(candles.openTimeMs, filled);
    filled += candles.length;
  }
  all.sort();
  const times = all.filter((timeMs, at) => at === 0 || timeMs !== all[at - 1]);
  const rows = markets.map(({ candles }) => {
    const rowOfStep = new Int32Array(times.length).fill(-1);
    let row = 0;
    for (let step = 0; step < times.length; step += 1) {
      if (candles.openTimeMs[row] !== times[step]) continue;
      rowOfStep[step] = row;
      row += 1;
    }
    return rowOfStep;
  });
  return { length: times.length, openTimeMs: times, rows };
}
