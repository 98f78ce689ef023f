import { exitValue, moveValue, shareUntil } from '../../signals/fills.ts';
import { adverseAt } from '../plan/costs.ts';
import { marketAt } from './book.ts';
import type { Position } from './positions.ts';
import type { SimulationState } from './simulation-state.ts';
import { AT_CLOSE, WITHIN } from './trade-log.ts';

type LimitReason = 'ruin' | 'daily-loss' | 'drawdown';

/** Where a position may go against us within a step: from its first price to the adverse extreme, or to the stop that lies before it. */
interface AdversePath {
  readonly position: Position;
  /** Row of its market in this step; −1 when the market has no candle in it. */
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

function pathOf({ markets, book }: SimulationState, position: Position, row: number): AdversePath {
  const { side, stop, target, ownsCandle, entryRaw } = position;
  const { open, high, low } = marketAt(markets, position.market).candles;
  if (row < 0) {
    const mark = book.marks[position.market] ?? 0;
    return { position, row, from: mark, to: mark };
  }
  const from = ownsCandle ? (open[row] ?? 0) : entryRaw;
  const extreme = (side > 0 ? low[row] : high[row]) ?? 0;
  // An open beyond the target leaves there, before anything else in the candle.
  if (side * (from - target) >= 0) return { position, row, from, to: from };
  if (side * (extreme - stop) > 0) return { position, row, from, to: extreme };
  return { position, row, from, to: side * (from - stop) <= 0 ? from : stop };
}

/** Money and the worth of all positions at one end of their paths. */
function valueAt({ book }: SimulationState, paths: readonly AdversePath[], end: 'from' | 'to'): number {
  let sum = book.cash;
  for (const { position, ...path } of paths)
    sum += moveValue(position.side, position.units, { from: position.entryPrice, to: path[end] });
  return sum;
}

/** The same when all are left there. */
function leftAt({ plan, markets, book }: SimulationState, paths: readonly AdversePath[], end: 'from' | 'to'): number {
  let sum = book.cash;
  for (const { position, row, ...path } of paths) {
    const adverse = adverseAt(plan, marketAt(markets, position.market), row - 1);
    sum += exitValue(position, path[end], { adverse, fee: plan.costs.fee });
  }
  return sum;
}

/** Equity at which the plan's limits are reached. */
export function limitFloors({ plan, dayStartEquity, peakEquity }: SimulationState): readonly {
  readonly reason: LimitReason;
  readonly floor: number;
}[] {
  return [
    ...(plan.maxDailyLoss === null
      ? []
      : [{ reason: 'daily-loss' as const, floor: dayStartEquity * (1 - plan.maxDailyLoss) }]),
    ...(plan.maxDrawdown === null ? [] : [{ reason: 'drawdown' as const, floor: peakEquity * (1 - plan.maxDrawdown) }]),
  ];
}

/** Enters nothing more for as long as a limit asks. */
export function haltEntries(state: SimulationState, reason: LimitReason): void {
  if (reason === 'daily-loss') state.haltedDay = state.day;
  if (reason === 'drawdown') state.isStopped = true;
  state.resting.fill(null);
}

/** The limit that is reached first on the way to the worst moment of a step, and how far along. */
function firstLimit(
  state: SimulationState,
  paths: readonly AdversePath[],
  worst: number,
): { readonly reason: LimitReason; readonly share: number } | null {
  const end = leftAt(state, paths, 'to');
  let first = { reason: 'ruin' as LimitReason, share: shareUntil(leftAt(state, paths, 'from'), end, 0) };
  const start = valueAt(state, paths, 'from');
  for (const { reason, floor } of limitFloors(state)) {
    const share = shareUntil(start, worst, floor);
    if (share < first.share) first = { reason, share };
  }
  return first.share <= 1 ? first : null;
}

/** What a step's worst moment was: equity then, and the limit that it ran into. */
export interface WorstMoment {
  readonly equity: number;
  readonly limit: LimitReason | null;
}

/**
 * Judges ruin and the plan's limits at the worst moment of a step: every position at the adverse extreme of its candle,
 * all at once since their order is unknown, or at its stop where that comes first. Where a limit is reached on the way,
 * everything is left there, at the open when it lies beyond.
 */
export function judgeWorstMoment(state: SimulationState, rowOf: (market: number) => number): WorstMoment | null {
  const { book } = state;
  if (book.positions.length === 0) return null;
  const paths = book.positions.map((position) => pathOf(state, position, rowOf(position.market)));
  const worst = valueAt(state, paths, 'to');
  const limit = firstLimit(state, paths, worst);
  if (limit === null) return { equity: worst, limit: null };
  const { reason, share } = limit;
  for (const { position, row, from, to } of paths) {
    const raw = from + Math.min(1, share) * (to - from);
    if (row >= 0) book.close(position, { row, moment: WITHIN, raw, reason, isMaker: false });
    else if (reason !== 'ruin') position.leaving = reason;
    else book.close(position, { row: lastRow(state, position), moment: AT_CLOSE, raw, reason, isMaker: false });
  }
  haltEntries(state, reason);
  return { equity: Number.POSITIVE_INFINITY, limit: reason };
}

/** The newest row of a position's market, which has no candle now. */
function lastRow({ newestRow }: SimulationState, { market }: Position): number {
  return newestRow[market] ?? 0;
}
