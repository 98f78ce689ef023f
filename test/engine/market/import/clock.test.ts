import { describe, expect, it } from 'vitest';
import { parseUtcOffset, parseZone } from '../../../../engine/market/import/time/clock.ts';

const utc = (zone: string, wall: string, after = Number.NEGATIVE_INFINITY): string => {
  const moment = parseZone(zone)?.utcMs(Date.parse(`${wall}Z`), after);
  return moment === undefined ? 'no zone' : new Date(moment).toISOString().slice(0, 16);
};

describe('parseZone', () => {
  it.each([
    ['utc', '2021-06-01T12:00', '2021-06-01T12:00'],
    ['eet-mt5', '2021-01-04T00:00', '2021-01-03T22:00'],
    ['eet-mt5', '2021-06-07T00:00', '2021-06-06T21:00'],
    ['eet-mt5', '2021-03-28T02:59', '2021-03-28T00:59'],
    ['eet-mt5', '2021-03-28T04:00', '2021-03-28T01:00'],
    ['cet-mt5', '2013-06-03T00:00', '2013-06-02T22:00'],
    // European clocks change two or three weeks after American ones.
    ['eet-mt5', '2021-03-22T00:00', '2021-03-21T22:00'],
    ['ny-mt5', '2021-03-22T00:00', '2021-03-21T21:00'],
    ['ny-mt5', '2021-01-04T00:00', '2021-01-03T22:00'],
    ['America/New_York', '2021-07-01T17:00', '2021-07-01T21:00'],
    ['Asia/Kolkata', '2021-07-01T05:30', '2021-07-01T00:00'],
    ['cet-mt5,2014-11-24=eet-mt5', '2014-11-21T22:00', '2014-11-21T21:00'],
    ['cet-mt5,2014-11-24=eet-mt5', '2014-11-24T00:00', '2014-11-23T22:00'],
  ])('%s reads %s as %s UTC', (zone, wall, expected) => {
    expect(utc(zone, wall)).toBe(expected);
  });

  it('takes the second of two equal hours when the first one is past', () => {
    expect(utc('Europe/Helsinki', '2021-10-31T03:30')).toBe('2021-10-31T00:30');
    expect(utc('Europe/Helsinki', '2021-10-31T03:30', Date.UTC(2021, 9, 31, 0, 30))).toBe('2021-10-31T01:30');
  });

  it('reads an hour that clocks skip with the offset before', () => {
    expect(utc('Europe/Helsinki', '2021-03-28T03:30')).toBe('2021-03-28T01:30');
  });

  it.each([
    '',
    'mars',
    'EET-MT5',
    'Europe/Nowhere',
    'utc,eet-mt5',
    'utc,2014-13-01=eet-mt5',
    'utc,2014-01-02=eet-mt5,2014-01-01=utc',
    'constructor',
  ])('knows no zone "%s"', (text) => {
    expect(parseZone(text)).toBeNull();
  });
});

describe('parseUtcOffset', () => {
  it.each([
    ['+02:00', 2],
    ['-5', -5],
    ['+0530', 5.5],
    ['-03:30', -3.5],
  ])('%s is %d hours ahead', (text, hours) => {
    expect(parseUtcOffset(text)?.utcMs(0, 0)).toBe(0 - hours * 3_600_000);
  });

  it.each(['', '2', '+15', '+02:75', 'east'])('"%s" is none', (text) => {
    expect(parseUtcOffset(text)).toBeNull();
  });
});
