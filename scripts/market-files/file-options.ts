import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import type { FileReading } from '../../engine/market/import/layout.ts';
import { parseUtcOffset, parseZone, type SourceClock, ZONE_CHOICES } from '../../engine/market/import/time/clock.ts';
import { choiceOf, numberOf, UsageError } from '../terminal/arguments.ts';

/** What a command takes to read candle files whose own lines leave something open. */
export const FILE_OPTIONS = {
  zone: { value: 'Z', help: `clock of the times in the file: ${ZONE_CHOICES}` },
  'utc-offset': { value: '+HH:MM', help: 'the same as a fixed distance to UTC, such as +02:00 or -05:00' },
  dates: { value: 'ORDER', help: 'what 01/02/2024 means: day-first or month-first (found out where a date tells)' },
  decimal: { value: 'MARK', help: 'what separates decimals: point or comma (found out where a number tells)' },
  columns: {
    value: 'NAMES',
    help: 'columns of the file in order, such as time,open,close,high,low,volume ("-": not read)',
  },
  'point-size': {
    value: 'N',
    help: 'worth of a unit of price in the file, such as 0.00001 for MetaTrader points (found out for fiat pairs)',
  },
} as const;

/** Values of FILE_OPTIONS as given. */
export type FileValues = { readonly [K in keyof typeof FILE_OPTIONS]: string | null };

/** What the options state about files, or a UsageError. */
export function fileReadingOf(values: FileValues): FileReading {
  const { columns, dates, decimal, 'point-size': pointSize } = values;
  return {
    clock: clockOf(values),
    nowMs: createSystemClock().nowMs(),
    columns: columns?.split(',').map((name) => name.trim()) ?? null,
    pointSize: pointSize === null ? null : numberOf('point-size', pointSize, { min: 1e-9, max: 1e6 }),
    dates: dates === null ? null : choiceOf('dates', ['day-first', 'month-first'] as const, dates),
    decimal: decimal === null ? null : choiceOf('decimal', ['point', 'comma'] as const, decimal),
  };
}

function clockOf({ zone, 'utc-offset': offset }: FileValues): SourceClock | null {
  if (zone !== null && offset !== null) throw new UsageError('expected --zone or --utc-offset, were both');
  if (zone !== null) {
    const clock = parseZone(zone);
    if (clock === null) throw new UsageError(`expected --zone to be ${ZONE_CHOICES}, was "${zone}"`);
    return clock;
  }
  if (offset === null) return null;
  const clock = parseUtcOffset(offset);
  if (clock === null) throw new UsageError(`expected --utc-offset such as +02:00, was "${offset}"`);
  return clock;
}
