import type { Candle, CandleColumns } from '../../market/candle.ts';
import { firstRowAt } from '../../market/rows.ts';
import { levelTouched } from '../../signals/fills.ts';
import { exitAmong, exitWithin, type FinerCandles } from '../../signals/outcome.ts';
import type { Side, Signal } from '../../signals/signal.ts';

/**
 * The price a reader could have had on getting a signal `delayMs` after the open of the candle it is about, or null when
 * that candle was over. With finer candles: the first open of one at or after the delivery. Without: the open moved
 * against the reader, towards the candle's worst price, by the square root of the elapsed share, as the range of a
 * random walk grows. Nothing elapsed costs nothing, a whole candle the worst price.
 */
export function readerEntry(
  candle: { readonly openTimeMs: number; readonly open: number; readonly high: number; readonly low: number },
  side: Side,
  read: { readonly delayMs: number; readonly candleMs: number; readonly finer: CandleColumns | null },
): number | null {
  const { delayMs, candleMs, finer } = read;
  if (delayMs >= candleMs) return null;
  if (delayMs <= 0) return candle.open;
  const seen = finer === null ? null : openAfter(finer, candle.openTimeMs + delayMs, candle.openTimeMs + candleMs);
  // A finer candle of another venue's rounding may lie a hair outside the coarse one.
  if (seen !== null) return Math.max(candle.low, Math.min(candle.high, seen));
  const worst = side === 'BUY' ? candle.high : candle.low;
  return candle.open + (worst - candle.open) * Math.sqrt(delayMs / candleMs);
}

/** Open of the first candle in [fromMs, toMs), or null when there is none. */
function openAfter(candles: CandleColumns, fromMs: number, toMs: number): number | null {
  const row = firstRowAt(candles, fromMs);
  const timeMs = candles.openTimeMs[row] ?? Number.POSITIVE_INFINITY;
  return timeMs < toMs ? (candles.open[row] ?? null) : null;
}

/** A trade within one candle by its signal's printed plan. */
export interface ReaderTrade {
  readonly entry: number;
  readonly exit: number;
  readonly touched: 'stop' | 'target' | 'horizon';
}

/** When a reader got a signal, and what is known of prices within its candle. */
export interface ReaderQuestion {
  readonly delayMs: number;
  readonly candleMs: number;
  readonly finer: FinerCandles | null;
}

/**
 * How a reader who got a signal `delayMs` after the open of its candle could have followed its printed plan over that candle, or
 * null when the candle was over. Without a delay it is the plan's outcome to the last digit (outcomeOf). With finer candles only
 * what came from the reader's entry on counts. Without them the order within the candle is unknown: a late reader has the
 * record's stop, and its target only where that lies beyond the worsened entry, so that no delay pays.
 */
export function readerTrade(signal: Signal, candle: Candle, read: ReaderQuestion): ReaderTrade | null {
  const { delayMs, candleMs, finer } = read;
  const entry = readerEntry(candle, signal.side, { delayMs, candleMs, finer: finer?.candles ?? null });
  if (entry === null) return null;
  const exit = exitOf(signal, candle, { ...read, entry });
  if (exit === null) return { entry, exit: candle.close, touched: 'horizon' };
  const touched = exit.touched === 'stop' || exit.touched === 'target' ? exit.touched : 'horizon';
  // A finer candle of another venue's rounding may lie a hair outside the coarse one.
  return { entry, exit: Math.max(candle.low, Math.min(candle.high, exit.price)), touched };
}

function exitOf(
  signal: Signal,
  candle: Candle,
  { delayMs, candleMs, finer, entry }: ReaderQuestion & { readonly entry: number },
) {
  const record = exitWithin(signal, candle, { candleMs, finer });
  if (delayMs <= 0) return record;
  const side = signal.side === 'BUY' ? 1 : -1;
  const readMs = candle.openTimeMs + delayMs;
  const endMs = candle.openTimeMs + candleMs;
  if (finer !== null && openAfter(finer.candles, readMs, endMs) !== null)
    return exitAmong(signal, finer, [readMs, endMs]);
  const target = record?.touched === 'target' ? signal.target : null;
  const held = {
    side,
    stop: signal.stop,
    target: target ?? side * Number.POSITIVE_INFINITY,
    ownsCandle: true,
  } as const;
  const touch = levelTouched(held, { ...candle, open: entry }, false);
  return touch === null ? null : { touched: touch.level, price: touch.price };
}
