import { parseNumber } from '../parse-bytes.ts';
import type { TimeReader } from './time-text.ts';

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const SPACE = 32;

/** Where the rows of a file begin and what to read of them. */
export interface CellQuestion {
  readonly bytes: Buffer;
  readonly from: number;
  /** 1-based line at `from`. */
  readonly line: number;
  readonly delimiter: number;
  /** For every field of a row: how to read it, or null. */
  readonly readers: readonly (TimeReader | null)[];
}

export interface Cells {
  readonly length: number;
  /** One column per field, null where nothing was read. A row with more or fewer fields than expected is NaN throughout. */
  readonly columns: readonly (Float64Array | null)[];
  readonly lines: Int32Array;
  readonly blankLines: number;
}

/** Reads a field that holds a number. */
export const numberReader: TimeReader = parseNumber;

/** All rows of a delimited file as columns, in one pass over its bytes. */
export function readCells({ bytes, from, line: firstLine, delimiter, readers }: CellQuestion): Cells {
  const capacity = countLines(bytes, from);
  const columns = readers.map((reader) => (reader === null ? null : new Float64Array(capacity)));
  const lines = new Int32Array(capacity);
  const last = readers.length - 1;
  let row = 0;
  let line = firstLine - 1;
  let blankLines = 0;
  for (let at = from; at < bytes.length; ) {
    line += 1;
    let end = bytes.indexOf(NEWLINE, at);
    if (end === -1) end = bytes.length;
    const next = end + 1;
    if (end > at && bytes[end - 1] === RETURN) end -= 1;
    if (isBlank(bytes, at, end)) {
      if (next < bytes.length) blankLines += 1;
      at = next;
      continue;
    }
    let field = 0;
    for (; at <= end && field <= last; field += 1) {
      let stop = at;
      while (stop < end && bytes[stop] !== delimiter) stop += 1;
      const column = columns[field];
      if (column != null) column[row] = readCell(bytes, at, stop, readers[field] ?? numberReader);
      at = stop + 1;
    }
    if (field <= last || at <= end) for (const column of columns) if (column !== null) column[row] = Number.NaN;
    lines[row] = line;
    row += 1;
    at = next;
  }
  const cut = <T extends Float64Array | Int32Array>(column: T): T => column.subarray(0, row) as T;
  return {
    length: row,
    columns: columns.map((column) => (column === null ? null : cut(column))),
    lines: cut(lines),
    blankLines,
  };
}

function readCell(bytes: Buffer, from: number, to: number, reader: TimeReader): number {
  const first = bytes[from];
  if (first !== QUOTE && first !== SPACE && bytes[to - 1] !== SPACE) return reader(bytes, from, to);
  let [start, stop] = [from, to];
  while (start < stop && (bytes[start] === QUOTE || bytes[start] === SPACE)) start += 1;
  while (stop > start && (bytes[stop - 1] === QUOTE || bytes[stop - 1] === SPACE)) stop -= 1;
  return reader(bytes, start, stop);
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] !== SPACE) return false;
  return true;
}

function countLines(bytes: Buffer, from: number): number {
  let lines = 1;
  for (let at = bytes.indexOf(NEWLINE, from); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}
