import { describe, expect, it } from 'vitest';
import { holidayMissing, isOpenAt, missingBetween } from '../../../../engine/market/calendar/gaps.ts';
import { type Candle, columnsOf } from '../../../../engine/market/candle.ts';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { rawRowsOf } from '../../../../engine/market/clean/raw-rows.ts';
import { DAY_MS, HOUR_MS } from '../../../../engine/time.ts';

const FOREX = { timeframe: '1h', calendar: 'forex' } as const;

/** A flat FX market from Monday 2023-01-02 on, open when New York says so. */
function weeks(count: number): readonly Candle[] {
  const startMs = Date.UTC(2023, 0, 2);
  return Array.from({ length: count * 7 * 24 }, (_, hour) => startMs + hour * HOUR_MS)
    .filter((timeMs) => isOpenAt('forex', timeMs))
    .map((openTimeMs, index) => ({
      openTimeMs,
      open: 1.1,
      high: 1.1001,
      low: 1.0999,
      close: 1.1,
      volume: 100 + (index % 2),
    }));
}

const moved = (candles: readonly Candle[], hours: (timeMs: number) => number): readonly Candle[] =>
  candles.map((candle) => ({ ...candle, openTimeMs: candle.openTimeMs + hours(candle.openTimeMs) * HOUR_MS }));

const found = (candles: readonly Candle[]) => {
  const { candles: left, findings } = clean(rawRowsOf(columnsOf(candles)), FOREX);
  return { left, findings: findings.map(({ code, candles: count, say }) => ({ code, count, say })) };
};

describe('the FX week', () => {
  it('has no gaps over a year with both changes of New York clocks', () => {
    expect(found(weeks(51)).findings).toEqual([]);
  });

  it.each([-3, -1, 1, 2, 7])(
    'a stretch of ten weeks stamped %d h off is found and left out with the week that follows',
    (hours) => {
      const year = weeks(51);
      const [from, to] = [Date.UTC(2023, 4, 7), Date.UTC(2023, 6, 16)];
      const { left, findings } = found(moved(year, (timeMs) => (timeMs >= from && timeMs < to ? hours : 0)));
      const shifts = findings.filter(({ code }) => code === 'clock-shift');
      expect(shifts.map(({ count }) => count)).toEqual([10 * 120, 120]);
      expect(shifts[0]?.say).toContain(`stamped ${Math.abs(hours)} h ${hours > 0 ? 'late' : 'early'}`);
      expect(left.length).toBe(year.length - 11 * 120);
    },
  );

  it('two odd weeks prove nothing', () => {
    const year = weeks(51);
    const [from, to] = [Date.UTC(2023, 4, 7), Date.UTC(2023, 4, 20)];
    const { findings } = found(moved(year, (timeMs) => (timeMs >= from && timeMs < to ? -1 : 0)));
    expect(findings.filter(({ code }) => code === 'clock-shift')).toEqual([]);
  });

  it('a stray tick after the close is not the end of a week', () => {
    const year = weeks(51);
    const strays = year.filter((candle, row) => (year[row + 1]?.openTimeMs ?? 0) - candle.openTimeMs > DAY_MS);
    const ticks = strays.map((candle) => ({ ...candle, openTimeMs: candle.openTimeMs + HOUR_MS, volume: 1 }));
    const all = [...year, ...ticks].sort((one, other) => one.openTimeMs - other.openTimeMs);
    expect(found(all).findings).toEqual([]);
  });
});

describe('holidays', () => {
  const question = (from: string, to: string) => ({
    previousOpenMs: Date.parse(`${from}:00Z`),
    nextOpenMs: Date.parse(`${to}:00Z`),
    timeframeMs: HOUR_MS,
    calendar: 'forex' as const,
  });

  it.each([
    ['Christmas 2014', '2014-12-24T18:00', '2014-12-25T22:00', 27],
    ['Christmas 2012, a long one', '2012-12-24T18:00', '2012-12-26T13:00', 42],
    ['New Year 2016, into the weekend', '2015-12-31T18:00', '2016-01-03T22:00', 27],
    ['New Year 2017, on a Sunday', '2016-12-30T21:00', '2017-01-02T23:00', 25],
  ])('%s is a short session', (_, from, to, missing) => {
    expect(missingBetween(question(from, to))).toBe(missing);
    expect(holidayMissing(question(from, to))).toBe(missing);
  });

  it.each([
    ['a Thursday in August', '2015-08-20T18:00', '2015-08-21T04:00'],
    ['a week in December', '2016-12-09T21:00', '2016-12-16T05:00'],
  ])('%s is none', (_, from, to) => {
    expect(holidayMissing(question(from, to))).toBe(0);
  });

  it('is known to FX only', () => {
    expect(holidayMissing({ ...question('2014-12-24T18:00', '2014-12-25T22:00'), calendar: 'always' })).toBe(0);
  });
});
