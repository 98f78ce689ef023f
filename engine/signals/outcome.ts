import { type CandleColumns, candleAt } from '../market/candle.ts';
import type { Outcome, Signal } from './signal.ts';

/** Candles a signal waits for the one it was about before that one is called missing. */
const PATIENCE_CANDLES = 3;

/**
 * How a signal ended, from closed candles (oldest first): right when the candle that opened at its closeTimeMs moved
 * to its side. Null while that candle may still come; "void" once a later one is there or three candle lengths have
 * passed, and where `isVoid` says that the candle is no outcome. returnBps = ln(close / open)·10⁴, signed by the
 * side, before cost: the entry is that candle's open, the exit its close.
 */
export function outcomeOf(
  signal: Pick<Signal, 'closeTimeMs' | 'side'>,
  candles: CandleColumns,
  time: { readonly nowMs: number; readonly candleMs: number; readonly isVoid?: boolean },
): Outcome | null {
  const row = candles.openTimeMs.indexOf(signal.closeTimeMs);
  if (row < 0) {
    const newest = candles.openTimeMs[candles.length - 1] ?? Number.NEGATIVE_INFINITY;
    const waitedMs = time.nowMs - (signal.closeTimeMs + time.candleMs);
    if (newest <= signal.closeTimeMs && waitedMs < PATIENCE_CANDLES * time.candleMs) return null;
    return voidAt(time.nowMs);
  }
  if (time.isVoid === true) return voidAt(time.nowMs);
  const { open, high, low, close } = candleAt(candles, row);
  const sign = signal.side === 'BUY' ? 1 : -1;
  const returnBps = close === open ? 0 : sign * Math.log(close / open) * 10_000;
  const type = returnBps === 0 ? 'flat' : returnBps > 0 ? 'right' : 'wrong';
  return { type, open, high, low, close, returnBps, settledAtMs: time.nowMs };
}

function voidAt(settledAtMs: number): Outcome {
  return { type: 'void', open: null, high: null, low: null, close: null, returnBps: null, settledAtMs };
}
