import { DAY_MS, HOUR_MS } from '../../time.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';
import type { BacktestPlan } from '../plan/plan.ts';
import { createBook, marketAt } from './book.ts';
import { barAt, enterStep } from './enter-step.ts';
import { isBreakRow } from './entry-void.ts';
import { haltEntries, judgeWorstMoment, limitFloors } from './limits.ts';
import { departureIn, type Position, tightenStop, volatilityAt } from './positions.ts';
import type { SimulationTally } from './simulate-single.ts';
import { maskOf, positionsIn, type SimulationState } from './simulation-state.ts';
import { enterMaskOf, leaveMaskOf, renewMaskOf } from './single-rules.ts';
import type { Timeline } from './timeline.ts';
import { AT_CLOSE, AT_OPEN, type TradeLog, WITHIN } from './trade-log.ts';

/** Funding, then what was decided at the close before: positions that leave. */
function leaveAtOpen({ markets, book }: SimulationState, number: number, row: number): void {
  const { openTimeMs, open } = marketAt(markets, number).candles;
  book.marks[number] = open[row] ?? Number.NaN;
  if (row > 0) book.charge(number, [openTimeMs[row - 1] ?? 0, openTimeMs[row] ?? 0]);
  for (const position of positionsIn(book, number)) {
    if (position.leaving === null) continue;
    book.close(position, { row, moment: AT_OPEN, raw: open[row] ?? 0, reason: position.leaving, isMaker: false });
  }
}

/** Stops and targets within the candle, then what its close decides. */
function runCandle(state: SimulationState, number: number, row: number): boolean {
  const { plan, markets, book, leaveMasks, renewMasks } = state;
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
    if (isHorizon(plan, position, row) && (action & maskOf(renewMasks, position.side)) !== 0)
      position.horizonRow = row + 1;
    const atClose = isHorizon(plan, position, row)
      ? 'horizon'
      : isTimeUp(plan, closeMs)
        ? 'time'
        : isBreakRow(market, row + 1)
          ? 'level-break'
          : null;
    if (atClose !== null) {
      book.close(position, { row, moment: AT_CLOSE, raw: close, reason: atClose, isMaker: false });
      continue;
    }
    if (plan.trailing !== null || plan.breakEven !== null)
      tightenStop(position, bar, { plan, volatility: volatilityAt(market, position.signalRow) });
    position.ownsCandle = true;
    if ((action & maskOf(leaveMasks, position.side)) !== 0) position.leaving = 'signal';
  }
  book.marks[number] = close;
  return open.length > 0;
}

function isHorizon({ horizonCandles }: BacktestPlan, { horizonRow }: Position, row: number): boolean {
  return horizonCandles !== null && row - horizonRow + 1 >= horizonCandles;
}

function isTimeUp({ timeExit }: BacktestPlan, closeMs: number): boolean {
  if (timeExit === null || closeMs % HOUR_MS !== 0) return false;
  if (Math.floor(closeMs / HOUR_MS) % 24 !== timeExit.hourUtc) return false;
  // 1970-01-01 was a Thursday.
  return timeExit.weekday === null || (Math.floor(closeMs / DAY_MS) + 4) % 7 === timeExit.weekday;
}

/** Closes everything at the newest prices. */
function closeAll({ book, newestRow }: SimulationState, reason: 'ruin' | 'end'): void {
  for (const position of book.positions)
    book.close(position, {
      row: newestRow[position.market] ?? 0,
      moment: AT_CLOSE,
      raw: book.marks[position.market] ?? 0,
      reason,
      isMaker: false,
    });
}

function coolDown(state: SimulationState, step: number): void {
  const { plan, book } = state;
  if (plan.coolDown === null || book.lossesInRow < plan.coolDown.losses) return;
  book.forgetLosses();
  state.coolUntilStep = step + 1 + plan.coolDown.candles;
}

function startState(plan: BacktestPlan, markets: readonly BacktestMarket[], log: TradeLog): SimulationState {
  return {
    plan,
    markets,
    book: createBook(plan, markets, log),
    enterMask: enterMaskOf(plan),
    leaveMasks: { long: leaveMaskOf(1, plan), short: leaveMaskOf(-1, plan) },
    renewMasks: { long: renewMaskOf(1, plan), short: renewMaskOf(-1, plan) },
    resting: markets.map(() => null),
    newestRow: new Int32Array(markets.length),
    coolUntilStep: 0,
    day: Number.NaN,
    dayStartEquity: plan.startEquity,
    haltedDay: Number.NaN,
    peakEquity: plan.startEquity,
    isStopped: false,
    skippedEntries: 0,
    lateEntries: 0,
    brokenEntries: 0,
  };
}

/** Limits reached while nothing can be seen of the way there: by exits at an open, or by the cost of exits within the candle. */
function judgeMoment(state: SimulationState): void {
  const floors = limitFloors(state);
  if (floors.length === 0) return;
  const equity = state.book.equity();
  for (const { reason, floor } of floors) {
    if (equity > floor) continue;
    haltEntries(state, reason);
    for (const position of state.book.positions) position.leaving = reason;
  }
}

/** What a step leaves behind. */
interface StepEnd {
  readonly equity: number;
  readonly worst: number;
  readonly isExposed: boolean;
  readonly isRuined: boolean;
}

function runStep(state: SimulationState, step: number, { timeMs, rows }: StepPlace): StepEnd {
  const { book, newestRow } = state;
  const before = book.equity();
  for (const { market, row } of rows) {
    newestRow[market] = row;
    leaveAtOpen(state, market, row);
  }
  const day = Math.floor(timeMs / DAY_MS);
  if (day !== state.day) {
    state.day = day;
    state.dayStartEquity = before;
  }
  judgeMoment(state);
  enterStep(
    state,
    rows.map((at) => ({ ...at, step })),
  );
  let isExposed = book.positions.length > 0;
  const moment = judgeWorstMoment(state, (market) => rows.find((at) => at.market === market)?.row ?? -1);
  for (const { market, row } of rows) isExposed = runCandle(state, market, row) || isExposed;
  coolDown(state, step);
  const equity = book.equity();
  const worst = Math.min(moment?.equity ?? equity, equity);
  if (moment?.limit === 'ruin' || equity <= 0) {
    closeAll(state, 'ruin');
    const left = book.equity();
    return { equity: left, worst: Math.min(worst, left), isExposed, isRuined: true };
  }
  judgeMoment(state);
  state.peakEquity = Math.max(state.peakEquity, equity);
  return { equity, worst, isExposed, isRuined: false };
}

/** When a step is, and the rows of the markets that have a candle in it. */
interface StepPlace {
  readonly timeMs: number;
  readonly rows: readonly { readonly market: number; readonly row: number }[];
}

/** The markets that have a candle at a step. */
function placeOf({ rows, openTimeMs }: Timeline, step: number): StepPlace {
  const timeMs = openTimeMs[step] ?? 0;
  if (rows === null) return { timeMs, rows: [{ market: 0, row: step }] };
  return {
    timeMs,
    rows: rows.flatMap((rowOf, market) => {
      const row = rowOf[step] ?? -1;
      return row < 0 ? [] : [{ market, row }];
    }),
  };
}

/** What is simulated: a plan over markets that share one equity, and their joined timeline. */
export interface GeneralInput {
  readonly plan: BacktestPlan;
  readonly markets: readonly BacktestMarket[];
  readonly timeline: Timeline;
}

/** The columns that the general way fills: equity at each close and at the worst moment of each step, and trades. */
export interface GeneralColumns {
  readonly equity: Float64Array;
  readonly worst: Float64Array;
  readonly log: TradeLog;
}

/**
 * The backtest of any plan over any markets that share one equity: step by step, each step one moment at which some
 * market has a candle. Within a step: exits and funding at the open, entries at the open, ruin and limits, stops and
 * targets, closes, equity. Nothing at a step depends on a later candle, but for a change of level, before which
 * positions are closed.
 */
export function simulateGeneral(
  { plan, markets, timeline }: GeneralInput,
  { equity, worst, log }: GeneralColumns,
): SimulationTally {
  const state = startState(plan, markets, log);
  const { book } = state;
  let exposedSteps = 0;
  const tallyOf = (ruinedStep: number | null): SimulationTally => ({
    exposedSteps,
    skippedEntries: state.skippedEntries,
    lateEntries: state.lateEntries,
    brokenEntries: state.brokenEntries,
    ruinedStep,
  });
  for (let step = 0; step < timeline.length; step += 1) {
    const end = runStep(state, step, placeOf(timeline, step));
    exposedSteps += end.isExposed ? 1 : 0;
    equity[step] = end.equity;
    worst[step] = end.worst;
    if (!end.isRuined) continue;
    equity.fill(end.equity, step);
    worst.fill(end.equity, step + 1);
    return tallyOf(step);
  }
  closeAll(state, 'end');
  const last = timeline.length - 1;
  if (last >= 0) {
    equity[last] = book.equity();
    worst[last] = Math.min(worst[last] ?? 0, equity[last] ?? 0);
  }
  return tallyOf(null);
}
