import type { CandleColumns } from '../../market/candle.ts';
import { findBadCandle } from '../../market/csv/candle-finding.ts';
import type { LevelBreak } from '../../market/level-breaks.ts';
import type { BacktestPlan } from './plan.ts';
import { BacktestError, checkSignals, type SignalColumns } from './signal-columns.ts';

/** Funding of a perpetual as it was: at each time longs pay shorts this fraction of the position's value. Ascending times. */
export interface FundingColumns {
  readonly timeMs: Float64Array;
  readonly rate: Float64Array;
}

/** One market of a backtest: candles, what is decided at each, and the volatility columns that the plan's distances need. */
export interface BacktestMarket {
  readonly name: string;
  readonly symbol: string;
  readonly candles: CandleColumns;
  readonly signals: SignalColumns;
  /** Standard deviation of a candle's log return (σ24) per row, NaN while unknown; null when not computed. */
  readonly sigma: Float64Array | null;
  /** Average true range in price units per row, NaN while unknown; null when not computed. */
  readonly atr: Float64Array | null;
  /** Overrides the plan's constant funding. */
  readonly funding: FundingColumns | null;
  /** Where the price changed its level without trading there, ascending: no position is held into such a row. Absent: not looked for. */
  readonly levelBreaks?: readonly LevelBreak[];
}

/** Markets by name, so that the order in which they were given changes no sum, no trade and no number of a market. */
export function inNameOrder(markets: readonly BacktestMarket[]): readonly BacktestMarket[] {
  return markets.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Which volatility columns a plan reads. */
export function volatilityNeeds(plan: BacktestPlan): { readonly sigma: boolean; readonly atr: boolean } {
  const distances = [plan.stop, plan.target, plan.trailing, plan.breakEven];
  const uses = (type: 'atr' | 'sigma'): boolean => distances.some((distance) => distance?.type === type);
  return {
    sigma: uses('sigma') || plan.costs.slippageSigmas > 0 || plan.sizing.type === 'volatility',
    atr: uses('atr'),
  };
}

/** Whether all candles are sound and in order; findBadCandle finds which is not and why, at several times the cost. */
function areSoundCandles({ openTimeMs, open, high, low, close, length }: CandleColumns): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < length; row += 1) {
    const timeMs = openTimeMs[row] ?? 0;
    const first = open[row] ?? 0;
    const top = high[row] ?? 0;
    const bottom = low[row] ?? 0;
    const last = close[row] ?? 0;
    const isSound =
      bottom > 0 && bottom <= first && bottom <= last && top >= first && top >= last && top < Number.POSITIVE_INFINITY;
    if (!isSound || !(timeMs > before)) return false;
    before = timeMs;
  }
  return before < 8.64e15;
}

/**
 * Throws BacktestError when a market does not have what the plan needs, or its candles or signals are unsound; names
 * the market and row.
 */
export function checkMarket(market: BacktestMarket, plan: BacktestPlan): void {
  const { name, candles, signals } = market;
  const finding = areSoundCandles(candles) ? null : findBadCandle(candles);
  if (finding !== null) throw new BacktestError(`${name} row ${finding.row}: ${finding.problem}`);
  checkSignals(signals, candles, name);
  const needs = volatilityNeeds(plan);
  const require = (isThere: boolean, what: string): void => {
    if (!isThere) throw new BacktestError(`${name}: expected ${what}, had none`);
  };
  if (needs.sigma) require(market.sigma?.length === candles.length, 'σ24 of each candle for this plan');
  if (needs.atr) require(market.atr?.length === candles.length, 'the average true range of each candle for this plan');
  if (plan.costs.halfSpread.type === 'measured')
    require(candles.spread !== null, 'candles with a quoted spread to measure it');
  if (plan.stop?.type === 'signal') require(signals.stopPrice !== null, 'signals that name a stop');
  if (plan.target?.type === 'signal') require(signals.targetPrice !== null, 'signals that name a target');
  if (plan.sizing.type === 'kelly')
    require(signals.strengthIsProbability, 'signals with a probability for Kelly sizing');
}
