import { type Candle, type CandleColumns, candleAt, columnsOf } from '../../../../engine/market/candle.ts';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { type CleanContext, type RawRows, rawRowsOf } from '../../../../engine/market/clean/raw-rows.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { randomWalk } from '../../../support/candles/random-walk.ts';

export const START_MS = Date.UTC(2024, 0, 1);
export const HOURS: CleanContext = { timeframe: '1h', calendar: 'always' };

const candleList = (columns: CandleColumns): readonly Candle[] =>
  Array.from({ length: columns.length }, (_, row) => candleAt(columns, row));

/** A calm market of `count` hours, and the same with some candles changed by their hour. */
export function hours(count: number, changes: Readonly<Record<number, Partial<Candle>>> = {}): readonly Candle[] {
  return candleList(randomWalk({ rows: count, seed: 7, sigma: 0.004, startMs: START_MS })).map((candle, hour) => ({
    ...candle,
    ...changes[hour],
  }));
}

/** Candles as the rows of a file with one line of header. */
export const rawOf = (candles: readonly Candle[], quoteVolume: readonly number[] | null = null): RawRows => ({
  ...rawRowsOf(columnsOf(candles)),
  quoteVolume: quoteVolume === null ? null : Float64Array.from(quoteVolume),
  lines: Int32Array.from(candles, (_, row) => row + 2),
});

/** What cleaning finds: code, hour and action. */
export const found = (candles: readonly Candle[], context = HOURS): readonly string[] =>
  clean(rawOf(candles), context).findings.map(
    ({ code, openTimeMs, action }) => `${code} at ${(openTimeMs - START_MS) / HOUR_MS} ${action}`,
  );

/** The candle with its prices times a factor. */
export const scaled = (candle: Candle, factor: number): Candle => ({
  ...candle,
  open: candle.open * factor,
  high: candle.high * factor,
  low: candle.low * factor,
  close: candle.close * factor,
});

/** The candle of a row; throws where there is none. */
export const at = (candles: readonly Candle[], row: number): Candle => {
  const candle = candles[row];
  if (candle === undefined) throw new RangeError(`no candle ${row}`);
  return candle;
};
