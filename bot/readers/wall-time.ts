import { DAY_MS, MINUTE_MS } from '../../engine/time.ts';

const PARTS = {
  ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', calendar: 'iso8601' },
} as const satisfies Intl.DateTimeFormatOptions;

const known = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made = known.get(timeZone) ?? new Intl.DateTimeFormat('en', { ...PARTS, timeZone });
  known.set(timeZone, made);
  return made;
}

/** Whether a name is one of the IANA zones. Offsets such as "+02:00" are none: they know nothing of clock changes. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){0,2}$/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

const MOST_KNOWN = 20_000;
/** Clocks change on quarters of an hour, so an offset holds for one. */
const QUARTER_MS = 15 * MINUTE_MS;
const offsets = new Map<string, number>();

/** How far the clock on the wall is ahead of UTC. Intl takes some 20 µs: too long to ask it anew for each of many persons. */
function offsetAt(timeMs: number, timeZone: string): number {
  const quarter = Math.floor(timeMs / QUARTER_MS) * QUARTER_MS;
  const key = `${quarter} ${timeZone}`;
  const found = offsets.get(key);
  if (found !== undefined) return found;
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(quarter)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const [hour, minute, second] = [part('hour'), part('minute'), part('second')];
  const offset = Date.UTC(part('year'), part('month') - 1, part('day'), hour, minute, second) - quarter;
  if (offsets.size >= MOST_KNOWN) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** What the clock on the wall shows, as milliseconds since 1970 of that clock. */
function wallMs(timeMs: number, timeZone: string): number {
  return timeMs + offsetAt(timeMs, timeZone);
}

/** The date on the wall, in days since 1970-01-01. */
export function wallDay(timeMs: number, timeZone: string): number {
  return Math.floor(wallMs(timeMs, timeZone) / DAY_MS);
}

/**
 * When the clock on the wall shows a minute (from midnight) of a date (days since 1970-01-01). Of a minute that comes twice, as clocks are
 * put back, the first; of one that never comes, as they are put forward, the one it would be without the change.
 */
export function atWallTime(timeZone: string, day: number, minute: number): number {
  const wall = day * DAY_MS + minute * MINUTE_MS;
  const before = wall - offsetAt(wall - DAY_MS, timeZone);
  const after = wall - offsetAt(wall + DAY_MS, timeZone);
  const shown = [before, after].filter((timeMs) => wallMs(timeMs, timeZone) === wall);
  return shown.length === 0 ? before : Math.min(...shown);
}
