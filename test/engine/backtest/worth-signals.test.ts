import { describe, expect, it } from 'vitest';
import { backtest } from '../../../engine/backtest/backtest.ts';
import { plainPlan } from '../../../engine/backtest/plan/plan.ts';
import { ENTER_LONG, ENTER_SHORT, LEAVE_LONG, LEAVE_SHORT } from '../../../engine/backtest/plan/signal-columns.ts';
import { worthSignals } from '../../../engine/backtest/plan/worth-signals.ts';
import { entryResults } from '../../../engine/backtest/statistics/entry-results.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import type { Decision, Evaluation } from '../../../engine/signals/evaluate.ts';
import { HOUR_MS } from '../../../engine/time.ts';

const START_MS = Date.UTC(2024, 0, 1);
const FOUR_HOURS_MS = 4 * HOUR_MS;

function decisionOf(row: number, expectedValueBps: number | null, changes: Partial<Decision> = {}): Decision {
  return {
    type: 'decision',
    closeTimeMs: START_MS + (row + 1) * FOUR_HOURS_MS,
    scoreUp: 0.6,
    probabilityUp: 0.6,
    confidence: 0.6,
    threshold: 0.55,
    direction: 'up',
    action: 'HOLD',
    reason: 'below-threshold',
    lastDirection: -1,
    sigma24: 0.02,
    expectedValueBps,
    expectedValueInterval: null,
    costBps: 20,
    entry: 100,
    stop: 97,
    target: 103,
    dataQuality: { stamp: 'green', reasons: [] },
    modelVersion: 'walk-forward',
    ...changes,
  };
}
const down = { direction: 'down' } as const;
const amber = { dataQuality: { stamp: 'amber', reasons: [] } } as const;
const unready: Evaluation = {
  type: 'unready',
  haveCandles: 3,
  needCandles: 301,
  reason: { code: 'no-score', params: {} },
};

describe('trading by expected value', () => {
  it.each<readonly [string, Evaluation, number]>([
    ['enters where the value covers the round trip', decisionOf(0, 20), ENTER_LONG | LEAVE_SHORT],
    ['enters short likewise', decisionOf(0, 25, down), ENTER_SHORT | LEAVE_LONG],
    ['holds below that, down to a half of it', decisionOf(0, 19.9), LEAVE_SHORT],
    ['holds at a half of it', decisionOf(0, 10, down), LEAVE_LONG],
    ['leaves below a half of it', decisionOf(0, 9.9), LEAVE_LONG | LEAVE_SHORT],
    ['leaves where no value can be stated', decisionOf(0, null), LEAVE_LONG | LEAVE_SHORT],
    ['leaves where nothing was decided', unready, LEAVE_LONG | LEAVE_SHORT],
    ['enters nothing on doubtful data', decisionOf(0, 50, amber), LEAVE_SHORT],
  ])('%s', (_, evaluation, action) => {
    expect([...worthSignals([evaluation], null).action]).toEqual([action]);
  });

  it('takes the cost asked for instead of the published one', () => {
    expect([...worthSignals([decisionOf(0, 11)], 10).action]).toEqual([ENTER_LONG | LEAVE_SHORT]);
    expect([...worthSignals([decisionOf(0, 39)], 40).action]).toEqual([LEAVE_SHORT]);
  });

  it('pays once for a side that is confirmed, holds it while above half, and turns with the side', () => {
    const candles = columnsOf(
      Array.from({ length: 9 }, (_, row) => ({
        openTimeMs: START_MS + row * FOUR_HOURS_MS,
        open: 100 + row,
        high: 101.5 + row,
        low: 99.5 + row,
        close: 101 + row,
        volume: 1,
      })),
    );
    const values = [30, 25, 12, 20, 9, null, 22, 30, 1];
    const evaluations = values.map((value, row) => decisionOf(row, value, row === 7 ? down : {}));
    const signals = worthSignals(evaluations, 20);
    const market = { name: 'BTC/USD', symbol: 'BTC/USD', candles, signals, sigma: null, atr: null, funding: null };
    const result = backtest(plainPlan(FOUR_HOURS_MS), [market], { count: 1, variance: null });
    const { trades } = result.simulation;
    expect([...trades.entryRow.subarray(0, trades.count)]).toEqual([1, 7, 8]);
    expect([...trades.exitRow.subarray(0, trades.count)]).toEqual([5, 8, 8]);
    expect([...trades.side.subarray(0, trades.count)]).toEqual([1, 1, -1]);
    const results = entryResults(result);
    expect(results.entries).toBe(3);
    expect(results.entriesPerYear).toBeCloseTo((3 * 365.25 * 24) / 36, 9);
    // In at 101, out at 105, 10 bps a side: the first entry, and the two others from 107 to 108 and from 108 to 109 short.
    const net = (from: number, to: number, side: number): number => (side * (to - from) - 0.001 * (from + to)) / from;
    const mean = (net(101, 105, 1) + net(107, 108, 1) + net(108, 109, -1)) / 3;
    expect(results.meanNetBps).toBeCloseTo(mean * 1e4, 6);
    expect(results.meanNetInterval).toBeNull();
  });
});
