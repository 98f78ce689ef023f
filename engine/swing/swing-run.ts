import { AT_CLOSE, AT_OPEN, type ExitReason, pushTrade, type TradeLog } from '../backtest/simulate/trade-log.ts';
import type { CandleColumns } from '../market/candle.ts';
import { enterTrade, leaveTrade, type OpenTrade, trimTrade } from '../signals/open-trade.ts';
import { positionAfter, type SwingPosition, type SwingRule, type SwingStep, swingStep } from './swing-rule.ts';
import type { TrendReadings } from './trend-readings.ts';

/** One market of a swing backtest. */
export interface SwingMarket {
  readonly candles: CandleColumns;
  readonly readings: TrendReadings;
}

/** How an account trades: cost per side as a fraction of the traded value, money at the start in the quote currency. */
export interface SwingTerms {
  readonly rule: SwingRule;
  readonly cost: number;
  readonly startEquity: number;
  /** Nothing is entered at an open up to this moment (epoch milliseconds); absent: from the first strength on. */
  readonly enterAfterMs?: number | undefined;
}

/** An account after following every published entry, trim and exit of one market. */
export interface SwingRun {
  /** Money at the close of each candle. */
  readonly equity: Float64Array;
  /** Most that each candle could lose if the price went to zero: the larger position before and after its open, cost included. */
  readonly invested: Float64Array;
  /** Rows at whose open a position was entered. */
  readonly entryRows: readonly number[];
  readonly exposedSteps: number;
  /** Row within which the account was gone; null when it never was. */
  readonly ruinedRow: number | null;
}

/** What is held, with what its trade line will need. Units are negative for a short. */
interface Holding {
  readonly trade: OpenTrade;
  readonly entryRow: number;
  readonly entryUnits: number;
  readonly units: number;
  /** Money paid at the entry and received since, costs included. */
  readonly cashFlow: number;
  readonly fees: number;
}

interface Account {
  cash: number;
  holding: Holding | null;
}

/** Buys (positive units) or sells at a price; returns the money that moves and the fee. */
function traded(units: number, price: number, cost: number): { readonly cashFlow: number; readonly fee: number } {
  const fee = Math.abs(units) * price * cost;
  return { cashFlow: -units * price - fee, fee };
}

function enter(account: Account, at: { readonly row: number; readonly price: number }, carried: Carried): void {
  const { step, terms } = carried;
  if (step.type !== 'enter' || account.cash <= 0) return;
  const { side, sizeFraction } = step;
  const units = (side * account.cash * sizeFraction) / (at.price * (1 + terms.cost));
  const { cashFlow, fee } = traded(units, at.price, terms.cost);
  account.cash += cashFlow;
  account.holding = {
    trade: enterTrade(side, at.price),
    entryRow: at.row,
    entryUnits: units,
    units,
    cashFlow,
    fees: fee,
  };
}

function trim(account: Account, price: number, { step, terms }: Carried): void {
  const { holding } = account;
  if (step.type !== 'trim' || holding === null) return;
  const units = holding.units * step.sellFraction;
  const { cashFlow, fee } = traded(-units, price, terms.cost);
  account.cash += cashFlow;
  account.holding = {
    ...holding,
    trade: trimTrade(holding.trade, step.sellFraction, price),
    units: holding.units - units,
    cashFlow: holding.cashFlow + cashFlow,
    fees: holding.fees + fee,
  };
}

interface Leaving {
  readonly row: number;
  readonly price: number;
  readonly reason: ExitReason;
  readonly moment: number;
}

function leave(account: Account, { row, price, reason, moment }: Leaving, to: Destination): void {
  const { holding } = account;
  if (holding === null) return;
  const { cashFlow, fee } = traded(-holding.units, price, to.terms.cost);
  account.cash += cashFlow;
  account.holding = null;
  const { side, entryPrice, exitPrice } = leaveTrade(holding.trade, price);
  pushTrade(to.log, {
    market: to.number,
    side,
    reason,
    exitMoment: moment,
    entryRow: holding.entryRow,
    exitRow: row,
    entryRaw: entryPrice,
    exitRaw: exitPrice,
    entryPrice,
    exitPrice,
    units: Math.abs(holding.entryUnits),
    fees: holding.fees + fee,
    pnl: holding.cashFlow + cashFlow,
  });
}

/** Where closed trades go: the log of all markets, and the number of this one in it. */
export interface SwingTradeLog {
  readonly log: TradeLog;
  readonly number: number;
}

interface Destination extends SwingTradeLog {
  readonly terms: SwingTerms;
}

interface Carried {
  readonly step: SwingStep;
  readonly terms: SwingTerms;
}

/** What was decided at the close before, and the open at which it is carried out. */
interface SwingOrder {
  readonly step: SwingStep;
  readonly row: number;
  readonly price: number;
}

/** Carries out at an open what was decided at the close before. */
function carryOut(account: Account, at: SwingOrder, to: Destination): void {
  const { step } = at;
  if (step.type === 'enter') enter(account, at, { step, terms: to.terms });
  if (step.type === 'trim') trim(account, at.price, { step, terms: to.terms });
  if (step.type === 'leave') {
    leave(
      account,
      { row: at.row, price: at.price, moment: AT_OPEN, reason: step.reason === 'stop' ? 'stop' : 'signal' },
      to,
    );
  }
}

const worth = ({ cash, holding }: Account, price: number): number => cash + (holding?.units ?? 0) * price;

/** The step that is carried out at the open of a row: an entry only once entries are let out. */
function letOut(step: SwingStep, openTimeMs: number, { enterAfterMs }: SwingTerms): SwingStep {
  const isEarly = step.type === 'enter' && enterAfterMs !== undefined && openTimeMs <= enterAfterMs;
  return isEarly ? { type: 'nothing' } : step;
}

/**
 * Follows the rule in one market: decided at each close, carried out at the next open, whatever the gap between. What is held at the end
 * is closed at the last close. An account that a short has used up within a candle is ruined there and trades no more.
 */
export function runSwing({ candles, readings }: SwingMarket, terms: SwingTerms, into: SwingTradeLog): SwingRun {
  const { length, open, high, close } = candles;
  const to: Destination = { ...into, terms };
  const account: Account = { cash: terms.startEquity, holding: null };
  const equity = new Float64Array(length);
  const invested = new Float64Array(length);
  const entryRows: number[] = [];
  let exposedSteps = 0;
  let step: SwingStep = { type: 'nothing' };
  let position: SwingPosition | null = null;
  for (let row = 0; row < length; row += 1) {
    const unitsBefore = Math.abs(account.holding?.units ?? 0);
    carryOut(account, { step, row, price: open[row] ?? 0 }, to);
    if (step.type === 'enter') entryRows.push(row);
    if (account.holding !== null) exposedSteps += 1;
    const units = Math.max(unitsBefore, Math.abs(account.holding?.units ?? 0));
    invested[row] = units * Math.max(open[row] ?? 0, close[row - 1] ?? 0) * (1 + terms.cost);
    if (worth(account, high[row] ?? 0) <= 0 && account.holding !== null) {
      leave(account, { row, price: high[row] ?? 0, reason: 'ruin', moment: AT_CLOSE }, to);
      return { equity, invested, entryRows, exposedSteps, ruinedRow: row };
    }
    const last = { row, price: close[row] ?? 0, reason: 'end', moment: AT_CLOSE } as const;
    if (row === length - 1) leave(account, last, to);
    equity[row] = worth(account, close[row] ?? 0);
    const before: SwingPosition | null = account.holding === null ? null : position;
    const reading = {
      strength: readings.strength[row] ?? Number.NaN,
      yearlyVolatility: readings.yearlyVolatility[row] ?? Number.NaN,
      close: close[row] ?? 0,
    };
    step = letOut(
      swingStep(before, reading, terms.rule),
      candles.openTimeMs[row + 1] ?? Number.POSITIVE_INFINITY,
      terms,
    );
    position = positionAfter(before, step, close[row] ?? 0);
  }
  return { equity, invested, entryRows, exposedSteps, ruinedRow: null };
}
