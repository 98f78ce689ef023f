import { type CandleColumns, sliceColumns } from '../../../engine/market/candle.ts';
import { addVolumes, firstRowAt, joinColumns } from '../../../engine/market/rows.ts';
import { type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import type { BookCandle } from './book-candle.ts';
import { unfinishedCandle } from './unfinished-candle.ts';

/** One market of the stand-in: recorded or simulated candles of one timeframe; coarser ones are made from them. */
export interface SandboxMarket {
  /** Unified spot symbol such as "BTC/USDT". */
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly columns: CandleColumns;
}

export interface BookQuery {
  /** Length of the candles asked for: a multiple of the book's own. */
  readonly candleMs: number;
  /** Oldest open time wanted; null asks for the newest `limit`. */
  readonly fromMs: number | null;
  /** Newest open time wanted, inclusive. */
  readonly untilMs: number;
  readonly limit: number;
  /** Nothing after this moment exists yet; the candle it lies in is served unfinished. */
  readonly nowMs: number;
}

/** The candles of one market at one base timeframe. */
export interface CandleBook {
  readonly candleMs: number;
  /** Oldest first, at most `limit`; the last one is unfinished when nowMs lies inside it. */
  read(query: BookQuery): readonly BookCandle[];
  /** Adds newer candles; rows that are already there are ignored. */
  append(columns: CandleColumns): void;
}

export function createCandleBook(timeframe: Timeframe, initial: CandleColumns): CandleBook {
  const baseMs = timeframeMs(timeframe);
  let columns = initial;
  return {
    candleMs: baseMs,
    read(query) {
      const visible = firstRowAt(columns, query.nowMs + 1);
      const until = firstRowAt(columns, bucketOf(query.untilMs, query.candleMs) + query.candleMs);
      const end = Math.min(visible, until);
      const from =
        query.fromMs === null
          ? rowOfNewest(columns, { end, candleMs: query.candleMs, limit: query.limit })
          : firstRowAt(columns, Math.ceil(query.fromMs / query.candleMs) * query.candleMs);
      return merge({ columns, baseMs, query, from, end });
    },
    append(newer) {
      const last = columns.openTimeMs[columns.length - 1];
      const fresh = last === undefined ? newer : sliceColumns(newer, firstRowAt(newer, last + 1));
      if (fresh.length > 0) columns = joinColumns(columns, fresh);
    },
  };
}

const bucketOf = (openTimeMs: number, candleMs: number): number => Math.floor(openTimeMs / candleMs) * candleMs;

/** Row of the first base candle of the newest `limit` candles that end before row `end`. */
function rowOfNewest(
  columns: CandleColumns,
  { end, candleMs, limit }: { readonly end: number; readonly candleMs: number; readonly limit: number },
): number {
  let row = end;
  let buckets = 0;
  let current = Number.NaN;
  while (row > 0) {
    const bucket = bucketOf(columns.openTimeMs[row - 1] ?? Number.NaN, candleMs);
    if (bucket !== current) {
      if (buckets === limit) break;
      buckets += 1;
      current = bucket;
    }
    row -= 1;
  }
  return row;
}

interface MergeInput {
  readonly columns: CandleColumns;
  readonly baseMs: number;
  readonly query: BookQuery;
  readonly from: number;
  readonly end: number;
}

function merge({ columns, baseMs, query, from, end }: MergeInput): readonly BookCandle[] {
  const merged: BookCandle[] = [];
  for (let row = from; row < end; row += 1) {
    const base = baseCandle(columns, row, { baseMs, nowMs: query.nowMs });
    const bucket = bucketOf(base.openTimeMs, query.candleMs);
    const last = merged.at(-1);
    if (last?.openTimeMs === bucket) {
      merged[merged.length - 1] = extended(last, base);
    } else {
      if (merged.length === query.limit) break;
      merged.push({ ...base, openTimeMs: bucket });
    }
  }
  return merged;
}

function extended(candle: BookCandle, next: BookCandle): BookCandle {
  return {
    ...candle,
    high: Math.max(candle.high, next.high),
    low: Math.min(candle.low, next.low),
    close: next.close,
    volume: addVolumes(candle.volume, next.volume),
    takerBuyVolume: addVolumes(candle.takerBuyVolume, next.takerBuyVolume),
  };
}

function baseCandle(
  columns: CandleColumns,
  row: number,
  { baseMs, nowMs }: { readonly baseMs: number; readonly nowMs: number },
): BookCandle {
  const at = (column: Float64Array | null): number => column?.[row] ?? Number.NaN;
  const known = (value: number): number => (Number.isNaN(value) ? 0 : value);
  const full: BookCandle = {
    openTimeMs: at(columns.openTimeMs),
    open: at(columns.open),
    high: at(columns.high),
    low: at(columns.low),
    close: at(columns.close),
    volume: known(at(columns.volume)),
    takerBuyVolume: known(at(columns.takerBuyVolume)),
  };
  const elapsed = (nowMs - full.openTimeMs) / baseMs;
  return elapsed >= 1 ? full : unfinishedCandle(full, elapsed);
}
