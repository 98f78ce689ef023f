import { type ContextColumns, sliceContext } from './context-columns.ts';

/**
 * One candle: prices in the quote currency over [openTimeMs, openTimeMs + timeframe).
 * volume is in the base currency (ticks for some FX brokers), null when the source has none; never 0 for that reason.
 */
export interface Candle {
  readonly openTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number | null;
  /** The part of volume whose buyer crossed the spread; absent when the source has none. */
  readonly takerBuyVolume?: number;
}

/**
 * A run of candles as columns of equal length, oldest first, one row per openTimeMs, strictly ascending (gaps stay gaps).
 * volume is NaN where unknown. spread (ask − bid at the close, price units) and takerBuyVolume are null when the source has none.
 */
export interface CandleColumns {
  readonly length: number;
  readonly openTimeMs: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly spread: Float64Array | null;
  readonly takerBuyVolume: Float64Array | null;
  /** What else was known at each close, for features that look beyond the series; not stored with candles. */
  readonly context?: ContextColumns;
}

const PLAIN_COLUMNS = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Columns of `length` rows, all zero, volume NaN. */
export function emptyColumns(length: number): CandleColumns {
  return {
    length,
    openTimeMs: new Float64Array(length),
    open: new Float64Array(length),
    high: new Float64Array(length),
    low: new Float64Array(length),
    close: new Float64Array(length),
    volume: new Float64Array(length).fill(Number.NaN),
    spread: null,
    takerBuyVolume: null,
  };
}

/** Columns from candles, oldest first. */
export function columnsOf(candles: readonly Candle[]): CandleColumns {
  const hasTaker = candles.some((candle) => candle.takerBuyVolume !== undefined);
  const takerBuyVolume = hasTaker ? Float64Array.from(candles, (candle) => candle.takerBuyVolume ?? Number.NaN) : null;
  const columns = { ...emptyColumns(candles.length), takerBuyVolume };
  candles.forEach((candle, row) => {
    columns.openTimeMs[row] = candle.openTimeMs;
    columns.open[row] = candle.open;
    columns.high[row] = candle.high;
    columns.low[row] = candle.low;
    columns.close[row] = candle.close;
    columns.volume[row] = candle.volume ?? Number.NaN;
  });
  return columns;
}

/** Rows [from, to) without copying; negative or out-of-range bounds are clamped as in Array.slice. */
export function sliceColumns(columns: CandleColumns, from: number, to: number = columns.length): CandleColumns {
  const cut = (column: Float64Array): Float64Array => column.subarray(from, to);
  const openTimeMs = cut(columns.openTimeMs);
  return {
    length: openTimeMs.length,
    openTimeMs,
    open: cut(columns.open),
    high: cut(columns.high),
    low: cut(columns.low),
    close: cut(columns.close),
    volume: cut(columns.volume),
    spread: columns.spread === null ? null : cut(columns.spread),
    takerBuyVolume: columns.takerBuyVolume === null ? null : cut(columns.takerBuyVolume),
    ...(columns.context === undefined ? {} : { context: sliceContext(columns.context, from, to) }),
  };
}

/** The candle at `row`. Throws RangeError when there is none. */
export function candleAt(columns: CandleColumns, row: number): Candle {
  const [openTimeMs, open, high, low, close, volume] = PLAIN_COLUMNS.map((name) => columns[name][row]);
  if (
    openTimeMs === undefined ||
    open === undefined ||
    high === undefined ||
    low === undefined ||
    close === undefined ||
    volume === undefined
  ) {
    throw new RangeError(`expected a row below ${columns.length}, was ${row}`);
  }
  const plain = { openTimeMs, open, high, low, close, volume: Number.isNaN(volume) ? null : volume };
  const takerBuyVolume = columns.takerBuyVolume?.[row] ?? Number.NaN;
  return Number.isNaN(takerBuyVolume) ? plain : { ...plain, takerBuyVolume };
}
