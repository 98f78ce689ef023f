import { type CostScenario, CRYPTO_COST_PER_SIDE_BPS, roundTripCostBps } from '../signals/cost.ts';
import type { JudgedDecisions } from './judge-model.ts';

/** Growth of a unit of money, after each moment with a trade, in time order. */
export interface RuleEquity {
  readonly timeMs: Float64Array;
  readonly gross: Float64Array;
  /** By cost scenario; FX pays the quoted spread where there is one, whatever the scenario. */
  readonly net: Readonly<Record<CostScenario, Float64Array>>;
  readonly trades: number;
}

const SCENARIOS = Object.keys(CRYPTO_COST_PER_SIDE_BPS) as readonly CostScenario[];

interface Trade {
  readonly timeMs: number;
  readonly gross: number;
  readonly costs: readonly number[];
}

/** The trades of the published rule: entered at the open after the decision, left at that candle's close. */
function tradesOf({ dataset, selected, probability }: JudgedDecisions): readonly Trade[] {
  const { markets, returnNext, closeTimeMs } = dataset;
  return selected
    .flatMap((row) => {
      const market = markets.find(({ from, to }) => row >= from && row < to);
      const back = returnNext[row] ?? Number.NaN;
      if (market === undefined || Number.isNaN(back)) return [];
      const { candles, symbol, from } = market;
      const timeMs = closeTimeMs[row] ?? 0;
      const costs = SCENARIOS.map((scenario) => {
        const spread = candles.spread?.[row - from] ?? null;
        const price = candles.close[row - from] ?? 1;
        return roundTripCostBps({ symbol, entryTimeMs: timeMs, price, spread, scenario }) / 1e4;
      });
      const side = (probability[row] ?? 0.5) >= 0.5 ? 1 : -1;
      return [{ timeMs, gross: side * Math.expm1(back), costs }];
    })
    .sort((a, b) => a.timeMs - b.timeMs);
}

/** What following every published signal would have made of a unit of money, each market with an equal share of it, gains compounded. */
export function ruleEquity(decisions: JudgedDecisions): RuleEquity {
  const trades = tradesOf(decisions);
  const share = 1 / Math.max(1, decisions.dataset.markets.length);
  const grow = (returnOf: (trade: Trade) => number): Float64Array => {
    let equity = 1;
    return Float64Array.from(trades, (trade) => {
      equity *= Math.max(0, 1 + share * returnOf(trade));
      return equity;
    });
  };
  const net = SCENARIOS.map(
    (scenario, index) => [scenario, grow(({ gross, costs }) => gross - (costs[index] ?? 0))] as const,
  );
  return {
    timeMs: Float64Array.from(trades, ({ timeMs }) => timeMs),
    gross: grow(({ gross }) => gross),
    net: {
      spotTaker: new Float64Array(0),
      perpetualTaker: new Float64Array(0),
      maker: new Float64Array(0),
      ...Object.fromEntries(net),
    },
    trades: trades.length,
  };
}
