import { roundTripCostBps } from '../../signals/cost.ts';
import type { BacktestMarket } from './backtest-market.ts';
import type { BacktestPlan, Costs } from './plan.ts';

const EIGHT_HOURS_MS = 8 * 3_600_000;

function halfSpreadAt(
  { halfSpread }: Costs,
  market: BacktestMarket,
  known: { readonly row: number; readonly timeMs: number },
): number {
  const { candles, symbol } = market;
  const price = candles.close[known.row] ?? Number.NaN;
  const spread = candles.spread?.[known.row] ?? null;
  switch (halfSpread.type) {
    case 'fixed':
      return halfSpread.fraction;
    case 'measured':
      return spread !== null && spread > 0 ? spread / price / 2 : 0;
    case 'published':
      return (
        roundTripCostBps({ symbol, entryTimeMs: known.timeMs, price, spread, scenario: halfSpread.scenario }) / 2 / 1e4
      );
  }
}

/**
 * By what fraction a market order is carried out worse than the market: half the spread and slippage, from what was known at the close of
 * `row`. For an order within or at the open of a candle that is the row before it.
 */
export function adverseAt(plan: BacktestPlan, market: BacktestMarket, row: number): number {
  const { costs, timeframeMs } = plan;
  const known = { row: Math.max(0, row), timeMs: (market.candles.openTimeMs[Math.max(0, row)] ?? 0) + timeframeMs };
  const steady = halfSpreadAt(costs, market, known) + costs.slippage;
  if (costs.slippageSigmas === 0) return steady;
  const sigma = market.sigma?.[known.row] ?? 0;
  return steady + costs.slippageSigmas * (Number.isNaN(sigma) ? 0 : sigma);
}

function lowerBound(column: Float64Array, value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sum of the funding rates that fall due in (fromMs, toMs]: what a long pays per unit of value, a short receives. */
export function fundingBetween(
  plan: BacktestPlan,
  { funding }: BacktestMarket,
  [fromMs, toMs]: readonly [number, number],
): number {
  if (funding === null) {
    const { fundingPer8h } = plan.costs;
    if (fundingPer8h === 0) return 0;
    return fundingPer8h * (Math.floor(toMs / EIGHT_HOURS_MS) - Math.floor(fromMs / EIGHT_HOURS_MS));
  }
  let sum = 0;
  const end = lowerBound(funding.timeMs, toMs + 1);
  for (let at = lowerBound(funding.timeMs, fromMs + 1); at < end; at += 1) sum += funding.rate[at] ?? 0;
  return sum;
}
