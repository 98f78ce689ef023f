import { describe, expect, it } from 'vitest';
import { type CandleColumns, sliceColumns } from '../../../engine/market/candle.ts';
import { decideSwing, SWING_CANDLES } from '../../../engine/swing/decide-swing.ts';
import { followSwing, swingHistory } from '../../../engine/swing/follow-swing.ts';
import { judgeSwing, type SwingVerdict } from '../../../engine/swing/judge-swing.ts';
import { inOneUnit } from '../../../engine/swing/one-unit.ts';
import { PUBLISHED_SWING_RULE } from '../../../engine/swing/swing-rule.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

const CANDLE_MS = 4 * 3_600_000;
const ROWS = 3_000;
const BREAK_ROW = 1_500;
const plan = { candleMs: CANDLE_MS, rule: PUBLISHED_SWING_RULE, cost: 0.001, startEquity: 10_000 };

const walk = randomWalk({ rows: ROWS, seed: 5, timeframeMs: CANDLE_MS, sigma: 0.01, startMs: Date.UTC(2020, 0, 1) });

/** Prices times a factor of each row. */
function scaled(candles: CandleColumns, factor: (row: number) => number): CandleColumns {
  const times = (prices: Float64Array): Float64Array => prices.map((price, row) => price * factor(row));
  const { open, high, low, close } = candles;
  return { ...candles, open: times(open), high: times(high), low: times(low), close: times(close) };
}

function joined(before: CandleColumns, after: CandleColumns): CandleColumns {
  const both = (of: (candles: CandleColumns) => Float64Array): Float64Array =>
    Float64Array.from([...of(before), ...of(after)]);
  return {
    ...before,
    length: before.length + after.length,
    openTimeMs: both((each) => each.openTimeMs),
    open: both((each) => each.open),
    high: both((each) => each.high),
    low: both((each) => each.low),
    close: both((each) => each.close),
    volume: both((each) => each.volume),
  };
}

function judged(candles: CandleColumns): SwingVerdict {
  const markets = [swingHistory({ name: 'a', symbol: 'BTC/USD', candles }, CANDLE_MS)];
  return judgeSwing(markets, followSwing(markets, plan), { plan, seed: 1 });
}

/** Every number of a verdict. */
function numbersOf(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

const gone = scaled(walk, (row) => (row < BREAK_ROW ? 1 : 3e-6));

const cases: readonly (readonly [what: string, candles: CandleColumns])[] = [
  ['one candle', sliceColumns(walk, 0, 1)],
  ['300 candles: too few for a trend of 90 days', sliceColumns(walk, 0, 300)],
  ['one candle with a trend', sliceColumns(walk, 0, 542)],
  ['a hole of a year', joined(sliceColumns(walk, 0, 600), sliceColumns(walk, 2_790, ROWS))],
  ['a price that never moves', scaled(walk, (row) => 100 / (walk.close[row] ?? 1))],
  ['a coin that loses 99 %', scaled(walk, (row) => Math.exp((-4.6 * row) / ROWS))],
  ['a coin that is gone in one candle', gone],
  [
    'a price that rises by half in one candle, then by 37 times',
    scaled(walk, (row) => (row < 800 ? 1 : row < 801 ? 1.5 : 37)),
  ],
];

describe('the swing family on candles that nobody would trade', () => {
  it.each(cases)('%s: figures that are numbers or null, drawdowns of at most everything', (_, candles) => {
    const verdict = judged(candles);
    expect(numbersOf(verdict).every(Number.isFinite)).toBe(true);
    for (const { maxDrawdown } of [verdict.published, verdict.floor, verdict.longShort]) {
      expect(maxDrawdown).toBeGreaterThanOrEqual(0);
      expect(maxDrawdown).toBeLessThanOrEqual(1);
    }
    expect(Object.keys(verdict.sharpeByCostBps)).toEqual(['2', '5', '10', '20']);
    expect(verdict.trials.number).toBe(42);
    expect(verdict.shown.fromMs === null ? verdict.shown.entries : 1).toBe(verdict.shown.fromMs === null ? 0 : 1);
  });

  it('states no Sharpe ratio of less than a week', () => {
    const { published, floor, holding } = judged(sliceColumns(walk, 0, 560));
    expect([published.sharpe, floor.sharpe, holding.sharpe, holding.difference]).toEqual([null, null, null, null]);
  });
});

describe('a change of unit', () => {
  it.each([
    [1_000, 'a redenomination'],
    [1 / 1_000, 'the same the other way'],
    [1 / 10, 'a split'],
    [2, 'a reverse split'],
  ])('by %f (%s) changes nothing: no trend, no volatility, no result comes of it', (ratio) => {
    const changed = scaled(walk, (row) => (row < BREAK_ROW ? 1 : ratio));
    expect(inOneUnit(changed, CANDLE_MS).changes).toMatchObject([{ row: BREAK_ROW }]);
    const [ours, theirs] = [judged(changed), judged(walk)].map(numbersOf);
    expect(ours?.length).toBe(theirs?.length);
    ours?.forEach((value, at) => {
      expect(value).toBeCloseTo(theirs?.[at] ?? Number.NaN, 6);
    });
  });

  it('leaves no trace in a live decision', () => {
    const window = sliceColumns(walk, ROWS - SWING_CANDLES, ROWS);
    const { reading } = decideSwing(window, null);
    const changed = scaled(window, (row) => (row < SWING_CANDLES - 200 ? 1_000 : 1));
    const now = decideSwing(changed, null).reading;
    expect(now.strength).toBeCloseTo(reading.strength, 9);
    expect(now.yearlyVolatility).toBeCloseTo(reading.yearlyVolatility, 9);
    expect(now.close).toBe(reading.close);
  });

  it.each([0.43, 0.5, 0.25, 0.097, 3e-6])('is no fall to %f: that is a loss that a holder had', (left) => {
    const fallen = scaled(walk, (row) => (row < BREAK_ROW ? 1 : left));
    expect(inOneUnit(fallen, CANDLE_MS).candles).toBe(fallen);
    expect(inOneUnit(walk, CANDLE_MS).candles).toBe(walk);
  });

  it('leaves a coin that is gone lost for whoever held it', () => {
    const rising = scaled(walk, (row) => Math.exp((3 * row) / BREAK_ROW) * (row < BREAK_ROW ? 1 : 3e-6));
    expect(judged(rising).published.maxDrawdown).toBeGreaterThan(0.1);
  });

  it('is no bad print that came back', () => {
    const printed = scaled(walk, (row) => (row === BREAK_ROW ? 0.1 : 1));
    expect(inOneUnit(printed, CANDLE_MS).candles).toBe(printed);
  });
});
