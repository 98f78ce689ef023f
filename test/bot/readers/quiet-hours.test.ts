import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../billing/reader-settings.ts';
import { quietUntil } from '../../../bot/readers/quiet-until.ts';
import { turnOf } from '../../../bot/readers/turn-of.ts';
import { atWallTime, isTimeZone, wallDay } from '../../../bot/readers/wall-time.ts';
import { HOUR_MS, MINUTE_MS } from '../../../engine/time.ts';

const at = (iso: string): number => Date.parse(iso);
const until = (timeZone: string, [from, to]: readonly [string, string], iso: string): string | null => {
  const minute = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const quietHours = { fromMinute: minute(from), toMinute: minute(to) };
  const end = quietUntil({ quietHours, timeZone }, at(iso));
  return end === null ? null : new Date(end).toISOString();
};
const NIGHT = ['22:00', '07:00'] as const;

describe('quiet hours', () => {
  it.each([
    // Winter and summer in Berlin: 22:00 is 21:00 and 20:00 UTC (stored as UTC they were an hour off: beszel 1825).
    ['Europe/Berlin', NIGHT, '2026-01-15T20:59:59Z', null],
    ['Europe/Berlin', NIGHT, '2026-01-15T21:00:00Z', '2026-01-16T06:00:00.000Z'],
    ['Europe/Berlin', NIGHT, '2026-07-15T20:00:00Z', '2026-07-16T05:00:00.000Z'],
    ['Europe/Berlin', NIGHT, '2026-07-16T05:00:00Z', null],
    // The nights in which clocks change last 8 and 10 hours and end at seven all the same.
    ['Europe/Berlin', NIGHT, '2026-03-28T21:00:00Z', '2026-03-29T05:00:00.000Z'],
    ['Europe/Berlin', NIGHT, '2026-03-29T04:59:59Z', '2026-03-29T05:00:00.000Z'],
    ['Europe/Berlin', NIGHT, '2026-10-24T20:00:00Z', '2026-10-25T06:00:00.000Z'],
    ['Europe/Berlin', NIGHT, '2026-10-25T05:59:59Z', '2026-10-25T06:00:00.000Z'],
    ['America/New_York', NIGHT, '2026-11-01T02:00:00Z', '2026-11-01T12:00:00.000Z'],
    ['America/New_York', NIGHT, '2026-03-08T03:00:00Z', '2026-03-08T11:00:00.000Z'],
    // Half hours, and a zone that is a day ahead.
    ['Asia/Kolkata', NIGHT, '2026-05-01T16:30:00Z', '2026-05-02T01:30:00.000Z'],
    ['Pacific/Kiritimati', NIGHT, '2026-05-01T08:00:00Z', '2026-05-01T17:00:00.000Z'],
    // Within one day, and one that is empty.
    ['UTC', ['13:00', '14:30'], '2026-05-01T14:29:00Z', '2026-05-01T14:30:00.000Z'],
    ['UTC', ['13:00', '14:30'], '2026-05-01T12:59:00Z', null],
    ['UTC', ['13:00', '13:00'], '2026-05-01T13:00:00Z', null],
  ] as const)('in %s, %j: at %s they run until %s', (zone, hours, now, end) => {
    expect(until(zone, hours, now)).toBe(end);
  });

  it('end once a night, whatever minute of it is asked, over a year of clock changes', () => {
    const quietHours = { fromMinute: 90, toMinute: 150 };
    for (const timeZone of ['Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Tehran']) {
      const ends = new Set<number>();
      for (let nowMs = at('2026-01-01T12:00:00Z'); nowMs < at('2027-01-01T12:00:00Z'); nowMs += 30 * MINUTE_MS) {
        const end = quietUntil({ quietHours, timeZone }, nowMs);
        if (end === null) continue;
        expect(end).toBeGreaterThan(nowMs);
        expect(end - nowMs).toBeLessThanOrEqual(2 * HOUR_MS);
        ends.add(end);
      }
      expect([timeZone, ends.size]).toEqual([timeZone, 365]);
    }
  });

  it('read a minute that comes twice as the first, and one that never comes without the change', () => {
    const day = wallDay(at('2026-10-25T12:00:00Z'), 'Europe/Berlin');
    expect(new Date(atWallTime('Europe/Berlin', day, 150)).toISOString()).toBe('2026-10-25T00:30:00.000Z');
    const spring = wallDay(at('2026-03-29T12:00:00Z'), 'Europe/Berlin');
    expect(new Date(atWallTime('Europe/Berlin', spring, 150)).toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it('know zones by their names alone', () => {
    for (const name of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])
      expect([name, isTimeZone(name)]).toEqual([name, true]);
    for (const name of ['', '+02:00', 'Berlin', 'Europe/Nowhere', '../etc', 'Europe/Berlin; drop'])
      expect([name, isTimeZone(name)]).toEqual([name, false]);
  });
});

describe('what settings make of a message', () => {
  const night = { ...DEFAULT_SETTINGS, timeZone: 'Europe/Berlin', quietHours: { fromMinute: 1320, toMinute: 420 } };
  const all = (loudness: 'on' | 'silent' | 'off') => ({
    ...night,
    messages: {
      ...{ signal: loudness, outcome: loudness, digest: loudness },
      ...{ reminder: loudness, news: loudness, incident: loudness },
    },
  });
  const nowMs = at('2026-01-15T23:00:00Z');
  const endMs = at('2026-01-16T06:00:00Z');

  it('holds it until the quiet hours end, drops what is no news by then, and lets an incident come without a sound', () => {
    const settings = all('on');
    expect(turnOf(settings, { kind: 'news', nowMs, expiresAtMs: endMs + 1 })).toEqual({
      ...{ type: 'held', untilMs: endMs, isSilent: false },
    });
    expect(turnOf(settings, { kind: 'signal', nowMs, expiresAtMs: endMs })).toEqual({ type: 'dropped', why: 'quiet' });
    expect(turnOf(settings, { kind: 'incident', nowMs, expiresAtMs: endMs })).toEqual({ type: 'now', isSilent: true });
  });

  it('sends it by day with a sound, without one, or not at all', () => {
    const message = { kind: 'signal', nowMs: endMs, expiresAtMs: endMs + HOUR_MS } as const;
    expect(turnOf(all('on'), message)).toEqual({ type: 'now', isSilent: false });
    expect(turnOf(all('silent'), message)).toEqual({ type: 'now', isSilent: true });
    expect(turnOf(all('off'), message)).toEqual({ type: 'dropped', why: 'off' });
  });
});
