import fc from 'fast-check';
import type { BacktestMarket } from '../../../engine/backtest/plan/backtest-market.ts';
import { type BacktestPlan, plainPlan } from '../../../engine/backtest/plan/plan.ts';
import { plainSignals, type SignalColumns } from '../../../engine/backtest/plan/signal-columns.ts';
import { type CandleColumns, columnsOf } from '../../../engine/market/candle.ts';
import { createRandom } from '../../../engine/random.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

export const HOUR_MS = 3_600_000;

/** Candles from [open, high, low, close], one an hour. */
export function candlesFrom(rows: readonly (readonly [number, number, number, number])[], startMs = 0): CandleColumns {
  return columnsOf(
    rows.map(([open, high, low, close], at) => ({
      openTimeMs: startMs + at * HOUR_MS,
      open,
      high,
      low,
      close,
      volume: 1,
    })),
  );
}

/** A random walk whose opens jump now and then, so that levels are gapped over. */
export function jumpyWalk(rows: number, seed: number): CandleColumns {
  const walk = randomWalk({ rows, seed, sigma: 0.01 });
  const random = createRandom(seed + 1);
  let shift = 1;
  for (let row = 0; row < rows; row += 1) {
    if (random() < 0.05) shift *= 1 + (random() - 0.5) * 0.06;
    for (const column of [walk.open, walk.high, walk.low, walk.close]) column[row] = (column[row] ?? 0) * shift;
  }
  return walk;
}

/** Entries and exits at random, about one in `every` rows. */
export function randomSignals(rows: number, seed: number, every = 6): SignalColumns {
  const random = createRandom(seed);
  const action = new Uint8Array(rows);
  const choices = [1, 2, 4, 8, 4 | 8, 1 | 8, 2 | 4];
  for (let row = 0; row < rows; row += 1)
    if (random() < 1 / every) action[row] = choices[Math.floor(random() * choices.length)] ?? 0;
  return plainSignals(
    action,
    Float64Array.from({ length: rows }, () => random()),
  );
}

export function marketOf(candles: CandleColumns, signals: SignalColumns, name = 'BTC/USDT'): BacktestMarket {
  const sigma = new Float64Array(candles.length).fill(0.01);
  const atr = candles.close.map((close) => 0.01 * close);
  return { name, symbol: name, candles, signals, sigma, atr, funding: null };
}

export const PLAN: BacktestPlan = plainPlan(HOUR_MS);

/** Plans that the short way can take. */
export const singlePlans: fc.Arbitrary<BacktestPlan> = fc
  .record({
    sides: fc.constantFrom('long' as const, 'short' as const, 'both' as const),
    stop: fc.option(fc.double({ min: 0.001, max: 0.2, noNaN: true })),
    target: fc.option(fc.double({ min: 0.001, max: 0.2, noNaN: true })),
    horizonCandles: fc.option(fc.integer({ min: 1, max: 30 })),
    exitOnOpposite: fc.boolean(),
    fraction: fc.double({ min: 0.05, max: 8, noNaN: true }),
    renewHorizon: fc.boolean(),
    lotStep: fc.option(fc.double({ min: 0.01, max: 5, noNaN: true })),
    fee: fc.double({ min: 0, max: 0.005, noNaN: true }),
    slippage: fc.double({ min: 0, max: 0.005, noNaN: true }),
  })
  .map(({ stop, target, fraction, fee, slippage, ...rest }) => ({
    ...PLAN,
    ...rest,
    stop: stop === null ? null : { type: 'percent', fraction: stop },
    target: target === null ? null : { type: 'percent', fraction: target },
    sizing: { type: 'fraction', fraction },
    maxExposure: 8,
    costs: { ...PLAN.costs, fee, slippage },
  }));

const distances = fc.oneof(
  fc.double({ min: 0.005, max: 0.1, noNaN: true }).map((fraction) => ({ type: 'percent' as const, fraction })),
  fc.double({ min: 0.5, max: 5, noNaN: true }).map((multiple) => ({ type: 'atr' as const, multiple })),
  fc.double({ min: 0.5, max: 5, noNaN: true }).map((multiple) => ({ type: 'sigma' as const, multiple })),
);

/** Plans of every kind, except what makes the path depend on money: daily loss and cool-down. */
export const pathPlans: fc.Arbitrary<BacktestPlan> = fc
  .record({
    stop: fc.option(distances),
    target: fc.option(distances),
    trailing: fc.option(distances),
    breakEven: fc.option(distances),
    horizonCandles: fc.option(fc.integer({ min: 1, max: 30 })),
    maxPositions: fc.integer({ min: 1, max: 3 }),
    sides: fc.constantFrom('long' as const, 'short' as const, 'both' as const),
    timeExit: fc.option(fc.constant({ hourUtc: 21, weekday: null })),
    entry: fc.oneof(
      fc.constant({ type: 'market' as const }),
      fc.constant({ type: 'limit' as const, offset: 0.002, patienceCandles: 3 }),
    ),
    exitOnOpposite: fc.boolean(),
    fraction: fc.double({ min: 0.05, max: 0.4, noNaN: true }),
    makerFee: fc.option(fc.constant(0.0002)),
  })
  .map(({ fraction, makerFee, ...rest }) => ({
    ...PLAN,
    ...rest,
    sizing: { type: 'fraction', fraction },
    costs: { ...PLAN.costs, makerFee },
  }));
