import { parseTimeMs } from '../parse-bytes.ts';

/**
 * How a file writes its times. epoch: seconds, milliseconds or microseconds. zoned: ISO-8601 with Z or an offset. wall: the
 * same without, or with a 12-hour clock ("2019-10-17 09-AM"): a clock's reading that somebody must say the zone of.
 * day: a date alone.
 */
export type TimeForm = 'epoch' | 'zoned' | 'wall' | 'wall-12' | 'day';

const TWELVE = /^(\d{4})-(\d\d)-(\d\d) (\d\d)-(AM|PM)$/;

/** The form of one time, or null when it has none that is understood. */
export function timeForm(text: string): TimeForm | null {
  if (/^\d{9,16}$/.test(text)) return 'epoch';
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return 'day';
  if (TWELVE.test(text)) return 'wall-12';
  const match = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (match === null) return null;
  return match[1] === undefined ? 'wall' : 'zoned';
}

/** Epoch milliseconds of the time in bytes [from, to), a wall time read as if it were UTC; NaN when it has not that form. */
export type TimeReader = (bytes: Uint8Array, from: number, to: number) => number;

/** Reads times of one form. */
export function timeReader(form: TimeForm): TimeReader {
  return form === 'wall-12' ? twelveHourMs : parseTimeMs;
}

function twelveHourMs(bytes: Uint8Array, from: number, to: number): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
  const [, year, month, day, hour = '', half] = TWELVE.exec(text) ?? [];
  if (half === undefined || Number(hour) < 1 || Number(hour) > 12) return Number.NaN;
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  const written = Buffer.from(`${year}-${month}-${day}T${String(hours).padStart(2, '0')}:00:00`);
  return parseTimeMs(written, 0, written.length);
}
