import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTradeLog, tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { type CandleColumns, columnsOf, sliceColumns } from '../../../engine/market/candle.ts';
import { PUBLISHED_SWING_RULE, type SwingPosition, swingStep } from '../../../engine/swing/swing-rule.ts';
import { runSwing } from '../../../engine/swing/swing-run.ts';
import {
  TREND_LOOK_BACK_DAYS,
  trendReadings,
  VOLATILITY_MEMORY_CANDLES,
} from '../../../engine/swing/trend-readings.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

const CANDLE_MS = 4 * 3_600_000;
const DAY_CANDLES = 6;
const walk = (seed: number, rows = 2_000): CandleColumns =>
  randomWalk({ rows, seed, timeframeMs: CANDLE_MS, sigma: 0.012, startMs: Date.UTC(2020, 0, 1) });

describe('trend readings', () => {
  it('are what their definition says, worked out anew at one row', () => {
    const candles = walk(1);
    const { strength, yearlyVolatility } = trendReadings(candles, CANDLE_MS);
    const row = 1_500;
    const at = (index: number): number => candles.close[index] ?? Number.NaN;
    const returns = Array.from({ length: VOLATILITY_MEMORY_CANDLES }, (_, back) =>
      Math.log(at(row - back) / at(row - back - 1)),
    );
    const weights = returns.map((_, back) => (1 - 2 / 181) ** back);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = returns.reduce((sum, value, back) => sum + value * (weights[back] ?? 0), 0) / total;
    const variance = returns.reduce((sum, value, back) => sum + (value - mean) ** 2 * (weights[back] ?? 0), 0) / total;
    const volatility = Math.sqrt(variance * 365 * DAY_CANDLES);
    expect(yearlyVolatility[row]).toBeCloseTo(volatility, 10);
    const parts = TREND_LOOK_BACK_DAYS.map((days) =>
      Math.tanh(Math.log(at(row) / at(row - days * DAY_CANDLES)) / (volatility * Math.sqrt(days / 365))),
    );
    expect(strength[row]).toBeCloseTo(parts.reduce((sum, part) => sum + part, 0) / 5, 10);
  });

  it('are unknown before 90 days, and where the past close is missing for more than a day', () => {
    const candles = walk(2);
    const { strength } = trendReadings(candles, CANDLE_MS);
    expect(strength.findIndex((value) => !Number.isNaN(value))).toBe(90 * DAY_CANDLES);
    const rows = Array.from({ length: candles.length }, (_, row) => row).filter((row) => row < 1_000 || row >= 1_012);
    const gapped = columnsOf(
      rows.map((row) => ({
        openTimeMs: candles.openTimeMs[row] ?? 0,
        open: candles.open[row] ?? 0,
        high: candles.high[row] ?? 0,
        low: candles.low[row] ?? 0,
        close: candles.close[row] ?? 0,
        volume: null,
      })),
    );
    const readings = trendReadings(gapped, CANDLE_MS);
    const known = (openMs: number): boolean => !Number.isNaN(readings.strength[gapped.openTimeMs.indexOf(openMs)] ?? 0);
    const startMs = candles.openTimeMs[0] ?? 0;
    // Seven days after the middle of the gap the newest close before it is less than a day old; near its end it is older.
    expect(known(startMs + (1_003 + 7 * DAY_CANDLES) * CANDLE_MS)).toBe(true);
    expect(known(startMs + (1_010 + 7 * DAY_CANDLES) * CANDLE_MS)).toBe(false);
  });

  it('are equal to the last bit from the window that a live process reads', () => {
    const candles = walk(3, 3_000);
    const all = trendReadings(candles, CANDLE_MS);
    for (const end of [1_200, 1_777, 3_000]) {
      const window = sliceColumns(candles, end - VOLATILITY_MEMORY_CANDLES - 1, end);
      const live = trendReadings(window, CANDLE_MS);
      expect(live.strength.at(-1)).toBe(all.strength[end - 1]);
      expect(live.yearlyVolatility.at(-1)).toBe(all.yearlyVolatility[end - 1]);
    }
  });

  it('do not know the future', () => {
    const candles = walk(4);
    const all = trendReadings(candles, CANDLE_MS);
    const cut = trendReadings(sliceColumns(candles, 0, 1_400), CANDLE_MS);
    expect([...cut.strength]).toEqual([...all.strength.subarray(0, 1_400)]);
  });
});

describe('the published rule', () => {
  const rule = PUBLISHED_SWING_RULE;
  const held: SwingPosition = { side: 1, stop: 90, referencePrice: 100 };
  const reading = (strength: number, close = 100) => ({ strength, close, yearlyVolatility: 0.6 });
  const stopDistance = (3 * 0.6) / Math.sqrt(365);

  it.each([
    [
      'enters above .4',
      null,
      reading(0.41),
      { type: 'enter', side: 1, stopDistance, sizeFraction: 0.01 / stopDistance },
    ],
    ['stays out at .4', null, reading(0.4), { type: 'nothing' }],
    ['takes no short where it is long or flat', null, reading(-0.9), { type: 'nothing' }],
    ['stays out while the strength is unknown', null, reading(Number.NaN), { type: 'nothing' }],
    ['holds between .2 and .4', held, reading(0.25), { type: 'nothing' }],
    ['leaves below .2', held, reading(0.19), { type: 'leave', reason: 'trend-faded' }],
    [
      'leaves at a close below the stop, however strong the trend',
      held,
      reading(0.9, 89.9),
      { type: 'leave', reason: 'stop' },
    ],
    ['holds at a close on the stop', held, reading(0.9, 90), { type: 'nothing' }],
    ['holds while the strength is unknown', held, reading(Number.NaN, 95), { type: 'nothing' }],
    [
      'sells a third when the price is half as high again',
      held,
      reading(0.9, 150),
      { type: 'trim', sellFraction: 1 - 100 / 150 },
    ],
  ] as const)('%s', (_, position, at, expected) => {
    expect(swingStep(position, at, rule)).toEqual(expected);
  });

  it('takes shorts at half size only where both sides are asked for, and ends them above their stop', () => {
    const both = { ...rule, sides: 'both' } as const;
    expect(swingStep(null, reading(-0.5), both)).toEqual({
      type: 'enter',
      side: -1,
      stopDistance,
      sizeFraction: 0.005 / stopDistance,
    });
    const short: SwingPosition = { side: -1, stop: 110, referencePrice: 100 };
    expect(swingStep(short, reading(-0.5, 110.1), both)).toEqual({ type: 'leave', reason: 'stop' });
    expect(swingStep(short, reading(-0.5, 40), both)).toEqual({ type: 'nothing' });
  });

  it('never puts more than the account into a position, however quiet the market', () => {
    const step = swingStep(null, { strength: 0.9, close: 100, yearlyVolatility: 0.01 }, rule);
    expect(step).toMatchObject({ type: 'enter', sizeFraction: 1 });
  });
});

describe('an account that follows the rule', () => {
  it('ends with what its trades made, whatever the market, cost and sides', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom(0, 0.001, 0.01),
        fc.boolean(),
        (seed, cost, isBoth) => {
          const candles = walk(seed, 1_500);
          const log = createTradeLog();
          const rule = isBoth ? ({ ...PUBLISHED_SWING_RULE, sides: 'both' } as const) : PUBLISHED_SWING_RULE;
          const terms = { rule, cost, startEquity: 10_000 };
          const run = runSwing({ candles, readings: trendReadings(candles, CANDLE_MS) }, terms, { log, number: 0 });
          const trades = tradesOf(log);
          const profit = trades.reduce((sum, trade) => sum + trade.pnl, 0);
          expect((run.equity.at(-1) ?? 0) - 10_000).toBeCloseTo(profit, 6);
          expect(trades.map((trade) => trade.entryRow)).toEqual(run.entryRows.slice(0, trades.length));
          for (const trade of trades) {
            const gross = trade.side * trade.units * (trade.exitRaw - trade.entryRaw);
            expect(trade.pnl).toBeCloseTo(gross - trade.fees, 6);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is ruined within the candle that squeezes a short, and trades no more', () => {
    const quiet = walk(5, 700);
    const readings = {
      strength: Float64Array.from({ length: 700 }, (_, row) => (row < 600 ? 0 : -0.9)),
      yearlyVolatility: new Float64Array(700).fill(0.01),
    };
    const squeezed: CandleColumns = { ...quiet, high: quiet.high.map((high, row) => (row === 650 ? high * 3 : high)) };
    const log = createTradeLog();
    const rule = {
      ...PUBLISHED_SWING_RULE,
      sides: 'both',
      stopDailySigmas: 1_000,
      shortSize: 1,
      riskFraction: 1,
    } as const;
    const run = runSwing({ candles: squeezed, readings }, { rule, cost: 0, startEquity: 100 }, { log, number: 0 });
    expect(run.ruinedRow).toBe(650);
    expect(run.equity.at(-1)).toBe(0);
    expect(tradesOf(log).map((trade) => trade.reason)).toEqual(['ruin']);
  });
});
