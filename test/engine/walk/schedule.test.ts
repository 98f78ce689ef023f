import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../engine/time.ts';
import {
  CLOSE_GRACE_MS,
  isDecidable,
  isLate,
  LATE_POLLS_MS,
  newestCloseMs,
  nextPollMs,
} from '../../../engine/walk/schedule.ts';

describe('schedule', () => {
  it('calls a candle closed once its end and the grace have passed', () => {
    expect(newestCloseMs(5 * HOUR_MS, HOUR_MS)).toBe(4 * HOUR_MS);
    expect(newestCloseMs(5 * HOUR_MS + CLOSE_GRACE_MS - 1, HOUR_MS)).toBe(4 * HOUR_MS);
    expect(newestCloseMs(5 * HOUR_MS + CLOSE_GRACE_MS, HOUR_MS)).toBe(5 * HOUR_MS);
  });

  it('asks a late venue at close +1, +3, +8 and +20 s, then every minute', () => {
    const asked = [CLOSE_GRACE_MS - 1];
    while (asked.length < 7) asked.push(nextPollMs(0, asked.at(-1) ?? 0));
    expect(asked.slice(1)).toEqual([...LATE_POLLS_MS, 80_000, 140_000]);
  });

  it('calls data late from +20 s on', () => {
    expect(isLate(0, 19_999)).toBe(false);
    expect(isLate(0, 20_000)).toBe(true);
  });

  it('takes no decision about a candle that is over', () => {
    expect(isDecidable(0, HOUR_MS - 1, HOUR_MS)).toBe(true);
    expect(isDecidable(0, HOUR_MS, HOUR_MS)).toBe(false);
  });

  it('always asks again later than before, never more than a minute later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 400_000 }), (close, after) => {
        const next = nextPollMs(close, close + after);
        return next > close + after && next <= close + after + 60_000;
      }),
    );
  });
});
