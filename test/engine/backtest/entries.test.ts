import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../../engine/backtest/backtest.ts';
import type { BacktestMarket } from '../../../engine/backtest/plan/backtest-market.ts';
import type { BacktestPlan } from '../../../engine/backtest/plan/plan.ts';
import { ENTER_LONG, ENTER_SHORT, LEAVE_LONG, plainSignals } from '../../../engine/backtest/plan/signal-columns.ts';
import { outagesOf } from '../../../engine/backtest/simulate/outages.ts';
import { tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { withLevelBreaks } from '../../../engine/backtest/simulate/with-level-breaks.ts';
import { sliceColumns } from '../../../engine/market/candle.ts';
import { candlesFrom, HOUR_MS, jumpyWalk, marketOf, PLAN, pathPlans, randomSignals } from './backtest-fixtures.ts';

const noCosts = { ...PLAN.costs, fee: 0 };
const quiet = [100, 101, 99, 100] as const;

function market(
  rows: readonly (readonly [number, number, number, number])[],
  bits: Readonly<Record<number, number>>,
  { name = 'BTC/USDT', strength = null as number | null } = {},
): BacktestMarket {
  const action = Uint8Array.from({ length: rows.length }, (_, row) => bits[row] ?? 0);
  const strengths = strength === null ? null : new Float64Array(rows.length).fill(strength);
  return marketOf(candlesFrom(rows), plainSignals(action, strengths), name);
}

/** The market with its rows from `row` on so many candles later. */
function delayed(whole: BacktestMarket, row: number, candles: number): BacktestMarket {
  const openTimeMs = whole.candles.openTimeMs.map((timeMs, at) => (at < row ? timeMs : timeMs + candles * HOUR_MS));
  return { ...whole, candles: { ...whole.candles, openTimeMs } };
}

describe('the order of markets', () => {
  const prices = (row: number) => [100 + row, 102 + row, 99 + row, 101 + row] as const;
  const rows = [0, 1, 2, 3].map(prices);

  it('never changes a result', () => {
    fc.assert(
      fc.property(pathPlans, fc.integer({ min: 1, max: 2 ** 30 }), fc.boolean(), (plan, seed, hasStrength) => {
        const markets = ['C', 'A', 'B'].map((name, at) => {
          const signals = randomSignals(300, seed + at);
          const candles = sliceColumns(jumpyWalk(320, seed + 7 * at), 3 * at, 300 + 3 * at);
          return marketOf(candles, hasStrength ? signals : { ...signals, strength: null }, name);
        });
        const [a, b] = [markets, markets.toReversed()].map((given) => backtest({ ...plan, maxExposure: 0.5 }, given));
        expect(b?.simulation).toEqual(a?.simulation);
        expect(b?.statistics).toEqual(a?.statistics);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves the equity to the strongest of several signals', () => {
    const weak = market(rows, { 0: ENTER_LONG }, { name: 'A', strength: 0.6 });
    const strong = market(rows, { 0: ENTER_LONG }, { name: 'B', strength: 0.7 });
    const { simulation, markets } = backtest({ ...PLAN, costs: noCosts }, [weak, strong]);
    expect(tradesOf(simulation.trades).map((trade) => markets[trade.market]?.name)).toEqual(['B']);
    expect(simulation.skippedEntries).toBe(1);
  });

  it('shares the equity between equally strong ones', () => {
    const named = (name: string) => market(rows, { 0: ENTER_LONG }, { name });
    const { simulation } = backtest({ ...PLAN, costs: noCosts }, [named('B'), named('A')]);
    expect(tradesOf(simulation.trades).map(({ units, entryRaw }) => units * entryRaw)).toEqual([5_000, 5_000]);
  });
});

describe('an outage', () => {
  const five = [quiet, quiet, quiet, quiet, quiet];

  it.each<readonly [string, number, BacktestPlan['gaps'], number]>([
    ['two candles late is carried out', 2, PLAN.gaps, 1],
    ['three candles late is dropped', 3, PLAN.gaps, 0],
    ['eighteen days late is dropped', 18 * 24, PLAN.gaps, 0],
    ['that may be so late is carried out', 18 * 24, { maxCandles: 500 }, 1],
    ['is carried out however late when asked for', 18 * 24, 'fill', 1],
    ['of a live signal is void at once', 1, 'skip', 0],
  ])('an entry %s', (_, candles, gaps, trades) => {
    for (const maxPositions of [1, 2]) {
      const late = delayed(market(five, { 1: ENTER_LONG }), 2, candles);
      const { statistics } = backtest({ ...PLAN, maxPositions, gaps }, [late]);
      expect([statistics.trades, statistics.lateEntries, statistics.skippedEntries]).toEqual([
        trades,
        1 - trades,
        1 - trades,
      ]);
    }
  });

  it('drops a resting order', () => {
    const late = delayed(market(five, { 0: ENTER_LONG }), 2, 50);
    const entry = { type: 'limit' as const, offset: 0.005, patienceCandles: 3 };
    const never = { ...late, candles: { ...late.candles, low: late.candles.low.with(1, 100) } };
    expect(backtest({ ...PLAN, entry }, [never]).statistics).toMatchObject({ trades: 0, lateEntries: 1 });
  });

  it('does not count the weekend of a forex market', () => {
    const fridayMs = Date.UTC(2024, 0, 5, 21);
    const forex = delayed(market(five, { 0: ENTER_LONG }, { name: 'EUR/USD' }), 1, 48);
    const openTimeMs = forex.candles.openTimeMs.map((timeMs) => timeMs + fridayMs);
    const { statistics } = backtest(PLAN, [{ ...forex, candles: { ...forex.candles, openTimeMs } }]);
    expect(statistics).toMatchObject({ trades: 1, lateEntries: 0 });
  });

  it('during which a position was open is told', () => {
    const held = delayed(market(five, { 0: ENTER_LONG }), 3, 100);
    expect(outagesOf(backtest(PLAN, [held]))).toEqual([
      { market: 'BTC/USDT', fromMs: 3 * HOUR_MS, toMs: 103 * HOUR_MS, held: 1 },
    ]);
    const left = delayed(market(five, { 0: ENTER_LONG, 1: LEAVE_LONG }), 3, 100);
    expect(outagesOf(backtest(PLAN, [left]))).toEqual([]);
  });
});

describe('a change of level', () => {
  const before = Array.from({ length: 60 }, () => quiet);
  const after = Array.from({ length: 60 }, () => [100_000, 101_000, 99_000, 100_000] as const);

  it.each([1, 2])('is left before, and nothing is entered across it (%i positions)', (maxPositions) => {
    const rows = [...before, ...after];
    const found = withLevelBreaks(market(rows, { 10: ENTER_LONG, 59: ENTER_LONG, 80: ENTER_LONG }), HOUR_MS);
    expect(found.levelBreaks).toMatchObject([{ row: 60 }]);
    const { simulation, statistics } = backtest({ ...PLAN, costs: noCosts, maxPositions, horizonCandles: 70 }, [found]);
    expect(tradesOf(simulation.trades)).toMatchObject([
      { entryRow: 11, exitRow: 59, reason: 'level-break', pnl: 0 },
      { entryRow: 81, exitRow: 119, reason: 'end', pnl: 0 },
    ]);
    expect(statistics).toMatchObject({ netReturn: 0, buyAndHoldReturn: expect.closeTo(0, 9) });
  });

  it('drops the entry decided at its last close', () => {
    const found = withLevelBreaks(market([...before, ...after], { 59: ENTER_LONG }), HOUR_MS);
    expect(backtest(PLAN, [found]).simulation).toMatchObject({ trades: { count: 0 }, brokenEntries: 1 });
  });
});

describe('a horizon that a signal of the same side renews', () => {
  const rows = Array.from({ length: 8 }, () => quiet);

  it.each([1, 2])('keeps the position and pays once (%i positions)', (maxPositions) => {
    const bits = { 0: ENTER_LONG, 1: ENTER_LONG, 2: ENTER_LONG, 4: ENTER_SHORT };
    const plan = { ...PLAN, maxPositions, horizonCandles: 1, exitOnOpposite: false };
    const trades = (renewHorizon: boolean) =>
      tradesOf(backtest({ ...plan, renewHorizon }, [market(rows, bits)]).simulation.trades).map((trade) => [
        trade.side,
        trade.entryRow,
        trade.exitRow,
        trade.reason,
      ]);
    expect(trades(true)).toEqual([
      [1, 1, 3, 'horizon'],
      [-1, 5, 5, 'horizon'],
    ]);
    expect(trades(false).map(([, entryRow]) => entryRow)).toEqual([1, 2, 3, 5]);
  });
});
