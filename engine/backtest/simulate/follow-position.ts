import type { CandleColumns } from '../../market/candle.ts';
import { exitValue, moveValue, type SideSign, shareUntil } from '../../signals/fills.ts';
import { AT_CLOSE, AT_OPEN, type ExitReason, WITHIN } from './trade-log.ts';

/** Where a position ended: which row, at which moment of it, at which market price. */
export interface Ending {
  row: number;
  moment: number;
  raw: number;
  reason: ExitReason;
  /** Equity at the worst moment of that row before the exit. */
  worst: number;
}

/** A position from its entry on, as the loops that follow it need it; prices are the market's. */
export interface OpenPosition {
  readonly side: SideSign;
  readonly entryRow: number;
  readonly entryPrice: number;
  readonly units: number;
  readonly stop: number;
  readonly target: number;
  readonly leaveMask: number;
  readonly renewMask: number;
  readonly horizonCandles: number;
  /** Last row before a change of level, or the last there is, and why a position still open there ends. */
  readonly limitRow: number;
  readonly limitReason: ExitReason;
  /** Cash while the position is open. */
  readonly cash: number;
  /** Of a market order. */
  readonly costs: { readonly adverse: number; readonly fee: number };
}

/** What a position is followed by and writes into. */
export interface FollowedColumns {
  readonly action: Uint8Array;
  readonly equity: Float64Array;
  readonly ending: Ending;
}

/**
 * Follows a long position candle by candle, marking equity at each close, until it ends; writes where into `ending`.
 * Stop, target and ruin are looked at only in candles that come near them: two comparisons in all others.
 */
function followLong({ open, high, low, close }: CandleColumns, position: OpenPosition, out: FollowedColumns): Ending {
  const { entryRow, entryPrice, units, stop, target, leaveMask, renewMask, horizonCandles, limitRow, cash } = position;
  const { action, equity, ending } = out;
  const near = Math.max(stop, nearRuin(position));
  let lastRow = Math.min(limitRow, entryRow + horizonCandles - 1);
  for (let row = entryRow; ; row += 1) {
    if (row > entryRow && ((action[row - 1] ?? 0) & leaveMask) !== 0) return endAtOpen(ending, row, open[row] ?? 0);
    const bottom = low[row] ?? 0;
    const top = high[row] ?? 0;
    if (bottom <= near || top >= target) {
      const first = open[row] ?? 0;
      const isStopped = bottom <= stop && first < target;
      const adverse = first >= target ? first : isStopped ? Math.min(first, stop) : bottom;
      if (endWithin(position, ending, { row, open: first, adverse, isStopped, isReached: top >= target }))
        return ending;
    }
    const price = close[row] ?? 0;
    if (row === lastRow) {
      lastRow = renewedRow(position, row, (action[row] ?? 0) & renewMask);
      if (lastRow === row) return endAtClose(position, out, { row, raw: price, adverse: bottom });
    }
    equity[row] = cash + units * (price - entryPrice);
  }
}

/** As followLong, mirrored. */
function followShort({ open, high, low, close }: CandleColumns, position: OpenPosition, out: FollowedColumns): Ending {
  const { entryRow, entryPrice, units, stop, target, leaveMask, renewMask, horizonCandles, limitRow, cash } = position;
  const { action, equity, ending } = out;
  const near = Math.min(stop, nearRuin(position));
  let lastRow = Math.min(limitRow, entryRow + horizonCandles - 1);
  for (let row = entryRow; ; row += 1) {
    if (row > entryRow && ((action[row - 1] ?? 0) & leaveMask) !== 0) return endAtOpen(ending, row, open[row] ?? 0);
    const bottom = low[row] ?? 0;
    const top = high[row] ?? 0;
    if (top >= near || bottom <= target) {
      const first = open[row] ?? 0;
      const isStopped = top >= stop && first > target;
      const adverse = first <= target ? first : isStopped ? Math.max(first, stop) : top;
      if (endWithin(position, ending, { row, open: first, adverse, isStopped, isReached: bottom <= target }))
        return ending;
    }
    const price = close[row] ?? 0;
    if (row === lastRow) {
      lastRow = renewedRow(position, row, (action[row] ?? 0) & renewMask);
      if (lastRow === row) return endAtClose(position, out, { row, raw: price, adverse: top });
    }
    equity[row] = cash + -1 * units * (price - entryPrice);
  }
}

/** How far from the price of ruin a candle is judged exactly: far above the rounding of a price, far below a tick. */
const RUIN_MARGIN = 1e-9;

/**
 * The market price from which on `isRuined` has to be asked: a long at or below it, a short at or above it. Solved from
 * cash + exitValue = 0, which is linear in the price, and moved towards the entry by more than rounding may be off.
 */
function nearRuin({ side, units, entryPrice, cash, costs }: OpenPosition): number {
  const { adverse, fee } = costs;
  const margin = RUIN_MARGIN * (Math.abs(cash / units) + entryPrice);
  if (side > 0) return (entryPrice - cash / units + margin) / ((1 - adverse) * (1 - fee));
  return (entryPrice + cash / units - margin) / ((1 + adverse) * (1 + fee));
}

/** Whether leaving at this price would leave nothing of the account. */
function isRuined(position: OpenPosition, raw: number): boolean {
  return position.cash + exitValue(position, raw, position.costs) <= 0;
}

/** A candle that comes near the target, the stop or ruin. */
interface NearCandle {
  readonly row: number;
  readonly open: number;
  /** The worst price of the candle while the position is held. */
  readonly adverse: number;
  readonly isStopped: boolean;
  readonly isReached: boolean;
}

/** Equity before the costs of leaving, with the market at `raw`. */
function valueAt({ side, units, entryPrice, cash }: OpenPosition, raw: number): number {
  return cash + moveValue(side, units, { from: entryPrice, to: raw });
}

/** Ends a position that is ruined, stopped, or reaches its target in this candle; false when it is none of them. */
function endWithin(position: OpenPosition, ending: Ending, candle: NearCandle): boolean {
  const { row, open, adverse, isStopped, isReached } = candle;
  const { side, target, cash, costs } = position;
  if (isRuined(position, adverse)) {
    const [start, end] = [cash + exitValue(position, open, costs), cash + exitValue(position, adverse, costs)];
    const raw = open + Math.min(1, shareUntil(start, end, 0)) * (adverse - open);
    endAt(ending, { row, moment: WITHIN, raw, reason: 'ruin', worst: Number.POSITIVE_INFINITY });
    return true;
  }
  if (!isStopped && !isReached) return false;
  const isBeyond = side > 0 ? open >= target : open <= target;
  const raw = isStopped || isBeyond ? adverse : target;
  endAt(ending, { row, moment: WITHIN, raw, reason: isStopped ? 'stop' : 'target', worst: valueAt(position, adverse) });
  return true;
}

/** The row until which a horizon that ends now goes on: this row when it does not. */
function renewedRow({ limitRow, horizonCandles }: OpenPosition, row: number, confirmed: number): number {
  return confirmed === 0 ? row : Math.min(limitRow, row + horizonCandles);
}

function endAtOpen(ending: Ending, row: number, raw: number): Ending {
  return endAt(ending, { row, moment: AT_OPEN, raw, reason: 'signal', worst: Number.POSITIVE_INFINITY });
}

function endAtClose(
  position: OpenPosition,
  { action, ending }: FollowedColumns,
  { row, raw, adverse }: { readonly row: number; readonly raw: number; readonly adverse: number },
): Ending {
  const reason = reasonAt(position, row, action[row] ?? 0);
  return endAt(ending, { row, moment: AT_CLOSE, raw, reason, worst: valueAt(position, adverse) });
}

/** Written into the one `ending` of a simulation: an object for each trade would be garbage. */
function endAt(ending: Ending, { row, moment, raw, reason, worst }: Readonly<Ending>): Ending {
  ending.row = row;
  ending.moment = moment;
  ending.raw = raw;
  ending.reason = reason;
  ending.worst = worst;
  return ending;
}

/** The last row followed is the horizon's, unless it is the last on its level or of all and the horizon would have gone on. */
function reasonAt(position: OpenPosition, row: number, action: number): ExitReason {
  const { entryRow, horizonCandles, renewMask, limitReason } = position;
  const isDue = (row - entryRow + 1) % horizonCandles === 0 && (action & renewMask) === 0;
  return isDue ? 'horizon' : limitReason;
}

/** Follows a position to its end, which is written into `out.ending` and returned. */
export function followPosition(candles: CandleColumns, position: OpenPosition, out: FollowedColumns): Ending {
  return position.side > 0 ? followLong(candles, position, out) : followShort(candles, position, out);
}
