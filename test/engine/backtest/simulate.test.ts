import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BacktestPlan } from '../../../engine/backtest/plan/plan.ts';
import { ENTER_LONG, ENTER_SHORT, LEAVE_LONG, plainSignals } from '../../../engine/backtest/plan/signal-columns.ts';
import { type Simulation, simulate } from '../../../engine/backtest/simulate/simulate.ts';
import { simulateGeneral } from '../../../engine/backtest/simulate/simulate-general.ts';
import { simulateSingle } from '../../../engine/backtest/simulate/simulate-single.ts';
import { singleRulesOf } from '../../../engine/backtest/simulate/single-rules.ts';
import { timelineOf } from '../../../engine/backtest/simulate/timeline.ts';
import { createTradeLog, type Trade, tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { createRandom } from '../../../engine/random.ts';
import { candlesFrom, jumpyWalk, marketOf, PLAN, pathPlans, randomSignals, singlePlans } from './backtest-fixtures.ts';

const ROWS = 400;

const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const noCosts = { ...PLAN.costs, fee: 0 };
const percent = (fraction: number) => ({ type: 'percent' as const, fraction });

function actionAt(length: number, bits: Readonly<Record<number, number>>): Uint8Array {
  return Uint8Array.from({ length }, (_, row) => bits[row] ?? 0);
}

function run(
  rows: readonly (readonly [number, number, number, number])[],
  bits: Readonly<Record<number, number>>,
  plan: Partial<BacktestPlan>,
): Simulation {
  const candles = candlesFrom(rows);
  const market = marketOf(candles, plainSignals(actionAt(candles.length, bits)));
  return simulate({ plan: { ...PLAN, costs: noCosts, ...plan }, markets: [market] });
}

const onlyTrade = (simulation: Simulation): Trade => {
  const [trade, ...others] = tradesOf(simulation.trades);
  expect(others).toEqual([]);
  if (trade === undefined) throw new Error('expected a trade, was none');
  return trade;
};

describe('one trade', () => {
  const quiet = [100, 101, 99, 100] as const;

  it('enters at the open after the signal and leaves at the open after the other', () => {
    const trade = onlyTrade(
      run([quiet, [102, 103, 101, 102], quiet, [105, 106, 104, 105], quiet], { 0: ENTER_LONG, 2: LEAVE_LONG }, {}),
    );
    expect(trade).toMatchObject({ side: 1, entryRow: 1, entryRaw: 102, exitRow: 3, exitRaw: 105, reason: 'signal' });
    expect(trade.pnl).toBeCloseTo((10_000 / 102) * 3, 9);
  });

  it.each([
    { name: 'a stop within the candle', bar: [100, 100.5, 97, 98], exitRaw: 98, reason: 'stop' },
    { name: 'a stop gapped over, at the open', bar: [96, 97, 95, 96], exitRaw: 96, reason: 'stop' },
    { name: 'a target within the candle', bar: [100, 104, 99.5, 101], exitRaw: 103, reason: 'target' },
    { name: 'a target gapped over, at the open', bar: [105, 106, 104, 105], exitRaw: 105, reason: 'target' },
    { name: 'both in one candle, the stop', bar: [100, 104, 97, 101], exitRaw: 98, reason: 'stop' },
    {
      name: 'both after an open beyond the target, the target',
      bar: [104, 106, 97, 101],
      exitRaw: 104,
      reason: 'target',
    },
  ] as const)('is left by $name', ({ bar, exitRaw, reason }) => {
    const plan = { stop: percent(0.02), target: percent(0.03) };
    const trade = onlyTrade(run([quiet, quiet, bar, quiet], { 0: ENTER_LONG }, plan));
    expect(trade).toMatchObject({ entryRow: 1, exitRow: 2, exitRaw, reason });
  });

  it('can be stopped in its entry candle', () => {
    const trade = onlyTrade(run([quiet, [100, 101, 97, 99], quiet], { 0: ENTER_LONG }, { stop: percent(0.02) }));
    expect(trade).toMatchObject({ entryRow: 1, exitRow: 1, exitRaw: 98, reason: 'stop' });
  });

  it('mirrors stop and target when short', () => {
    const plan = { stop: percent(0.02), target: percent(0.03) };
    const stopped = onlyTrade(run([quiet, quiet, [100, 103, 96, 101], quiet], { 0: ENTER_SHORT }, plan));
    expect(stopped).toMatchObject({ side: -1, exitRaw: 102, reason: 'stop' });
    const reached = onlyTrade(run([quiet, quiet, [100, 101, 96, 97], quiet], { 0: ENTER_SHORT }, plan));
    expect(reached).toMatchObject({ exitRaw: 97, reason: 'target' });
    expect(reached.pnl).toBeCloseTo(300, 9);
  });

  it('is left at the close of the last candle of its horizon', () => {
    const trade = onlyTrade(
      run([quiet, quiet, [100, 102, 99, 101.5], quiet], { 0: ENTER_LONG }, { horizonCandles: 2 }),
    );
    expect(trade).toMatchObject({ exitRow: 2, exitRaw: 101.5, reason: 'horizon' });
  });

  it('is closed with the data', () => {
    const trade = onlyTrade(run([quiet, quiet, [100, 102, 99, 101]], { 0: ENTER_LONG }, {}));
    expect(trade).toMatchObject({ exitRow: 2, exitRaw: 101, reason: 'end' });
  });

  it('moves its trailing stop only from the candle after', () => {
    const rows = [quiet, [100, 110, 99.9, 109], [109, 109, 104, 105], quiet] as const;
    const trade = onlyTrade(run(rows, { 0: ENTER_LONG }, { trailing: percent(0.05) }));
    expect(trade).toMatchObject({ exitRow: 2, exitRaw: 110 * 0.95, reason: 'trailing' });
  });

  it('does not lose more than costs once break-even is reached', () => {
    const rows = [quiet, [100, 103, 99.5, 102], [102, 102, 98, 98], quiet] as const;
    const trade = onlyTrade(run(rows, { 0: ENTER_LONG }, { stop: percent(0.1), breakEven: percent(0.02) }));
    expect(trade).toMatchObject({ exitRow: 2, exitRaw: 100, reason: 'break-even', pnl: 0 });
  });

  it('leaves at the hour of the time exit', () => {
    const rows = Array.from({ length: 30 }, () => quiet);
    const trade = onlyTrade(run(rows, { 3: ENTER_LONG }, { timeExit: { hourUtc: 21, weekday: null } }));
    expect(trade).toMatchObject({ exitRow: 20, reason: 'time' });
  });

  it('is not entered by a maker unless price trades through its limit', () => {
    const plan = {
      entry: { type: 'limit' as const, offset: 0.01, patienceCandles: 2 },
      costs: { ...noCosts, makerFee: 0 },
    };
    const touched = [100, 101, 99, 100] as const;
    expect(run([touched, touched, touched, touched], { 0: ENTER_LONG }, plan).trades.count).toBe(0);
    const trade = onlyTrade(run([touched, touched, [100, 101, 98.5, 100], touched], { 0: ENTER_LONG }, plan));
    expect(trade).toMatchObject({ entryRow: 2, entryRaw: 99 });
    expect(run([touched, touched, touched, [100, 101, 90, 100]], { 0: ENTER_LONG }, plan).trades.count).toBe(0);
  });

  it('pays funding at 00, 08 and 16 UTC, and receives it when short', () => {
    const rows = Array.from({ length: 20 }, () => quiet);
    const plan = { costs: { ...noCosts, fundingPer8h: 0.001 } };
    const long = onlyTrade(run(rows, { 2: ENTER_LONG }, plan));
    expect(long.fees).toBeCloseTo(2 * 0.001 * 10_000, 9);
    expect(onlyTrade(run(rows, { 2: ENTER_SHORT }, plan)).pnl).toBeCloseTo(20, 9);
  });

  it('is entered again at the open at which the opposite signal ended the one before', () => {
    const simulation = run([quiet, quiet, quiet, quiet, quiet], { 0: ENTER_LONG, 2: ENTER_SHORT }, {});
    expect(tradesOf(simulation.trades)).toMatchObject([
      { side: 1, exitRow: 3, reason: 'signal' },
      { side: -1, entryRow: 3, reason: 'end' },
    ]);
  });
});

describe('rules over many trades', () => {
  it('share one equity between markets', () => {
    const up = candlesFrom([
      [100, 100, 100, 100],
      [100, 110, 100, 110],
      [110, 110, 110, 110],
      [110, 110, 110, 110],
    ]);
    const late = candlesFrom(
      [
        [50, 50, 50, 50],
        [50, 50, 50, 50],
        [50, 60, 50, 60],
      ],
      3_600_000,
    );
    const markets = [
      marketOf(up, plainSignals(actionAt(4, { 0: ENTER_LONG })), 'A/USD'),
      marketOf(late, plainSignals(actionAt(3, { 1: ENTER_LONG })), 'B/USD'),
    ];
    const plan = { ...PLAN, costs: noCosts, sizing: { type: 'fraction' as const, fraction: 0.5 } };
    const { equity, trades } = simulate({ plan, markets });
    // The first position is worth 5,500 of 10,500 by then, so 5,000 is left for the second.
    expect([...equity]).toEqual([10_000, 10_500, 10_500, 11_500]);
    expect(tradesOf(trades).map(({ market }) => market)).toEqual([0, 1]);
  });

  it('never invest more than the maximum exposure', () => {
    const candles = candlesFrom(Array.from({ length: 6 }, () => [100, 100, 100, 100] as const));
    const market = marketOf(candles, plainSignals(new Uint8Array(6).fill(ENTER_LONG)));
    const plan = { ...PLAN, costs: noCosts, maxPositions: 5, sizing: { type: 'fraction' as const, fraction: 0.4 } };
    const { trades, skippedEntries } = simulate({ plan, markets: [market] });
    expect(tradesOf(trades).map(({ units }) => units)).toEqual([40, 40, expect.closeTo(20, 9)]);
    expect(skippedEntries).toBe(2);
  });

  it('rest after losses and after a bad day', () => {
    const falling = Array.from({ length: 60 }, (_, row) => {
      const open = 100 * 0.99 ** row;
      return [open, open, open * 0.99, open * 0.99] as const;
    });
    const always = Object.fromEntries(falling.map((_, row) => [row, ENTER_LONG]));
    const entries = (plan: Partial<BacktestPlan>): readonly number[] =>
      tradesOf(run(falling, always, { horizonCandles: 1, ...plan }).trades).map(({ entryRow }) => entryRow);
    expect(entries({ coolDown: { losses: 2, candles: 5 } }).slice(0, 4)).toEqual([1, 2, 8, 9]);
    expect(entries({ maxDailyLoss: 0.025 })).toEqual([1, 2, 3, 24, 25, 26, 48, 49, 50]);
  });

  it('size by volatility and by Kelly', () => {
    const candles = candlesFrom(Array.from({ length: 4 }, () => [100, 100, 100, 100] as const));
    const signals = {
      ...plainSignals(actionAt(4, { 0: ENTER_LONG }), new Float64Array(4).fill(0.6)),
      strengthIsProbability: true,
    };
    const unitsOf = (sizing: BacktestPlan['sizing']): number =>
      onlyTrade(simulate({ plan: { ...PLAN, costs: noCosts, sizing }, markets: [marketOf(candles, signals)] })).units;
    // σ = 1 % an hour is 93.6 % a year.
    expect(unitsOf({ type: 'volatility', perYear: 0.2, cap: 1 })).toBeCloseTo(
      (100 * 0.2) / (0.01 * Math.sqrt(8_760)),
      9,
    );
    expect(unitsOf({ type: 'kelly', share: 0.5, cap: 1 })).toBeCloseTo(100 * 0.5 * 0.2, 9);
    expect(unitsOf({ type: 'kelly', share: 1, cap: 0.05 })).toBeCloseTo(5, 9);
  });
});

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

describe('refusals', () => {
  const market = () => marketOf(jumpyWalk(20, 1), randomSignals(20, createRandom(1)() * 100));

  it.each<readonly [string, Partial<BacktestPlan>, RegExp]>([
    ['a size above one', { sizing: { type: 'fraction', fraction: 1.2 } }, /size .* ≤ 1, was 1.2/],
    ['a negative cost', { costs: { ...PLAN.costs, fee: -0.001 } }, /fee .* ≥ 0 .* was -0.001/],
    ['a stop of nothing', { stop: percent(0) }, /stop .* > 0 .* was 0/],
    ['a stop of more than everything', { stop: percent(1.5) }, /stop .* < 1, was 1.5/],
    ['a horizon of half a candle', { horizonCandles: 0.5 }, /horizon .* whole number ≥ 1, was 0.5/],
    ['Kelly sizing without probabilities', { sizing: { type: 'kelly', share: 1, cap: 1 } }, /probability for Kelly/],
    [
      'a measured spread without quotes',
      { costs: { ...PLAN.costs, halfSpread: { type: 'measured' } } },
      /quoted spread/,
    ],
    ['stops that signals do not name', { stop: { type: 'signal' } }, /name a stop/],
  ])('%s is refused', (_, plan, message) => {
    expect(() => simulate({ plan: { ...PLAN, ...plan }, markets: [market()] })).toThrow(message);
  });

  it('unsorted, doubled and broken candles are refused by row', () => {
    const candles = jumpyWalk(20, 1);
    const signals = plainSignals(new Uint8Array(20));
    const broken = (change: (columns: typeof candles) => void) => {
      const copy = {
        ...candles,
        openTimeMs: candles.openTimeMs.slice(),
        low: candles.low.slice(),
        close: candles.close.slice(),
      };
      change(copy);
      return () => simulate({ plan: PLAN, markets: [marketOf(copy, signals)] });
    };
    expect(broken(({ openTimeMs }) => openTimeMs.set([openTimeMs[3] ?? 0], 4))).toThrow(/row 4: .*came twice/);
    expect(broken(({ openTimeMs }) => openTimeMs.set([0], 7))).toThrow(/row 7: .*ascend/);
    expect(broken(({ close }) => close.set([Number.NaN], 5))).toThrow(/row 5: .*close .* was NaN/);
    expect(broken(({ low }) => low.set([-1], 6))).toThrow(/row 6: .*low .* was -1/);
  });

  it('a stop on the wrong side is refused by row', () => {
    const candles = jumpyWalk(20, 1);
    const action = actionAt(20, { 7: ENTER_LONG });
    const stopPrice = new Float64Array(20).fill(Number.NaN).with(7, (candles.close[7] ?? 0) * 1.01);
    const signals = { ...plainSignals(action), stopPrice };
    expect(() =>
      simulate({ plan: { ...PLAN, stop: { type: 'signal' } }, markets: [marketOf(candles, signals)] }),
    ).toThrow(/row 7: expected the stop of a long entry to be below the close/);
  });

  it('signals of another length are refused', () => {
    expect(() =>
      simulate({ plan: PLAN, markets: [marketOf(jumpyWalk(20, 1), plainSignals(new Uint8Array(19)))] }),
    ).toThrow(/for 20 candles, was for 19/);
  });
});
