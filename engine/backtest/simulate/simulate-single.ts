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

/** Follows a long position candle by candle, marking equity at each close and its worst within, until it ends; writes where into `ending`. */
function followLong({ open, high, low, close }: CandleColumns, position: OpenPosition, out: FollowedColumns): Ending {
  const { entryRow, entryPrice, units, stop, target, leaveMask, renewMask, horizonCandles, limitRow, cash } = position;
  const { action, equity, worst, ending } = out;
  let lastRow = Math.min(limitRow, entryRow + horizonCandles - 1);
  for (let row = entryRow; ; row += 1) {
    const first = open[row] ?? 0;
    if (row > entryRow && ((action[row - 1] ?? 0) & leaveMask) !== 0) return endAtOpen(ending, row, first);
    const bottom = low[row] ?? 0;
    const isStopped = bottom <= stop && first < target;
    const adverse = first >= target ? first : isStopped ? Math.min(first, stop) : bottom;
    ending.worst = cash + units * (adverse - entryPrice);
    if (isRuined(position, adverse)) return endByRuin(position, out, { row, open: first, adverse });
    if (isStopped) return endAt(ending, row, WITHIN, adverse, 'stop');
    if (first >= target) return endAt(ending, row, WITHIN, first, 'target');
    if ((high[row] ?? 0) >= target) return endAt(ending, row, WITHIN, target, 'target');
    const price = close[row] ?? 0;
    if (row === lastRow) {
      lastRow = renewedRow(position, row, (action[row] ?? 0) & renewMask);
      if (lastRow === row) return endAt(ending, row, AT_CLOSE, price, reasonAt(position, row, action[row] ?? 0));
    }
    equity[row] = cash + units * (price - entryPrice);
    worst[row] = ending.worst;
  }
}

/** As followLong, mirrored. */
function followShort({ open, high, low, close }: CandleColumns, position: OpenPosition, out: FollowedColumns): Ending {
  const { entryRow, entryPrice, units, stop, target, leaveMask, renewMask, horizonCandles, limitRow, cash } = position;
  const { action, equity, worst, ending } = out;
  let lastRow = Math.min(limitRow, entryRow + horizonCandles - 1);
  for (let row = entryRow; ; row += 1) {
    const first = open[row] ?? 0;
    if (row > entryRow && ((action[row - 1] ?? 0) & leaveMask) !== 0) return endAtOpen(ending, row, first);
    const top = high[row] ?? 0;
    const isStopped = top >= stop && first > target;
    const adverse = first <= target ? first : isStopped ? Math.max(first, stop) : top;
    ending.worst = cash + -1 * units * (adverse - entryPrice);
    if (isRuined(position, adverse)) return endByRuin(position, out, { row, open: first, adverse });
    if (isStopped) return endAt(ending, row, WITHIN, adverse, 'stop');
    if (first <= target) return endAt(ending, row, WITHIN, first, 'target');
    if ((low[row] ?? 0) <= target) return endAt(ending, row, WITHIN, target, 'target');
    const price = close[row] ?? 0;
    if (row === lastRow) {
      lastRow = renewedRow(position, row, (action[row] ?? 0) & renewMask);
      if (lastRow === row) return endAt(ending, row, AT_CLOSE, price, reasonAt(position, row, action[row] ?? 0));
    }
    equity[row] = cash + -1 * units * (price - entryPrice);
    worst[row] = ending.worst;
  }
}

/** Whether leaving at this price would leave nothing of the account. */
function isRuined(position: OpenPosition, raw: number): boolean {
  return position.cash + exitValue(position, raw, position.costs) <= 0;
}

/** Leaves where nothing is left on the way from the open to the adverse price. */
function endByRuin(
  position: OpenPosition,
  { ending }: FollowedColumns,
  { row, open, adverse }: { readonly row: number; readonly open: number; readonly adverse: number },
): Ending {
  const { cash, costs } = position;
  const [start, end] = [cash + exitValue(position, open, costs), cash + exitValue(position, adverse, costs)];
  const raw = open + Math.min(1, shareUntil(start, end, 0)) * (adverse - open);
  ending.worst = Number.POSITIVE_INFINITY;
  return endAt(ending, row, WITHIN, raw, 'ruin');
}

/** The row until which a horizon that ends now goes on: this row when it does not. */
function renewedRow({ limitRow, horizonCandles }: OpenPosition, row: number, confirmed: number): number {
  return confirmed === 0 ? row : Math.min(limitRow, row + horizonCandles);
}

function endAtOpen(ending: Ending, row: number, raw: number): Ending {
  ending.worst = Number.POSITIVE_INFINITY;
  return endAt(ending, row, AT_OPEN, raw, 'signal');
}

function endAt(ending: Ending, row: number, moment: number, raw: number, reason: ExitReason): Ending {
  ending.row = row;
  ending.moment = moment;
  ending.raw = raw;
  ending.reason = reason;
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

/**
 * The short way through a backtest, for plans of singleRulesOf: equity at each close into `equity`, trades into `log`. Gives the same numbers as the
 * general simulator, bit for bit, at many times its speed: rows without a position are skipped over, and equity is only worked out while there is one.
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
  let written = 0;
  let row = 0;
  const rest = (to: number): void => {
    equity.fill(cash, written, to);
    worst.fill(cash, written, to);
    // The exit candle's worst moment came before the exit.
    if (written < to && written > 0 && ending.worst < cash) worst[written] = ending.worst;
  };
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
    rest(entryRow);
    if (side > 0) followLong(candles, position, out);
    else followShort(candles, position, out);
    const { row: exitRow, moment, reason } = ending;
    cash = settle(market, position, { ending, log });
    const isAtOpen = moment === AT_OPEN;
    tally.exposedSteps += exitRow - entryRow + (isAtOpen ? 0 : 1);
    written = exitRow;
    if (reason === 'ruin' || (cash <= 0 && reason !== 'end')) {
      rest(candles.length);
      return { ...tally, ruinedStep: exitRow };
    }
    // The signal that ended the position at this open may enter at the same open.
    row = isAtOpen ? exitRow - 1 : exitRow;
  }
  rest(candles.length);
  return { ...tally, ruinedStep: null };
}
