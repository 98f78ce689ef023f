import { computeFeatures } from '../../features/compute.ts';
import type { BacktestMarket } from './backtest-market.ts';
import { volatilityNeeds } from './backtest-market.ts';
import type { BacktestPlan } from './plan.ts';

/** The market with the volatility columns that any of the plans reads, from the product's own features; columns that are there stay. */
export function withVolatility(
  market: BacktestMarket,
  plans: readonly BacktestPlan[],
  timeframeMs: number,
): BacktestMarket {
  const needs = plans.map(volatilityNeeds);
  const wantsSigma = market.sigma === null && needs.some(({ sigma }) => sigma);
  const wantsAtr = market.atr === null && needs.some(({ atr }) => atr);
  const names = [...(wantsSigma ? ['sigma_24'] : []), ...(wantsAtr ? ['atr_14_price'] : [])];
  if (names.length === 0) return market;
  const { columns } = computeFeatures(market.candles, timeframeMs, names);
  return {
    ...market,
    sigma: wantsSigma ? (columns[0] ?? null) : market.sigma,
    atr: wantsAtr ? (columns.at(-1) ?? null) : market.atr,
  };
}
