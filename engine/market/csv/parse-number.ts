const ZERO = 48;
const POINT = 46;
const MINUS = 45;
const COLON = 58;
const UPPER_T = 84;
const UPPER_Z = 90;
const SPACE = 32;

/** 10^0 … 10^22, the powers that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The decimal number in bytes [from, to), correctly rounded; NaN when there is none.
 * Plain digits with one point take a fast path: mantissa < 2^53 divided by an exact power of ten is correctly rounded
 * (Clinger, "How to read floating point numbers accurately", 1990); all else goes through Number().
 */
export function parseNumber(bytes: Uint8Array, from: number, to: number): number {
  let mantissa = 0;
  let pointAt = -1;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    const digit = byte - ZERO;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (byte === POINT && pointAt === -1) pointAt = at;
    else return slowNumber(bytes, from, to);
  }
  const digits = to - from - (pointAt === -1 ? 0 : 1);
  if (digits === 0 || digits > 22 || mantissa > Number.MAX_SAFE_INTEGER) return slowNumber(bytes, from, to);
  return pointAt === -1 ? mantissa : mantissa / (POWERS[to - pointAt - 1] ?? Number.NaN);
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text.trim();
}

function slowNumber(bytes: Uint8Array, from: number, to: number): number {
  const text = textOf(bytes, from, to);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** Whole digits in bytes [from, to), or −1 when another character is among them. */
function digitsAt(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Days since 1970-01-01 of a civil date (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** Epoch milliseconds of "YYYY-MM-DDTHH:MM:SS" with an optional Z, or NaN when the bytes have another form. */
function plainIsoMs(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length !== 19 && !(length === 20 && bytes[from + 19] === UPPER_Z)) return Number.NaN;
  const joint = bytes[from + 10];
  if (bytes[from + 7] !== MINUS || (joint !== UPPER_T && joint !== SPACE)) return Number.NaN;
  if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return Number.NaN;
  const year = digitsAt(bytes, from, from + 4);
  const month = digitsAt(bytes, from + 5, from + 7);
  const day = digitsAt(bytes, from + 8, from + 10);
  const hour = digitsAt(bytes, from + 11, from + 13);
  const minute = digitsAt(bytes, from + 14, from + 16);
  const second = digitsAt(bytes, from + 17, from + 19);
  const sound = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour >= 0 && hour < 24;
  if (!sound || minute < 0 || minute > 59 || second < 0 || second > 59) return Number.NaN;
  return ((daysFromCivil(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1_000;
}

/** Date.parse accepts 31 February and rolls it over; such a text is no date here. */
function slowIsoMs(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (match === null) return Number.NaN;
  const [, year = '', month = '', day = '', clock = '00:00', zone = 'Z'] = match;
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(day) < 1 || Number(day) > lastDay) return Number.NaN;
  return Date.parse(`${year}-${month}-${day}T${clock}${zone}`);
}

/**
 * Epoch milliseconds of the time in bytes [from, to): ISO-8601 (UTC when it names no zone) or a whole number of seconds (up to 11
 * digits), milliseconds (up to 14) or microseconds (16). NaN when it is none of these.
 */
export function parseTimeMs(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from + 4] === MINUS) {
    const fast = plainIsoMs(bytes, from, to);
    return Number.isNaN(fast) ? slowIsoMs(textOf(bytes, from, to)) : fast;
  }
  const length = to - from;
  const whole = digitsAt(bytes, from, to);
  if (whole < 0 || length === 0) return Number.NaN;
  if (length <= 11) return whole * 1_000;
  if (length <= 14) return whole;
  return length === 16 ? whole / 1_000 : Number.NaN;
}
