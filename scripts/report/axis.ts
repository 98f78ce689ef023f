import { DAY_MS } from '../../engine/time.ts';

/** A mark on an axis: where it lies as a share 0..1 of the axis, and its label. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Places values on an axis; `at` may lie outside 0..1 for values beyond its ends. */
export interface Axis {
  readonly at: (value: number) => number;
  readonly ticks: readonly Tick[];
}

export interface AxisRange {
  readonly from: number;
  readonly to: number;
  readonly format: (value: number) => string;
}

/** The round step (1, 2, 2.5 or 5 times a power of ten) that parts a span into at most `most` pieces. */
function roundStep(span: number, most: number): number {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function steps(from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.max(0, Math.floor(to / step + 1e-9) - first + 1);
  // Multiples of the step, so that 0.1 + 0.2 never shows as 0.30000000000000004; and no −0.
  return Array.from({ length: Math.min(count, 50) }, (_, index) => (first + index) * step || 0);
}

/** Equal distances for equal differences; about `most` ticks at round values. A range without width is widened. */
export function linearAxis({ from, to, format }: AxisRange, most = 5): Axis {
  const middle = (from + to) / 2;
  const width = to > from ? to - from : Math.max(Math.abs(middle) * 0.02, 1e-9);
  const [low, high] = [middle - width / 2, middle + width / 2];
  const at = (value: number): number => (value - low) / (high - low);
  const values = steps(low, high, roundStep(high - low, most));
  return { at, ticks: values.map((value) => ({ at: at(value), text: format(value) })) };
}

/** Equal distances for equal ratios. Values must be positive; what is not lies at the lower end. */
export function logAxis({ from, to, format }: AxisRange, most = 5): Axis {
  const low = Math.max(from, Number.MIN_VALUE);
  const high = to > low * 1.02 ? to : low * 1.02;
  const [lowLog, highLog] = [Math.log(low), Math.log(high)];
  const at = (value: number): number => (value > 0 ? (Math.log(value) - lowLog) / (highLog - lowLog) : 0);
  return { at, ticks: logValues(low, high, most).map((value) => ({ at: at(value), text: format(value) })) };
}

/** Round values: multiples of a step within a few octaves, else 1, 2 and 5 times powers of ten, or those powers alone. */
function logValues(low: number, high: number, most: number): readonly number[] {
  if (high / low < 4) return steps(low, high, roundStep(high - low, most));
  const powers = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, index) => 10 ** (Math.floor(Math.log10(low)) + index),
  );
  const within = (values: readonly number[]): readonly number[] =>
    values.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  const fine = within(powers.flatMap((power) => [power, 2 * power, 5 * power]));
  if (fine.length <= most + 2) return fine;
  const coarse = within(powers);
  const every = Math.ceil(coarse.length / (most + 2));
  return coarse.filter((_, index) => index % every === 0);
}

/** Calendar steps from an hour to a century: length in ms to choose by, first tick at or after a time, next tick, and words. */
interface CalendarStep {
  readonly ms: number;
  readonly unit: 'hour' | 'day' | 'month' | 'year';
  readonly count: number;
}

const CALENDAR: readonly CalendarStep[] = [
  ...[1, 3, 6, 12].map((count) => ({ ms: count * 3_600_000, unit: 'hour' as const, count })),
  ...[1, 2, 7, 14].map((count) => ({ ms: count * DAY_MS, unit: 'day' as const, count })),
  ...[1, 3, 6].map((count) => ({ ms: count * 30.4 * DAY_MS, unit: 'month' as const, count })),
  ...[1, 2, 5, 10, 20, 50, 100].map((count) => ({ ms: count * 365.25 * DAY_MS, unit: 'year' as const, count })),
];

function calendarTimes({ unit, count }: CalendarStep, from: number, to: number): readonly number[] {
  const first = new Date(from);
  const times: number[] = [];
  for (let index = 0; index < 400; index += 1) {
    const time =
      unit === 'year'
        ? Date.UTC((Math.floor(first.getUTCFullYear() / count) + index) * count, 0)
        : unit === 'month'
          ? Date.UTC(first.getUTCFullYear(), (Math.floor(first.getUTCMonth() / count) + index) * count)
          : (Math.floor(from / (count * (unit === 'day' ? DAY_MS : 3_600_000))) + index) *
            (count * (unit === 'day' ? DAY_MS : 3_600_000));
    if (time > to) break;
    if (time >= from) times.push(time);
  }
  return times;
}

function calendarText(timeMs: number, { unit }: CalendarStep): string {
  const text = new Date(timeMs).toISOString();
  if (unit === 'year') return text.slice(0, 4);
  if (unit === 'month') return text.slice(0, 7);
  if (unit === 'day' || timeMs % DAY_MS === 0) return text.slice(5, 10);
  return text.slice(11, 16);
}

/** Times (epoch ms, UTC) with ticks at the turn of hours, days, months or years, at most about `most`. */
export function timeAxis({ from, to }: { readonly from: number; readonly to: number }, most = 8): Axis {
  const end = to > from ? to : from + 1;
  const at = (timeMs: number): number => (timeMs - from) / (end - from);
  const fitting = CALENDAR.find(({ ms }) => (end - from) / ms <= most) ?? CALENDAR.at(-1);
  if (fitting === undefined) return { at, ticks: [] };
  return {
    at,
    ticks: calendarTimes(fitting, from, end).map((timeMs) => ({
      at: at(timeMs),
      text: calendarText(timeMs, fitting),
    })),
  };
}
