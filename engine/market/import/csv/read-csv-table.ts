import { CandleFileError } from '../../csv/candle-file-error.ts';
import { guessColumns } from '../guess-columns.ts';
import type { CellTable, ImportOptions } from '../layout.ts';
import { type DecimalMark, numberReader, proveDecimal } from '../number-text.ts';
import type { Role } from '../role.ts';
import { makesCandles, refuseDoubles, rolesOfNames } from '../roles.ts';
import { chooseTime, type TimeColumns } from '../time/choose-time.ts';
import { dateOrderOf } from '../time/date-order.ts';
import { clockReader, isPlainTime, readTimeText, serialDayMs, type TimeReader, timeReader } from '../time/time-text.ts';
import { readCells } from './cells.ts';
import { type CsvHead, findCsvHead, noCandles, noTime } from './csv-head.ts';
import { type Delimiter, findDelimiter, isRow, lineAt, numbersIn, sampleLines, splitLine } from './lines.ts';

/** Cells of a delimited file by role: from its header, from stated columns, or from what the rows hold. Throws CandleFileError. */
export function readCsvTable(file: Buffer, options: ImportOptions): CellTable {
  const bytes = findDelimiter(sampleLines(file)) === ' ' ? withTabs(file) : file;
  const lines = sampleLines(bytes);
  const head = findCsvHead(bytes, lines, options);
  const { delimiter, names, first } = head;
  const cells = splitLine(first.text, delimiter);
  const rows = [
    cells,
    ...lines.map((line) => splitLine(line, delimiter)).filter((row) => row.length >= cells.length && isRow(row)),
  ];
  const byName = names === null ? null : rolesOfNames(names, options.symbol);
  const time = chooseTime({ rows: rows.slice(1), names, roles: byName, file: options.name });
  if (time === null) throw noTime(options.name, head.line, names === null ? first.text : timeCells(cells, byName));
  const roles = byName === null ? null : withTime(byName, time);
  if (roles !== null && names !== null) refuseUnfit(roles, names, options);
  const readers = readersOf({ bytes, head, time, roles, rows, options });
  const { line } = head;
  const isOther = (text: string): boolean =>
    text.trim() === head.headerText?.trim() || holdsNothing(splitLine(text, delimiter));
  const read = readCells({ bytes, from: first.from, line, delimiter: delimiter.charCodeAt(0), readers, isOther });
  const found = roles ?? guessed(read.columns, { name: options.name, length: read.length, time });
  const { length, blankLines, otherLines } = read;
  return {
    length,
    cells: cellsByRole(read.columns, found),
    lines: read.lines,
    statedZone: time.zone,
    layout: {
      format: 'csv',
      columns: found,
      columnsFrom: options.columns !== null ? 'option' : names === null ? 'rows' : 'header',
      bannerLines: head.bannerLines,
      blankLines,
      otherLines,
      times: time.form,
    },
  };
}

/** Runs of blanks as tabs, so that the rest meets one delimiter of one byte. */
function withTabs(file: Buffer): Buffer {
  return Buffer.from(
    file
      .toString('latin1')
      .replace(/[ \t]+/g, '\t')
      .replace(/^\t|\t(?=\r?$)/gm, ''),
    'latin1',
  );
}

const timeCells = (cells: readonly string[], roles: readonly (Role | null)[] | null): string =>
  cells.filter((_, field) => roles?.[field] === 'time').join(' ') || cells.join(' ');

const holdsNothing = (cells: readonly string[]): boolean =>
  numbersIn(cells) === 0 && cells.every((cell) => readTimeText(cell, null) === null);

/** The roles with the one column of times that is read, and its clock. */
export function withTime(
  roles: readonly (Role | null)[],
  { field, clockField, isClose }: TimeColumns,
): readonly (Role | null)[] {
  return roles.map((role, at) => {
    if (at === field) return isClose ? 'closeTime' : 'time';
    if (at === clockField) return 'clock';
    return role === 'time' || role === 'closeTime' || role === 'clock' ? null : role;
  });
}

function refuseUnfit(
  roles: readonly (Role | null)[],
  names: readonly string[],
  { name, columns }: ImportOptions,
): void {
  refuseDoubles(roles, names, name);
  if (!makesCandles(roles)) throw noCandles(name, names.filter((each) => each !== '').join(','), columns);
}

interface ReaderQuestion {
  readonly bytes: Buffer;
  readonly head: CsvHead;
  readonly time: TimeColumns;
  readonly roles: readonly (Role | null)[] | null;
  readonly rows: readonly (readonly string[])[];
  readonly options: ImportOptions;
}

function readersOf({ bytes, head, time, roles, rows, options }: ReaderQuestion): readonly (TimeReader | null)[] {
  const order = options.dates ?? dateOrderOf(needsOrder(time) ? cellsBelow(bytes, head, time.field) : [], options.name);
  const isRead = (field: number): boolean =>
    field !== time.field && field !== time.clockField && (roles === null || roles[field] !== null);
  const numbers = numberReader(
    decimalOf(
      rows.flatMap((row) => row.filter((_, field) => isRead(field))),
      head.delimiter,
      options,
    ),
  );
  return (rows[0] ?? []).map((_, field) => {
    if (field === time.field) return time.isSerial ? serialReader : timeReader(isPlainTime(time.texts), order);
    if (field === time.clockField) return clockReader;
    if (roles?.[field] === 'isComplete') return completeReader;
    return isRead(field) ? numbers : null;
  });
}

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');

const serialReader: TimeReader = (bytes, from, to) => serialDayMs(textOf(bytes, from, to)) ?? Number.NaN;
const completeReader: TimeReader = (bytes, from, to) => completeness(textOf(bytes, from, to));

/** 0 for the mark of a running candle, 1 for that of a closed one, NaN for neither. */
export function completeness(text: string): number {
  if (/^(?:false|0|no)$/i.test(text)) return 0;
  return /^(?:true|1|yes)$/i.test(text) ? 1 : Number.NaN;
}

const needsOrder = ({ texts }: TimeColumns): boolean => texts.some((text) => /^\d{1,2}[-./]\d{1,2}[-./]/.test(text));

/** The cells of one column as texts, all of them: a 13 may stand anywhere. */
function* cellsBelow(bytes: Buffer, { first, delimiter }: CsvHead, field: number): Generator<string> {
  for (let from = first.from; from < bytes.length; ) {
    const line = lineAt(bytes, from);
    from = line.next;
    yield splitLine(line.text, delimiter)[field] ?? '';
  }
}

function decimalOf(cells: readonly string[], delimiter: Delimiter, { decimal, name }: ImportOptions): DecimalMark {
  if (decimal !== null) return decimal;
  const proof = proveDecimal(cells);
  if (proof === 'none') return 'point';
  if (proof !== 'open') return proof;
  // Commas between quotes in a file of commas separate thousands; Excel takes semicolons where the comma is the decimal mark.
  if (delimiter === ',') return 'point';
  if (delimiter === ';') return 'comma';
  const example = cells.find((cell) => cell.includes(',')) ?? '';
  throw new CandleFileError(
    `${name}: expected numbers that tell decimals from thousands, "${example}" may be either: say --decimal comma or --decimal point`,
  );
}

function guessed(
  columns: readonly (Float64Array | null)[],
  { name, length, time }: { readonly name: string; readonly length: number; readonly time: TimeColumns },
): readonly (Role | null)[] {
  const filled = columns.map((column) => column ?? new Float64Array(length));
  return withTime(
    guessColumns({ name, length, timeField: time.field, clockField: time.clockField, columns: filled }),
    time,
  );
}

function cellsByRole(
  columns: readonly (Float64Array | null)[],
  roles: readonly (Role | null)[],
): ReadonlyMap<Role, Float64Array> {
  const cells = new Map<Role, Float64Array>();
  roles.forEach((role, field) => {
    const column = columns[field];
    if (role !== null && column != null) cells.set(role, column);
  });
  const [days, clock, time] = [
    cells.get('time'),
    cells.get('clock'),
    cells.has('closeTime') ? 'closeTime' : 'time',
  ] as const;
  if (clock !== undefined) {
    const whole = (days ?? cells.get('closeTime') ?? new Float64Array(0)).map(
      (day, row) => day + (clock[row] ?? Number.NaN),
    );
    cells.set(time, whole);
  }
  return cells;
}
