import type { Candle } from '../../../engine/market/candle.ts';
import { type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import { ENGLISH } from '../../texts/language.ts';
import { showValue } from './show-value.ts';

const { plain } = ENGLISH;

/** Rows one request may carry; about 450 KB of JSON. */
export const MAX_CANDLE_ROWS = 5_000;

export type CandleRowsResult =
  | { readonly type: 'candles'; readonly candles: readonly Candle[] }
  /** `field` names the row: "candles[3]". */
  | { readonly type: 'refused'; readonly field: string; readonly detail: string };

/** 2100-01-01: later times are a mistake of unit (microseconds), and far later ones have no calendar date. */
export const LATEST_OPEN_TIME_MS = 4_102_444_800_000;
/** Wide enough for any price and volume quoted anywhere, narrow enough that sums and ratios stay finite. */
export const PRICE_RANGE = { least: 1e-12, most: 1e12 } as const;
export const MOST_VOLUME = 1e18;
const PRICE_NAMES = ['open', 'high', 'low', 'close'] as const;

/**
 * Candles from rows in ccxt's order [openTimeMs, open, high, low, close, volume|null], oldest first. Gaps are allowed;
 * what is not a candle, off the timeframe's grid, out of order or twice is refused with the row's name.
 */
export function parseCandleRows(rows: unknown, timeframe: Timeframe): CandleRowsResult {
  if (!Array.isArray(rows)) return refused('candles', plain('rows-none-array', { value: showValue(rows) }));
  if (rows.length === 0) return refused('candles', plain('rows-empty'));
  if (rows.length > MAX_CANDLE_ROWS) {
    return refused('candles', plain('rows-too-many', { most: String(MAX_CANDLE_ROWS), rows: String(rows.length) }));
  }
  const stepMs = timeframeMs(timeframe);
  const candles: Candle[] = [];
  let previousMs = Number.NEGATIVE_INFINITY;
  for (const [index, row] of rows.entries()) {
    const candle = parseRow(row);
    if (typeof candle === 'string') return refused(`candles[${index}]`, candle);
    const problem = gridProblem(candle.openTimeMs, previousMs, stepMs);
    if (problem !== null) return refused(`candles[${index}]`, problem);
    previousMs = candle.openTimeMs;
    candles.push(candle);
  }
  return { type: 'candles', candles };
}

/** The candle a row holds, or what is wrong with it. */
function parseRow(row: unknown): Candle | string {
  if (!Array.isArray(row)) return plain('row-form', { value: showValue(row) });
  if (row.length !== 6) return plain('row-length', { values: String(row.length) });
  const [openTimeMs, open, high, low, close, volume]: readonly unknown[] = row;
  if (
    typeof openTimeMs !== 'number' ||
    !Number.isInteger(openTimeMs) ||
    openTimeMs < 0 ||
    openTimeMs > LATEST_OPEN_TIME_MS
  ) {
    return plain('row-time', { value: showValue(openTimeMs) });
  }
  if (!isPrice(open) || !isPrice(high) || !isPrice(low) || !isPrice(close)) {
    const at = [open, high, low, close].findIndex((value) => !isPrice(value));
    return plain('row-price', { name: PRICE_NAMES[at] ?? '', value: showValue(row[at + 1]) });
  }
  if (high < Math.max(open, close, low)) return plain('row-high', { value: String(high) });
  if (low > Math.min(open, close)) return plain('row-low', { value: String(low) });
  if (volume !== null && !isVolume(volume)) return plain('row-volume', { value: showValue(volume) });
  return { openTimeMs, open, high, low, close, volume };
}

function gridProblem(openTimeMs: number, previousMs: number, stepMs: number): string | null {
  if (openTimeMs % stepMs !== 0) return plain('row-off-grid', { step: String(stepMs), time: String(openTimeMs) });
  if (openTimeMs === previousMs) return plain('row-twice', { time: String(openTimeMs) });
  if (openTimeMs < previousMs) return plain('row-order', { time: String(openTimeMs), before: String(previousMs) });
  return null;
}

function isPrice(value: unknown): value is number {
  return typeof value === 'number' && value >= PRICE_RANGE.least && value <= PRICE_RANGE.most;
}

function isVolume(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= MOST_VOLUME;
}

function refused(field: string, detail: string): CandleRowsResult {
  return { type: 'refused', field, detail };
}
