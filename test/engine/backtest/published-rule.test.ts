import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, describe, expect, it } from 'vitest';
import { createThreadBacktester } from '../../../engine/adapters/backtest-thread/create-thread-backtester.ts';
import {
  backtestPublishedRule,
  type RuleAnswer,
  type RuleTested,
} from '../../../engine/backtest/ledger/published-rule.ts';
import { columnsOf, sliceColumns } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { Prediction } from '../../../engine/ports.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { reversingCandles } from '../../support/candles/candles.ts';

const START_MS = Date.UTC(2022, 0, 1);
const SERIES: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const COUNT = 9_500;
const candles = columnsOf(reversingCandles({ count: COUNT, seed: 6, startMs: START_MS, candleMs: HOUR_MS }));
const endMs = START_MS + COUNT * HOUR_MS;
const QUESTION = {
  series: SERIES,
  candles,
  predictions: [],
  kind: 'logistic',
  seed: 1,
  fromMs: endMs - 20 * DAY_MS,
} as const;

function predictionAt(closeTimeMs: number, changes: Partial<Prediction> = {}): Prediction {
  return {
    series: SERIES,
    closeTimeMs,
    modelVersion: 'live',
    scoreUp: 0.6,
    probabilityUp: 0.6,
    lastDirection: 1,
    published: false,
    withheld: null,
    outcomeUp: null,
    returnNext: null,
    ...changes,
  };
}

function tested(answer: RuleAnswer): RuleTested {
  if (answer.type !== 'tested') throw new Error(`expected a test, was ${answer.type}`);
  return answer;
}

describe('the published rule on the past', () => {
  it('trades the days asked for, by walk-forward where nothing was stored', async () => {
    const answer = tested(await backtestPublishedRule(QUESTION));
    expect(answer).toMatchObject({ fromMs: endMs - 20 * DAY_MS, toMs: endMs, liveDecisions: 0, costBps: 10 });
    expect(answer.walkForwardDecisions).toBe(20 * 24 + 1);
    const { trades, grossReturn, netReturn } = answer.statistics;
    // A tenth of the candles, and the test's market gives back a third of each move: the rule must find that.
    expect(trades).toBeGreaterThan(20);
    expect(trades).toBeLessThan(100);
    expect(grossReturn).toBeGreaterThan(0.03);
    expect(grossReturn).toBeGreaterThan(netReturn);
  });

  it('sees no later candle: another future changes no trade before it', async () => {
    const cut = COUNT - 12 * 24;
    const other = columnsOf(reversingCandles({ count: COUNT, seed: 77, startMs: START_MS, candleMs: HOUR_MS }));
    const scale = (candles.close[cut - 1] ?? 0) / (other.close[cut - 1] ?? 1);
    const spliced = (name: 'open' | 'high' | 'low' | 'close'): Float64Array =>
      candles[name].map((price, row) => (row < cut ? price : (other[name][row] ?? 0) * scale));
    const scrambled = {
      ...candles,
      open: spliced('open'),
      high: spliced('high'),
      low: spliced('low'),
      close: spliced('close'),
    };
    const one = tested(await backtestPublishedRule(QUESTION));
    const two = tested(await backtestPublishedRule({ ...QUESTION, candles: scrambled }));
    const untilMs = START_MS + cut * HOUR_MS;
    const until = ({ curve }: RuleTested) =>
      Array.from(curve.timeMs, (timeMs, at) => [timeMs, curve.equity[at]]).filter(([timeMs = 0]) => timeMs <= untilMs);
    expect(until(one).length).toBeGreaterThan(150);
    expect(until(two)).toEqual(until(one));
    expect(two.statistics.netReturn).not.toBe(one.statistics.netReturn);
  });

  it('trades what was published, and only that, where predictions are stored', async () => {
    const rows = Array.from({ length: 20 * 24 + 1 }, (_, at) => endMs - at * HOUR_MS);
    const published = new Set([rows[10], rows[30], rows[200]]);
    const predictions = rows.map((closeTimeMs) =>
      predictionAt(closeTimeMs, published.has(closeTimeMs) ? { published: true, probabilityUp: 0.4 } : {}),
    );
    const answer = tested(await backtestPublishedRule({ ...QUESTION, predictions }));
    expect(answer).toMatchObject({ liveDecisions: rows.length, walkForwardDecisions: 0 });
    expect(answer.statistics).toMatchObject({ trades: 3, short: { trades: 3 }, long: { trades: 0 } });
    // From 19:00 of one day to 20:00 of the twentieth after it; the three trades lie on three days.
    expect(answer).toMatchObject({ days: 21, silentDays: 18 });
  });

  it('mixes both where the stored ones begin later', async () => {
    const predictions = Array.from({ length: 48 }, (_, at) => predictionAt(endMs - at * HOUR_MS));
    const answer = tested(await backtestPublishedRule({ ...QUESTION, predictions }));
    expect(answer.liveDecisions).toBe(48);
    expect(answer.walkForwardDecisions).toBe(20 * 24 + 1 - 48);
  });

  it.each([
    { fact: 'no candle', rows: 0 },
    { fact: 'one candle', rows: 1 },
    { fact: 'too few to learn from', rows: 320 },
  ])('says that the past is too short: $fact', async ({ rows }) => {
    const short = { ...QUESTION, candles: sliceColumns(candles, 0, rows), fromMs: 0 };
    expect(await backtestPublishedRule(short)).toEqual({ type: 'too-little', haveCandles: rows });
  });

  it('draws at most some thousand points, the last at the last close', async () => {
    const { curve, statistics, sharpeInterval } = tested(await backtestPublishedRule({ ...QUESTION, fromMs: 0 }));
    expect(curve.timeMs.length).toBeLessThanOrEqual(1_200);
    expect(curve.timeMs.at(-1)).toBe(endMs);
    expect(curve.equity.at(-1)).toBeCloseTo(1 + statistics.netReturn, 12);
    expect(Math.max(...curve.drawdown)).toBeCloseTo(statistics.maxDrawdown, 12);
    const [low = Number.NaN, high = Number.NaN] = sharpeInterval ?? [];
    expect(low).toBeLessThan(statistics.sharpe ?? Number.NaN);
    expect(high).toBeGreaterThan(statistics.sharpe ?? Number.NaN);
    expect(high - low).toBeLessThan(20);
  });
});

describe('the thread', () => {
  const thread = createThreadBacktester();
  afterAll(() => thread.stop());

  it('answers as the function does, and leaves the event loop free meanwhile', async () => {
    const expected = await backtestPublishedRule(QUESTION);
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    const answer = await thread.run(QUESTION);
    delays.disable();
    expect(answer).toEqual(expected);
    // The same work on this thread would hold it for most of a second; a busy machine may hold it for a moment.
    expect(delays.percentile(90) / 1e6).toBeLessThan(60);
  });

  it('says what went wrong', async () => {
    const series = { ...SERIES, timeframe: '4h' } as const;
    await expect(thread.run({ ...QUESTION, kind: 'no-such-model' as never, series })).rejects.toThrow('no-such-model');
  });

  it('can be stopped', async () => {
    const other = createThreadBacktester();
    const running = other.run(QUESTION);
    other.stop();
    await expect(running).rejects.toThrow('stopped');
  });
});
