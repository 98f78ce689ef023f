import { CandleFileError } from '../../csv/candle-file-error.ts';
import { printable } from '../../printable.ts';
import type { ImportOptions } from '../layout.ts';
import { PRICES } from '../role.ts';
import { hasPrices, rolesOfNames } from '../roles.ts';
import { readClockText, readTimeText } from '../time/time-text.ts';
import { DELIMITERS, type Delimiter, findDelimiter, isRow, type Line, lineAt, numbersIn, splitLine } from './lines.ts';

/** Lines of banner before a file is given up. */
const MOST_BANNER = 60;

/** Where the rows of a delimited file begin, and what it calls its columns. */
export interface CsvHead {
  readonly delimiter: Delimiter;
  /** As many as a row has cells; null when the file has no header. */
  readonly names: readonly string[] | null;
  /** The header as it stands in the file. */
  readonly headerText: string | null;
  /** Lines before the header, or before the first row where there is none, and lines between the two. */
  readonly bannerLines: number;
  /** First row and its 1-based number. */
  readonly first: Line;
  readonly line: number;
}

interface Header {
  readonly names: readonly string[];
  readonly text: string;
  readonly line: number;
}

/** Finds header and first row. `lines` stand for the file (see sampleLines). Throws CandleFileError when there are none. */
export function findCsvHead(bytes: Buffer, lines: readonly string[], options: ImportOptions): CsvHead {
  const { symbol } = options;
  const delimiter = findDelimiter(lines) ?? headerDelimiter(lines, symbol);
  let header: Header | null = null;
  let between = 0;
  let unread: { readonly line: number; readonly text: string } | null = null;
  let [from, line] = [0, 0];
  while (from < bytes.length && line < MOST_BANNER) {
    const current = lineAt(bytes, from);
    line += 1;
    from = current.next;
    if (current.text.trim() === '') continue;
    const cells = splitLine(current.text, delimiter);
    const known = rolesOfNames(cells, symbol).filter((role) => role !== null).length;
    const named = numbersIn(cells) === 0 && known > 0;
    if (isRow(cells) || (header !== null && numbersIn(cells) >= PRICES.length + 1)) {
      if (!isRow(cells)) unread ??= { line, text: current.text };
      if (isRow(cells) || someRowBelow(lines, delimiter))
        return headOf({ header, between, current, line, delimiter, cells }, options);
    }
    if (named && (header === null ? isHeader(cells, symbol) : true))
      header = joinHeaders(header, { names: cells, text: current.text, line }, symbol);
    else if (header !== null) {
      between += 1;
      unread ??= { line, text: current.text };
    }
  }
  throw headless({ header, unread, lines }, options);
}

const someRowBelow = (lines: readonly string[], delimiter: Delimiter): boolean =>
  lines.some((line) => isRow(splitLine(line, delimiter)));

/** Names of at least two prices, or of a price and a time. */
function isHeader(cells: readonly string[], symbol: string): boolean {
  const roles = rolesOfNames(cells, symbol);
  const prices = roles.filter((role) => role !== null && /open|high|low|close$/.test(role)).length;
  return prices >= 2 || (prices === 1 && (roles.includes('time') || roles.includes('closeTime')));
}

/** A second line of names fills in what the first one leaves out (yfinance writes "Datetime,,,," below its prices), or replaces it. */
function joinHeaders(header: Header | null, next: Header, symbol: string): Header {
  if (header === null) return next;
  const [roles, more] = [rolesOfNames(header.names, symbol), rolesOfNames(next.names, symbol)];
  if (hasPrices(more)) return next;
  const names = header.names.map((name, field) =>
    roles[field] === null && more[field] != null ? (next.names[field] ?? name) : name,
  );
  return { ...header, names };
}

interface Found {
  readonly header: Header | null;
  readonly between: number;
  readonly current: Line;
  readonly line: number;
  readonly delimiter: Delimiter;
  readonly cells: readonly string[];
}

function headOf(
  { header, between, current, line, delimiter, cells }: Found,
  { name, columns }: ImportOptions,
): CsvHead {
  const names = columns ?? header?.names ?? null;
  const aligned = names === null ? null : alignNames(names, cells);
  if (names !== null && aligned === null) {
    const commas =
      delimiter === ',' && cells.length > names.length + 3
        ? ': are decimals written with a comma? Export with semicolons'
        : '';
    throw new CandleFileError(
      `${name} line ${line}: expected ${names.length} fields (${printable(names.join(delimiter))}), was ${cells.length}${commas}`,
    );
  }
  return {
    delimiter,
    names: aligned,
    headerText: header?.text ?? null,
    bannerLines: (header?.line ?? line) - 1 + between,
    first: current,
    line,
  };
}

/**
 * One name per cell: a row that ends in a delimiter has an empty cell more; a date and a time under one name are two cells; tables
 * of R and pandas may leave the first name out. Null when they do not fit.
 */
function alignNames(names: readonly string[], cells: readonly string[]): readonly string[] | null {
  if (names.length === cells.length) return names;
  if (names.length > cells.length) {
    return names.slice(cells.length).every((name) => name === '') ? names.slice(0, cells.length) : null;
  }
  const rest = cells.slice(names.length);
  if (rest.every((cell) => cell === '')) return [...names, ...rest.map(() => '')];
  if (cells.length !== names.length + 1) return null;
  const day = cells.findIndex((cell, field) => {
    return readTimeText(cell, null)?.form === 'day' && readClockText(cells[field + 1] ?? '') !== null;
  });
  if (day !== -1 && (cells[day + 1] ?? '').includes(':')) return names.toSpliced(day + 1, 0, 'time');
  const [first = ''] = cells;
  return /^\d+$/.test(first) || readTimeText(first, null) !== null ? ['', ...names] : null;
}

function headerDelimiter(lines: readonly string[], symbol: string): Delimiter {
  const known = (line: string, delimiter: Delimiter): number =>
    rolesOfNames(splitLine(line, delimiter), symbol).filter((role) => role !== null).length;
  const scores = DELIMITERS.map((delimiter) =>
    Math.max(0, ...lines.slice(0, MOST_BANNER).map((line) => known(line, delimiter))),
  );
  return DELIMITERS[scores.indexOf(Math.max(...scores))] ?? ',';
}

interface Headless {
  readonly header: Header | null;
  readonly unread: { readonly line: number; readonly text: string } | null;
  readonly lines: readonly string[];
}

function headless({ header, unread, lines }: Headless, { name, symbol, columns }: ImportOptions): CandleFileError {
  if (lines.length === 0) {
    return new CandleFileError(`${name}: expected columns of time, open, high, low and close, was an empty file`);
  }
  const names = columns ?? header?.names ?? null;
  if (names === null) return noCandles(name, lines[0] ?? '', null);
  if (!hasPrices(rolesOfNames(names, symbol))) return noCandles(name, names.join(','), columns);
  if (unread === null) return new CandleFileError(`${name}: expected rows below the header, was none`);
  return noTime(name, unread.line, unread.text);
}

/** Columns that do not make candles; `isStated`: the names came with --columns, so that they are not advised again. */
export function noCandles(name: string, was: string, stated: readonly string[] | null): CandleFileError {
  const advice =
    stated === null
      ? '; name them with --columns, such as --columns time,open,high,low,close,volume'
      : ' under --columns; each of the five must be among them';
  return new CandleFileError(
    `${name}: expected columns of time, open, high, low and close, was "${printable(was)}"${advice}`,
  );
}

/** A column of times in no form that is understood. */
export function noTime(name: string, line: number, text: string): CandleFileError {
  const forms = '2021-01-01T00:00:00Z, 2021-01-01 00:00:00, 01.01.2021 00:00 or epoch seconds';
  return new CandleFileError(`${name} line ${line}: expected a time such as ${forms}, was "${printable(text, 60)}"`);
}
