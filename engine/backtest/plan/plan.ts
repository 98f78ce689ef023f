import type { CostScenario } from '../../signals/cost.ts';
import { BacktestError } from './signal-columns.ts';

/** A distance from a price: a fraction of it, a number of average true ranges, or of standard deviations σ24 in log price. */
export type Distance =
  | { readonly type: 'percent'; readonly fraction: number }
  | { readonly type: 'atr'; readonly multiple: number }
  | { readonly type: 'sigma'; readonly multiple: number };

/** Where a stop or target lies: at a distance from the entry, or at the price that the signal itself names. */
export type Level = Distance | { readonly type: 'signal' };

/**
 * How much is bought or sold at an entry, as a share of the equity at that moment (0..1 unless capped by maxExposure):
 * a fixed fraction; as much as makes the position's yearly volatility `perYear`, at most `cap`; or `share` of Kelly's
 * fraction p − (1 − p)/b with b = target distance / stop distance (1 without them), at most `cap` (Kelly 1956).
 */
export type Sizing =
  | { readonly type: 'fraction'; readonly fraction: number }
  | { readonly type: 'volatility'; readonly perYear: number; readonly cap: number }
  | { readonly type: 'kelly'; readonly share: number; readonly cap: number };

/** "market": at the next open. "limit": resting `offset` (fraction of the close) better than the signal's close for so many candles. */
export type EntryOrder =
  | { readonly type: 'market' }
  | { readonly type: 'limit'; readonly offset: number; readonly patienceCandles: number };

/**
 * Half the distance between bid and ask as a fraction of the price; measured: from the candles' own spread; published:
 * the product's table of costs.
 */
export type HalfSpread =
  | { readonly type: 'fixed'; readonly fraction: number }
  | { readonly type: 'measured' }
  | { readonly type: 'published'; readonly scenario: CostScenario };

/** Costs per side as fractions of the traded value, unless noted otherwise. */
export interface Costs {
  readonly fee: number;
  readonly halfSpread: HalfSpread;
  readonly slippage: number;
  /** Slippage in units of σ24 of the candle before, on top of the fixed one. */
  readonly slippageSigmas: number;
  /**
   * Fee of resting orders. When given, limit entries and targets rest: they pay it, no spread or slippage, and fill
   * only when price trades through them.
   */
  readonly makerFee: number | null;
  /** Paid by longs to shorts every 8 h (00, 08, 16 UTC) on the position's value; 0 for spot. */
  readonly fundingPer8h: number;
}

/** Closes positions at the close of the candle that ends at this hour UTC (0..23), on one weekday (0 Sunday) or every day (null). */
export interface TimeExit {
  readonly hourUtc: number;
  readonly weekday: number | null;
}

/** Every rule of a backtest. */
export interface BacktestPlan {
  readonly timeframeMs: number;
  /** Money at the start, in the quote currency. */
  readonly startEquity: number;
  readonly sides: 'long' | 'short' | 'both';
  readonly entry: EntryOrder;
  readonly stop: Level | null;
  readonly target: Level | null;
  /** The stop follows the best price since the entry at this distance, from the candle after. */
  readonly trailing: Distance | null;
  /** Once price has gone this far in favour the stop moves to the entry, from the candle after. */
  readonly breakEven: Distance | null;
  /** Leave at the close of the n-th candle held. */
  readonly horizonCandles: number | null;
  /** A signal of the same side at the close where the horizon ends starts it anew: the position is kept and its cost paid once. */
  readonly renewHorizon: boolean;
  readonly timeExit: TimeExit | null;
  /** An entry signal of the other side closes the position at the next open, and opens the other where that side is allowed. */
  readonly exitOnOpposite: boolean;
  /** Positions open at once in one market, all of the same side. */
  readonly maxPositions: number;
  readonly sizing: Sizing;
  /** Sizes are rounded down to a multiple of this many units of the base; null for any size. */
  readonly lotStep: number | null;
  /** Sum of the values of all positions at entry as a share of equity. */
  readonly maxExposure: number;
  /**
   * When a UTC day has lost this share of the equity it began with, judged within each candle at its adverse extreme,
   * all positions leave at that price (at the open where it gaps beyond) and none is entered that day.
   */
  readonly maxDailyLoss: number | null;
  /** Likewise when equity has fallen by this share from its highest close; none is entered for the rest of the run. */
  readonly maxDrawdown: number | null;
  /** After so many losing trades in a row, no entry for so many candles. */
  readonly coolDown: { readonly losses: number; readonly candles: number } | null;
  readonly costs: Costs;
  /**
   * What becomes of an entry when candles are missing after its signal: carried out at the next open however late
   * ("fill"), dropped, as a live signal is void ("skip"), or dropped when that open comes more than so many candles
   * late. Hours in which the market is closed are not late.
   */
  readonly gaps: 'fill' | 'skip' | { readonly maxCandles: number };
}

/** No costs at all: for comparison with a plan that has some. */
export const NO_COSTS: Costs = {
  fee: 0,
  halfSpread: { type: 'fixed', fraction: 0 },
  slippage: 0,
  slippageSigmas: 0,
  makerFee: null,
  fundingPer8h: 0,
};

/** An entry this many candles after its signal is late but carried out; a later one is dropped unless the plan sets another limit. */
const DEFAULT_ENTRY_DELAY = 2;

/** A plan that leaves only by signal: long and short at market with the whole equity, 10 bps a side. */
export function plainPlan(timeframeMs: number): BacktestPlan {
  return {
    timeframeMs,
    startEquity: 10_000,
    sides: 'both',
    entry: { type: 'market' },
    stop: null,
    target: null,
    trailing: null,
    breakEven: null,
    horizonCandles: null,
    renewHorizon: false,
    timeExit: null,
    exitOnOpposite: true,
    maxPositions: 1,
    sizing: { type: 'fraction', fraction: 1 },
    lotStep: null,
    maxExposure: 1,
    maxDailyLoss: null,
    maxDrawdown: null,
    coolDown: null,
    costs: { ...NO_COSTS, fee: 0.001 },
    gaps: { maxCandles: DEFAULT_ENTRY_DELAY },
  };
}

interface Bounds {
  readonly from?: number;
  readonly above?: number;
  readonly to?: number;
  readonly below?: number;
  readonly whole?: true;
}

function boundsText({ from, above, to, below, whole }: Bounds): string {
  const parts = [
    ...(from === undefined ? [] : [`≥ ${from}`]),
    ...(above === undefined ? [] : [`> ${above}`]),
    ...(to === undefined ? [] : [`≤ ${to}`]),
    ...(below === undefined ? [] : [`< ${below}`]),
  ];
  return `${whole === true ? 'a whole number ' : 'a number '}${parts.join(' and ')}`;
}

function check(option: string, value: number, bounds: Bounds): void {
  const { from = Number.NEGATIVE_INFINITY, above = Number.NEGATIVE_INFINITY, whole } = bounds;
  const { to = Number.MAX_VALUE, below = Number.POSITIVE_INFINITY } = bounds;
  const sound = value >= from && value > above && value <= to && value < below;
  if (!sound || (whole === true && !Number.isInteger(value)))
    throw new BacktestError(`expected ${option} to be ${boundsText(bounds)}, was ${value}`);
}

function checkDistance(option: string, level: Level | null): void {
  if (level === null || level.type === 'signal') return;
  if (level.type === 'percent')
    check(option, level.fraction, option === 'target' ? { above: 0 } : { above: 0, below: 1 });
  else check(option, level.multiple, { above: 0 });
}

function checkSizing(sizing: Sizing, maxExposure: number): void {
  const limit = { above: 0, to: Math.max(1, maxExposure) };
  check(
    sizing.type === 'fraction' ? 'size' : 'size cap',
    sizing.type === 'fraction' ? sizing.fraction : sizing.cap,
    limit,
  );
  if (sizing.type === 'volatility') check('target volatility', sizing.perYear, { above: 0 });
  if (sizing.type === 'kelly') check('share of the Kelly fraction', sizing.share, { above: 0, to: 1 });
}

function checkCosts(costs: Costs): void {
  const small = { from: 0, below: 1 };
  check('fee', costs.fee, small);
  check('slippage', costs.slippage, small);
  check('slippage in sigmas', costs.slippageSigmas, { from: 0, to: 100 });
  if (costs.halfSpread.type === 'fixed') check('half spread', costs.halfSpread.fraction, small);
  if (costs.makerFee !== null) check('maker fee', costs.makerFee, small);
  check('funding per 8 h', costs.fundingPer8h, { above: -1, below: 1 });
}

/** Throws BacktestError that names the first option that makes no sense. */
export function checkPlan(plan: BacktestPlan): void {
  check('timeframe in ms', plan.timeframeMs, { above: 0 });
  check('start equity', plan.startEquity, { above: 0 });
  if (plan.entry.type === 'limit') {
    check('limit offset', plan.entry.offset, { from: 0, below: 1 });
    check('limit patience', plan.entry.patienceCandles, { from: 1, whole: true });
  }
  checkDistance('stop', plan.stop);
  checkDistance('target', plan.target);
  checkDistance('trailing stop', plan.trailing);
  checkDistance('break-even', plan.breakEven);
  if (plan.horizonCandles !== null) check('horizon', plan.horizonCandles, { from: 1, whole: true });
  if (plan.timeExit !== null) {
    check('hour of the time exit', plan.timeExit.hourUtc, { from: 0, to: 23, whole: true });
    if (plan.timeExit.weekday !== null)
      check('weekday of the time exit', plan.timeExit.weekday, { from: 0, to: 6, whole: true });
  }
  check('positions at once', plan.maxPositions, { from: 1, to: 1_000, whole: true });
  check('maximum exposure', plan.maxExposure, { above: 0, to: 100 });
  checkSizing(plan.sizing, plan.maxExposure);
  if (plan.lotStep !== null) check('lot step', plan.lotStep, { above: 0 });
  if (plan.maxDailyLoss !== null) check('maximum daily loss', plan.maxDailyLoss, { above: 0, to: 1 });
  if (plan.maxDrawdown !== null) check('maximum drawdown', plan.maxDrawdown, { above: 0, to: 1 });
  if (typeof plan.gaps === 'object') check('candles that an entry may be late', plan.gaps.maxCandles, { from: 0 });
  if (plan.coolDown !== null) {
    check('losses before a cool-down', plan.coolDown.losses, { from: 1, whole: true });
    check('candles of a cool-down', plan.coolDown.candles, { from: 1, whole: true });
  }
  checkCosts(plan.costs);
}
