import { describe, expect, it } from 'vitest';
import { absentHours } from '../../../engine/market/calendar/absent-hours.ts';
import { isOpenAt } from '../../../engine/market/calendar/gaps.ts';
import { type CandleColumns, columnsOf } from '../../../engine/market/candle.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { absentHourNotes } from '../../../scripts/market-files/absent-hour-notes.ts';

/** Hours of forex from Monday, 5 February 2024, for so many weeks (no change of clocks); `isThere` picks. */
function euro(weeks: number, isThere: (timeMs: number) => boolean): CandleColumns {
  const startMs = Date.UTC(2024, 0, 8);
  const times = Array.from({ length: weeks * 168 }, (_, hour) => startMs + hour * HOUR_MS);
  return columnsOf(
    times
      .filter((timeMs) => isOpenAt('forex', timeMs) && isThere(timeMs))
      .map((openTimeMs) => ({ openTimeMs, open: 1.1, high: 1.2, low: 1, close: 1.15, volume: 1 })),
  );
}

const isSunday = (timeMs: number): boolean => new Date(timeMs).getUTCDay() === 0;

describe('hours that a source lacks', () => {
  it('are its own once it lacked them for weeks: a source without Sundays is not full of gaps', () => {
    const columns = euro(8, (timeMs) => !isSunday(timeMs));
    const { usual, gaps } = absentHours(columns, HOUR_MS, 'forex');
    // Eight Sundays, of which the last ends the series; the first three teach the habit.
    expect(usual).toEqual([22, 23].map((hourUtc) => ({ weekday: 0, hourUtc, count: 4 })));
    expect(gaps).toEqual([22, 23].map((hourUtc) => ({ weekday: 0, hourUtc, count: 3 })));
    const notes = absentHourNotes([{ name: 'EUR/USD', columns }], '1h').join('\n');
    expect(notes).toContain(
      'EUR/USD: the source usually lacks Sun 22 UTC (4), Sun 23 UTC (4) although the market is open',
    );
  });

  it('are gaps where the hour is usually there', () => {
    const lost = Date.UTC(2024, 0, 24, 10);
    const columns = euro(4, (timeMs) => timeMs < lost || timeMs >= lost + DAY_MS / 2);
    const { usual, gaps } = absentHours(columns, HOUR_MS, 'forex');
    expect(usual).toEqual([]);
    expect(gaps).toHaveLength(12);
    expect(absentHourNotes([{ name: 'EUR/USD', columns }], '1h')[0]).toMatch(
      /12 candles are missing while the market is open, most often at Wed 10 UTC \(1\).* and 8 other hours/,
    );
  });

  it('are none in a whole series', () => {
    const columns = euro(8, () => true);
    expect(absentHours(columns, HOUR_MS, 'forex')).toEqual({ usual: [], gaps: [] });
    expect(absentHourNotes([{ name: 'EUR/USD', columns }], '1h')).toEqual([]);
  });
});
