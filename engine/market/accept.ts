import { calendarOf } from './calendar/gaps.ts';
import { type Candle, type CandleColumns, candleAt, columnsOf } from './candle.ts';
import { cleanRows } from './clean/clean.ts';
import { type FindingCode, rawRowsOf } from './clean/raw-rows.ts';
import type { SeriesKey } from './series.ts';

/** A candle that is not stored, and why. */
export interface RefusedCandle {
  readonly openTimeMs: number;
  readonly text: string;
}

/** Of what the candles are, and what is known of them. */
export interface AcceptContext extends Pick<SeriesKey, 'symbol' | 'timeframe'> {
  /** The time by which they must be over; absent: the venue's adapter has seen to that. */
  readonly nowMs?: number;
  /** Candles of the series that are stored: where none of them has a volume, 0 means unknown. */
  readonly known?: CandleColumns;
}

/** Comes with every answer of some venues: reporting it would drown what matters. */
const SILENT: readonly FindingCode[] = ['duplicate', 'running', 'closed'];

/**
 * Parts the candles of a venue's answer into sound ones in order and refused or mended ones, each with what is wrong,
 * by the same rules as rows of files (clean.ts): on the grid, one per time, over, with volumes that can be, without
 * those of a closed market.
 */
export function acceptCandles(
  candles: readonly Candle[],
  { symbol, timeframe, nowMs, known }: AcceptContext,
): { readonly candles: readonly Candle[]; readonly refused: readonly RefusedCandle[] } {
  const context = { timeframe, calendar: calendarOf(symbol), ...(nowMs === undefined ? {} : { nowMs }) };
  const { rows, findings } = cleanRows(rawRowsOf(columnsOf(candles)), context);
  const hasVolume = known === undefined || known.length === 0 || known.volume.some((volume) => volume > 0);
  return {
    candles: Array.from({ length: rows.length }, (_, row) => {
      const candle = candleAt(rows, row);
      return hasVolume || candle.volume !== 0 ? candle : { ...candle, volume: null };
    }),
    refused: findings
      .filter(({ action, code }) => (action === 'removed' && !SILENT.includes(code)) || code === 'high-low')
      .map(({ openTimeMs, say }) => ({ openTimeMs, text: say })),
  };
}
