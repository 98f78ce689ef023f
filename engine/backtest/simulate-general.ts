import type { CandleColumns } from '../market/candle.ts';
import type { BacktestMarket } from './backtest-market.ts';
import { type Book, createBook, marketAt } from './book.ts';
import { adverseAt } from './costs.ts';
import { openPosition } from './entries.ts';
import type { SideSign } from './fills.ts';
import type { BacktestPlan } from './plan.ts';
import { type Bar, departureIn, type Position, tightenStop, volatilityAt } from './positions.ts';
import { ENTER_LONG } from './signal-columns.ts';
import { enterMaskOf, leaveMaskOf, type SimulationTally } from './simulate-single.ts';
import type { Timeline } from './timeline.ts';
import { AT_CLOSE, AT_OPEN, type TradeLog, WITHIN } from './trade-log.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A resting entry order of a market. */
interface RestingEntry {
  readonly side: SideSign;
  readonly signalRow: number;
  readonly price: number;
  readonly lastRow: number;
}

interface Desk {
  readonly plan: BacktestPlan;
  readonly markets: readonly BacktestMarket[];
  readonly book: Book;
  readonly enterMask: number;
  readonly leaveMasks: { readonly long: number; readonly short: number };
  readonly resting: (RestingEntry | null)[];
  /** No entry before this step. */
  coolUntilStep: number;
  /** UTC day in which the daily loss was reached. */
  haltedDay: number;
  skippedEntries: number;
}

function barAt({ open, high, low }: CandleColumns, row: number): Bar {
  return { open: open[row] ?? Number.NaN, high: high[row] ?? Number.NaN, low: low[row] ?? Number.NaN };
}

const positionsIn = (book: Book, market: number): readonly Position[] =>
  book.positions.length === 0 ? book.positions : book.positions.filter((each) => each.market === market);

/** Funding, then what was decided at the close before: positions that leave. */
function leaveAtOpen({ markets, book }: Desk, number: number, row: number): void {
  const { openTimeMs, open } = marketAt(markets, number).candles;
  book.marks[number] = open[row] ?? Number.NaN;
  if (row > 0) book.charge(number, [openTimeMs[row - 1] ?? 0, openTimeMs[row] ?? 0]);
  for (const position of positionsIn(book, number)) {
    if (position.leaving === null) continue;
    book.close(position, { row, moment: AT_OPEN, raw: open[row] ?? 0, reason: position.leaving, isMaker: false });
  }
}

interface Entry {
  readonly side: SideSign;
  readonly signalRow: number;
  readonly raw: number;
  readonly isMaker: boolean;
  readonly ownsCandle: boolean;
}

function carryOut(desk: Desk, number: number, { row, entry }: { readonly row: number; readonly entry: Entry }): void {
  const { plan, markets, book } = desk;
  const market = marketAt(markets, number);
  const { side, signalRow, raw, isMaker, ownsCandle } = entry;
  const equity = book.equity();
  if (equity <= 0) return;
  const { fee, makerFee } = plan.costs;
  const position = openPosition({
    plan,
    market,
    marketNumber: number,
    side,
    signalRow,
    entryRow: row,
    raw,
    adverse: isMaker ? 0 : adverseAt(plan, market, row - 1),
    fee: isMaker ? (makerFee ?? fee) : fee,
    volatility: volatilityAt(market, signalRow),
    equity,
    invested: book.invested(),
    ownsCandle,
  });
  if (position === null) desk.skippedEntries += 1;
  else book.open(position);
}

/** The side that the signal before this row enters, if the plan allows another position now. */
function entrySide(
  desk: Desk,
  number: number,
  { row, step }: { readonly row: number; readonly step: number },
): SideSign | null {
  const { plan, markets, book, enterMask } = desk;
  const market = marketAt(markets, number);
  const wanted = (market.signals.action[row - 1] ?? 0) & enterMask;
  if (row === 0 || wanted === 0) return null;
  const side: SideSign = (wanted & ENTER_LONG) !== 0 ? 1 : -1;
  const open = positionsIn(book, number);
  if (open.length >= plan.maxPositions || open.some((each) => each.side !== side)) return null;
  const { openTimeMs } = market.candles;
  const timeMs = openTimeMs[row] ?? 0;
  const isVoid = plan.gaps === 'skip' && timeMs - (openTimeMs[row - 1] ?? 0) !== plan.timeframeMs;
  if (isVoid || step < desk.coolUntilStep || Math.floor(timeMs / DAY_MS) === desk.haltedDay) {
    desk.skippedEntries += 1;
    return null;
  }
  return side;
}

function enterAtOpen(desk: Desk, number: number, at: { readonly row: number; readonly step: number }): void {
  const { plan, markets } = desk;
  const { candles } = marketAt(markets, number);
  const side = entrySide(desk, number, at);
  if (side === null) return;
  const { row } = at;
  const signalRow = row - 1;
  if (plan.entry.type === 'market') {
    const entry = { side, signalRow, raw: candles.open[row] ?? 0, isMaker: false, ownsCandle: true };
    carryOut(desk, number, { row, entry });
  } else {
    const price = (candles.close[signalRow] ?? 0) * (1 - side * plan.entry.offset);
    desk.resting[number] = { side, signalRow, price, lastRow: signalRow + plan.entry.patienceCandles };
  }
}

/** A resting entry is filled at an open beyond its price, or once price trades through it within the candle. */
function fillResting(desk: Desk, number: number, row: number): void {
  const order = desk.resting[number] ?? null;
  if (order === null) return;
  const { plan, markets, book } = desk;
  const { open, high, low } = barAt(marketAt(markets, number).candles, row);
  const { side, price, signalRow } = order;
  const isAtOpen = side * (open - price) <= 0;
  const through = side * ((side > 0 ? low : high) - price);
  const isFilled = isAtOpen || (plan.costs.makerFee === null ? through <= 0 : through < 0);
  const isFull = positionsIn(book, number).length >= plan.maxPositions;
  if (isFilled || isFull || row >= order.lastRow) desk.resting[number] = null;
  if (!isFilled || isFull) return;
  const isMaker = plan.costs.makerFee !== null;
  carryOut(desk, number, {
    row,
    entry: { side, signalRow, raw: isAtOpen ? open : price, isMaker, ownsCandle: isAtOpen },
  });
}

/** Stops and targets within the candle, then what its close decides. */
function runCandle(desk: Desk, number: number, row: number): boolean {
  const { plan, markets, book, leaveMasks } = desk;
  const market = marketAt(markets, number);
  const { candles, signals } = market;
  const bar = barAt(candles, row);
  const close = candles.close[row] ?? Number.NaN;
  const closeMs = (candles.openTimeMs[row] ?? 0) + plan.timeframeMs;
  const action = signals.action[row] ?? 0;
  const open = positionsIn(book, number);
  for (const position of open) {
    const departure = departureIn(position, bar, plan.costs.makerFee !== null);
    if (departure !== null) {
      book.close(position, { row, moment: WITHIN, ...departure });
      continue;
    }
    const held = row - position.entryRow + 1;
    const atClose =
      plan.horizonCandles !== null && held >= plan.horizonCandles ? 'horizon' : isTimeUp(plan, closeMs) ? 'time' : null;
    if (atClose !== null) {
      book.close(position, { row, moment: AT_CLOSE, raw: close, reason: atClose, isMaker: false });
      continue;
    }
    if (plan.trailing !== null || plan.breakEven !== null)
      tightenStop(position, bar, { plan, volatility: volatilityAt(market, position.signalRow) });
    position.ownsCandle = true;
    if ((action & (position.side > 0 ? leaveMasks.long : leaveMasks.short)) !== 0) position.leaving = 'signal';
  }
  book.marks[number] = close;
  return open.length > 0;
}

function isTimeUp({ timeExit }: BacktestPlan, closeMs: number): boolean {
  if (timeExit === null || closeMs % HOUR_MS !== 0) return false;
  if (Math.floor(closeMs / HOUR_MS) % 24 !== timeExit.hourUtc) return false;
  // 1970-01-01 was a Thursday.
  return timeExit.weekday === null || (Math.floor(closeMs / DAY_MS) + 4) % 7 === timeExit.weekday;
}

/** Closes everything at the newest prices. */
function closeAll({ book }: Desk, rowOf: (market: number) => number, reason: 'ruin' | 'end'): void {
  for (const position of book.positions)
    book.close(position, {
      row: rowOf(position.market),
      moment: AT_CLOSE,
      raw: book.marks[position.market] ?? 0,
      reason,
      isMaker: false,
    });
}

function coolDown(desk: Desk, step: number): void {
  const { plan, book } = desk;
  if (plan.coolDown === null || book.lossesInRow < plan.coolDown.losses) return;
  book.forgetLosses();
  desk.coolUntilStep = step + 1 + plan.coolDown.candles;
}

/**
 * The backtest of any plan over any markets that share one equity: step by step, each step one moment at which some market has a candle. Within a
 * step: exits and funding at the open, entries at the open, stops and targets, closes, equity. Nothing at a step depends on a later candle.
 */
export function simulateGeneral(
  {
    plan,
    markets,
    timeline,
  }: { readonly plan: BacktestPlan; readonly markets: readonly BacktestMarket[]; readonly timeline: Timeline },
  { equity, log }: { readonly equity: Float64Array; readonly log: TradeLog },
): SimulationTally {
  const desk: Desk = {
    plan,
    markets,
    book: createBook(plan, markets, log),
    enterMask: enterMaskOf(plan),
    leaveMasks: { long: leaveMaskOf(1, plan), short: leaveMaskOf(-1, plan) },
    resting: markets.map(() => null),
    coolUntilStep: 0,
    haltedDay: Number.NaN,
    skippedEntries: 0,
  };
  const { book } = desk;
  const newestRow = new Int32Array(markets.length);
  const rowAt = (market: number, step: number): number =>
    timeline.rows?.[market]?.[step] ?? (timeline.rows === null ? step : -1);
  const numbers = [...markets.keys()];
  const day = { number: Number.NaN, startEquity: plan.startEquity };
  let exposedSteps = 0;
  let now = plan.startEquity;
  for (let step = 0; step < timeline.length; step += 1) {
    const present = markets.length === 1 ? numbers : numbers.filter((number) => rowAt(number, step) >= 0);
    for (const number of present) {
      const row = rowAt(number, step);
      newestRow[number] = row;
      leaveAtOpen(desk, number, row);
    }
    const dayNumber = Math.floor((timeline.openTimeMs[step] ?? 0) / DAY_MS);
    if (dayNumber !== day.number) {
      day.number = dayNumber;
      day.startEquity = now;
    }
    for (const number of present) {
      const row = rowAt(number, step);
      enterAtOpen(desk, number, { row, step });
      fillResting(desk, number, row);
    }
    let isExposed = book.positions.length > 0;
    for (const number of present) isExposed = runCandle(desk, number, rowAt(number, step)) || isExposed;
    coolDown(desk, step);
    now = book.equity();
    if (now <= 0) {
      closeAll(desk, (market) => newestRow[market] ?? 0, 'ruin');
      exposedSteps += isExposed ? 1 : 0;
      equity.fill(book.equity(), step);
      return { exposedSteps, skippedEntries: desk.skippedEntries, ruinedStep: step };
    }
    if (plan.maxDailyLoss !== null && now <= day.startEquity * (1 - plan.maxDailyLoss)) {
      desk.haltedDay = day.number;
      for (const position of book.positions) position.leaving = 'daily-loss';
      desk.resting.fill(null);
    }
    exposedSteps += isExposed ? 1 : 0;
    equity[step] = now;
  }
  closeAll(desk, (market) => newestRow[market] ?? 0, 'end');
  if (timeline.length > 0) equity[timeline.length - 1] = book.equity();
  return { exposedSteps, skippedEntries: desk.skippedEntries, ruinedStep: null };
}
