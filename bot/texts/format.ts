import type { TierRights } from '../../billing/tiers.ts';
import { type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { Moment } from './moment.ts';
import type { Translate } from './translate.ts';

/** Characters of somebody's words that are repeated to them. */
const MOST_QUOTED = 40;
const UTC = 'UTC';
/** The space between a figure and its unit: U+00A0 in a duration, as before "%" (language.ts), or a narrow phone parts "2" from "h". */
const AFTER_FIGURE = /(?<=\d) /;

/**
 * Numbers and times of one language, as plain text. Fractions are 0..1, times are Unix milliseconds; the hyphens of dates are
 * U+2011, at which no line is broken.
 */
export interface Format {
  /** "1,950", whole. */
  count(count: number): string;
  /** "65,432.10": always so many decimals, a real minus sign. */
  decimal(value: number, decimals: number): string;
  /** "65,432.10", "1.08434", "0.000013": a price without knowing its pair. */
  price(price: number): string;
  /** "just now", "4 min ago", "3 h ago", "2 d ago". */
  age(seconds: number): string;
  /** The same as decimal without groups of digits. */
  fixed(value: number, decimals: number): string;
  /** "+0.42", "−0.42" or "0.00": a sign unless it rounds to zero; not grouped. */
  signed(value: number, decimals: number): string;
  /** At most one decimal, none when whole. */
  trimmed(value: number): string;
  /** "1,950 Stars", "$39.00": an amount in the smallest unit of its currency (ISO 4217, or XTR). */
  money(amountMinor: number, currency: string): string;
  /** "57.6 %" of a fraction: the one form of a percentage. */
  percent(fraction: number, decimals?: number): string;
  /** "+1.17 %", "−0.42 %" or "0.00 %". */
  signedPercent(fraction: number, decimals?: number): string;
  /** "[51.0, 57.3]": an interval after a percentage, on the percentage's own scale. */
  interval(range: readonly [low: number, high: number]): string;
  /** "45 s", "30 min", "2 h" or "3 days"; these and what is made of them hold together, see AFTER_FIGURE. */
  duration(ms: number): string;
  /** "90 s": a count of a unit that is chosen already. */
  counted(unit: TimeUnit, count: number): string;
  /** The same of a time that somebody has to wait, rounded up: "42 s", "17 min", "9 h". */
  wait(ms: number): string;
  /** "22 min left", "3 h 5 min left", or "ended 8 min ago" of a stretch of time that ends at `endMs`. */
  left(endMs: number, nowMs: number): string;
  /** "30 min later", or "30 min later on 1h, 2 h later on 4h" where several timeframes are followed; null without a delay. */
  delay(rights: Pick<TierRights, 'delayCandles'>, timeframes: readonly Timeframe[]): string | null;
  /** "10:00–11:00 UTC" of a stretch of time, with the date where it is not the day of `nowMs`. */
  span(span: Stretch, nowMs: number): string;
  /** The same, and when it ends by the reader's own clock. */
  spanMoment(span: Stretch, nowMs: number): Moment;
  /** "2024-05-12 14:00 UTC". */
  minute(timeMs: number, timeZone?: string): string;
  /** "2024-05-12 14:00:07 UTC". */
  second(timeMs: number, timeZone?: string): string;
  /** "2024-05-12". */
  day(timeMs: number, timeZone?: string): string;
  /** "05-12". */
  monthAndDay(timeMs: number, timeZone?: string): string;
  /** "12 May". */
  dayOfMonth(timeMs: number, timeZone?: string): string;
  /** "14:00". */
  timeOfDay(timeMs: number, timeZone?: string): string;
  /** "2024-05-12 14:00 UTC" and the reader's own time. */
  moment(timeMs: number): Moment;
  /** The same as short as a line of a phone wants it: "14:00 UTC", with the day where it is not the day of `nowMs`. */
  soon(timeMs: number, nowMs: number): Moment;
  /** "1h", "1h and 4h", "1h, 4h and 1d". */
  list(items: readonly string[]): string;
  /** "BTC/USDT, ETH/USDT and 89 more". */
  some(names: readonly string[], most: number): string;
  /** "“doge”": words from outside, short, on one line, without signs that nobody sees. */
  quoted(words: string): string;
  /** The same without the quotation marks. */
  repeated(words: string): string;
}

type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days';

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

interface FormatSource {
  /** What Intl knows the language by. */
  readonly tag: string;
  readonly plain: Translate;
  /** What becomes of a word that Intl gives, such as the name of a month. */
  readonly word: (text: string) => string;
}

export function createFormat(source: FormatSource): Format {
  const numbers = createNumbers(source.tag);
  const { plain } = source;
  const percentOf = (value: string): string => plain('percent', { value });
  const durations = createDurations(plain, numbers.trimmed);
  return {
    ...numbers,
    percent: (fraction, decimals = 1) => percentOf(numbers.fixed(fraction * 100, decimals)),
    signedPercent: (fraction, decimals = 1) => percentOf(numbers.signed(fraction * 100, decimals)),
    interval: ([low, high]) =>
      plain('interval', { low: numbers.fixed(low * 100, 1), high: numbers.fixed(high * 100, 1) }),
    ...durations,
    money: (amountMinor, currency) =>
      currency === 'XTR' ? plain('amount-stars', { stars: amountMinor }) : moneyText(source.tag, amountMinor, currency),
    age: (seconds) => ageText(plain, seconds),
    ...createDates(source),
    ...createLists(plain),
  };
}

function createNumbers(tag: string) {
  const known = new Map<string, Intl.NumberFormat>();
  const formatOf = (decimals: number, useGrouping: boolean): Intl.NumberFormat => {
    const key = `${decimals} ${useGrouping}`;
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const made = known.get(key) ?? new Intl.NumberFormat(tag, { ...digits, useGrouping });
    known.set(key, made);
    return made;
  };
  // toFixed first: Intl rounds the decimal text of a number, toFixed the number itself, and every other figure comes from the latter.
  const positive = (value: number, decimals: number, useGrouping: boolean): string =>
    formatOf(decimals, useGrouping).format(Number(Math.abs(value).toFixed(decimals)));
  const small = new Intl.NumberFormat(tag, { maximumSignificantDigits: 6 });
  const withMinus = (value: number, text: string): string => (value < 0 ? `−${text}` : text);
  return {
    count: (count: number) => withMinus(count, positive(Math.trunc(count), 0, true)),
    price: (price: number) => (Math.abs(price) >= 100 ? formatOf(2, true).format(price) : small.format(price)),
    decimal: (value: number, decimals: number) => withMinus(value, positive(value, decimals, true)),
    fixed: (value: number, decimals: number) => withMinus(value, positive(value, decimals, false)),
    signed(value: number, decimals: number) {
      const digits = positive(value, decimals, false);
      if (Number(value.toFixed(decimals)) === 0) return digits;
      return `${value < 0 ? '−' : '+'}${digits}`;
    },
    trimmed(value: number) {
      const rounded = Math.round(value * 10) / 10;
      return withMinus(rounded, positive(rounded, Number.isInteger(rounded) ? 0 : 1, false));
    },
  };
}

/** Whole amounts without their zeros would look like another kind of figure beside "$39.50". */
function moneyText(tag: string, amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat(tag, { style: 'currency', currency });
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  return format.format(amountMinor / 10 ** digits);
}

function ageText(plain: Translate, seconds: number): string {
  if (seconds < 60) return plain('age-now');
  if (seconds < 5_400) return plain('age', { unit: 'minutes', count: String(Math.round(seconds / 60)) });
  if (seconds < 129_600) return plain('age', { unit: 'hours', count: String(Math.round(seconds / 3_600)) });
  return plain('age', { unit: 'days', count: String(Math.round(seconds / 86_400)) });
}

function createDurations(plain: Translate, trimmed: (value: number) => string) {
  const counted = (unit: TimeUnit, count: number): string =>
    plain('duration', { unit, count: trimmed(count) }).replace(AFTER_FIGURE, '\u00a0');
  const duration = (ms: number): string => {
    const minutes = ms / 60_000;
    if (minutes < 1) return counted('seconds', Math.round(ms / 1_000));
    if (minutes < 120) return counted('minutes', minutes);
    const hours = minutes / 60;
    return hours < 48 ? counted('hours', hours) : counted('days', hours / 24);
  };
  return {
    ...{ counted, duration },
    wait(ms: number) {
      const stepMs = ms <= 60_000 ? 1_000 : ms <= 7_200_000 ? 60_000 : 3_600_000;
      return duration(Math.ceil(ms / stepMs) * stepMs);
    },
    left(endMs: number, nowMs: number) {
      const minutes = Math.ceil((endMs - nowMs) / 60_000);
      if (minutes <= 0) {
        const agoMs = nowMs - endMs;
        return agoMs < 60_000
          ? plain('ended-now')
          : plain('ended-ago', { duration: duration(Math.floor(agoMs / 60_000) * 60_000) });
      }
      if (minutes < 120) return plain('left', { duration: duration(minutes * 60_000) });
      const hours = Math.floor(minutes / 60);
      return minutes % 60 === 0
        ? plain('left', { duration: counted('hours', hours) })
        : plain('left-hours-minutes', {
            ...{ hours: counted('hours', hours), minutes: counted('minutes', minutes % 60) },
          });
    },
    delay(rights: Pick<TierRights, 'delayCandles'>, timeframes: readonly Timeframe[]) {
      if (rights.delayCandles === 0) return null;
      const [first, ...others] = [...new Set(timeframes)];
      if (first === undefined) return null;
      const after = (timeframe: Timeframe): string => duration(rights.delayCandles * timeframeMs(timeframe));
      if (others.length === 0) return plain('later', { duration: after(first) });
      return [first, ...others]
        .map((timeframe) => plain('later-on', { duration: after(timeframe), timeframe }))
        .join(', ');
    },
  };
}

const PARTS = {
  ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
} as const satisfies Intl.DateTimeFormatOptions;

function createDates({ tag, plain, word }: FormatSource) {
  const known = new Map<string, Intl.DateTimeFormat>();
  const formatOf = (timeZone: string, month: '2-digit' | 'short'): Intl.DateTimeFormat => {
    const key = `${timeZone} ${month}`;
    const made = known.get(key) ?? new Intl.DateTimeFormat(tag, { ...PARTS, month, timeZone });
    known.set(key, made);
    return made;
  };
  const partsOf = (timeMs: number, timeZone: string, month: '2-digit' | 'short' = '2-digit') => {
    const parts = formatOf(timeZone, month).formatToParts(timeMs);
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
    return {
      ...{ year: part('year'), month: word(part('month')), day: part('day') },
      ...{ hour: part('hour'), minute: part('minute'), second: part('second'), zone: part('timeZoneName') },
    };
  };
  const day = (timeMs: number, timeZone = UTC): string => plain('date', partsOf(timeMs, timeZone));
  const timeOfDay = (timeMs: number, timeZone = UTC): string => plain('time-of-day', partsOf(timeMs, timeZone));
  const dayOfMonth = (timeMs: number, timeZone = UTC): string => {
    const { day: inMonth, month } = partsOf(timeMs, timeZone, 'short');
    return plain('day-of-month', { day: String(Number(inMonth)), month });
  };
  const span = ({ fromMs, toMs }: Stretch, nowMs: number): string => {
    const times = { from: timeOfDay(fromMs), to: timeOfDay(toMs) };
    return day(fromMs) === day(nowMs) ? plain('span', times) : plain('span-with-date', { ...times, date: day(fromMs) });
  };
  const minute = (timeMs: number, timeZone = UTC): string => plain('date-and-minute', partsOf(timeMs, timeZone));
  return {
    day,
    timeOfDay,
    dayOfMonth,
    minute,
    moment: (timeMs: number): Moment => ({ utc: minute(timeMs), timeMs, fallback: timeOfDay(timeMs), format: 'wt' }),
    soon(timeMs: number, nowMs: number): Moment {
      const time = timeOfDay(timeMs);
      const isToday = day(timeMs) === day(nowMs);
      const utc = isToday ? plain('time-utc', { time }) : plain('day-and-time', { day: dayOfMonth(timeMs), time });
      return { utc, timeMs, fallback: time, format: 't' };
    },
    second: (timeMs: number, timeZone = UTC) => plain('date-and-second', partsOf(timeMs, timeZone)),
    monthAndDay: (timeMs: number, timeZone = UTC) => plain('month-and-day', partsOf(timeMs, timeZone)),
    span,
    spanMoment: (stretch: Stretch, nowMs: number): Moment => ({
      ...{ utc: span(stretch, nowMs), timeMs: stretch.toMs, fallback: timeOfDay(stretch.toMs), format: 't' },
    }),
  };
}

function createLists(plain: Translate) {
  const list = (items: readonly string[]): string =>
    items.length < 2
      ? items.join('')
      : plain('list', { items: items.slice(0, -1).join(', '), last: items.at(-1) ?? '' });
  const repeated = (words: string): string => cleaned(words) || plain('that');
  return {
    list,
    some(names: readonly string[], most: number) {
      // One more is as long as saying so.
      if (names.length <= most + 1) return names.join(', ');
      return plain('list-more', { items: names.slice(0, most).join(', '), more: names.length - most });
    },
    repeated,
    quoted: (words: string) => (cleaned(words) === '' ? plain('that') : plain('quoted', { words: cleaned(words) })),
  };
}

function cleaned(words: string): string {
  const clean = [...words.replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim()];
  return clean.length > MOST_QUOTED ? `${clean.slice(0, MOST_QUOTED - 1).join('')}…` : clean.join('');
}
