import type { CandleColumns } from './candle.ts';
import type { ContextColumns } from './context-columns.ts';

/** Candles and their length. */
export interface TimedCandles {
  readonly candles: CandleColumns;
  readonly timeframeMs: number;
}

/** The share of a candle that counts as its end. */
const LATE_SHARE = 1 / 4;

interface Path {
  readonly late: number;
  readonly turn: number;
  readonly efficiency: number;
  readonly closeLocation: number;
}

const UNKNOWN: Path = { late: Number.NaN, turn: Number.NaN, efficiency: Number.NaN, closeLocation: Number.NaN };

/** The path through finer candles [from, from + count), all of them there. */
function pathThrough({ open, high, low, close }: CandleColumns, from: number, count: number): Path {
  let [top, bottom, travelled] = [from, from, 0];
  let before = open[from] ?? 0;
  for (let at = from; at < from + count; at += 1) {
    if ((high[at] ?? 0) > (high[top] ?? 0)) top = at;
    if ((low[at] ?? 0) < (low[bottom] ?? 0)) bottom = at;
    travelled += Math.abs((close[at] ?? 0) - before);
    before = close[at] ?? 0;
  }
  const newest = from + count - 1;
  const last = close[newest] ?? 0;
  const range = (high[top] ?? 0) - (low[bottom] ?? 0);
  const lateFrom = from + count - Math.max(1, Math.round(count * LATE_SHARE));
  const height = (high[newest] ?? 0) - (low[newest] ?? 0);
  return {
    late: range > 0 ? (last - (open[lateFrom] ?? 0)) / range : 0,
    turn: (top - bottom) / Math.max(1, count - 1),
    efficiency: travelled > 0 ? (last - (open[from] ?? 0)) / travelled : 0,
    closeLocation: height > 0 ? (2 * last - (high[newest] ?? 0) - (low[newest] ?? 0)) / height : 0,
  };
}

/**
 * How price went within each candle, from finer candles of the same market; all between −1 and 1. NaN where one of the
 * finer candles is missing: all of them have closed when the candle does, none later is looked at. Throws when the
 * finer ones do not divide a candle.
 */
export function pathColumns({ candles, timeframeMs }: TimedCandles, finer: TimedCandles): ContextColumns {
  const count = timeframeMs / finer.timeframeMs;
  if (!Number.isInteger(count) || count < 2) {
    throw new Error(
      `expected finer candles that divide ${timeframeMs / 60_000} min, was ${finer.timeframeMs / 60_000} min`,
    );
  }
  const times = finer.candles.openTimeMs;
  const column = (): Float64Array => new Float64Array(candles.length);
  const [late, turn, efficiency, closeLocation] = [column(), column(), column(), column()];
  let at = 0;
  for (let row = 0; row < candles.length; row += 1) {
    const openMs = candles.openTimeMs[row] ?? 0;
    while (at < times.length && (times[at] ?? 0) < openMs) at += 1;
    const newestMs = openMs + timeframeMs - finer.timeframeMs;
    const isWhole = times[at] === openMs && times[at + count - 1] === newestMs;
    const path = isWhole ? pathThrough(finer.candles, at, count) : UNKNOWN;
    late[row] = path.late;
    turn[row] = path.turn;
    efficiency[row] = path.efficiency;
    closeLocation[row] = path.closeLocation;
  }
  return { pathLate: late, pathTurn: turn, pathEfficiency: efficiency, pathCloseLocation: closeLocation };
}
