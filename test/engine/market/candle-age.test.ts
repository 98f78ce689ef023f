import { describe, expect, it } from 'vitest';
import { candleAge, futureText } from '../../../engine/market/candle-age.ts';
import { HOUR_MS } from '../../../engine/time.ts';

const NOW_MS = Date.UTC(2026, 10, 26, 19, 20);
const at = (hour: number, minute = 0): number => Date.UTC(2026, 10, 26, hour, minute);

describe('candleAge', () => {
  it.each([
    [at(18), NOW_MS, 'closed'],
    [at(19), NOW_MS, 'running'],
    [at(20), NOW_MS, 'future'],
    [at(20), at(19, 58), 'running'],
    [at(20), at(19, 57), 'future'],
    [at(19), at(20) - 1, 'running'],
    [at(19), at(20), 'closed'],
  ] as const)('a candle of %i at %i is %s', (openTimeMs, nowMs, age) => {
    expect(candleAge(openTimeMs, { candleMs: HOUR_MS, nowMs })).toBe(age);
  });

  it('clocks may differ by two minutes, but by half a short candle at most', () => {
    expect(candleAge(60_000, { candleMs: 60_000, nowMs: 20_000 })).toBe('future');
    expect(candleAge(60_000, { candleMs: 60_000, nowMs: 40_000 })).toBe('running');
  });
});

describe('futureText', () => {
  const text = (openTimeMs: number) => futureText(openTimeMs, { candleMs: HOUR_MS, nowMs: NOW_MS });

  it('names the offset that the clock looks like', () => {
    // Korean time read as UTC: the running candle of 19:00 is stamped 04:00 of the next day.
    expect(text(at(28))).toMatch(/^the clock is not UTC: .*2026-11-27T04:00.* looks like UTC\+09:00/);
    expect(text(at(24, 30))).toMatch(/UTC\+05:30/);
  });

  it('says of a far one that its date is wrong', () => {
    expect(text(Date.UTC(2099, 0, 1))).toMatch(/^expected candles up to now, .* its date or its unit is wrong$/);
  });
});
