import { CandleFileError } from '../../csv/candle-file-error.ts';
import { printable } from '../../printable.ts';
import { noCandles } from '../csv/csv-head.ts';
import { completeness, withTime } from '../csv/read-csv-table.ts';
import { guessColumns } from '../guess-columns.ts';
import type { CellTable, ImportOptions } from '../layout.ts';
import { readNumberText } from '../number-text.ts';
import type { Role } from '../role.ts';
import { makesCandles, refuseDoubles, rolesOfNames } from '../roles.ts';
import { chooseTime, type TimeColumns } from '../time/choose-time.ts';
import { dateOrderOf } from '../time/date-order.ts';
import { readClockText, readTimeText } from '../time/time-text.ts';
import { type NamedZone, zoneInName } from '../time/zone-in-name.ts';
import { findJsonTables, isObject, type JsonTable } from './json-tables.ts';

const SAMPLE = 60;

/** Cells of a JSON file by role, however its source wraps them (see findJsonTables); one object a line too. Throws CandleFileError. */
export function readJsonTable(bytes: Buffer, options: ImportOptions): CellTable {
  const { name } = options;
  const content = parsed(bytes, name);
  const table = oneTable(findJsonTables(content, options.symbol), content, options);
  const width = widthOf(table);
  const names = options.columns ?? table.names;
  if (names !== null && names.length !== width)
    throw new CandleFileError(
      `${name}: expected ${names.length} cells a candle (${printable(names.join(','))}), was ${width}`,
    );
  const byName = names === null ? null : rolesOfNames(names, options.symbol);
  const texts = sampleOf(table.rows.filter((row) => row.length === width)).map((row) => row.map(textOf));
  const time = chooseTime({ rows: texts, names, roles: byName, file: name });
  if (time === null)
    throw new CandleFileError(
      `${name}: expected a time in the candles, was ${printable(jsonText(table.rows[0] ?? null))}`,
    );
  const known = byName === null ? null : withTime(byName, time);
  if (known !== null && names !== null) {
    refuseDoubles(known, names, name);
    if (!makesCandles(known)) throw noCandles(name, names.join(','), options.columns);
  }
  const columns = columnsOf(table, { width, time, roles: known, options });
  const guess = { name, length: table.rows.length, timeField: time.field, clockField: time.clockField, columns };
  const roles = known ?? withTime(guessColumns(guess), time);
  const cells = new Map<Role, Float64Array>();
  roles.forEach((role, field) => {
    const column = columns[field];
    if (role !== null && column !== undefined) cells.set(role, column);
  });
  return {
    length: table.rows.length,
    cells,
    lines: Int32Array.from({ length: table.rows.length }, (_, row) => row + 1),
    statedZone: time.zone.type === 'none' ? statedZone(content) : time.zone,
    layout: {
      format: 'json',
      columns: roles,
      columnsFrom: options.columns !== null ? 'option' : names === null ? 'rows' : 'header',
      bannerLines: 0,
      blankLines: 0,
      otherLines: 0,
      times: time.form,
    },
  };
}

function parsed(bytes: Buffer, name: string): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    const lenient = parsedOrNull(text.replace(/\b(?:NaN|-?Infinity)\b/g, 'null')) ?? jsonLines(text);
    if (lenient !== null) return lenient;
    throw new CandleFileError(
      `${name}: expected JSON, ${printable(cause instanceof Error ? cause.message : String(cause))}`,
      { cause },
    );
  }
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One JSON value a line; a last line that breaks off is left out. Null when the first ones are no JSON. */
function jsonLines(text: string): readonly unknown[] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''))
    .filter((line) => line !== '');
  if (lines.length < 2) return null;
  const values = lines.map(parsedOrNull).filter((value) => value !== null);
  return values.length >= lines.length - 1 ? values : null;
}

/** The one table of candles, of several the one under the symbol's own name. */
function oneTable(tables: readonly JsonTable[], content: unknown, { name, symbol }: ImportOptions): JsonTable {
  const filled = tables.filter(({ rows }) => rows.length > 0);
  const [table, another] = filled;
  if (table === undefined) throw nothingFound(content, name);
  if (another === undefined) return table;
  const plain = symbol.toLowerCase().replace(/[^a-z0-9]/g, '');
  const own = filled.filter(({ path }) => path.some((key) => key.toLowerCase().replace(/[^a-z0-9]/g, '') === plain));
  const [only, second] = own;
  if (only !== undefined && second === undefined) return only;
  const where = printable(
    filled
      .slice(0, 4)
      .map(({ path }) => path.at(-1) ?? '')
      .join(', '),
  );
  throw new CandleFileError(
    `${name}: expected candles of one market, were ${filled.length} lists of candles (${where}): give a file for each`,
  );
}

const COMPLAINTS = [
  'error',
  'errors',
  'message',
  'msg',
  'retMsg',
  'err-msg',
  'errorMessage',
  'detail',
  'Error Message',
  'Note',
  'Information',
  'Message',
];

/** What a document holds in place of candles, in its own words where it has some. */
function nothingFound(content: unknown, name: string): CandleFileError {
  if (Array.isArray(content)) {
    const items: readonly unknown[] = content;
    const odd = items.findIndex((item) => !Array.isArray(item) && !isObject(item));
    const was = printable(jsonText(items[Math.max(odd, 0)]), 40);
    if (items.length === 0) return new CandleFileError(`${name}: expected rows of candles, was an empty list`);
    return new CandleFileError(
      odd === -1
        ? `${name}: expected time, open, high, low and close in each element, was ${was}; name the columns with --columns`
        : `${name} element ${odd + 1}: expected an array or object, was ${was}`,
    );
  }
  const entries = isObject(content) ? Object.entries(content) : [];
  const complaint = entries.find(([key, value]) => COMPLAINTS.includes(key) && isSpoken(value));
  const was =
    complaint !== undefined
      ? `an answer that says "${printable(textOf(complaint[1]), 100)}"`
      : entries.length === 0
        ? printable(jsonText(content), 40)
        : `an object of ${printable(entries.map(([key]) => key).join(', '))}`;
  return new CandleFileError(`${name}: expected a list of candles, or an object that has one in it, was ${was}`);
}

const isSpoken = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '' && !/^(?:ok|success)$/i.test(value)) ||
  (Array.isArray(value) && value.length > 0) ||
  isObject(value);

/** "US/Eastern" where Alpha Vantage or Twelve Data state it for all times. */
function statedZone(content: unknown): NamedZone {
  if (!isObject(content)) return { type: 'none' };
  const meta = content['Meta Data'] ?? content.meta;
  if (!isObject(meta)) return { type: 'none' };
  const found = Object.entries(meta).find(([key]) => /time[ _]?zone$/i.test(key));
  return typeof found?.[1] === 'string' ? zoneInName(found[1]) : { type: 'none' };
}

function widthOf({ names, rows }: JsonTable): number {
  if (names !== null) return names.length;
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? 0;
}

function sampleOf<T>(rows: readonly T[]): readonly T[] {
  const stride = Math.max(1, Math.floor(rows.length / SAMPLE));
  return rows.filter((_, row) => row < SAMPLE || row % stride === 0);
}

interface ColumnQuestion {
  readonly width: number;
  readonly time: TimeColumns;
  readonly roles: readonly (Role | null)[] | null;
  readonly options: ImportOptions;
}

function columnsOf({ rows }: JsonTable, { width, time, roles, options }: ColumnQuestion): readonly Float64Array[] {
  const order =
    options.dates ??
    dateOrderOf(
      rows.map((row) => textOf(row[time.field])),
      options.name,
    );
  const readTime = (value: unknown): number => readTimeText(textOf(value), order)?.ms ?? Number.NaN;
  const readOf = (field: number): ((value: unknown) => number) => {
    if (field === time.field) return readTime;
    if (field === time.clockField) return (value) => readClockText(textOf(value)) ?? Number.NaN;
    const last = roles === null && field === width - 1;
    return roles?.[field] === 'isComplete' || last ? flagOrNumber : numberOf;
  };
  return Array.from({ length: width }, (_, field) => {
    const read = readOf(field);
    const column = Float64Array.from(rows, (row) => (row.length === width ? read(row[field]) : Number.NaN));
    return column;
  });
}

/** A value as JSON; what nests too deeply for that is only called so. */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    return 'lists in lists without end';
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value == null ? '' : jsonText(value);
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN;
  const plain = Number(value);
  return Number.isNaN(plain) ? readNumberText(value.trim(), 'point') : plain;
}

function flagOrNumber(value: unknown): number {
  const text = textOf(value);
  const flag = completeness(text);
  return Number.isNaN(flag) ? numberOf(value) : flag;
}
