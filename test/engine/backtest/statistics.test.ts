import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../../engine/backtest/backtest.ts';
import { ENTER_LONG, ENTER_SHORT, LEAVE_LONG, plainSignals } from '../../../engine/backtest/plan/signal-columns.ts';
import { tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { walkEquity } from '../../../engine/backtest/statistics/equity-walk.ts';
import { equityBands, tradeOrderRisk } from '../../../engine/backtest/statistics/resample.ts';
import { candlesFrom, HOUR_MS, jumpyWalk, marketOf, PLAN, pathPlans, randomSignals } from './backtest-fixtures.ts';

const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });

describe('the walk over equity', () => {
  const walk = (equity: readonly number[]) =>
    walkEquity({
      worst: null,
      equity: Float64Array.from(equity),
      openTimeMs: Float64Array.from(equity, (_, at) => at * HOUR_MS),
      startEquity: 100,
    });

  it.each([
    { name: 'never below its height', equity: [100, 110, 110, 120], max: 0, count: 0, longestMs: 0, isOpen: false },
    {
      name: 'one spell made good',
      equity: [100, 80, 90, 100],
      max: 0.2,
      count: 1,
      longestMs: 3 * HOUR_MS,
      isOpen: false,
    },
    { name: 'one from the start', equity: [90, 95, 101], max: 0.1, count: 1, longestMs: 2 * HOUR_MS, isOpen: false },
    {
      name: 'a last one that lasts',
      equity: [100, 120, 60, 90],
      max: 0.5,
      count: 1,
      longestMs: 2 * HOUR_MS,
      isOpen: true,
    },
    { name: 'two spells', equity: [110, 99, 120, 90, 120], max: 0.25, count: 2, longestMs: 2 * HOUR_MS, isOpen: false },
  ])('$name', ({ name: _, equity, ...expected }) => {
    const { drawdowns } = walk(equity);
    expect(drawdowns).toMatchObject({ ...expected, max: expect.closeTo(expected.max, 12) });
  });
});

describe('figures', () => {
  const flat = (price: number) => [price, price, price, price] as const;

  it('of two trades worked out by hand', () => {
    const rows = [flat(100), flat(100), flat(110), flat(110), flat(100), flat(100), flat(105), flat(105)];
    const action = Uint8Array.of(ENTER_LONG, LEAVE_LONG, 0, ENTER_LONG, LEAVE_LONG, 0, 0, 0);
    const plan = { ...PLAN, startEquity: 1_000, costs: { ...PLAN.costs, fee: 0 } };
    const { statistics: s } = backtest(plan, [marketOf(candlesFrom(rows), plainSignals(action))]);
    // +10 % of 1,000 from row 1 to 2; 11 units bought at 100 in row 4 and sold there at 100: nothing.
    expect(s).toMatchObject({ trades: 2, winRate: 0.5, finalEquity: 1_100, profitFactor: null, longestWinStreak: 1 });
    expect(s.netReturn).toBeCloseTo(0.1, 12);
    expect(s.expectancy).toBeCloseTo(0.05, 12);
    expect(s.buyAndHoldReturn).toBeCloseTo(0.05, 12);
    expect(s.exposure).toBeCloseTo(2 / 8, 12);
    expect(s.breakEvenCostBps).toBeCloseTo((100 / (1_000 + 1_100 + 1_100 + 1_100)) * 1e4, 9);
  });

  it('of no trades are zero or null, never a sentinel', () => {
    const { statistics: s } = backtest(PLAN, [marketOf(jumpyWalk(100, 1), plainSignals(new Uint8Array(100)))]);
    expect(s).toMatchObject({
      trades: 0,
      netReturn: 0,
      grossReturn: 0,
      maxDrawdown: 0,
      exposure: 0,
      turnover: 0,
      costPaid: 0,
    });
    for (const name of [
      'winRate',
      'profitFactor',
      'sharpe',
      'sortino',
      'calmar',
      'sqn',
      'expectancy',
      'bestTrade',
      'probabilisticSharpe',
      'deflatedSharpe',
      'breakEvenCostBps',
    ] as const)
      expect(s[name], name).toBeNull();
  });

  it('before cost and after differ by what cost took', () => {
    fc.assert(
      fc.property(pathPlans, seeds, (plan, seed) => {
        const { statistics: s } = backtest(plan, [marketOf(jumpyWalk(300, seed), randomSignals(300, seed))]);
        expect(s.grossReturn * plan.startEquity - s.costPaid).toBeCloseTo(s.netReturn * plan.startEquity, 5);
        expect(s.costPaid).toBeGreaterThanOrEqual(-1e-6);
      }),
    );
  });

  it('of sides and markets add up to those of all', () => {
    fc.assert(
      fc.property(pathPlans, seeds, (plan, seed) => {
        const markets = [seed, seed + 1].map((each, at) =>
          marketOf(jumpyWalk(300, each), randomSignals(300, each), `M${at}/USD`),
        );
        const { statistics: s, simulation } = backtest(plan, markets);
        const sum = tradesOf(simulation.trades).reduce((total, { pnl }) => total + pnl, 0);
        expect(s.long.trades + s.short.trades).toBe(s.trades);
        expect(s.perMarket.reduce((total, line) => total + line.trades, 0)).toBe(s.trades);
        expect(s.long.netPnl + s.short.netPnl).toBeCloseTo(sum, 5);
        expect(s.perMonth.reduce((total, line) => total + line.trades, 0)).toBe(s.trades);
        const growth = s.perMonth.reduce((product, line) => product * (1 + line.netReturn), 1);
        expect(growth).toBeCloseTo(1 + s.netReturn, 9);
      }),
    );
  });

  it('by year and month have calendar names and compound to the whole', () => {
    const rows = 24 * 70;
    const candles = jumpyWalk(rows, 5);
    for (let row = 0; row < rows; row += 1) candles.openTimeMs[row] = Date.UTC(2023, 11, 1) + row * HOUR_MS;
    const { statistics: s } = backtest(PLAN, [marketOf(candles, randomSignals(rows, 5))]);
    expect(s.perYear.map(({ year }) => year)).toEqual([2023, 2024]);
    expect(s.perMonth.map(({ month }) => month)).toEqual(['2023-12', '2024-01', '2024-02']);
    const hold = s.perYear.reduce((product, line) => product * (1 + (line.buyAndHoldReturn ?? 0)), 1);
    expect(hold).toBeCloseTo(1 + (s.buyAndHoldReturn ?? 0), 9);
    expect(Math.max(...s.perYear.map(({ maxDrawdown }) => maxDrawdown))).toBeLessThanOrEqual(s.maxDrawdown + 1e-12);
  });

  it('doubling all prices changes none', () => {
    const candles = jumpyWalk(600, 9);
    const twice = (column: Float64Array): Float64Array => column.map((value) => 2 * value);
    const doubled = {
      ...candles,
      open: twice(candles.open),
      high: twice(candles.high),
      low: twice(candles.low),
      close: twice(candles.close),
    };
    const signals = randomSignals(600, 9);
    expect(backtest(PLAN, [marketOf(doubled, signals)]).statistics).toEqual(
      backtest(PLAN, [marketOf(candles, signals)]).statistics,
    );
  });

  it('say when the equity was gone', () => {
    const rows = [flat(100), flat(100), flat(250), flat(250)];
    const { statistics: s } = backtest(PLAN, [
      marketOf(candlesFrom(rows), plainSignals(Uint8Array.of(ENTER_SHORT, 0, 0, 0))),
    ]);
    expect(s.ruinedAtMs).toBe(2 * HOUR_MS);
    expect(s.netReturn).toBeLessThanOrEqual(-1);
  });
});

describe('resampling', () => {
  const result = backtest(PLAN, [marketOf(jumpyWalk(24 * 60, 4), randomSignals(24 * 60, 4))]);

  it('is the same for the same seed and another for another', () => {
    const options = { draws: 200, seed: 7 };
    expect(equityBands(result, options)).toEqual(equityBands(result, options));
    expect(tradeOrderRisk(result, options)).toEqual(tradeOrderRisk(result, options));
    expect(tradeOrderRisk(result, { ...options, seed: 8 })).not.toEqual(tradeOrderRisk(result, options));
  });

  it('has ordered bands that hold what happened between them', () => {
    const bands = equityBands(result, { draws: 500, seed: 1 });
    if (bands === null) throw new Error('expected bands');
    for (const { p5, p25, p50, p75, p95 } of bands.points)
      expect([p5, p25, p50, p75, p95]).toEqual([p5, p25, p50, p75, p95].toSorted((a, b) => a - b));
    expect(result.statistics.netReturn).toBeGreaterThan(bands.finalReturn.p5 - 0.2);
    expect(result.statistics.netReturn).toBeLessThan(bands.finalReturn.p95 + 0.2);
  });

  it('is null where there is too little to draw from', () => {
    const short = backtest(PLAN, [marketOf(jumpyWalk(24, 4), plainSignals(new Uint8Array(24)))]);
    expect(equityBands(short)).toBeNull();
    expect(tradeOrderRisk(short)).toBeNull();
  });
});
