import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BacktestPlan } from '../../../engine/backtest/plan/plan.ts';
import { plainSignals } from '../../../engine/backtest/plan/signal-columns.ts';
import { type Simulation, simulate } from '../../../engine/backtest/simulate/simulate.ts';
import { simulateGeneral } from '../../../engine/backtest/simulate/simulate-general.ts';
import { simulateSingle } from '../../../engine/backtest/simulate/simulate-single.ts';
import { singleRulesOf } from '../../../engine/backtest/simulate/single-rules.ts';
import { timelineOf } from '../../../engine/backtest/simulate/timeline.ts';
import { createTradeLog, tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { jumpyWalk, marketOf, PLAN, pathPlans, randomSignals, singlePlans } from './backtest-fixtures.ts';

const ROWS = 400;
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });

describe('properties', () => {
  const walkMarket = (seed: number) => marketOf(jumpyWalk(ROWS, seed), randomSignals(ROWS, seed));

  it('the short way and the general one agree bit for bit', () => {
    fc.assert(
      fc.property(singlePlans, seeds, (plan, seed) => {
        const market = walkMarket(seed);
        const rules = singleRulesOf(plan);
        if (rules === null) throw new Error('expected a plan for the short way');
        const [a, b] = [0, 1].map(() => ({
          equity: new Float64Array(ROWS),
          worst: new Float64Array(ROWS),
          log: createTradeLog(4),
        }));
        if (a === undefined || b === undefined) throw new Error('expected two');
        const short = simulateSingle({ plan, market, rules }, a);
        const general = simulateGeneral({ plan, markets: [market], timeline: timelineOf([market]) }, b);
        expect(tradesOf(a.log)).toEqual(tradesOf(b.log));
        expect(a.equity).toEqual(b.equity);
        expect(a.worst).toEqual(b.worst);
        expect(short).toEqual(general);
      }),
      { numRuns: 300 },
    );
  });

  it('every unit of profit is in the equity and nowhere else', () => {
    fc.assert(
      fc.property(pathPlans, seeds, (plan, seed) => {
        const simulation = simulate({ plan, markets: [walkMarket(seed)] });
        const sum = tradesOf(simulation.trades).reduce((total, { pnl }) => total + pnl, 0);
        expect((simulation.equity.at(-1) ?? 0) - plan.startEquity).toBeCloseTo(sum, 6);
      }),
    );
  });

  it('fills lie within the candle', () => {
    fc.assert(
      fc.property(pathPlans, seeds, (plan, seed) => {
        const market = walkMarket(seed);
        for (const trade of tradesOf(simulate({ plan, markets: [market] }).trades)) {
          for (const [row, raw] of [
            [trade.entryRow, trade.entryRaw],
            [trade.exitRow, trade.exitRaw],
          ] as const) {
            expect(raw).toBeLessThanOrEqual((market.candles.high[row] ?? 0) * (1 + 1e-12));
            expect(raw).toBeGreaterThanOrEqual((market.candles.low[row] ?? 0) * (1 - 1e-12));
          }
        }
      }),
    );
  });

  it('nothing depends on a later candle or signal', () => {
    fc.assert(
      fc.property(pathPlans, seeds, fc.integer({ min: 20, max: ROWS - 20 }), (plan, seed, cut) => {
        const market = walkMarket(seed);
        const other = walkMarket(seed + 1);
        const mixed = <C extends Float64Array | Uint8Array>(past: C, future: C): C => {
          const column = past.slice();
          column.set(future.subarray(cut), cut);
          return column as C;
        };
        const { candles, signals } = market;
        const scrambled = {
          ...market,
          candles: {
            ...candles,
            open: mixed(candles.open, other.candles.open),
            high: mixed(candles.high, other.candles.high),
            low: mixed(candles.low, other.candles.low),
            close: mixed(candles.close, other.candles.close),
          },
          signals: { ...signals, action: mixed(signals.action, other.signals.action) },
        };
        const before = simulate({ plan, markets: [market] });
        const after = simulate({ plan, markets: [scrambled] });
        expect(after.equity.slice(0, cut)).toEqual(before.equity.slice(0, cut));
        const past = (simulation: Simulation) => tradesOf(simulation.trades).filter(({ exitRow }) => exitRow < cut);
        expect(past(after)).toEqual(past(before));
      }),
    );
  });

  it('costs only lower equity', () => {
    fc.assert(
      fc.property(pathPlans, seeds, (plan, seed) => {
        const market = walkMarket(seed);
        const finalWith = (costs: Partial<BacktestPlan['costs']>): number =>
          simulate({ plan: { ...plan, costs: { ...plan.costs, ...costs } }, markets: [market] }).equity.at(-1) ?? 0;
        const free = finalWith({ fee: 0, makerFee: plan.costs.makerFee === null ? null : 0 });
        const charged = finalWith({ fee: 0.001, makerFee: plan.costs.makerFee === null ? null : 0.0005 });
        const slipped = finalWith({
          fee: 0.001,
          makerFee: plan.costs.makerFee === null ? null : 0.0005,
          slippage: 0.001,
        });
        expect(charged).toBeLessThanOrEqual(free + 1e-6);
        expect(slipped).toBeLessThanOrEqual(charged + 1e-6);
      }),
    );
  });

  it('doubling all prices changes no equity', () => {
    fc.assert(
      fc.property(pathPlans, seeds, (plan, seed) => {
        const market = walkMarket(seed);
        const twice = (column: Float64Array): Float64Array => column.map((value) => 2 * value);
        const { candles } = market;
        const doubled = {
          ...market,
          atr: market.atr === null ? null : twice(market.atr),
          candles: {
            ...candles,
            open: twice(candles.open),
            high: twice(candles.high),
            low: twice(candles.low),
            close: twice(candles.close),
          },
        };
        expect(simulate({ plan, markets: [doubled] }).equity).toEqual(simulate({ plan, markets: [market] }).equity);
      }),
    );
  });

  it('no signals leave the money as it was', () => {
    const market = marketOf(jumpyWalk(50, 3), plainSignals(new Uint8Array(50)));
    const { equity, trades, exposedSteps } = simulate({ plan: PLAN, markets: [market] });
    expect(equity).toEqual(new Float64Array(50).fill(10_000));
    expect([trades.count, exposedSteps]).toEqual([0, 0]);
  });
});
