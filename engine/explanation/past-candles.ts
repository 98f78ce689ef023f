import type { CandleColumns } from '../market/candle.ts';

/** Candles that "usual" is taken from: those before the one that is judged. */
export const USUAL_CANDLES = 168;

/** A market's candles up to a decision, with what its readings are made of; a column has a value for each candle, NaN where unknown. */
export interface PastCandles {
  readonly candles: CandleColumns;
  readonly candleMs: number;
  /** ln(close / close before). */
  readonly move: Float64Array;
  /** Mean |move| of the USUAL_CANDLES before. */
  readonly usualMove: Float64Array;
}

/** Another market's moves over the same candles as PastCandles, as fractions in ln and in multiples of its own usual ones. */
export interface OtherMoves {
  readonly move: Float64Array;
  readonly perUsual: Float64Array;
}

/** The mean of the `span` values before each; NaN where one of them is missing. */
export function meanBefore(values: Float64Array, span: number): Float64Array {
  const means = new Float64Array(values.length).fill(Number.NaN);
  let [sum, missing] = [0, 0];
  const add = (value: number, sign: 1 | -1): void => {
    if (Number.isNaN(value)) missing += sign;
    else sum += sign * value;
  };
  for (let row = 0; row < values.length; row += 1) {
    if (row >= span && missing === 0) means[row] = sum / span;
    add(values[row] ?? Number.NaN, 1);
    if (row >= span) add(values[row - span] ?? Number.NaN, -1);
  }
  return means;
}

/** Candles with their moves; a gap counts as if its neighbours touched, as in features. */
export function pastCandles(candles: CandleColumns, candleMs: number): PastCandles {
  const { close } = candles;
  const move = close.map((price, row) => Math.log(price / (close[row - 1] ?? Number.NaN)));
  const usualMove = meanBefore(move.map(Math.abs), USUAL_CANDLES);
  return { candles, candleMs, move, usualMove };
}

/**
 * The mean move of other markets over the same candles (by opening time), each turned by its sign; NaN where none has one.
 */
export function otherMoves(
  past: PastCandles,
  others: readonly { readonly past: PastCandles; readonly sign: 1 | -1 }[],
): OtherMoves {
  const { length, openTimeMs } = past.candles;
  const [move, perUsual] = [new Float64Array(length), new Float64Array(length)];
  const known = new Float64Array(length);
  for (const { past: other, sign } of others) {
    let at = 0;
    for (let row = 0; row < length; row += 1) {
      while (at < other.candles.length && (other.candles.openTimeMs[at] ?? 0) < (openTimeMs[row] ?? 0)) at += 1;
      const [own = Number.NaN, usual = Number.NaN] = [other.move[at], other.usualMove[at]];
      if (other.candles.openTimeMs[at] !== openTimeMs[row] || !(usual > 0) || Number.isNaN(own)) continue;
      move[row] = (move[row] ?? 0) + sign * own;
      perUsual[row] = (perUsual[row] ?? 0) + (sign * own) / usual;
      known[row] = (known[row] ?? 0) + 1;
    }
  }
  // 0 / 0 is NaN: unknown where no market has a candle.
  const mean = (sums: Float64Array): Float64Array => sums.map((sum, row) => sum / (known[row] ?? 0));
  return { move: mean(move), perUsual: mean(perUsual) };
}
