import { describe, expect, it } from 'vitest';
import { type Candle, candleAt, columnsOf } from '../../../../engine/market/candle.ts';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { rawRowsOf } from '../../../../engine/market/clean/raw-rows.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { at, found, HOURS, hours, rawOf, START_MS, scaled } from './hourly-rows.ts';

describe('clean', () => {
  it('gives a clean series back as it was, without a word', () => {
    const series = columnsOf(hours(500));
    const { candles, findings } = clean(rawRowsOf(series), HOURS);
    expect(findings).toEqual([]);
    expect(candles).toEqual(series);
  });

  it('turns a file that is newest first round without comment', () => {
    const series = hours(50);
    const { candles, findings } = clean(rawOf([...series].reverse()), HOURS);
    expect(findings).toEqual([]);
    expect(candles).toEqual(columnsOf(series));
  });

  it('puts a row that came late in its place and says so', () => {
    const series = hours(50);
    const shuffled = [...series.slice(0, 20), ...series.slice(21, 30), at(series, 20), ...series.slice(30)];
    expect(found(shuffled)).toEqual(['out-of-order at 20 repaired']);
    expect(clean(rawOf(shuffled), HOURS).candles).toEqual(columnsOf(series));
  });

  it('reads two rows that agree as one', () => {
    const series = hours(50);
    expect(found([...series.slice(0, 21), at(series, 20), ...series.slice(21)])).toEqual(['duplicate at 20 removed']);
  });

  it.each([
    { what: 'before', order: [0, 1] },
    { what: 'after', order: [1, 0] },
  ])('keeps the finished candle of two that differ, whether it stands $what the other', ({ order }) => {
    const series = hours(50);
    const finished = at(series, 20);
    const early = { ...finished, close: (finished.open + finished.close) / 2, volume: (finished.volume ?? 0) / 3 };
    const two = order.map((which) => at([finished, early], which));
    const { candles, findings } = clean(rawOf([...series.slice(0, 20), ...two, ...series.slice(21)]), HOURS);
    expect(findings.map(({ code, candles: count }) => [code, count])).toEqual([['conflict', 1]]);
    expect(candles).toEqual(columnsOf(series));
  });

  it('tells the finished candle by its range where no volume is known', () => {
    const series = hours(50).map((candle) => ({ ...candle, volume: null }));
    const finished = at(series, 20);
    const early = {
      ...finished,
      high: Math.max(finished.open, finished.close),
      low: Math.min(finished.open, finished.close),
    };
    const { candles } = clean(rawOf([...series.slice(0, 21), early, ...series.slice(21)]), HOURS);
    expect(candles).toEqual(columnsOf(series));
  });

  it('leaves candles off the grid out and still counts gaps by them', () => {
    const series = hours(50).map((candle, hour) =>
      hour >= 20 && hour < 25 ? { ...candle, openTimeMs: candle.openTimeMs + 28 * 60_000 } : candle,
    );
    const { candles, findings } = clean(rawOf(series), HOURS);
    expect(findings.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'off-grid'));
    expect(candles.length).toBe(45);
  });

  it('says how many candles each gap lacks, and invents none', () => {
    const series = hours(50).filter((_, hour) => ![10, 11, 12, 30].includes(hour));
    const { candles, findings } = clean(rawOf(series), HOURS);
    expect(
      findings.map(({ code, candles: count, openTimeMs }) => [code, count, (openTimeMs - START_MS) / HOUR_MS]),
    ).toEqual([
      ['gap', 3, 10],
      ['gap', 1, 30],
    ]);
    expect(candles.length).toBe(46);
  });

  it.each([
    ['a price of zero', { low: 0 }, 'unsound'],
    ['a negative price', { open: -1 }, 'unsound'],
    ['an infinite high', { high: Number.POSITIVE_INFINITY }, 'unsound'],
    ['high and low that contradict open and close beyond the range', { high: 90, low: 89.9 }, 'unsound'],
    ['a close that is no number', { close: Number.NaN }, 'unreadable'],
    ['an open time that is none', { openTimeMs: Number.NaN }, 'unreadable'],
  ])('leaves a row with %s out', (_, change, code) => {
    const { candles, findings } = clean(rawOf(hours(50, { 20: change })), HOURS);
    expect(
      findings.filter(({ action }) => action === 'removed').map((finding) => [finding.code, finding.line]),
    ).toEqual([[code, 22]]);
    expect(candles.length).toBe(49);
  });

  it('widens a high that was cut below the open by less than the range', () => {
    const series = hours(50);
    const { open, close, low } = at(series, 20);
    const top = Math.max(open, close);
    const { candles, findings } = clean(rawOf(hours(50, { 20: { high: top - (top - low) / 10 } })), HOURS);
    expect(findings.map(({ code, action }) => [code, action])).toEqual([['high-low', 'repaired']]);
    expect(candleAt(candles, 20).high).toBe(top);
  });

  it('mends binary rounding', () => {
    const series = Array.from(
      { length: 30 },
      (_, hour): Candle => ({
        openTimeMs: START_MS + hour * HOUR_MS,
        open: 158_600,
        high: 158_600,
        low: 158_600,
        close: 158_600,
        volume: 3,
      }),
    );
    const rounded = series.map((candle, hour) => (hour === 20 ? { ...candle, high: 158_599.99999999997 } : candle));
    expect(clean(rawOf(rounded), HOURS).candles).toEqual(columnsOf(series));
  });

  it('takes volumes that cannot be as unknown, and keeps candles without trades', () => {
    const still = { open: 100, high: 100, low: 100, close: 100 };
    const series = hours(50, {
      10: { volume: -3 },
      11: { volume: Number.POSITIVE_INFINITY },
      12: { volume: 0 },
      13: { ...still, volume: 0 },
    });
    const { candles, findings } = clean(rawOf(series), HOURS);
    expect(findings.map(({ code, action }) => `${code} ${action}`)).toEqual([
      'volume-unsound repaired',
      'volume-unsound repaired',
      'volume-unknown repaired',
      'zero-volume kept',
    ]);
    expect([10, 11, 12, 13].map((row) => candleAt(candles, row).volume)).toEqual([null, null, null, 0]);
  });

  it('changes base and quote volume back row by row', () => {
    const series = hours(50);
    const quote = series.map(({ volume, close }) => (volume ?? 0) * close);
    const swapped = series.map((candle, hour) => (hour % 3 === 0 ? { ...candle, volume: quote[hour] ?? 0 } : candle));
    const swappedQuote = series.map(({ volume }, hour) => (hour % 3 === 0 ? (volume ?? 0) : (quote[hour] ?? 0)));
    const { candles, findings } = clean(rawOf(swapped, swappedQuote), HOURS);
    expect(findings.filter(({ code }) => code === 'volume-swapped')).toHaveLength(17);
    expect(candles).toEqual(columnsOf(series));
  });

  it('takes a column that is no quote volume in most rows for none, whatever single rows look like', () => {
    const series = hours(200);
    const price = series.map(({ close }) => close);
    // An average of the volume beside a price near a half: volume ÷ average is within a factor of two of the price in every second row.
    const cheap = series.map((candle, hour) => scaled(candle, 0.5 / (price[hour] ?? 1)));
    const average = cheap.map(({ volume }, hour) => (volume ?? 0) * (hour % 2 === 0 ? 1.3 : 0.8));
    const { candles, findings } = clean(rawOf(cheap, average), HOURS);
    expect(findings.filter(({ code }) => code === 'volume-swapped')).toEqual([]);
    expect(candles.volume).toEqual(columnsOf(cheap).volume);
  });

  it('says nothing of volumes near a price of one', () => {
    const series = hours(50).map((candle) => scaled(candle, 0.01));
    const quote = series.map(({ volume, close }) => (volume ?? 0) * close);
    expect(
      clean(
        rawOf(
          series.map((candle, hour) => ({ ...candle, volume: quote[hour] ?? 0 })),
          series.map(({ volume }) => volume ?? 0),
        ),
        HOURS,
      ).findings,
    ).toEqual([]);
  });
});
