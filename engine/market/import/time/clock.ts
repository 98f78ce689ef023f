import { DAY_MS, HOUR_MS } from '../../../time.ts';
import { newYorkOffsetHours } from '../../calendar/gaps.ts';

/** The clock that a file's times were read from. */
export interface SourceClock {
  /** As the person stated it. */
  readonly name: string;
  /**
   * Epoch milliseconds of a wall time, given as if it were UTC. Of the two moments that an hour has when clocks go back,
   * the first one later than afterMs. A wall time that clocks skip is taken with the offset before the change.
   */
  utcMs(wallMs: number, afterMs: number): number;
}

/** Milliseconds that the clock is ahead of UTC at a moment of UTC. */
type Offset = (utcMs: number) => number;

/** Clocks with names of their own: MetaTrader servers keep a fixed distance to the FX day, not a country's time. */
const NAMED: Readonly<Record<string, Offset>> = {
  utc: () => 0,
  'eet-mt5': (utcMs) => (isEuropeanSummer(utcMs) ? 3 : 2) * HOUR_MS,
  'cet-mt5': (utcMs) => (isEuropeanSummer(utcMs) ? 2 : 1) * HOUR_MS,
  'ny-mt5': (utcMs) => (7 - newYorkOffsetHours(utcMs)) * HOUR_MS,
};

/** What --zone takes, for messages and --help. */
export const ZONE_CHOICES =
  'utc, eet-mt5 (UTC+2/+3, European summer), cet-mt5 (UTC+1/+2), ny-mt5 (UTC+2/+3, American summer) or a name such as America/New_York';

/**
 * The clock that a text such as "eet-mt5", "Europe/Helsinki" or "cet-mt5,2014-11-24=eet-mt5" (another one from a day of its
 * own calendar on) names, or null when it names none.
 */
export function parseZone(text: string): SourceClock | null {
  const spans: { readonly fromWallMs: number; readonly offset: Offset }[] = [];
  for (const part of text.split(',')) {
    const [, day = '', zone = ''] = /^(?:(\d{4}-\d\d-\d\d)=)?([\w+/-]+)$/.exec(part.trim()) ?? [];
    const fromWallMs = spans.length === 0 && day === '' ? Number.NEGATIVE_INFINITY : Date.parse(day);
    const offset = (Object.hasOwn(NAMED, zone) ? NAMED[zone] : undefined) ?? geographicOffset(zone);
    const before = spans.at(-1)?.fromWallMs ?? Number.NEGATIVE_INFINITY;
    if (offset === null || Number.isNaN(fromWallMs) || (spans.length > 0 && fromWallMs <= before)) return null;
    spans.push({ fromWallMs, offset });
  }
  return {
    name: text,
    utcMs(wallMs, afterMs) {
      const { offset } = spans.findLast((span) => wallMs >= span.fromWallMs) ?? { offset: () => 0 };
      return momentOf(wallMs, afterMs, offset);
    },
  };
}

/** The clock that "+02:00", "-5" or "+0530" states, or null. */
export function parseUtcOffset(text: string): SourceClock | null {
  const [, sign, hours = '', minutes = '0'] = /^([+-])(\d{1,2}):?(\d\d)?$/.exec(text.trim()) ?? [];
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  if (sign === undefined || ms > 14 * HOUR_MS || Number(minutes) > 59) return null;
  return { name: `UTC${text.trim()}`, utcMs: (wallMs) => wallMs - (sign === '-' ? -ms : ms) };
}

function momentOf(wallMs: number, afterMs: number, offset: Offset): number {
  const before = offset(wallMs - DAY_MS);
  const after = offset(wallMs + DAY_MS);
  if (before === after) return wallMs - before;
  const moments = [wallMs - before, wallMs - after]
    .filter((moment, index) => offset(moment) === (index === 0 ? before : after))
    .sort((one, other) => one - other);
  return moments.find((moment) => moment > afterMs) ?? moments.at(-1) ?? wallMs - before;
}

/** Summer time of the European Union: last Sunday of March to last Sunday of October, 01:00 UTC (directive 2000/84/EC). */
function isEuropeanSummer(utcMs: number): boolean {
  const year = new Date(utcMs).getUTCFullYear();
  return utcMs >= lastSundayMs(year, 2) + HOUR_MS && utcMs < lastSundayMs(year, 9) + HOUR_MS;
}

function lastSundayMs(year: number, month: number): number {
  const last = Date.UTC(year, month + 1, 0);
  return last - new Date(last).getUTCDay() * DAY_MS;
}

/** Offset of a zone of the tz database, or null when there is none of that name. */
function geographicOffset(zone: string): Offset | null {
  if (!zone.includes('/')) return null;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' });
  } catch {
    return null;
  }
  // Asked for every row, and slow: offsets change on the quarter hour at the earliest.
  const known = new Map<number, number>();
  return (utcMs) => {
    const quarter = Math.floor(utcMs / 900_000);
    const before = known.get(quarter);
    if (before !== undefined) return before;
    const name = format.formatToParts(utcMs).find((part) => part.type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? [];
    const ms = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
    known.set(quarter, ms);
    return ms;
  };
}
