import type { SideSign } from '../../signals/fills.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';
import type { BacktestPlan } from '../plan/plan.ts';
import type { Book } from './book.ts';
import type { Position } from './positions.ts';

/** A resting entry order of a market. */
export interface RestingEntry {
  readonly side: SideSign;
  readonly signalRow: number;
  readonly price: number;
  readonly lastRow: number;
}

/** Everything that changes while the general simulator walks over the steps. */
export interface SimulationState {
  readonly plan: BacktestPlan;
  readonly markets: readonly BacktestMarket[];
  readonly book: Book;
  readonly enterMask: number;
  readonly leaveMasks: { readonly long: number; readonly short: number };
  readonly renewMasks: { readonly long: number; readonly short: number };
  readonly resting: (RestingEntry | null)[];
  /** Newest row of each market so far. */
  readonly newestRow: Int32Array;
  /** No entry before this step. */
  coolUntilStep: number;
  /** UTC day of the step, and the equity it began with. */
  day: number;
  dayStartEquity: number;
  /** UTC day in which the daily loss was reached. */
  haltedDay: number;
  /** Highest equity at a close so far. */
  peakEquity: number;
  /** Whether the drawdown limit was reached: nothing is entered any more. */
  isStopped: boolean;
  skippedEntries: number;
  lateEntries: number;
  brokenEntries: number;
}

/** Open positions of a market. */
export function positionsIn({ positions }: Book, market: number): readonly Position[] {
  return positions.length === 0 ? positions : positions.filter((each) => each.market === market);
}

/** The side for which a pair of masks is asked. */
export function maskOf({ long, short }: { readonly long: number; readonly short: number }, side: SideSign): number {
  return side > 0 ? long : short;
}
