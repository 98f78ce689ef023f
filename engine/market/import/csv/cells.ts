import type { TimeReader } from '../time/time-text.ts';

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
  /** Whether a line that could not be read is no row at all: a repeated header, a comment, a footer. */
  readonly isOther: (text: string) => boolean;
}

/** The cells of a CSV file that are read, by role. */
export interface Cells {
  readonly length: number;
  /** One column per field, null where nothing was read. A row with more or fewer fields than expected is NaN throughout. */
  readonly columns: readonly (Float64Array | null)[];
  readonly lines: Int32Array;
  readonly blankLines: number;
  readonly otherLines: number;
}

/** All rows of a delimited file as columns, in one pass over its bytes. */
export function readCells({ bytes, from, line: firstLine, delimiter, readers, isOther }: CellQuestion): Cells {
  const capacity = countLines(bytes, from);
  const columns = readers.map((reader) => (reader === null ? null : new Float64Array(capacity)));
  const lines = new Int32Array(capacity);
  const last = readers.length - 1;
  let row = 0;
  let line = firstLine - 1;
  let [blankLines, otherLines] = [0, 0];
  for (let at = from; at < bytes.length; ) {
    const start = at;
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
    let unread = 0;
    for (; at <= end && field <= last; field += 1) {
      const stop = endOfCell(bytes, { from: at, end, delimiter });
      const column = columns[field];
      const reader = readers[field];
      if (column != null && reader != null) {
        const value = readCell(bytes, { from: at, to: stop }, reader);
        column[row] = value;
        if (Number.isNaN(value)) unread += 1;
      }
      at = stop + 1;
    }
    const fits = field > last && (at > end || isEmptyTail(bytes, { from: at, end, delimiter }));
    at = next;
    if ((!fits || unread > 1) && isOther(bytes.toString('utf8', start, Math.min(end, start + 500)))) {
      otherLines += 1;
      continue;
    }
    if (!fits) for (const column of columns) if (column !== null) column[row] = Number.NaN;
    lines[row] = line;
    row += 1;
  }
  const cut = (column: Float64Array): Float64Array => column.subarray(0, row);
  const read = columns.map((column) => (column === null ? null : cut(column)));
  return { length: row, columns: read, lines: lines.subarray(0, row), blankLines, otherLines };
}

interface CellSpan {
  readonly from: number;
  readonly end: number;
  readonly delimiter: number;
}

/** Where the cell that begins at `from` ends; a delimiter between quotes belongs to the cell. */
function endOfCell(bytes: Buffer, { from, end, delimiter }: CellSpan): number {
  let stop = from;
  if (bytes[from] === QUOTE) {
    const closing = bytes.indexOf(QUOTE, from + 1);
    if (closing !== -1 && closing < end) stop = closing;
  }
  while (stop < end && bytes[stop] !== delimiter) stop += 1;
  return stop;
}

function isEmptyTail(bytes: Buffer, { from, end, delimiter }: CellSpan): boolean {
  for (let at = from; at < end; at += 1) if (bytes[at] !== delimiter && bytes[at] !== SPACE) return false;
  return true;
}

function readCell(
  bytes: Buffer,
  { from, to }: { readonly from: number; readonly to: number },
  reader: TimeReader,
): number {
  const first = bytes[from];
  if (first !== QUOTE && first !== SPACE && bytes[to - 1] !== SPACE) return reader(bytes, from, to);
  let [start, stop] = [from, to];
  while (start < stop && (bytes[start] === QUOTE || bytes[start] === SPACE)) start += 1;
  while (stop > start && (bytes[stop - 1] === QUOTE || bytes[stop - 1] === SPACE)) stop -= 1;
  return reader(bytes, start, stop);
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] !== SPACE && bytes[at] !== 9) return false;
  return true;
}

function countLines(bytes: Buffer, from: number): number {
  let lines = 1;
  for (let at = bytes.indexOf(NEWLINE, from); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}
