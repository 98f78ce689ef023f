import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../../engine/backtest/backtest.ts';
import type { BacktestPlan } from '../../../engine/backtest/plan/plan.ts';
import { ENTER_LONG, ENTER_SHORT, plainSignals } from '../../../engine/backtest/plan/signal-columns.ts';
import { type Simulation, simulate, simulateInto } from '../../../engine/backtest/simulate/simulate.ts';
import { createTradeLog, type Trade, tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { maxDrawdownOf } from '../../../engine/backtest/statistics/equity-walk.ts';
import { candlesFrom, jumpyWalk, marketOf, PLAN, randomSignals, singlePlans } from './backtest-fixtures.ts';

const noCosts = { ...PLAN.costs, fee: 0 };
const percent = (fraction: number) => ({ type: 'percent' as const, fraction });

function actionAt(length: number, bits: Readonly<Record<number, number>>): Uint8Array {
  return Uint8Array.from({ length }, (_, row) => bits[row] ?? 0);
}

type Rows = readonly (readonly [number, number, number, number])[];

function run(rows: Rows, bits: Readonly<Record<number, number>>, plan: Partial<BacktestPlan>): Simulation {
  const market = marketOf(candlesFrom(rows), plainSignals(actionAt(rows.length, bits)));
  return simulate({ plan: { ...PLAN, costs: noCosts, ...plan }, markets: [market] });
}

const onlyTrade = (simulation: Simulation): Trade => {
  const [trade, ...others] = tradesOf(simulation.trades);
  expect(others).toEqual([]);
  if (trade === undefined) throw new Error('expected a trade, was none');
  return trade;
};

describe('the worst moment of a candle', () => {
  const flat = [100, 100, 100, 100] as const;
  const leverage = (fraction: number): Partial<BacktestPlan> => ({
    sizing: { type: 'fraction', fraction },
    maxExposure: fraction,
  });

  it.each([
    { name: 'a short', bits: ENTER_SHORT, plan: {}, bar: [100, 260, 95, 95], at: 200 },
    {
      name: 'a long with five times the equity',
      bits: ENTER_LONG,
      plan: leverage(5),
      bar: [100, 105, 70, 104],
      at: 80,
    },
    { name: 'a short over which the open gaps', bits: ENTER_SHORT, plan: {}, bar: [230, 260, 95, 95], at: 230 },
    {
      name: 'a short whose stop lies beyond',
      bits: ENTER_SHORT,
      plan: { ...leverage(2), stop: percent(0.8) },
      bar: [100, 260, 95, 95],
      at: 150,
    },
    {
      name: 'a short, rather than its target',
      bits: ENTER_SHORT,
      plan: { target: percent(0.1) },
      bar: [100, 260, 80, 95],
      at: 200,
    },
  ] as const)('ruins $name', ({ bits, plan, bar, at }) => {
    for (const general of [false, true]) {
      const way = general ? { maxPositions: 2 } : {};
      const simulation = run([flat, flat, bar, flat, flat], { 0: bits, 3: bits }, { ...plan, ...way });
      const trade = onlyTrade(simulation);
      expect(trade).toMatchObject({ entryRow: 1, exitRow: 2, reason: 'ruin', exitRaw: expect.closeTo(at, 9) });
      expect(simulation.ruinedStep).toBe(2);
      expect(simulation.equity.at(-1)).toBeLessThan(1e-6);
      const { maxDrawdown } = backtest({ ...PLAN, costs: noCosts, ...plan, ...way }, [
        marketOf(candlesFrom([flat, flat, bar, flat, flat]), plainSignals(actionAt(5, { 0: bits }))),
      ]).statistics;
      expect(maxDrawdown).toBeGreaterThanOrEqual(1 - 1e-9);
    }
  });

  it('leaves by a stop that comes before ruin', () => {
    const plan = { stop: percent(0.5) };
    const trade = onlyTrade(run([flat, flat, [100, 260, 95, 95], flat], { 0: ENTER_SHORT }, plan));
    expect(trade).toMatchObject({ exitRaw: 150, reason: 'stop' });
  });

  it('leaves nothing after the costs of leaving, not a debt', () => {
    const candles = candlesFrom([flat, flat, [100, 260, 95, 95], flat]);
    const market = marketOf(candles, plainSignals(actionAt(4, { 0: ENTER_SHORT })));
    const { equity } = simulate({
      plan: { ...PLAN, costs: { ...noCosts, fee: 0.01, slippage: 0.01 } },
      markets: [market],
    });
    expect(equity.at(-1)).toBeCloseTo(0, 6);
  });

  it('is seen by the drawdown, beside the one at closes', () => {
    const bars = [flat, flat, [100, 101, 70, 100] as const, flat];
    const market = marketOf(candlesFrom(bars), plainSignals(actionAt(4, { 0: ENTER_LONG })));
    for (const maxPositions of [1, 2]) {
      const { statistics } = backtest({ ...PLAN, costs: noCosts, maxPositions }, [market]);
      expect(statistics).toMatchObject({ maxDrawdown: expect.closeTo(0.3, 12), closingDrawdown: 0, netReturn: 0 });
      expect(statistics.perYear[0]?.maxDrawdown).toBeCloseTo(0.3, 12);
    }
  });

  it.each([
    { name: 'the daily loss', limit: { maxDailyLoss: 0.05 }, reason: 'daily-loss', entries: [1, 24] },
    { name: 'the drawdown', limit: { maxDrawdown: 0.05 }, reason: 'drawdown', entries: [1] },
  ] as const)('ends at $name, at its price and at an open beyond it', ({ limit, reason, entries }) => {
    const within = [100, 100, 80, 100] as const;
    const beyond = [90, 100, 80, 100] as const;
    for (const [bar, raw] of [
      [within, 95],
      [beyond, 90],
    ] as const) {
      const rows = Array.from({ length: 30 }, (_, row) => (row === 3 ? bar : flat));
      const always = Object.fromEntries(rows.map((_, row) => [row, ENTER_LONG]));
      const trades = tradesOf(run(rows, always, limit).trades);
      expect(trades[0]).toMatchObject({ entryRow: 1, exitRow: 3, exitRaw: expect.closeTo(raw, 9), reason });
      expect(trades.map(({ entryRow }) => entryRow)).toEqual(entries);
    }
  });

  it('leaves by a stop before a limit that lies beyond it', () => {
    const plan = { stop: percent(0.02), maxDailyLoss: 0.05, maxDrawdown: 0.05 };
    const trade = onlyTrade(run([flat, flat, [100, 100, 80, 100], flat], { 0: ENTER_LONG }, plan));
    expect(trade).toMatchObject({ exitRaw: 98, reason: 'stop' });
  });

  it('gives the drawdown kept while running to the last bit of that of the column, whatever the plan', () => {
    const rows = 400;
    fc.assert(
      fc.property(singlePlans, fc.boolean(), fc.integer({ min: 1, max: 1e6 }), (single, isGeneral, seed) => {
        const plan = isGeneral ? { ...single, maxPositions: 2 } : single;
        const markets = [marketOf(jumpyWalk(rows, seed), randomSignals(rows, seed))];
        const { equity, worst, trades } = simulate({ plan, markets });
        const workspace = {
          equity: new Float64Array(rows).fill(-1),
          worst: new Float64Array(rows).fill(-1),
          trades: createTradeLog(4),
        };
        const drawdown = simulateInto(workspace, { plan, markets });
        expect(drawdown).toBe(maxDrawdownOf(equity, plan.startEquity, worst ?? equity));
        expect(workspace.equity).toEqual(equity);
        expect(tradesOf(workspace.trades)).toEqual(tradesOf(trades));
      }),
      { numRuns: 200 },
    );
  });
});
