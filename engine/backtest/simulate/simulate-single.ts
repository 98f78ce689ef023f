import { filledPrice, moveValue, type SideSign, unitsFor } from '../../signals/fills.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';
import type { BacktestPlan } from '../plan/plan.ts';
import { ENTER_LONG } from '../plan/signal-columns.ts';
import { entryVoid, lastRowOnLevel } from './entry-void.ts';
import { type Ending, followPosition, type OpenPosition } from './follow-position.ts';
import type { SingleRules } from './single-rules.ts';
import { AT_OPEN, pushTrade, type TradeLog } from './trade-log.ts';
import { noteHeld, noteStep, type WorstMoments } from './worst-moments.ts';

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

/** What the short way fills: equity at each close, trades, and the worst moments as a column or as their drawdown alone. */
export interface SingleColumns {
  readonly equity: Float64Array;
  readonly worst: WorstMoments;
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
function restUntil({ equity, worst, ending }: RestColumns, cash: number, to: number): void {
  const from = ending.row;
  if (from >= to) return;
  fillRows(equity, cash, { from, to });
  // The exit candle's worst moment came before the exit.
  const low = from > 0 && ending.worst < cash ? ending.worst : cash;
  if (worst instanceof Float64Array) {
    fillRows(worst, cash, { from, to });
    worst[from] = low;
  } else noteStep(worst, low, cash);
}

interface RestColumns {
  readonly equity: Float64Array;
  readonly worst: WorstMoments;
  readonly ending: Ending;
}

function fillRows(
  column: Float64Array,
  value: number,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  if (to - from > SHORT_REST) column.fill(value, from, to);
  else for (let row = from; row < to; row += 1) column[row] = value;
}

/**
 * The short way through a backtest, for plans of singleRulesOf: equity at each close into `equity`, trades into `log`.
 * Gives the same numbers as the general simulator, bit for bit, at many times its speed: rows without a position are
 * skipped over, and equity is only worked out while there is one.
 */
export function simulateSingle(input: SingleInput, { equity, worst, log }: SingleColumns): SimulationTally {
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
    followPosition(candles, position, out);
    noteHeld(candles, position, out);
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
