import { describe, expect, it } from 'vitest';
import { importSeriesFile } from '../../../engine/adapters/files/import-candles-file.ts';
import type { CandleColumns } from '../../../engine/market/candle.ts';
import { meanOf } from '../../../engine/math.ts';
import { createRandom, normalFrom } from '../../../engine/random.ts';
import { WEEKLY_BOOTSTRAP } from '../../../engine/statistics/bootstrap.ts';
import { sharpeIntervals } from '../../../engine/statistics/sharpe-interval.ts';
import { followSwing, swingHistory } from '../../../engine/swing/follow-swing.ts';
import { judgeSwing, type SwingVerdict } from '../../../engine/swing/judge-swing.ts';
import { shownFromMs } from '../../../engine/swing/shown-from.ts';
import { PUBLISHED_SWING_RULE } from '../../../engine/swing/swing-rule.ts';
import { TRADING_YEAR_MS } from '../../../engine/time.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';
import { sharedPath } from '../../support/shared.ts';

const CANDLE_MS = 4 * 3_600_000;
const plan = { candleMs: CANDLE_MS, rule: PUBLISHED_SWING_RULE, cost: 0.001, startEquity: 10_000 };

function judged(candles: CandleColumns): SwingVerdict {
  const markets = [swingHistory({ name: 'a', symbol: 'BTC/USD', candles }, CANDLE_MS)];
  return judgeSwing(markets, followSwing(markets, plan), { plan, seed: 1 });
}

describe('the swing family on markets in which there is nothing', () => {
  it('is found worth something on at most 3 of 40 random walks, and shown on none', () => {
    const verdicts = Array.from({ length: 40 }, (_, seed) =>
      judged(
        randomWalk({
          rows: 8_760,
          seed: seed + 1,
          timeframeMs: CANDLE_MS,
          sigma: 0.012,
          startMs: Date.UTC(2018, 0, 1),
        }),
      ),
    );
    expect(verdicts.filter(({ published }) => (published.sharpeInterval?.[0] ?? -1) > 0).length).toBeLessThanOrEqual(3);
    expect(verdicts.filter(({ shown }) => shown.fromMs !== null)).toEqual([]);
    expect(verdicts.every(({ entries }) => entries > 5)).toBe(true);
  });
});

describe('a test that looks at every close', () => {
  const record = (seed: number, mean: number, periods = 4_000) => {
    const random = createRandom(seed);
    return {
      timeMs: Float64Array.from({ length: periods }, (_, at) => at),
      net: Float64Array.from({ length: periods }, () => Math.max(-0.1, mean + 0.01 * normalFrom(random))),
    };
  };
  const exposure = new Float64Array(4_000).fill(0.1);

  it('lets out a worthless record in at most one case of twenty', () => {
    const shown = Array.from({ length: 400 }, (_, seed) => shownFromMs(record(seed + 1, 0), exposure)).filter(
      (at) => at !== null,
    );
    expect(shown.length).toBeLessThanOrEqual(20);
  });

  it('lets out a good one, and does not know the future', () => {
    const good = record(1, 0.001);
    const at = shownFromMs(good, exposure);
    expect(at).not.toBeNull();
    const until = (at ?? 0) + 1;
    expect(shownFromMs({ timeMs: good.timeMs.subarray(0, until), net: good.net.subarray(0, until) }, exposure)).toBe(
      at,
    );
  });
});

/** The candles' moves, each with its candle's shape, in another order and without their mean. */
function shuffled(candles: CandleColumns, seed: number): CandleColumns {
  const { length, close } = candles;
  const random = createRandom(seed);
  const moves = Float64Array.from({ length: length - 1 }, (_, row) =>
    Math.log((close[row + 1] ?? 1) / (close[row] ?? 1)),
  );
  const mean = meanOf(moves);
  for (let at = moves.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [moves[at], moves[other]] = [moves[other] ?? 0, moves[at] ?? 0];
  }
  const walked = Float64Array.from(candles.close);
  for (let row = 1; row < length; row += 1)
    walked[row] = (walked[row - 1] ?? 1) * Math.exp((moves[row - 1] ?? 0) - mean);
  const open = walked.map((value, row) => walked[row - 1] ?? value);
  const of = (pick: (a: number, b: number) => number): Float64Array =>
    open.map((value, row) => pick(value, walked[row] ?? value));
  return { ...candles, open, close: walked, high: of(Math.max), low: of(Math.min) };
}

const path = sharedPath('data/raw/ta4j_Coinbase-BTC-USD-PT4H.json.gz');
describe.skipIf(path === null)('Bitcoin at 4 h, 2016 to 2025 (skipped without ../shared)', () => {
  it('has the Sharpe ratios of evaluation: the continuous floor 1.53 ± .05, the published form above 1.4', () => {
    const { candles } = importSeriesFile(path ?? '', { symbol: 'BTC/USD', timeframe: '4h' });
    const verdict = judged(candles);
    expect(Math.abs((verdict.floor.sharpe ?? 0) - 1.53)).toBeLessThan(0.05);
    expect(verdict.floor.sharpeInterval?.[0]).toBeGreaterThan(0.7);
    expect(verdict.published.sharpe).toBeGreaterThan(1.4);
    expect(verdict.published.sharpeInterval?.[0]).toBeGreaterThan(0);
    expect(verdict.published.maxDrawdown).toBeLessThan(0.25);
    expect(verdict.entriesPerYear).toBeGreaterThan(7);
    expect(verdict.entriesPerYear).toBeLessThan(10);
    expect(verdict.trials.deflatedSharpe).toBeGreaterThan(0.95);
    expect(verdict.since2021?.published.sharpe).toBeGreaterThan(verdict.since2021?.floor.sharpe ?? 9);
    // The account that enters what was let out holds nothing of before.
    expect(new Date(verdict.shown.fromMs ?? 0).getUTCFullYear()).toBe(2021);
    expect(verdict.shown.entries).toBeGreaterThan(30);
    expect(verdict.shown.sharpe).toBeGreaterThan(0);
  });

  it('is worth nothing on its returns shuffled with their mean removed: at most 3 of 40, and none is let out', () => {
    const { candles } = importSeriesFile(path ?? '', { symbol: 'BTC/USD', timeframe: '4h' });
    const accounts = Array.from({ length: 40 }, (_, seed) => {
      const market = swingHistory({ name: 'a', symbol: 'BTC/USD', candles: shuffled(candles, seed + 1) }, CANDLE_MS);
      return followSwing([market], plan);
    });
    const above = accounts.filter(({ returns }) => {
      const { intervals } = sharpeIntervals(
        { timeMs: returns.timeMs, returns: [returns.net] },
        TRADING_YEAR_MS / CANDLE_MS,
        { ...WEEKLY_BOOTSTRAP, draws: 400, seed: 1 },
      );
      return (intervals[0]?.[0] ?? -1) > 0;
    });
    expect(above.length).toBeLessThanOrEqual(3);
    expect(accounts.every(({ entries }) => entries > 20)).toBe(true);
    expect(accounts.filter(({ returns, exposure }) => shownFromMs(returns, exposure) !== null)).toEqual([]);
  });
});
