import { type CandleColumns, candleAt } from '../market/candle.ts';
import { firstRowAt } from '../market/rows.ts';
import { timeframeMs } from '../market/timeframe.ts';
import { type Bar, gainBps, type HeldLevels, levelTouched, type SideSign } from './fills.ts';
import { enterTrade, leaveTrade, trimTrade } from './open-trade.ts';
import type { DirectionOutcome, Outcome, PlanOutcome, PositionStep, PriceSpan, Signal } from './signal.ts';

/** Candles a signal waits for the one it was about before that one is called missing. */
const PATIENCE_CANDLES = 3;

/** The plan of a signal, as its outcome depends on it. */
export type PrintedPlan = Pick<
  Signal,
  'closeTimeMs' | 'side' | 'stop' | 'target' | 'horizonCandles' | 'costBps' | 'family'
>;

/** Candles of a shorter timeframe, oldest first. */
export interface FinerCandles {
  readonly candles: CandleColumns;
  readonly candleMs: number;
}

/** What is known when a signal is scored, besides the candles of its series. */
export interface OutcomeQuestion {
  readonly nowMs: number;
  readonly candleMs: number;
  /** True where the price changed its level in the candle: it is no outcome. */
  readonly isVoid?: boolean;
  /** They show which of two levels came first within a candle. */
  readonly finer?: FinerCandles | null;
  /** What was published of a position without a horizon, oldest first. */
  readonly steps?: readonly PositionStep[];
  /** Candles in which the price changed its level, open times: a position held over one is void. */
  readonly breaksMs?: ReadonlySet<number>;
}

/**
 * How a signal ended, from closed candles (oldest first), by direction and by its printed plan. In at the open of the
 * candle that begins at closeTimeMs; out at the first of stop, target and horizon (levelTouched: the backtester's own
 * fills), or, without a horizon, at the next open after each step that was published. Null while what decides it may
 * still come; void once the first candle is missed for three candle lengths or a later one is there. Returns are
 * logarithmic, in basis points; net ones are less the signal's costBps.
 */
export function outcomeOf(signal: PrintedPlan, candles: CandleColumns, question: OutcomeQuestion): Outcome | null {
  if (signal.horizonCandles === null) return heldOutcome(signal, candles, question);
  const row = candles.openTimeMs.indexOf(signal.closeTimeMs);
  if (row < 0) return hasMissed(signal, candles, question) ? voidOutcome(question.nowMs) : null;
  if (question.isVoid === true) return voidOutcome(question.nowMs);
  const lastRow = row + signal.horizonCandles - 1;
  const plan = planOutcome(signal, candles, question);
  if (plan === null || lastRow >= candles.length) return null;
  const prices = spanOf(candles, row, lastRow);
  return {
    direction: directionOf(signal, { from: prices.open, to: prices.close }),
    plan,
    prices,
    settledAtMs: question.nowMs,
  };
}

/** Whether the candle a signal is about will not come any more. */
function hasMissed(
  { closeTimeMs }: PrintedPlan,
  candles: CandleColumns,
  { nowMs, candleMs }: OutcomeQuestion,
): boolean {
  const newest = candles.openTimeMs[candles.length - 1] ?? Number.NEGATIVE_INFINITY;
  return newest > closeTimeMs || nowMs - (closeTimeMs + candleMs) >= PATIENCE_CANDLES * candleMs;
}

/** The outcome of a signal that cannot be scored. */
export function voidOutcome(settledAtMs: number): Outcome {
  return { direction: { type: 'void', grossBps: null, netBps: null }, plan: null, prices: null, settledAtMs };
}

/** Whether the move was to the signal's side. */
function directionOf(
  { side, costBps }: Pick<Signal, 'side' | 'costBps'>,
  move: { readonly from: number; readonly to: number },
): DirectionOutcome {
  const grossBps = gainBps(signOf(side), move);
  const type = grossBps === 0 ? 'flat' : grossBps > 0 ? 'right' : 'wrong';
  return { type, grossBps, netBps: grossBps - costBps };
}

/** The levels as the fills take them. */
function levelsOf({ side, stop, target }: PrintedPlan): HeldLevels {
  const sign = signOf(side);
  return { side: sign, stop, target: target ?? sign * Number.POSITIVE_INFINITY, ownsCandle: true };
}

/** Whether a candle reaches both levels of a plan, so that only finer candles show which came first. */
function reachesBoth({ stop, target }: PrintedPlan, { high, low }: Bar): boolean {
  return target !== null && low <= Math.min(stop, target) && high >= Math.max(stop, target);
}

/** Whether one of a plan's candles reaches both its levels. */
export function needsFiner(signal: PrintedPlan, candles: CandleColumns): boolean {
  const row = candles.openTimeMs.indexOf(signal.closeTimeMs);
  if (row < 0 || signal.horizonCandles === null) return false;
  const last = Math.min(row + signal.horizonCandles, candles.length);
  for (let at = row; at < last; at += 1) if (reachesBoth(signal, candleAt(candles, at))) return true;
  return false;
}

/** Where a position leaves: by what, at which market price, and when that is known. */
export interface Exit {
  readonly touched: PlanOutcome['touched'];
  readonly price: number;
  readonly timeMs: number;
}

function planOf(signal: PrintedPlan, entryPrice: number, { touched, price, timeMs }: Exit): PlanOutcome {
  const grossBps = gainBps(signOf(signal.side), { from: entryPrice, to: price });
  const netBps = grossBps - signal.costBps;
  return { touched, entryPrice, exitTimeMs: timeMs, exitPrice: price, grossBps, netBps };
}

/**
 * The plan of a signal with a horizon, from the candle that opens at closeTimeMs on: stop, target, or the close at the
 * horizon. Null where the candles end before any of them.
 */
function planOutcome(signal: PrintedPlan, candles: CandleColumns, question: OutcomeQuestion): PlanOutcome | null {
  const row = candles.openTimeMs.indexOf(signal.closeTimeMs);
  const { horizonCandles } = signal;
  if (row < 0 || horizonCandles === null) return null;
  const entryPrice = candleAt(candles, row).open;
  const lastRow = row + horizonCandles - 1;
  for (let at = row; at <= lastRow && at < candles.length; at += 1) {
    const bar = candleAt(candles, at);
    const exit = exitWithin(signal, bar, question);
    if (exit !== null) return planOf(signal, entryPrice, exit);
    if (at === lastRow) {
      const timeMs = bar.openTimeMs + question.candleMs;
      return planOf(signal, entryPrice, { touched: 'horizon', price: bar.close, timeMs });
    }
  }
  return null;
}

/**
 * The plan of a signal about one candle whose prices alone are known: as older documents keep them. A level touched
 * within is known by the candle's end.
 */
export function planWithin(signal: PrintedPlan & Pick<Signal, 'series'>, prices: PriceSpan): PlanOutcome {
  const candleMs = timeframeMs(signal.series.timeframe);
  const exit = exitWithin(signal, { ...prices, openTimeMs: signal.closeTimeMs }, { candleMs });
  const end = { touched: 'horizon', price: prices.close, timeMs: signal.closeTimeMs + candleMs } as const;
  return planOf(signal, prices.open, exit ?? end);
}

/** Where the position leaves by a level within a candle; the finer candles decide where the coarse one reaches both. Null: it does not. */
export function exitWithin(
  signal: PrintedPlan,
  bar: Bar & { readonly openTimeMs: number },
  { candleMs, finer = null }: Pick<OutcomeQuestion, 'candleMs' | 'finer'>,
): Exit | null {
  const touch = levelTouched(levelsOf(signal), bar, false);
  if (touch === null) return null;
  if (finer !== null && reachesBoth(signal, bar) && touch.price !== bar.open) {
    const first = exitAmong(signal, finer, [bar.openTimeMs, bar.openTimeMs + candleMs]);
    if (first !== null) return first;
  }
  const timeMs = touch.price === bar.open ? bar.openTimeMs : bar.openTimeMs + candleMs;
  return { touched: touch.level, price: touch.price, timeMs };
}

/** The first level that candles which open in [fromMs, toMs) reach, in their order; null when they reach none. */
export function exitAmong(
  signal: PrintedPlan,
  { candles, candleMs }: FinerCandles,
  [fromMs, toMs]: readonly [number, number],
): Exit | null {
  const end = firstRowAt(candles, toMs);
  for (let row = firstRowAt(candles, fromMs); row < end; row += 1) {
    const exit = exitWithin(signal, candleAt(candles, row), { candleMs, finer: null });
    if (exit !== null) return exit;
  }
  return null;
}

/**
 * A position without a horizon: in at the next open after its signal, a share out at the next open after each step. Null while it was
 * not told to be left, or the candle after that has not closed; void where the price changed its level in between.
 */
function heldOutcome(signal: PrintedPlan, candles: CandleColumns, question: OutcomeQuestion): Outcome | null {
  const { steps = [], nowMs, breaksMs } = question;
  const last = steps.at(-1);
  if (last?.type !== 'leave') return null;
  const fillRow = (closeTimeMs: number): number => candles.openTimeMs.findIndex((openMs) => openMs >= closeTimeMs);
  const [entryRow, exitRow] = [fillRow(signal.closeTimeMs), fillRow(last.closeTimeMs)];
  if (exitRow < 0) return null;
  const openAt = (row: number): number => candles.open[row] ?? Number.NaN;
  const exitTimeMs = candles.openTimeMs[exitRow] ?? last.closeTimeMs;
  if ([...(breaksMs ?? [])].some((timeMs) => timeMs >= signal.closeTimeMs && timeMs <= exitTimeMs)) {
    return voidOutcome(nowMs);
  }
  let trade = enterTrade(signOf(signal.side), openAt(entryRow));
  for (const { closeTimeMs, fraction } of steps.slice(0, -1)) {
    trade = trimTrade(trade, fraction, openAt(fillRow(closeTimeMs)));
  }
  const { entryPrice, exitPrice } = leaveTrade(trade, openAt(exitRow));
  const touched = last.reason === 'stop' ? 'stop' : 'exit';
  return {
    direction: directionOf(signal, { from: entryPrice, to: openAt(exitRow) }),
    plan: planOf(signal, entryPrice, { touched, price: exitPrice, timeMs: exitTimeMs }),
    prices: spanOf(candles, entryRow, Math.max(entryRow, exitRow - 1)),
    settledAtMs: nowMs,
  };
}

function spanOf({ open, high, low, close }: CandleColumns, from: number, to: number): PriceSpan {
  return {
    open: open[from] ?? Number.NaN,
    high: Math.max(...high.subarray(from, to + 1)),
    low: Math.min(...low.subarray(from, to + 1)),
    close: close[to] ?? Number.NaN,
  };
}

function signOf(side: Signal['side']): SideSign {
  return side === 'BUY' ? 1 : -1;
}
