import type { CandleColumns } from '../market/candle.ts';
import { filledPrice, moveValue, type SideSign, unitsFor } from './fills.ts';
import type { BacktestPlan } from './plan.ts';
import { ENTER_LONG, ENTER_SHORT, LEAVE_LONG, LEAVE_SHORT } from './signal-columns.ts';
import { AT_CLOSE, AT_OPEN, type ExitReason, pushTrade, type TradeLog, WITHIN } from './trade-log.ts';

/** The numbers of a plan that the short way can take: one market, one position, everything a fixed fraction. */
export interface SingleRules {
  readonly startEquity: number;
  readonly enterMask: number;
  readonly leaveLongMask: number;
  readonly leaveShortMask: number;
  /** Fractions of the entry price; Infinity for none. */
  readonly stop: number;
  readonly target: number;
  readonly horizonCandles: number;
  readonly fraction: number;
  readonly fee: number;
  /** Half spread and slippage. */
  readonly adverse: number;
  readonly lotStep: number;
}

/** ENTER bits that the plan's sides allow. */
export function enterMaskOf({ sides }: BacktestPlan): number {
  return sides === 'both' ? ENTER_LONG | ENTER_SHORT : sides === 'long' ? ENTER_LONG : ENTER_SHORT;
}

/** Bits that end a position of a side. */
export function leaveMaskOf(side: SideSign, { exitOnOpposite }: BacktestPlan): number {
  if (side > 0) return LEAVE_LONG | (exitOnOpposite ? ENTER_SHORT : 0);
  return LEAVE_SHORT | (exitOnOpposite ? ENTER_LONG : 0);
}

/** The plan as the short way takes it, or null when it needs the general one. */
export function singleRulesOf(plan: BacktestPlan): SingleRules | null {
  const { stop, target, costs, sizing } = plan;
  const isPlain =
    plan.entry.type === 'market' &&
    plan.trailing === null &&
    plan.breakEven === null &&
    plan.timeExit === null &&
    plan.maxPositions === 1 &&
    plan.maxDailyLoss === null &&
    plan.coolDown === null &&
    plan.gaps === 'fill' &&
    costs.slippageSigmas === 0 &&
    costs.makerFee === null &&
    costs.fundingPer8h === 0;
  if (!isPlain || costs.halfSpread.type !== 'fixed') return null;
  if (sizing.type !== 'fraction' || sizing.fraction > plan.maxExposure) return null;
  if ((stop !== null && stop.type !== 'percent') || (target !== null && target.type !== 'percent')) return null;
  return {
    startEquity: plan.startEquity,
    enterMask: enterMaskOf(plan),
    leaveLongMask: leaveMaskOf(1, plan),
    leaveShortMask: leaveMaskOf(-1, plan),
    stop: stop?.fraction ?? Number.POSITIVE_INFINITY,
    target: target?.fraction ?? Number.POSITIVE_INFINITY,
    horizonCandles: plan.horizonCandles ?? Number.POSITIVE_INFINITY,
    fraction: sizing.fraction,
    fee: costs.fee,
    adverse: costs.halfSpread.fraction + costs.slippage,
    lotStep: plan.lotStep ?? 0,
  };
}

/** Where a position ended: which row, at which moment of it, at which market price. */
interface Ending {
  row: number;
  moment: number;
  raw: number;
  reason: ExitReason;
}

interface OpenPosition {
  readonly side: SideSign;
  readonly entryRow: number;
  readonly entryPrice: number;
  readonly units: number;
  readonly stop: number;
  readonly target: number;
  readonly leaveMask: number;
  readonly lastRow: number;
  /** Cash while the position is open. */
  readonly cash: number;
}

/** Follows a long position candle by candle, marking equity at each close, until it ends; writes where into `ending`. */
function followLong(
  { open, high, low, close }: CandleColumns,
  position: OpenPosition,
  out: { readonly action: Uint8Array; readonly equity: Float64Array; readonly ending: Ending },
): Ending {
  const { entryRow, entryPrice, units, stop, target, leaveMask, lastRow, cash } = position;
  const { action, equity, ending } = out;
  for (let row = entryRow; ; row += 1) {
    if (row > entryRow && ((action[row - 1] ?? 0) & leaveMask) !== 0)
      return endAt(ending, row, AT_OPEN, open[row] ?? 0, 'signal');
    if ((low[row] ?? 0) <= stop || (high[row] ?? 0) >= target) {
      const price = open[row] ?? 0;
      if (price <= stop) return endAt(ending, row, WITHIN, price, 'stop');
      if (price >= target) return endAt(ending, row, WITHIN, price, 'target');
      if ((low[row] ?? 0) <= stop) return endAt(ending, row, WITHIN, stop, 'stop');
      return endAt(ending, row, WITHIN, target, 'target');
    }
    const price = close[row] ?? 0;
    if (row === lastRow) return endAt(ending, row, AT_CLOSE, price, 'horizon');
    const marked = cash + units * (price - entryPrice);
    if (marked <= 0) return endAt(ending, row, AT_CLOSE, price, 'ruin');
    equity[row] = marked;
  }
}

/** As followLong, mirrored. */
function followShort(
  { open, high, low, close }: CandleColumns,
  position: OpenPosition,
  out: { readonly action: Uint8Array; readonly equity: Float64Array; readonly ending: Ending },
): Ending {
  const { entryRow, entryPrice, units, stop, target, leaveMask, lastRow, cash } = position;
  const { action, equity, ending } = out;
  for (let row = entryRow; ; row += 1) {
    if (row > entryRow && ((action[row - 1] ?? 0) & leaveMask) !== 0)
      return endAt(ending, row, AT_OPEN, open[row] ?? 0, 'signal');
    if ((high[row] ?? 0) >= stop || (low[row] ?? 0) <= target) {
      const price = open[row] ?? 0;
      if (price >= stop) return endAt(ending, row, WITHIN, price, 'stop');
      if (price <= target) return endAt(ending, row, WITHIN, price, 'target');
      if ((high[row] ?? 0) >= stop) return endAt(ending, row, WITHIN, stop, 'stop');
      return endAt(ending, row, WITHIN, target, 'target');
    }
    const price = close[row] ?? 0;
    if (row === lastRow) return endAt(ending, row, AT_CLOSE, price, 'horizon');
    const marked = cash + -1 * units * (price - entryPrice);
    if (marked <= 0) return endAt(ending, row, AT_CLOSE, price, 'ruin');
    equity[row] = marked;
  }
}

function endAt(ending: Ending, row: number, moment: number, raw: number, reason: ExitReason): Ending {
  ending.row = row;
  ending.moment = moment;
  ending.raw = raw;
  ending.reason = reason;
  return ending;
}

/** The last row followed is the horizon's or the last there is. */
function reasonOf({ reason, row, raw }: Ending, position: OpenPosition, horizonCandles: number): ExitReason {
  if (reason !== 'horizon' || row - position.entryRow + 1 >= horizonCandles) return reason;
  const { side, units, entryPrice, cash } = position;
  return cash + moveValue(side, units, { from: entryPrice, to: raw }) <= 0 ? 'ruin' : 'end';
}

/** What a simulation leaves besides equity and trades. */
export interface SimulationTally {
  /** Steps during which a position was open. */
  readonly exposedSteps: number;
  /** Entry signals that could not be carried out, such as no volatility known yet or nothing left to invest. */
  readonly skippedEntries: number;
  /** Step at whose close the equity was gone; null when it never was. */
  readonly ruinedStep: number | null;
}

/**
 * The short way through a backtest, for plans of singleRulesOf: equity at each close into `equity`, trades into `log`. Gives the same numbers as the
 * general simulator, bit for bit, at many times its speed: rows without a position are skipped over, and equity is only worked out while there is one.
 */
export function simulateSingle(
  { candles, action }: { readonly candles: CandleColumns; readonly action: Uint8Array },
  rules: SingleRules,
  { equity, log }: { readonly equity: Float64Array; readonly log: TradeLog },
): SimulationTally {
  const { enterMask, fee, adverse, fraction, lotStep, horizonCandles } = rules;
  const last = candles.length - 1;
  const ending: Ending = { row: 0, moment: 0, raw: 0, reason: 'end' };
  const out = { action, equity, ending };
  let cash = rules.startEquity;
  let written = 0;
  let exposedSteps = 0;
  let skippedEntries = 0;
  let ruinedStep: number | null = null;
  let row = 0;
  while (ruinedStep === null) {
    while (row < last && ((action[row] ?? 0) & enterMask) === 0) row += 1;
    if (row >= last) break;
    const entryRow = row + 1;
    const side: SideSign = ((action[row] ?? 0) & enterMask & ENTER_LONG) !== 0 ? 1 : -1;
    const entryRaw = candles.open[entryRow] ?? 0;
    const entryPrice = filledPrice(entryRaw, side, adverse);
    const units = unitsFor({ equity: cash, fraction, price: entryPrice, fee, lotStep });
    if (units === 0) {
      skippedEntries += 1;
      row += 1;
      continue;
    }
    equity.fill(cash, written, entryRow);
    const entryFee = units * entryPrice * fee;
    cash -= entryFee;
    const position = {
      side,
      entryRow,
      entryPrice,
      units,
      stop: entryRaw * (1 - side * rules.stop),
      target: entryRaw * (1 + side * rules.target),
      leaveMask: side > 0 ? rules.leaveLongMask : rules.leaveShortMask,
      lastRow: Math.min(last, entryRow + horizonCandles - 1),
      cash,
    };
    if (side > 0) followLong(candles, position, out);
    else followShort(candles, position, out);
    const { row: exitRow, moment: exitMoment, raw: exitRaw } = ending;
    const reason = reasonOf(ending, position, horizonCandles);
    const exitPrice = filledPrice(exitRaw, side > 0 ? -1 : 1, adverse);
    const exitFee = units * exitPrice * fee;
    const gain = moveValue(side, units, { from: entryPrice, to: exitPrice });
    cash += gain - exitFee;
    const fees = entryFee + exitFee;
    const pnl = gain - fees;
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
    if (cash <= 0 && reason !== 'end') ruinedStep = exitRow;
    const isAtOpen = exitMoment === AT_OPEN;
    exposedSteps += exitRow - entryRow + (isAtOpen ? 0 : 1);
    written = exitRow;
    // The signal that ended the position at this open may enter at the same open.
    row = isAtOpen ? exitRow - 1 : exitRow;
  }
  equity.fill(cash, written, candles.length);
  return { exposedSteps, skippedEntries, ruinedStep };
}
