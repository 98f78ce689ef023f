import { type Bar, levelTouched, type SideSign } from '../../signals/fills.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';
import type { BacktestPlan, Distance, Level } from '../plan/plan.ts';
import type { ExitReason } from './trade-log.ts';

/** An open position of the general simulator. Prices are the market's own unless named "filled". */
export interface Position {
  readonly market: number;
  readonly side: SideSign;
  readonly units: number;
  readonly signalRow: number;
  readonly entryRow: number;
  /** Row from which the horizon counts: the entry's, or the one after a signal renewed it. */
  horizonRow: number;
  readonly entryRaw: number;
  /** Filled. */
  readonly entryPrice: number;
  readonly entryFee: number;
  /** −Infinity or +Infinity where there is none. */
  stop: number;
  stopReason: ExitReason;
  readonly target: number;
  /** Furthest price in favour since the entry. */
  best: number;
  /** Set at a close: leave at the next open for this reason. */
  leaving: ExitReason | null;
  funding: number;
  /** False while the candle is running in which a resting order was filled: what it did before is not ours. */
  ownsCandle: boolean;
}

/** σ24 and average true range as known when the position was decided upon. */
export interface Volatility {
  readonly sigma: number;
  readonly atr: number;
}

/** What was known of the volatility at a row's close; NaN where unknown. */
export function volatilityAt({ sigma, atr }: BacktestMarket, row: number): Volatility {
  return { sigma: sigma?.[row] ?? Number.NaN, atr: atr?.[row] ?? Number.NaN };
}

/** The price at a distance from another: above it for direction 1, below it for −1. NaN when the volatility is unknown. */
function priceAway(
  from: number,
  direction: SideSign,
  way: { readonly distance: Distance; readonly volatility: Volatility },
): number {
  const { distance, volatility } = way;
  switch (distance.type) {
    case 'percent':
      return from * (1 + direction * distance.fraction);
    case 'atr':
      return from + direction * distance.multiple * volatility.atr;
    case 'sigma':
      return from * Math.exp(direction * distance.multiple * volatility.sigma);
  }
}

/** Where a plan's stop or target lies for one entry; the infinite price that is never reached when there is none, NaN when unknown. */
export function levelPrice(
  level: Level | null,
  entry: {
    readonly raw: number;
    readonly direction: SideSign;
    readonly volatility: Volatility;
    readonly named: number | undefined;
  },
): number {
  const never = entry.direction * Number.POSITIVE_INFINITY;
  if (level === null) return never;
  if (level.type === 'signal') return entry.named === undefined || Number.isNaN(entry.named) ? never : entry.named;
  return priceAway(entry.raw, entry.direction, { distance: level, volatility: entry.volatility });
}

/** How a position left within a candle: at which market price, why, and whether as a resting order. */
export interface Departure {
  readonly raw: number;
  readonly reason: ExitReason;
  readonly isMaker: boolean;
}

/** As levelTouched; `targetRests`: a target waits in the book as a maker's order. */
export function departureIn(position: Position, bar: Bar, targetRests: boolean): Departure | null {
  const touch = levelTouched(position, bar, targetRests);
  if (touch === null) return null;
  return touch.level === 'stop'
    ? { raw: touch.price, reason: position.stopReason, isMaker: false }
    : { raw: touch.price, reason: 'target', isMaker: targetRests };
}

/** Moves the stop after a candle, for the next: trailing behind the best price, or to the entry once far enough. It never moves back. */
export function tightenStop(
  position: Position,
  bar: Bar,
  rules: { readonly plan: BacktestPlan; readonly volatility: Volatility },
): void {
  const { plan, volatility } = rules;
  const { side } = position;
  const back: SideSign = side > 0 ? -1 : 1;
  if (position.ownsCandle)
    position.best = side > 0 ? Math.max(position.best, bar.high) : Math.min(position.best, bar.low);
  const raise = (stop: number, reason: ExitReason): void => {
    if (side * (stop - position.stop) <= 0) return;
    position.stop = stop;
    position.stopReason = reason;
  };
  if (plan.breakEven !== null) {
    const far = priceAway(position.entryRaw, side, { distance: plan.breakEven, volatility });
    if (side * (position.best - far) >= 0) raise(position.entryRaw, 'break-even');
  }
  if (plan.trailing !== null)
    raise(priceAway(position.best, back, { distance: plan.trailing, volatility }), 'trailing');
}
