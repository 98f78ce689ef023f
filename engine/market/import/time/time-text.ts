import { DAY_MS } from '../../../time.ts';
import { parseTimeMs } from '../../csv/parse-number.ts';

/**
 * How a file writes its times. epoch: seconds, milliseconds, microseconds or nanoseconds. zoned: a date and a time with Z, UTC or an
 * offset. wall: the same without; wall-12: with a 12-hour clock ("2019-10-17 09-AM"): a clock's reading that somebody must say the
 * zone of. day: a date alone. clock: a time of day alone, its day in another column.
 */
export type TimeForm = 'epoch' | 'zoned' | 'wall' | 'wall-12' | 'day' | 'clock';

/** Which of the first two numbers of 01/02/2024 is the month. */
export type DateOrder = 'day-first' | 'month-first';

/** One time as it was written. */
export interface TimeText {
  readonly form: TimeForm;
  /** Epoch milliseconds, a wall time read as if it were UTC, a clock since midnight; NaN when the date's order is not known. */
  readonly ms: number;
  /** For a date such as 13/01/2024 the order it proves, "either" when it proves none; null for every other date. */
  readonly order: DateOrder | 'either' | null;
  /** Whether the parts of that date are joined by points, as day-first countries do. */
  readonly hasPoints: boolean;
}

const LONGEST = 80;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** Hours east of UTC of the abbreviations that mean one zone only. */
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  PST: -8,
  PDT: -7,
  WET: 0,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  JST: 9,
  KST: 9,
  HKT: 8,
  SGT: 8,
};

interface DateText {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly order: TimeText['order'];
  readonly hasPoints: boolean;
  readonly rest: string;
}

/** The time in a text, or null when it is none that is understood; `order` decides 01/02/2024. */
export function readTimeText(text: string, order: DateOrder | null): TimeText | null {
  if (text.length === 0 || text.length > LONGEST) return null;
  const date = readDate(text, order);
  if (date === null) return epochText(text);
  const days = daysOf(date);
  if (Number.isNaN(days) && date.order !== 'either') return epochText(text);
  const { order: proved, hasPoints } = date;
  const rest = date.rest.replace(/^(?:T|[ ,_:-]+)/i, '').trim();
  if (rest === '') return { form: 'day', ms: days, order: proved, hasPoints };
  const clock = readClock(rest);
  if (clock === null) return epochText(text);
  const offsetMs = clock.zoneMs ?? 0;
  return { form: clock.form, ms: days + clock.ms - offsetMs, order: proved, hasPoints };
}

/** Milliseconds since midnight in a text such as 02:00, 2:00:00 PM, 020000 or 2, or null. */
export function readClockText(text: string): number | null {
  if (text.length === 0 || text.length > LONGEST) return null;
  const clock = readClock(/^\d{1,2}$/.test(text) ? text.padStart(2, '0') : text);
  return clock === null || clock.zoneMs !== null ? null : clock.ms;
}

function epochText(text: string): TimeText | null {
  if (!/^(?:\d{9,11}|\d{12,19})(?:\.\d+)?$|^\d(?:\.\d+)?[eE]\+?\d{1,2}$/.test(text)) return null;
  const ms = epochMs(Number(text));
  return Number.isNaN(ms) ? null : { form: 'epoch', ms, order: null, hasPoints: false };
}

/** Seconds up to the year 5138, then milliseconds, microseconds and nanoseconds: no two of them overlap after 1973. */
function epochMs(value: number): number {
  if (!(value >= 1e8 && value < 1e20)) return Number.NaN;
  if (value < 1e11) return Math.round(value * 1_000);
  if (value < 1e14) return value;
  return value < 1e17 ? value / 1_000 : Math.round(value / 1e6);
}

function readDate(text: string, order: DateOrder | null): DateText | null {
  const plain =
    /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)|^(\d{4})()(\d\d)(\d\d)(?=$|\D|\d{2}$|\d{4}$|\d{6}$)|^(\d{4})年()(\d{1,2})月(\d{1,2})日/.exec(
      text,
    );
  if (plain !== null) {
    const at = plain[1] !== undefined ? 1 : plain[5] !== undefined ? 5 : 9;
    const [year, month, day] = [plain[at], plain[at + 2], plain[at + 3]].map(Number);
    return {
      year: year ?? 0,
      month: month ?? 0,
      day: day ?? 0,
      order: null,
      hasPoints: false,
      rest: text.slice(plain[0].length),
    };
  }
  const numeric = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d\d)(?!\d)/.exec(text);
  return numeric === null ? namedMonth(text) : numericDate(numeric, text.slice(numeric[0].length), order);
}

function numericDate(match: RegExpExecArray, rest: string, order: DateOrder | null): DateText {
  const [first, second, year] = [Number(match[1]), Number(match[3]), fullYear(match[4] ?? '')];
  const hasPoints = match[2] === '.';
  const proved = first > 12 ? 'day-first' : second > 12 ? 'month-first' : first === second ? null : 'either';
  const used = order ?? (proved === 'either' ? null : proved);
  const sameEitherWay = proved === null;
  if (used === null && !sameEitherWay)
    return { year, month: Number.NaN, day: Number.NaN, order: proved, hasPoints, rest };
  const [day, month] = used === 'month-first' ? [second, first] : [first, second];
  return { year, month, day, order: proved, hasPoints, rest };
}

/** "02 Jan 2024", "02-Jan-24", "Jan 2, 2024", "Tue Jan 02 2024", "Tue, 02 Jan 2024". */
function namedMonth(text: string): DateText | null {
  const plain = text.replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +/i, '');
  const dayFirst = /^(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ ,-]{1,2}(\d{4}|\d\d)(?!\d)/i.exec(plain);
  const monthFirst = /^([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/i.exec(plain);
  const match = dayFirst ?? monthFirst;
  if (match === null) return null;
  const [name, day] = dayFirst === null ? [match[1], match[2]] : [match[2], match[1]];
  const month = MONTHS.indexOf((name ?? '').toLowerCase()) + 1;
  const rest = plain.slice(match[0].length);
  return { year: fullYear(match[3] ?? ''), month, day: Number(day), order: null, hasPoints: false, rest };
}

const fullYear = (text: string): number => (text.length === 2 ? 2_000 + Number(text) : Number(text));

/** Midnight of a date in epoch milliseconds; NaN for one that is not in the calendar or centuries away. */
function daysOf({ year, month, day }: DateText): number {
  if (!(year >= 1900 && year < 2200)) return Number.NaN;
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? ms : Number.NaN;
}

interface ClockText {
  readonly ms: number;
  readonly form: 'zoned' | 'wall' | 'wall-12';
  /** Offset to UTC, null when none is given. */
  readonly zoneMs: number | null;
}

/** 2:00, 02:00:00.000 or 2:00 PM; 02, 0200, 020000 or 020000000; 2 AM; then a zone. */
const CLOCK = new RegExp(
  [
    String.raw`^(?:(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?|`,
    String.raw`(\d\d)(?:(\d\d)(?:(\d\d)(\d{3})?)?)?|`,
    String.raw`(\d{1,2})(?=[ -]?[ap]m))(?:[ -]?([ap])\.?m\.?)?(.*)$`,
  ].join(''),
  'i',
);

function readClock(text: string): ClockText | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [hours, minutes, seconds, fraction] = [
    match[1] ?? match[5] ?? match[9],
    match[2] ?? match[6],
    match[3] ?? match[7],
    match[4] ?? match[8],
  ];
  const half = match[10]?.toLowerCase();
  const hour = Number(hours);
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const ofDay = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const [minute, second] = [Number(minutes ?? 0), Number(seconds ?? 0)];
  if (ofDay > 24 || minute > 59 || second > 59 || (ofDay === 24 && minute + second > 0)) return null;
  const zoneMs = zoneOf(match[11] ?? '');
  if (zoneMs === undefined) return null;
  const ms = ((ofDay * 60 + minute) * 60 + second) * 1_000 + Math.trunc(Number(`0.${fraction ?? 0}`) * 1_000);
  return { ms, zoneMs, form: zoneMs !== null ? 'zoned' : half === undefined ? 'wall' : 'wall-12' };
}

/** Milliseconds east of UTC that " GMT+0100 (CET)" means, null for "", undefined for what is no zone. */
function zoneOf(text: string): number | null | undefined {
  const zone = text.trim().replace(/ *\([^)]*\)$/, '');
  if (zone === '') return null;
  const hours = Object.hasOwn(ABBREVIATIONS, zone) ? ABBREVIATIONS[zone] : undefined;
  if (hours !== undefined) return hours * 3_600_000;
  const match = /^(?:Z|UTC|GMT)?(?:([+-])(\d{1,2}):?(\d\d)?)?$/i.exec(zone);
  if (match === null) return undefined;
  const ms = (Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)) * 60_000;
  return ms > 14 * 3_600_000 ? undefined : match[1] === '-' ? -ms : ms;
}

/** Epoch milliseconds of the time in bytes [from, to), a wall time read as if it were UTC; NaN when it has not that form. */
export type TimeReader = (bytes: Uint8Array, from: number, to: number) => number;

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
    .toString('utf8')
    .trim();

/** Whether every one of these is ISO-8601 or an epoch in whole numbers: what parseTimeMs reads from bytes. */
export function isPlainTime(texts: readonly string[]): boolean {
  return texts.every((text) => {
    const bytes = Buffer.from(text);
    return readTimeText(text, null)?.ms === parseTimeMs(bytes, 0, bytes.length);
  });
}

/** Reads times: from bytes alone while they are plain (see isPlainTime), the others as text. */
export function timeReader(isPlain: boolean, order: DateOrder | null): TimeReader {
  const slow: TimeReader = (bytes, from, to) => readTimeText(textOf(bytes, from, to), order)?.ms ?? Number.NaN;
  if (!isPlain) return slow;
  return (bytes, from, to) => {
    const ms = parseTimeMs(bytes, from, to);
    return Number.isNaN(ms) ? slow(bytes, from, to) : ms;
  };
}

/** Reads times of day as milliseconds since midnight. */
export const clockReader: TimeReader = (bytes, from, to) => readClockText(textOf(bytes, from, to)) ?? Number.NaN;

/** Epoch milliseconds, to the second, of a day as spreadsheets count it (45292.5 is noon of 2024-01-01); null for other texts. */
export function serialDayMs(text: string): number | null {
  if (!/^[2-7]\d{4}(?:\.\d+)?$/.test(text)) return null;
  return Math.round((Number(text) - 25_569) * (DAY_MS / 1_000)) * 1_000;
}
