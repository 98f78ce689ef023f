import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../bot/http/caller.ts';
import { createQuota } from '../../../bot/http/v1/quota.ts';

function quotaAt(startMs: number, maxSubjects?: number) {
  let nowMs = startMs;
  const quota = createQuota({ nowMs: () => nowMs }, maxSubjects);
  return { quota, pass: (ms: number) => (nowMs += ms) };
}

const RIGHTS = { perMinute: 3, perDay: 5 };
const NOON_MS = Date.UTC(2025, 0, 15, 12);

describe('createQuota', () => {
  it('allows what the minute has, refuses the rest, and starts anew with the next minute', () => {
    const { quota, pass } = quotaAt(NOON_MS + 20_000);
    expect([1, 2, 3, 4].map(() => quota.take('a', RIGHTS).allowed)).toEqual([true, true, true, false]);
    expect(quota.take('a', RIGHTS)).toMatchObject({ window: 'minute', limit: 3, remaining: 0, resetSeconds: 40 });
    expect(quota.take('b', RIGHTS)).toMatchObject({ allowed: true, remaining: 2 });
    pass(40_000);
    expect(quota.take('a', RIGHTS).allowed).toBe(true);
  });

  it('allows what the day has, and says how long it still is', () => {
    const { quota, pass } = quotaAt(NOON_MS);
    const taken = Array.from({ length: 8 }, () => {
      pass(60_000);
      return quota.take('a', RIGHTS).allowed;
    });
    expect(taken.filter(Boolean)).toHaveLength(5);
    expect(quota.take('a', RIGHTS)).toMatchObject({
      allowed: false,
      window: 'day',
      limit: 5,
      resetSeconds: 12 * 3600 - 8 * 60,
    });
    pass(12 * 3_600_000);
    expect(quota.take('a', RIGHTS).allowed).toBe(true);
  });

  it('peeks without counting', () => {
    const { quota } = quotaAt(NOON_MS);
    for (let time = 0; time < 10; time += 1)
      expect(quota.peek('a', RIGHTS)).toMatchObject({ allowed: true, remaining: 3 });
  });

  it('never allows more than the rights in any minute, whoever asks in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 30_000 })), { maxLength: 80 }),
        (asked) => {
          const { quota, pass } = quotaAt(NOON_MS);
          const allowed = new Map<string, number>();
          let nowMs = NOON_MS;
          for (const [subject, waitMs] of asked) {
            nowMs = pass(waitMs);
            const window = `${subject} ${Math.floor(nowMs / 60_000)}`;
            if (quota.take(subject, { perMinute: 3, perDay: 1_000 }).allowed)
              allowed.set(window, (allowed.get(window) ?? 0) + 1);
          }
          for (const count of allowed.values()) expect(count).toBeLessThanOrEqual(3);
        },
      ),
    );
  });

  it('remembers a bounded number of subjects and forgets the one idle for longest', () => {
    const { quota, pass } = quotaAt(NOON_MS, 2);
    quota.take('old', RIGHTS);
    pass(60_000);
    quota.take('busy', RIGHTS);
    quota.take('new', RIGHTS);
    expect(quota.peek('busy', RIGHTS).remaining).toBe(2);
    pass(-60_000);
    expect(quota.peek('old', RIGHTS).remaining).toBe(3);
  });
});

describe('addressOf', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('counts %s as %s', (ip, subject) => {
    expect(addressOf(ip)).toBe(subject);
  });
});
