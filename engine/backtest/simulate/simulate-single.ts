import type { CandleColumns } from '../../market/candle.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';
import type { BacktestPlan } from '../plan/plan.ts';
import { ENTER_LONG } from '../plan/signal-columns.ts';
import { entryVoid, lastRowOnLevel } from './entry-void.ts';
import { exitValue, filledPrice, moveValue, type SideSign, shareUntil, unitsFor } from './fills.ts';
import type { SingleRules } from './single-rules.ts';
import { AT_CLOSE, AT_OPEN, type ExitReason, pushTrade, type TradeLog, WITHIN } from './trade-log.ts';

/** Where a position ended: which row, at which moment of it, at which market price. */
interface Ending {
  row: number;
  moment: number;
  raw: number;
  reason: ExitReason;
  /** Equity at the worst moment of that row before the exit. */
  worst: number;
}

interface OpenPosition {
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

interface FollowedColumns {
  readonly action: Uint8Array;
  readonly equity: Float64Array;
  readonly worst: Float64Array;
  readonly ending: Ending;
}

/**
 * Follows a long position candle by candle, marking equity at each close and its worst within, until it ends; writes
 * where into `ending`. Stop and ruin are looked at only in candles that come near them: one comparison in all others.
 */
function followLong({ open, high, low, close }: CandleColumns, position: OpenPosition, out: FollowedColumns): Ending {
  const { entryRow, entryPrice, units, stop, target, leaveMask, renewMask, horizonCandles, limitRow, cash } = position;
  const { action, equity, worst, ending } = out;
  const near = Math.max(stop, nearRuin(position));
  let lastRow = Math.min(limitRow, entryRow + horizonCandles - 1);
  for (let row = entryRow; ; row += 1) {
    const first = open[row] ?? 0;
    if (row > entryRow && ((action[row - 1] ?? 0) & leaveMask) !== 0) return endAtOpen(ending, row, first);
    const bottom = low[row] ?? 0;
    if (bottom <= near || first >= target) {
      const isStopped = bottom <= stop && first < target;
      const adverse = first >= target ? first : isStopped ? Math.min(first, stop) : bottom;
      if (endWithin(position, out, { row, open: first, adverse, isStopped })) return ending;
    }
    const lowest = cash + units * (bottom - entryPrice);
    if ((high[row] ?? 0) >= target) return endAtTarget(ending, row, { raw: target, worst: lowest });
    const price = close[row] ?? 0;
    if (row === lastRow) {
      lastRow = renewedRow(position, row, (action[row] ?? 0) & renewMask);
      if (lastRow === row) return endAtClose(position, out, { row, raw: price, worst: lowest });
    }
    equity[row] = cash + units * (price - entryPrice);
    worst[row] = lowest;
  }
}

/** As followLong, mirrored. */
function followShort({ open, high, low, close }: CandleColumns, position: OpenPosition, out: FollowedColumns): Ending {
  const { entryRow, entryPrice, units, stop, target, leaveMask, renewMask, horizonCandles, limitRow, cash } = position;
  const { action, equity, worst, ending } = out;
  const near = Math.min(stop, nearRuin(position));
  let lastRow = Math.min(limitRow, entryRow + horizonCandles - 1);
  for (let row = entryRow; ; row += 1) {
    const first = open[row] ?? 0;
    if (row > entryRow && ((action[row - 1] ?? 0) & leaveMask) !== 0) return endAtOpen(ending, row, first);
    const top = high[row] ?? 0;
    if (top >= near || first <= target) {
      const isStopped = top >= stop && first > target;
      const adverse = first <= target ? first : isStopped ? Math.max(first, stop) : top;
      if (endWithin(position, out, { row, open: first, adverse, isStopped })) return ending;
    }
    const lowest = cash + -1 * units * (top - entryPrice);
    if ((low[row] ?? 0) <= target) return endAtTarget(ending, row, { raw: target, worst: lowest });
    const price = close[row] ?? 0;
    if (row === lastRow) {
      lastRow = renewedRow(position, row, (action[row] ?? 0) & renewMask);
      if (lastRow === row) return endAtClose(position, out, { row, raw: price, worst: lowest });
    }
    equity[row] = cash + -1 * units * (price - entryPrice);
    worst[row] = lowest;
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

/** A candle that opens beyond the target, or comes near the stop or ruin. */
interface NearCandle {
  readonly row: number;
  readonly open: number;
  /** The worst price of the candle while the position is held. */
  readonly adverse: number;
  readonly isStopped: boolean;
}

/** Ends a position that is ruined, stopped, or opens beyond its target in this candle; false when it is none of them. */
function endWithin(position: OpenPosition, { ending }: FollowedColumns, candle: NearCandle): boolean {
  const { row, open, adverse, isStopped } = candle;
  const { side, units, entryPrice, target, cash, costs } = position;
  if (isRuined(position, adverse)) {
    const [start, end] = [cash + exitValue(position, open, costs), cash + exitValue(position, adverse, costs)];
    const raw = open + Math.min(1, shareUntil(start, end, 0)) * (adverse - open);
    endAt(ending, { row, moment: WITHIN, raw, reason: 'ruin', worst: Number.POSITIVE_INFINITY });
    return true;
  }
  const isBeyond = side > 0 ? open >= target : open <= target;
  if (!isStopped && !isBeyond) return false;
  const worst = cash + moveValue(side, units, { from: entryPrice, to: adverse });
  endAt(ending, { row, moment: WITHIN, raw: adverse, reason: isStopped ? 'stop' : 'target', worst });
  return true;
}

/** The row until which a horizon that ends now goes on: this row when it does not. */
function renewedRow({ limitRow, horizonCandles }: OpenPosition, row: number, confirmed: number): number {
  return confirmed === 0 ? row : Math.min(limitRow, row + horizonCandles);
}

function endAtOpen(ending: Ending, row: number, raw: number): Ending {
  return endAt(ending, { row, moment: AT_OPEN, raw, reason: 'signal', worst: Number.POSITIVE_INFINITY });
}

function endAtTarget(ending: Ending, row: number, at: { readonly raw: number; readonly worst: number }): Ending {
  return endAt(ending, { row, moment: WITHIN, raw: at.raw, reason: 'target', worst: at.worst });
}

function endAtClose(
  position: OpenPosition,
  { action, ending }: FollowedColumns,
  { row, raw, worst }: { readonly row: number; readonly raw: number; readonly worst: number },
): Ending {
  return endAt(ending, { row, moment: AT_CLOSE, raw, reason: reasonAt(position, row, action[row] ?? 0), worst });
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

/** What a simulation leaves besides equity and trades. */
export interface SimulationTally {
  /** Steps during which a position was open. */
  readonly exposedSteps: number;
  /** Entry signals that could not be carried out, such as no volatility known yet or nothing left to invest. */
  readonly skippedEntries: number;
  /** Of these, dropped because the next candle came too late (plan.gaps). */
  readonly lateEntries: number;
  /** Of these, dropped because the price changed its level between the signal and the end of the entry candle. */
  readonly brokenEntries: number;
  /** Step in which the equity was gone; null when it never was. */
  readonly ruinedStep: number | null;
}

/** The columns that a simulation fills: equity at each close and at the worst moment of each step, and trades. */
export interface SimulatedColumns {
  readonly equity: Float64Array;
  readonly worst: Float64Array;
  readonly log: TradeLog;
}

/** A market and the plan, the latter also as the numbers of the short way. */
export interface SingleInput {
  readonly plan: BacktestPlan;
  readonly market: BacktestMarket;
  readonly rules: SingleRules;
}

/** The position that an entry opens at `entryRow`; null when its size is nothing. */
function enter(
  { market, rules }: SingleInput,
  cash: number,
  at: { entryRow: number; side: SideSign },
): OpenPosition | null {
  const { candles } = market;
  const { fee, adverse, fraction, lotStep, horizonCandles } = rules;
  const { entryRow, side } = at;
  const raw = candles.open[entryRow] ?? 0;
  const entryPrice = filledPrice(raw, side, adverse);
  const units = unitsFor({ equity: cash, fraction, price: entryPrice, fee, lotStep });
  if (units === 0) return null;
  const limitRow = lastRowOnLevel(market, entryRow);
  return {
    side,
    entryRow,
    entryPrice,
    units,
    stop: raw * (1 - side * rules.stop),
    target: raw * (1 + side * rules.target),
    leaveMask: side > 0 ? rules.leaveLongMask : rules.leaveShortMask,
    renewMask: side > 0 ? rules.renewLongMask : rules.renewShortMask,
    horizonCandles,
    limitRow,
    limitReason: limitRow < candles.length - 1 ? 'level-break' : 'end',
    cash: cash - units * entryPrice * fee,
    costs: { adverse, fee },
  };
}

/** Books the trade that has ended and answers the cash after it. */
function settle(
  { candles }: BacktestMarket,
  position: OpenPosition,
  { ending, log }: { ending: Ending; log: TradeLog },
): number {
  const { side, units, entryRow, entryPrice, cash, costs } = position;
  const { row: exitRow, moment: exitMoment, raw: exitRaw, reason } = ending;
  const exitPrice = filledPrice(exitRaw, side > 0 ? -1 : 1, costs.adverse);
  const exitFee = units * exitPrice * costs.fee;
  const gain = moveValue(side, units, { from: entryPrice, to: exitPrice });
  const fees = units * entryPrice * costs.fee + exitFee;
  const pnl = gain - fees;
  const entryRaw = candles.open[entryRow] ?? 0;
  // Written out: spreading parts into one object costs more than the rest of the trade.
  pushTrade(log, {
    market: 0,
    side,
    reason,
    exitMoment,
    entryRow,
    exitRow,
    entryRaw,
    exitRaw,
    entryPrice,
    exitPrice,
    units,
    fees,
    pnl,
  });
  return cash + (gain - exitFee);
}

/** Rows without a position for which a loop is faster than two calls of fill. */
const SHORT_REST = 64;

/**
 * Marks the rows from the exit of the last trade (the first row before any) to `to` with the cash of an account that holds
 * nothing. A function of its own values: in a closure over the simulation's loop, cash would be boxed at every write.
 */
function restUntil({ equity, worst, ending }: FollowedColumns, cash: number, to: number): void {
  const from = ending.row;
  if (to - from <= SHORT_REST) {
    for (let row = from; row < to; row += 1) {
      equity[row] = cash;
      worst[row] = cash;
    }
  } else {
    equity.fill(cash, from, to);
    worst.fill(cash, from, to);
  }
  // The exit candle's worst moment came before the exit.
  if (from < to && from > 0 && ending.worst < cash) worst[from] = ending.worst;
}

/**
 * The short way through a backtest, for plans of singleRulesOf: equity at each close into `equity`, trades into `log`.
 * Gives the same numbers as the general simulator, bit for bit, at many times its speed: rows without a position are
 * skipped over, and equity is only worked out while there is one.
 */
export function simulateSingle(input: SingleInput, { equity, worst, log }: SimulatedColumns): SimulationTally {
  const { plan, market, rules } = input;
  const { candles } = market;
  const { action } = market.signals;
  const { enterMask } = rules;
  const last = candles.length - 1;
  const ending: Ending = { row: 0, moment: 0, raw: 0, reason: 'end', worst: 0 };
  const out = { action, equity, worst, ending };
  const tally = { exposedSteps: 0, skippedEntries: 0, lateEntries: 0, brokenEntries: 0 };
  let cash = rules.startEquity;
  let row = 0;
  for (;;) {
    while (row < last && ((action[row] ?? 0) & enterMask) === 0) row += 1;
    if (row >= last) break;
    const entryRow = row + 1;
    const side: SideSign = ((action[row] ?? 0) & enterMask & ENTER_LONG) !== 0 ? 1 : -1;
    const cause = entryVoid(plan, market, entryRow);
    const position = cause === null ? enter(input, cash, { entryRow, side }) : null;
    if (position === null) {
      tally.skippedEntries += 1;
      if (cause === 'late') tally.lateEntries += 1;
      if (cause === 'level-break') tally.brokenEntries += 1;
      row += 1;
      continue;
    }
    restUntil(out, cash, entryRow);
    if (side > 0) followLong(candles, position, out);
    else followShort(candles, position, out);
    const { row: exitRow, moment, reason } = ending;
    cash = settle(market, position, { ending, log });
    const isAtOpen = moment === AT_OPEN;
    tally.exposedSteps += exitRow - entryRow + (isAtOpen ? 0 : 1);
    if (reason === 'ruin' || (cash <= 0 && reason !== 'end')) {
      restUntil(out, cash, candles.length);
      return { ...tally, ruinedStep: exitRow };
    }
    // The signal that ended the position at this open may enter at the same open.
    row = isAtOpen ? exitRow - 1 : exitRow;
  }
  restUntil(out, cash, candles.length);
  return { ...tally, ruinedStep: null };
}
