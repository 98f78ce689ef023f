import { type CandleColumns, emptyColumns } from '../../../engine/market/candle.ts';
import { createRandom, normalFrom } from '../../../engine/random.ts';

/** Two markets of equal length, the second of which makes up with each candle for part of what the first did with the one before. */
export function leadingMarkets(shape: {
  readonly rows: number;
  readonly seed: number;
  readonly startMs: number;
  readonly candleMs: number;
}): { readonly leader: CandleColumns; readonly follower: CandleColumns } {
  const random = createRandom(shape.seed);
  const [leader, follower] = [emptyColumns(shape.rows), emptyColumns(shape.rows)];
  const prices = [100, 10];
  let led = 0;
  for (let row = 0; row < shape.rows; row += 1) {
    const own = [0.006 * normalFrom(random), 0.5 * led + 0.004 * normalFrom(random)];
    [leader, follower].forEach((columns, market) => {
      const open = prices[market] ?? 0;
      const close = open * Math.exp(own[market] ?? 0);
      prices[market] = close;
      columns.openTimeMs[row] = shape.startMs + row * shape.candleMs;
      columns.open[row] = open;
      columns.close[row] = close;
      columns.high[row] = Math.max(open, close) * (1 + 0.001 * random());
      columns.low[row] = Math.min(open, close) * (1 - 0.001 * random());
      columns.volume[row] = 10 + 5 * random();
    });
    led = own[0] ?? 0;
  }
  return { leader, follower };
}
