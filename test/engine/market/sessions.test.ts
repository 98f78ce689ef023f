import { describe, expect, it } from 'vitest';
import { assetClass, isFiat, isIndexName } from '../../../engine/market/asset-class.ts';
import {
  calendarOf,
  isHolidayAt,
  isOpenAt,
  missingBefore,
  newYorkOffsetHours,
  unexplainedBefore,
} from '../../../engine/market/calendar/gaps.ts';
import type { TradingCalendar } from '../../../engine/market/calendar/trading-calendar.ts';
import { closesAtWeekends } from '../../../engine/market/calendar/usually-absent.ts';
import { type CandleColumns, emptyColumns } from '../../../engine/market/candle.ts';
import { roundTripCostBps } from '../../../engine/signals/cost.ts';
import { qualityAt, qualityColumns } from '../../../engine/signals/quality.ts';
import { DAY_MS, HOUR_MS, WEEK_MS } from '../../../engine/time.ts';
import { prepareDataset } from '../../../engine/training/dataset.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

const at = (text: string): number => Date.parse(`${text}:00Z`);

/** Hours of a market that is open when `isOpen` says so, New York wall time given as if it were UTC. */
function market(
  isOpen: (newYorkMs: number, timeMs: number) => boolean,
  weeks: number,
  startMs = at('2024-01-08T00:00'),
): CandleColumns {
  const times = Array.from({ length: weeks * 168 }, (_, hour) => startMs + hour * HOUR_MS).filter((timeMs) =>
    isOpen(timeMs - newYorkOffsetHours(timeMs) * HOUR_MS, timeMs),
  );
  return { ...randomWalk({ rows: times.length, seed: 2, sigma: 0.001 }), openTimeMs: Float64Array.from(times) };
}

const trades = (calendar: TradingCalendar) => (_: number, timeMs: number) =>
  isOpenAt(calendar, timeMs) && !isHolidayAt(calendar, timeMs);

describe('metals', () => {
  it.each(['XAU/USD', 'XAG/USD', 'XAU/EUR', 'XPT/USD', 'XAU/XAG'])('%s is one, and has a calendar', (symbol) => {
    expect([assetClass(symbol), calendarOf(symbol)]).toEqual(['metal', 'metals']);
  });

  it.each(['PAXG/USDT', 'XAUT/USDT', 'BTC/XAU'])('%s is not', (symbol) => expect(calendarOf(symbol)).toBe('always'));

  it.each([
    // Winter: New York is UTC−5; summer: UTC−4.
    ['2024-01-10T21:59', true],
    ['2024-01-10T22:00', false],
    ['2024-01-10T22:59', false],
    ['2024-01-10T23:00', true],
    ['2024-07-10T21:00', false],
    ['2024-07-10T22:00', true],
    ['2024-01-12T22:00', false],
    ['2024-01-14T22:30', false],
    ['2024-01-14T23:00', true],
  ])('at %s UTC open is %s', (text, open) => expect(isOpenAt('metals', at(text))).toBe(open));

  it.each(['2024-03-29T15:00', '2024-11-28T19:00', '2024-07-04T20:00', '2024-01-15T20:00', '2024-12-25T12:00'])(
    '%s is a holiday of theirs',
    (text) => expect(isHolidayAt('metals', at(text))).toBe(true),
  );

  it('miss nothing in a year of their sessions, and train: 0 rows before', () => {
    const columns = market(trades('metals'), 52);
    expect(unexplainedBefore(columns, HOUR_MS, 'metals').some((missing) => missing > 0)).toBe(false);
    const { usable } = prepareDataset([{ name: 'XAU/USD', columns }], HOUR_MS);
    expect(usable.reduce((sum, each) => sum + each, 0)).toBe(columns.length - 300);
  });

  it('cost twice what currencies do, or the quoted spread', () => {
    const question = { entryTimeMs: at('2024-01-10T12:00'), price: 2_000, scenario: 'spotTaker' } as const;
    expect(roundTripCostBps({ ...question, symbol: 'XAU/USD', spread: null })).toBe(2);
    expect(roundTripCostBps({ ...question, symbol: 'XAU/USD', spread: 0.3 })).toBeCloseTo(1.5);
  });
});

describe('sessions that a source keeps week after week', () => {
  it('are learned after three weeks: no Sunday evenings', () => {
    const columns = market(
      (newYorkMs, timeMs) => isOpenAt('forex', timeMs) && new Date(newYorkMs).getUTCDay() !== 0,
      8,
    );
    const unexplained = unexplainedBefore(columns, HOUR_MS, 'forex');
    expect(missingBefore(columns, HOUR_MS, 'forex').filter((missing) => missing > 0)).toHaveLength(7);
    expect([...unexplained.filter((missing) => missing > 0)]).toEqual([7, 7, 7]);
    const quality = qualityColumns(columns, HOUR_MS, 'forex');
    expect(qualityAt(quality, columns.length - 1)).toEqual({ stamp: 'green', reasons: [] });
  });

  it('are learned where the source has the hour now and then: one Sunday evening in four', () => {
    const isSunday = (newYorkMs: number): boolean => new Date(newYorkMs).getUTCDay() === 0;
    const columns = market(
      (newYorkMs, timeMs) =>
        isOpenAt('forex', timeMs) && (!isSunday(newYorkMs) || Math.floor((newYorkMs + 3 * DAY_MS) / WEEK_MS) % 4 === 0),
      30,
    );
    const quality = qualityColumns(columns, HOUR_MS, 'forex');
    const stamps = Array.from({ length: columns.length - 1_000 }, (_, at) => qualityAt(quality, 1_000 + at).stamp);
    expect(new Set(stamps)).toEqual(new Set(['green']));
  });

  it('a longer nightly break of gold is one, a hole in the morning is none', () => {
    const isOpen = (newYorkMs: number, timeMs: number) =>
      isOpenAt('metals', timeMs) && ![18, 9].includes(new Date(newYorkMs).getUTCHours());
    const unexplained = unexplainedBefore(market(isOpen, 8), HOUR_MS, 'metals');
    const late = [...unexplained].slice(-200).filter((missing) => missing > 0);
    expect(new Set(late)).toEqual(new Set([1]));
  });

  it('are never learned from later weeks', () => {
    const columns = market(
      (newYorkMs, timeMs) => isOpenAt('forex', timeMs) && new Date(newYorkMs).getUTCDay() !== 0,
      8,
    );
    const whole = unexplainedBefore(columns, HOUR_MS, 'forex');
    const cut = 300;
    const part = { ...emptyColumns(cut), openTimeMs: columns.openTimeMs.slice(0, cut) };
    expect(unexplainedBefore(part, HOUR_MS, 'forex')).toEqual(whole.slice(0, cut));
  });
});

describe('markets without a calendar', () => {
  it.each([
    ['SPX500', true],
    ['US30/USD', true],
    ['GER40/EUR', true],
    ['SPX6900/USDT', false],
    ['API3/USDT', false],
    ['BTC/USDT', false],
    ['BTC2024', false],
  ])('%s is named as an index: %s', (symbol, expected) => expect(isIndexName(symbol)).toBe(expected));

  it('are known by the weekends that they never have', () => {
    const stock = market((newYorkMs) => {
      const time = new Date(newYorkMs);
      return time.getUTCDay() % 6 !== 0 && time.getUTCHours() >= 9 && time.getUTCHours() < 16;
    }, 4);
    expect(closesAtWeekends(stock.openTimeMs, HOUR_MS)).toBe(true);
    expect(closesAtWeekends(market(trades('metals'), 4).openTimeMs, HOUR_MS)).toBe(true);
    expect(closesAtWeekends(market(() => true, 4).openTimeMs, HOUR_MS)).toBe(false);
    expect(closesAtWeekends(market((_, timeMs) => timeMs % (5 * HOUR_MS) === 0, 4).openTimeMs, HOUR_MS)).toBe(false);
  });
});

it('one list of currencies serves prices and asset classes', () => {
  expect(['CNY', 'JPY', 'AED', 'CNH', 'RUB'].every(isFiat)).toBe(true);
  expect(['USDT', 'BTC', 'XAU'].some(isFiat)).toBe(false);
});
