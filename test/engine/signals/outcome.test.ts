import { describe, expect, it } from 'vitest';
import { type BacktestPlan, plainPlan } from '../../../engine/backtest/plan/plan.ts';
import { ENTER_LONG, ENTER_SHORT } from '../../../engine/backtest/plan/signal-columns.ts';
import { simulate } from '../../../engine/backtest/simulate/simulate.ts';
import { tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { aggregate } from '../../../engine/market/aggregate.ts';
import { type Candle, type CandleColumns, columnsOf } from '../../../engine/market/candle.ts';
import { levelsOf } from '../../../engine/signals/levels.ts';
import { outcomeOf, planWithin } from '../../../engine/signals/outcome.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';
import { CLOSE_TIME_MS, signalOf } from '../../support/signal-fixtures.ts';

type Prices = readonly [open: number, high: number, low: number, close: number];

/** Candles of the given length from the signal's close on. */
function candlesFrom(rows: readonly Prices[], candleMs = HOUR_MS): CandleColumns {
  const candle = ([open, high, low, close]: Prices, row: number): Candle => {
    return { openTimeMs: CLOSE_TIME_MS + row * candleMs, open, high, low, close, volume: 1 };
  };
  return columnsOf(rows.map(candle));
}

const BUY = { side: 'BUY', entry: 100, stop: 98, target: 103, costBps: 20 } as const;
const SELL = { side: 'SELL', entry: 100, stop: 102, target: 97, costBps: 20 } as const;
const question = { nowMs: CLOSE_TIME_MS + HOUR_MS, candleMs: HOUR_MS };
const END_MS = CLOSE_TIME_MS + HOUR_MS;

describe('the outcome by the printed plan', () => {
  it.each([
    ['neither level', BUY, [100, 102, 99, 101], 'horizon', 101, END_MS],
    ['the target', BUY, [100, 103, 99, 101], 'target', 103, END_MS],
    ['the stop, though the close is on the right side', BUY, [100, 102, 98, 101], 'stop', 98, END_MS],
    ['the stop before the target when one candle touches both', BUY, [100, 104, 97, 101], 'stop', 98, END_MS],
    ['a gap through the stop at the open', BUY, [97, 99, 96, 98.5], 'stop', 97, CLOSE_TIME_MS],
    ['a gap through the target at the open', BUY, [104, 105, 97, 104], 'target', 104, CLOSE_TIME_MS],
    ['a short at its target', SELL, [100, 101, 97, 99], 'target', 97, END_MS],
    ['a short at its stop', SELL, [100, 102, 99, 99], 'stop', 102, END_MS],
  ] as const)('leaves by %s', (_, plan, row, touched, exitPrice, exitTimeMs) => {
    const outcome = outcomeOf(signalOf(plan), candlesFrom([row]), question);
    const grossBps = exitPrice === row[0] ? 0 : (plan.side === 'BUY' ? 1 : -1) * Math.log(exitPrice / row[0]) * 1e4;
    expect(outcome?.plan).toEqual({
      ...{ touched, exitPrice, exitTimeMs, entryPrice: row[0] },
      ...{ grossBps, netBps: grossBps - 20 },
    });
  });

  it('stands beside the direction, which only looks at the close', () => {
    const outcome = outcomeOf(signalOf(BUY), candlesFrom([[100, 102, 97, 101]]), question);
    expect(outcome?.direction.type).toBe('right');
    expect(outcome?.direction.grossBps).toBeCloseTo(Math.log(1.01) * 1e4, 9);
    expect(outcome?.plan?.touched).toBe('stop');
    expect(outcome?.plan?.netBps).toBeCloseTo(Math.log(0.98) * 1e4 - 20, 9);
  });

  it.each([
    ['target', [[100, 103.5, 99.5, 103] as const, [103, 103, 97, 101] as const], 'target', 103],
    ['stop', [[100, 101, 97.5, 98] as const, [98, 104, 98, 101] as const], 'stop', 98],
    [
      'stop, where the finer candle touches both too',
      [[100, 104, 97, 101] as const, [101, 102, 101, 101] as const],
      'stop',
      98,
    ],
  ])('lets finer candles decide that the %s came first', (_, halves, touched, exitPrice) => {
    const finer = { candles: candlesFrom(halves, HOUR_MS / 2), candleMs: HOUR_MS / 2 };
    const outcome = outcomeOf(signalOf(BUY), candlesFrom([[100, 104, 97, 101]]), { ...question, finer });
    expect(outcome?.plan).toMatchObject({ touched, exitPrice, exitTimeMs: CLOSE_TIME_MS + HOUR_MS / 2 });
  });

  it('waits for the candle of the horizon, and takes a level that was touched before it', () => {
    const signal = signalOf({ ...BUY, horizonCandles: 3 });
    const rows: Prices[] = [
      [100, 101, 99, 100],
      [100, 103, 99, 102],
      [102, 102, 95, 96],
    ];
    expect(outcomeOf(signal, candlesFrom(rows.slice(0, 2)), question)).toBeNull();
    const outcome = outcomeOf(signal, candlesFrom(rows), question);
    expect(outcome?.plan).toMatchObject({ touched: 'target', exitPrice: 103, exitTimeMs: CLOSE_TIME_MS + 2 * HOUR_MS });
    expect(outcome?.direction.type).toBe('wrong');
    expect(outcome?.prices).toEqual({ open: 100, high: 103, low: 95, close: 96 });
  });

  it('holds a position without a horizon until its exit, at the next open', () => {
    const signal = signalOf({ ...BUY, family: 'swing', target: null, horizonCandles: null });
    const rows: Prices[] = [
      [100, 101, 97, 99],
      [99, 106, 99, 105],
      [105.5, 107, 105, 106],
    ];
    const candles = candlesFrom(rows);
    expect(outcomeOf(signal, candles, question)).toBeNull();
    const exitCloseMs = CLOSE_TIME_MS + 2 * HOUR_MS;
    const leave = { type: 'leave', closeTimeMs: exitCloseMs, close: 105, fraction: 1, reason: 'trend-faded' } as const;
    expect(outcomeOf(signal, candlesFrom(rows.slice(0, 2)), { ...question, steps: [leave] })).toBeNull();
    const ended = outcomeOf(signal, candles, { ...question, steps: [leave] });
    expect(ended?.plan).toMatchObject({ touched: 'exit', exitPrice: 105.5, exitTimeMs: exitCloseMs });
    expect(ended?.prices).toEqual({ open: 100, high: 106, low: 97, close: 105 });
    expect(ended?.direction.grossBps).toBe(ended?.plan?.grossBps);
    const atStop = { ...leave, closeTimeMs: CLOSE_TIME_MS + HOUR_MS, close: 99, reason: 'stop' } as const;
    const stopped = outcomeOf({ ...signal, stop: 99.5 }, candles, { ...question, steps: [atStop] });
    expect(stopped?.plan).toMatchObject({ touched: 'stop', exitPrice: 99, exitTimeMs: CLOSE_TIME_MS + HOUR_MS });
    const trim = { ...atStop, type: 'trim', fraction: 0.25, reason: 'grown' } as const;
    const trimmed = outcomeOf(signal, candles, { ...question, steps: [trim, leave] });
    expect(trimmed?.plan?.exitPrice).toBe(0.25 * 99 + 0.75 * 105.5);
    const breaksMs = new Set([CLOSE_TIME_MS + HOUR_MS]);
    expect(outcomeOf(signal, candles, { ...question, steps: [leave], breaksMs })?.direction.type).toBe('void');
  });

  it('is known from the prices of an older document alone', () => {
    const prices = { open: 100, high: 103, low: 99, close: 101 };
    const scored = outcomeOf(signalOf(BUY), candlesFrom([[100, 103, 99, 101]]), question);
    expect(planWithin(signalOf(BUY), prices)).toEqual(scored?.plan);
  });

  it('is void without its candle, and not known while that may still come', () => {
    const before = { ...candlesFrom([[100, 101, 99, 100]]), openTimeMs: Float64Array.of(CLOSE_TIME_MS - HOUR_MS) };
    expect(outcomeOf(signalOf(BUY), before, question)).toBeNull();
    const late = { ...question, nowMs: CLOSE_TIME_MS + 4 * HOUR_MS };
    expect(outcomeOf(signalOf(BUY), before, late)).toEqual({
      direction: { type: 'void', grossBps: null, netBps: null },
      ...{ plan: null, prices: null, settledAtMs: late.nowMs },
    });
  });
});

/** A signal at the close of each row, of either side in turn, with levels so near that all four ends occur. */
function signalsOf(candles: CandleColumns): readonly Signal[] {
  return Array.from({ length: candles.length - 1 }, (_, row) => {
    const side = row % 2 === 0 ? 'BUY' : 'SELL';
    const closeTimeMs = (candles.openTimeMs[row] ?? 0) + HOUR_MS;
    return signalOf({ side, closeTimeMs, ...levelsOf(side, candles.close[row] ?? 0, 0.004) });
  });
}

describe('a thousand replayed signals', () => {
  const candles = randomWalk({ rows: 1_001, seed: 21, sigma: 0.006 });
  const signals = signalsOf(candles);
  const plan: BacktestPlan = {
    ...plainPlan(HOUR_MS),
    ...{ stop: { type: 'signal' }, target: { type: 'signal' } },
    ...{ horizonCandles: 1, exitOnOpposite: false, gaps: 'skip' },
  };

  it('end as the backtester ends them, to the last digit', () => {
    const pad = (values: readonly number[]): Float64Array => Float64Array.from([...values, Number.NaN]);
    const market = {
      ...{ name: 'BTC/USDT', symbol: 'BTC/USDT', candles, sigma: null, atr: null, funding: null },
      signals: {
        action: Uint8Array.from([...signals.map(({ side }) => (side === 'BUY' ? ENTER_LONG : ENTER_SHORT)), 0]),
        ...{ strength: null, strengthIsProbability: false },
        stopPrice: pad(signals.map(({ stop }) => stop)),
        targetPrice: pad(signals.map(({ target }) => target ?? Number.NaN)),
      },
    };
    const trades = tradesOf(simulate({ plan, markets: [market] }).trades);
    const outcomes = signals.map((signal) =>
      outcomeOf(signal, candles, { nowMs: signal.closeTimeMs + HOUR_MS, candleMs: HOUR_MS }),
    );
    expect(trades).toHaveLength(1_000);
    expect(outcomes.map((outcome) => outcome?.plan)).toEqual(
      trades.map(({ side, reason, entryRaw, exitRaw, exitRow, exitMoment }) => {
        const isAtOpen = exitRaw === entryRaw && exitMoment !== 2 && reason !== 'horizon';
        const grossBps = exitRaw === entryRaw ? 0 : side * Math.log(exitRaw / entryRaw) * 10_000;
        return {
          ...{ touched: reason, entryPrice: entryRaw, exitPrice: exitRaw, grossBps, netBps: grossBps - 20 },
          exitTimeMs: (candles.openTimeMs[exitRow] ?? 0) + (isAtOpen ? 0 : HOUR_MS),
        };
      }),
    );
    for (const reason of ['stop', 'target', 'horizon'])
      expect(trades.filter((trade) => trade.reason === reason).length).toBeGreaterThan(100);
  });

  it('end as the backtester on the finer candles ends them, where those are known', () => {
    const quarter = HOUR_MS / 4;
    const finer = randomWalk({ rows: 4_004, seed: 22, sigma: 0.004, timeframeMs: quarter });
    const coarse = aggregate(finer, { baseMs: quarter, candleMs: HOUR_MS });
    const told = signalsOf(coarse);
    let decided = 0;
    for (const signal of told) {
      const time = { nowMs: signal.closeTimeMs + HOUR_MS, candleMs: HOUR_MS };
      const withFiner = outcomeOf(signal, coarse, { ...time, finer: { candles: finer, candleMs: quarter } })?.plan;
      const alone = outcomeOf(signal, coarse, time)?.plan;
      const onFiner = outcomeOf({ ...signal, horizonCandles: 4 }, finer, { ...time, candleMs: quarter })?.plan;
      expect(withFiner).toMatchObject({ touched: onFiner?.touched, exitPrice: onFiner?.exitPrice });
      if (alone?.touched !== withFiner?.touched) decided += 1;
    }
    expect(decided).toBeGreaterThan(10);
  });
});
