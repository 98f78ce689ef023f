import { calendarOf } from './market/calendar/gaps.ts';
import { type Candle, type CandleColumns, columnsOf } from './market/candle.ts';
import { cleanRows } from './market/clean/clean.ts';
import { rawRowsOf } from './market/clean/raw-rows.ts';
import type { SeriesKey } from './market/series.ts';

/** Candles of a caller in a form that can be scored, or why they are refused. */
export type CallerCandles =
  | {
      readonly type: 'candles';
      readonly candles: CandleColumns;
      /** What was left out or taken as unknown, in words; each kind once. */
      readonly notes: readonly string[];
    }
  /** `index`: the candle at fault, counted from 0. */
  | { readonly type: 'refused'; readonly index: number; readonly detail: string };

/**
 * Candles that a caller sent, read by the same rules as rows of files and of venues: the one that is still running is
 * left out, so is what stands still while the market is closed; volume that is none is unknown. One that opens after
 * nowMs is refused: its clock is not UTC. nowMs null: there is no clock, all are over.
 */
export function readCallerCandles(
  sent: readonly Candle[],
  { symbol, timeframe, nowMs }: Pick<SeriesKey, 'symbol' | 'timeframe'> & { readonly nowMs: number | null },
): CallerCandles {
  const rows = { ...rawRowsOf(columnsOf(sent)), lines: Int32Array.from(sent, (_, index) => index) };
  const context = { timeframe, calendar: calendarOf(symbol), ...(nowMs === null ? {} : { nowMs }) };
  const { rows: kept, findings } = cleanRows(rows, context);
  const future = findings.findLast(({ code }) => code === 'future');
  if (future !== undefined) return { type: 'refused', index: future.line ?? sent.length - 1, detail: future.say };
  const { length, openTimeMs, open, high, low, close, volume, spread, takerBuyVolume } = kept;
  const candles = { length, openTimeMs, open, high, low, close, volume, spread, takerBuyVolume };
  const told = new Map(findings.filter(({ action }) => action !== 'kept').map(({ code, say }) => [code, say]));
  return { type: 'candles', candles, notes: [...told.values()] };
}
