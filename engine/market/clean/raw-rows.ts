import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { CandleColumns } from '../candle.ts';
import type { Timeframe } from '../timeframe.ts';

/**
 * Rows as a source gave them, as columns of equal length: any order, several for one time, unsound. A cell that could not
 * be read is NaN. openTimeMs is UTC; quoteVolume is what was traded in the quote currency, null when the source has none.
 */
export interface RawRows extends CandleColumns {
  readonly quoteVolume: Float64Array | null;
  /** 1-based line of a CSV file or element of a JSON array that each row came from; null when there is none. */
  readonly lines: Int32Array | null;
}

/** What clean() must know about the rows besides themselves. */
export interface CleanContext {
  readonly timeframe: Timeframe;
  readonly calendar: TradingCalendar;
  /** The moment at which the rows were got: what is not over by then is no candle yet. Absent: all are taken as closed. */
  readonly nowMs?: number;
  /** The rows are all that the source has, not an answer of it. Default: false. */
  readonly whole?: boolean;
}

/**
 * unreadable: a time or price is no number. out-of-order: came after a later row. off-grid: does not open on a multiple
 * of the timeframe. duplicate, conflict: another row for the same time with equal values, or with others. high-low:
 * high or low lie inside the body. unsound: a price that cannot be. volume-unsound: negative or infinite.
 * volume-swapped: base and quote volume changed places. volume-unknown: stated, but none (0 though the price moves, or
 * one figure throughout). zero-volume. running: not over yet. future: opens after now. closed: stands still while the
 * market is closed. level-break: the price changed its unit or its market and stayed. session: hours that the source
 * lacks week after week. bad-print: prices far off that nothing around confirms. bad-wick: the same of a high or low
 * alone. clock-shift: the trading week contradicts the clock. clock-slip: another source contradicts the clock. gap:
 * candles missing while the market was open. unfinished: the source marks the candle as still running. holiday: the
 * same around Christmas and New Year, when FX sessions are short.
 */
export type FindingCode =
  | 'unreadable'
  | 'unfinished'
  | 'out-of-order'
  | 'off-grid'
  | 'duplicate'
  | 'conflict'
  | 'high-low'
  | 'unsound'
  | 'volume-unsound'
  | 'volume-swapped'
  | 'volume-unknown'
  | 'zero-volume'
  | 'running'
  | 'future'
  | 'closed'
  | 'level-break'
  | 'session'
  | 'bad-print'
  | 'bad-wick'
  | 'clock-shift'
  | 'clock-slip'
  | 'gap'
  | 'holiday';

/** One thing that was wrong or odd with the rows, and what was done about it. */
export interface CleanFinding {
  readonly code: FindingCode;
  /** Open time of the first candle concerned, NaN when the row has none. For a gap the first one that is missing. */
  readonly openTimeMs: number;
  readonly action: 'kept' | 'repaired' | 'removed';
  /** Candles concerned: rows, or missing ones for a gap. */
  readonly candles: number;
  /** Line of the file, null when unknown. */
  readonly line: number | null;
  /** In words for a person: what was expected and what came. */
  readonly say: string;
  /** For a clock-shift: hours by which the stamps are late; negative when early. */
  readonly lateHours?: number;
}

/** Candles of a series as raw rows, for cleaning again. */
export function rawRowsOf(candles: CandleColumns): RawRows {
  return { ...candles, quoteVolume: null, lines: null };
}

/** Line of the file that a row came from. */
export function lineOf(rows: RawRows, row: number): number | null {
  return rows.lines?.[row] ?? null;
}

const COLUMNS = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const;
const EXTRA = ['spread', 'takerBuyVolume', 'quoteVolume'] as const;

/** The rows at the given places, in that order. Copies. */
export function pickRows(rows: RawRows, places: Int32Array): RawRows {
  const pick = (column: Float64Array): Float64Array => {
    const picked = new Float64Array(places.length);
    for (let at = 0; at < places.length; at += 1) picked[at] = column[places[at] ?? 0] ?? Number.NaN;
    return picked;
  };
  const [openTimeMs, open, high, low, close, volume] = COLUMNS.map((name) => pick(rows[name]));
  const [spread, takerBuyVolume, quoteVolume] = EXTRA.map((name) => {
    const column = rows[name];
    return column === null ? null : pick(column);
  });
  const none = new Float64Array(0);
  return {
    length: places.length,
    openTimeMs: openTimeMs ?? none,
    open: open ?? none,
    high: high ?? none,
    low: low ?? none,
    close: close ?? none,
    volume: volume ?? none,
    spread: spread ?? null,
    takerBuyVolume: takerBuyVolume ?? null,
    quoteVolume: quoteVolume ?? null,
    lines: rows.lines === null ? null : places.map((place) => rows.lines?.[place] ?? 0),
  };
}

/** The rows for which `keep` holds 1; the same object when that is all of them. */
export function keepRows(rows: RawRows, keep: Uint8Array): RawRows {
  let kept = 0;
  for (let row = 0; row < rows.length; row += 1) kept += keep[row] ?? 0;
  if (kept === rows.length) return rows;
  const places = new Int32Array(kept);
  let at = 0;
  for (let row = 0; row < rows.length; row += 1) {
    if (keep[row] !== 1) continue;
    places[at] = row;
    at += 1;
  }
  return pickRows(rows, places);
}
