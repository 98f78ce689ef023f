import { describe, expect, it } from 'vitest';
import { readCandlesFile } from '../../../../engine/adapters/files/read-candles-file.ts';
import {
  calendarOf,
  isOpenAt,
  missingBefore,
  missingBetween,
  newYorkOffsetHours,
  unexplainedBefore,
} from '../../../../engine/market/calendar/gaps.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { sharedPath } from '../../../support/shared.ts';

const between = (from: string, to: string, calendar: 'always' | 'forex') =>
  missingBetween({ previousOpenMs: Date.parse(from), nextOpenMs: Date.parse(to), timeframeMs: HOUR_MS, calendar });

describe('gaps', () => {
  it.each([
    ['neighbours', '2024-03-04T10:00:00Z', '2024-03-04T11:00:00Z', 'always', 0],
    ['a hole of two hours', '2024-03-04T10:00:00Z', '2024-03-04T13:00:00Z', 'always', 2],
    ['a crypto weekend', '2024-03-01T21:00:00Z', '2024-03-03T22:00:00Z', 'always', 48],
    ['an FX weekend in winter time', '2024-03-01T21:00:00Z', '2024-03-03T22:00:00Z', 'forex', 0],
    ['an FX weekend in summer time', '2024-06-07T20:00:00Z', '2024-06-09T21:00:00Z', 'forex', 0],
    ['the weekend on which New York changes its clock', '2024-03-08T21:00:00Z', '2024-03-10T21:00:00Z', 'forex', 0],
    ['two hours missing before an FX weekend', '2024-03-01T19:00:00Z', '2024-03-03T22:00:00Z', 'forex', 2],
    ['an hour missing after an FX weekend', '2024-03-01T21:00:00Z', '2024-03-03T23:00:00Z', 'forex', 1],
    ['a week with its weekend', '2024-03-01T21:00:00Z', '2024-03-10T21:00:00Z', 'forex', 120],
  ] as const)('%s', (_, from, to, calendar, missing) => {
    expect(between(from, to, calendar)).toBe(missing);
  });

  it.skipIf(sharedPath('data') === null).each([
    ['EURUSD_oanda-bid_1h_2007-2018_novol', 682, 28],
    ['GBPUSD_mt5_1h_2014-2022_tickvol', 398, 42],
  ])('%s has %i missing hours in %i gaps, as its notes say (skipped without ../shared)', (name, hours, gaps) => {
    const missing = missingBefore(readCandlesFile(sharedPath(`data/${name}.csv.gz`) ?? ''), HOUR_MS, 'forex');
    expect(missing.reduce((sum, value) => sum + value, 0)).toBe(hours);
    expect(missing.filter((value) => value > 0).length).toBe(gaps);
  });

  it.skipIf(sharedPath('data') === null).each([
    ['EURUSD_oanda-bid_1h_2007-2018_novol', 201, 9],
    ['GBPUSD_mt5_1h_2014-2022_tickvol', 27, 27],
  ])('%s misses %i hours in %i gaps that no holiday explains (skipped without ../shared)', (name, hours, gaps) => {
    const missing = unexplainedBefore(readCandlesFile(sharedPath(`data/${name}.csv.gz`) ?? ''), HOUR_MS, 'forex');
    expect(missing.reduce((sum, value) => sum + value, 0)).toBe(hours);
    expect(missing.filter((value) => value > 0).length).toBe(gaps);
  });

  it('FX is closed from Friday to Sunday 17:00 New York time, crypto never', () => {
    expect(calendarOf('EUR/USD')).toBe('forex');
    expect(calendarOf('BTC/USD')).toBe('always');
    const open = (text: string) => isOpenAt('forex', Date.parse(text));
    expect([
      open('2024-03-01T21:59:00Z'),
      open('2024-03-01T22:00:00Z'),
      open('2024-03-03T21:59:00Z'),
      open('2024-03-03T22:00:00Z'),
    ]).toEqual([true, false, false, true]);
    expect(isOpenAt('always', Date.parse('2024-03-02T12:00:00Z'))).toBe(true);
  });

  it.each([
    ['2024-03-10T06:59:00Z', 5],
    ['2024-03-10T07:00:00Z', 4],
    ['2024-11-03T05:59:00Z', 4],
    ['2024-11-03T06:00:00Z', 5],
  ])('New York is behind UTC at %s by %i hours', (text, hours) => {
    expect(newYorkOffsetHours(Date.parse(text))).toBe(hours);
  });
});
