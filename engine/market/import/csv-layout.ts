import { CandleFileError } from '../read-csv.ts';
import { numberReader, readCells } from './csv-cells.ts';
import { guessColumns } from './guess-columns.ts';
import type { CellTable, ImportOptions } from './layout.ts';
import { makesCandles, type Role, refuseDoubles, rolesOfNames } from './roles.ts';
import { type TimeForm, timeForm, timeReader } from './time-text.ts';

const NEWLINE = 10;
const DELIMITERS = [',', ';', '\t'] as const;
/** Lines of banner before a file is given up. */
const MOST_BANNER = 20;
/** Which form of time to read when a file has several columns of them. */
const PREFERRED: readonly TimeForm[] = ['epoch', 'zoned', 'wall', 'wall-12', 'day'];

interface Line {
  readonly text: string;
  readonly from: number;
  readonly next: number;
}

interface Head {
  readonly delimiter: string;
  /** Null when the file has no header. */
  readonly names: readonly string[] | null;
  /** Lines before the header, or before the first row where there is none. */
  readonly bannerLines: number;
  /** First row and its 1-based number. */
  readonly first: Line;
  readonly line: number;
}

/** Cells of a delimited file by role: from its header, from stated columns, or from what the rows hold. Throws CandleFileError. */
export function readCsvTable(bytes: Buffer, options: ImportOptions): CellTable {
  const head = findHead(bytes, options);
  const fields = splitLine(head.first.text, head.delimiter);
  const names = options.columns ?? head.names;
  if (names !== null && names.length !== fields.length) {
    throw new CandleFileError(
      `${options.name} line ${head.line}: expected ${names.length} fields (${names.join(head.delimiter)}), was ${fields.length}`,
    );
  }
  const roles = names === null ? null : rolesOfNames(names, options.symbol);
  const isTime = (field: number): boolean => (roles === null ? field === 0 : roles[field] === 'time');
  const time = chooseTime(fields, isTime, options.name);
  const single = roles?.map((role, field) => (role === 'time' && field !== time.field ? null : role)) ?? null;
  if (single !== null && names !== null) {
    refuseDoubles(single, names, options.name);
    if (!makesCandles(single)) throw noCandles(options.name, names.join(head.delimiter));
  }
  const readers = fields.map((_, field) => {
    if (field === time.field) return timeReader(time.form);
    return single === null || single[field] !== null ? numberReader : null;
  });
  const { first, line, delimiter, bannerLines } = head;
  const read = readCells({ bytes, from: first.from, line, delimiter: delimiter.charCodeAt(0), readers });
  const found = single ?? guessed(read.columns, { name: options.name, length: read.length });
  const cells = new Map<Role, Float64Array>();
  found.forEach((role, field) => {
    const column = read.columns[field];
    if (role !== null && column != null) cells.set(role, column);
  });
  const columnsFrom = options.columns !== null ? 'option' : head.names !== null ? 'header' : 'rows';
  const { length, lines, blankLines } = read;
  return {
    length,
    cells,
    lines,
    layout: { format: 'csv', columns: found, columnsFrom, bannerLines, blankLines, times: time.form },
  };
}

function guessed(
  columns: readonly (Float64Array | null)[],
  { name, length }: { readonly name: string; readonly length: number },
): readonly Role[] {
  const [timeMs, ...values] = columns.map((column) => column ?? new Float64Array(length));
  return guessColumns({ name, length, timeMs: timeMs ?? new Float64Array(0), values });
}

function findHead(bytes: Buffer, { name, symbol }: ImportOptions): Head {
  let from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let header: { readonly names: readonly string[]; readonly line: number } | null = null;
  let firstText = '';
  for (let line = 1; line <= MOST_BANNER + 2 && from < bytes.length; line += 1) {
    const current = lineAt(bytes, from);
    if (line === 1) firstText = current.text;
    from = current.next;
    if (current.text.trim() === '') continue;
    const delimiter = delimiterOf(current.text);
    const fields = splitLine(current.text, delimiter);
    if (header === null && makesCandles(rolesOfNames(fields, symbol))) header = { names: fields, line };
    else if (isRow(fields)) {
      const bannerLines = (header?.line ?? line) - 1;
      return { delimiter, names: header?.names ?? null, bannerLines, first: current, line };
    } else if (header !== null) throw noTime(name, line, current.text);
  }
  throw header === null
    ? noCandles(name, firstText)
    : new CandleFileError(`${name}: expected rows below the header, was none`);
}

/** A row of candles has a time and at least four numbers. */
function isRow(fields: readonly string[]): boolean {
  return (
    fields.some((field) => timeForm(field) !== null) &&
    fields.filter((field) => field !== '' && Number.isFinite(Number(field))).length >= 4
  );
}

function chooseTime(
  fields: readonly string[],
  isTime: (field: number) => boolean,
  name: string,
): { readonly field: number; readonly form: TimeForm } {
  const times = fields.flatMap((text, field) => {
    const form = isTime(field) ? timeForm(text) : null;
    return form === null ? [] : [{ field, form }];
  });
  for (const form of PREFERRED) {
    const [first, second] = times.filter((time) => time.form === form);
    if (first === undefined) continue;
    if (second === undefined || fields[first.field] === fields[second.field]) return first;
    throw new CandleFileError(
      `${name}: expected one column of times, columns ${first.field + 1} and ${second.field + 1} both are; say which with --columns`,
    );
  }
  const text = fields.find((_, field) => isTime(field)) ?? '';
  throw noTime(name, 1, text);
}

function lineAt(bytes: Buffer, from: number): Line {
  const end = bytes.indexOf(NEWLINE, from);
  const stop = end === -1 ? bytes.length : end;
  return { text: bytes.toString('utf8', from, stop).replace(/\r$/, ''), from, next: stop + 1 };
}

function delimiterOf(text: string): string {
  const counts = DELIMITERS.map((delimiter) => text.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function splitLine(text: string, delimiter: string): readonly string[] {
  return text.split(delimiter).map((field) => field.trim().replace(/^"|"$/g, ''));
}

function noCandles(name: string, was: string): CandleFileError {
  return new CandleFileError(
    `${name}: expected columns of time, open, high, low and close, was "${was.slice(0, 80)}"; name them with --columns`,
  );
}

function noTime(name: string, line: number, text: string): CandleFileError {
  const ambiguous = /\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b/.test(text) ? ' (day and month cannot be told apart)' : '';
  return new CandleFileError(
    `${name} line ${line}: expected a time such as 2021-01-01T00:00:00Z, 2021-01-01 00:00:00, 2021-01-01 12-AM or epoch seconds, was "${text.slice(0, 60)}"${ambiguous}`,
  );
}
