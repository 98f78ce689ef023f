import { describe, expect, it } from 'vitest';
import { candleAt } from '../../../../engine/market/candle.ts';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { found, HOURS, hours, rawOf, scaled } from './hourly-rows.ts';

describe('bad prints', () => {
  it.each([0.01, 0.1, 0.2, 5, 10, 100])('a candle at %d times the price is removed', (factor) => {
    const series = hours(300);
    const bad = series.map((candle, hour) => (hour === 150 ? scaled(candle, factor) : candle));
    expect(found(bad)).toEqual(['bad-print at 150 removed']);
  });

  it('a close and the open after it are one bad print of two candles', () => {
    const series = hours(300);
    const bad = series.map((candle, hour) => {
      if (hour === 150) return { ...candle, close: 20, low: 20 };
      return hour === 151 ? { ...candle, open: 20, low: 20 } : candle;
    });
    const { findings } = clean(rawOf(bad), HOURS);
    expect(findings.map(({ code, candles }) => [code, candles])).toEqual([['bad-print', 2]]);
  });

  it.each([
    { what: 'a false close with the low', change: (price: number) => ({ close: price * 0.7, low: price * 0.7 }) },
    { what: 'a false open with the high', change: (price: number) => ({ open: price * 1.4, high: price * 1.4 }) },
  ])('$what is a bad print', ({ change }) => {
    const series = hours(300);
    const bad = series.map((candle, hour) => (hour === 150 ? { ...candle, ...change(candle.close) } : candle));
    expect(found(bad)).toEqual(['bad-print at 150 removed']);
  });

  it('bad prints do not hide one another', () => {
    const bad = hours(300).map((candle, hour) => ([150, 155, 160, 170].includes(hour) ? scaled(candle, 0.1) : candle));
    expect(found(bad)).toEqual([150, 155, 160, 170].map((hour) => `bad-print at ${hour} removed`));
  });

  it('a crash that stays is none', () => {
    const crash = hours(300).map((candle, hour) => {
      if (hour < 150) return candle;
      const fallen = scaled(candle, 0.5);
      return hour > 150 ? fallen : { ...fallen, open: candle.open, high: candle.open, low: fallen.low * 0.9 };
    });
    expect(found(crash)).toEqual([]);
  });

  it('a level that changes between two candles and stays is none either, but is told', () => {
    const halved = hours(300).map((candle, hour) => (hour >= 150 ? scaled(candle, 0.5) : candle));
    expect(found(halved)).toEqual(['level-break at 150 kept']);
  });

  it('a crash that the candles around it confirm is none, however it rebounds', () => {
    const depths: Readonly<Record<number, number>> = { 149: 0.9, 150: 0.7, 151: 0.75, 152: 0.92 };
    const crash = hours(300).map((candle, hour) => {
      const depth = depths[hour];
      if (depth === undefined) return candle;
      const before = depths[hour - 1] ?? 1;
      const [open, close] = [candle.open * before, candle.close * depth];
      return { ...candle, open, close, high: Math.max(open, close) * 1.02, low: Math.min(open, close) * 0.93 };
    });
    expect(found(crash)).toEqual([]);
  });

  it('a wick alone is none, unless it halves or doubles the price', () => {
    const deep = (share: number) =>
      hours(300).map((candle, hour) => (hour === 150 ? { ...candle, low: candle.low * share } : candle));
    expect(found(deep(0.75))).toEqual([]);
    expect(found(deep(0.1))).toEqual(['bad-wick at 150 repaired']);
    const { candles } = clean(rawOf(deep(0.1)), HOURS);
    const { low, open, close } = candleAt(candles, 150);
    expect(low).toBe(Math.min(open, close));
  });

  it('the first and last candle have no witnesses and are kept', () => {
    expect(
      found(hours(300).map((candle, hour) => (hour === 0 || hour === 299 ? scaled(candle, 0.1) : candle))),
    ).toEqual(['level-break at 1 kept', 'level-break at 299 kept']);
  });

  it('neighbours beyond a long gap are no witnesses', () => {
    const bad = hours(300).map((candle, hour) => (hour === 150 ? scaled(candle, 0.1) : candle));
    const lonely = bad.filter((_, hour) => hour === 150 || hour < 130 || hour > 170);
    expect(found(lonely).filter((line) => line.startsWith('bad'))).toEqual([]);
  });

  it('a small print in a market that stood still is none', () => {
    const still = hours(300).map((candle) => ({ ...candle, open: 100, high: 100, low: 100, close: 100 }));
    const moved = still.map((candle, hour) => (hour === 150 ? { ...candle, high: 100.3, close: 100.3 } : candle));
    expect(found(moved)).toEqual([]);
  });
});
