import { describe, expect, it } from 'vitest';
import type { BacktestPlan } from '../../../engine/backtest/plan/plan.ts';
import { ENTER_LONG, plainSignals } from '../../../engine/backtest/plan/signal-columns.ts';
import { simulate } from '../../../engine/backtest/simulate/simulate.ts';
import { tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { createRandom } from '../../../engine/random.ts';
import { candlesFrom, jumpyWalk, marketOf, PLAN, randomSignals } from './backtest-fixtures.ts';
import { actionAt, noCosts, onlyTrade, percent, run } from './small-simulation.ts';

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
