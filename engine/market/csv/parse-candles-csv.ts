import { gunzipSync } from 'node:zlib';
import { type CandleColumns, emptyColumns, sliceColumns } from '../candle.ts';
import { CandleFileError } from './candle-file-error.ts';
import { findBadCandle } from './candle-finding.ts';
import { parseNumber, parseTimeMs } from './parse-number.ts';

const PLAIN = ['open', 'high', 'low', 'close'] as const;
const BID = ['bid_open', 'bid_high', 'bid_low', 'bid_close'] as const;
const ASK = ['ask_open', 'ask_high', 'ask_low', 'ask_close'] as const;
/** The part of the volume whose buyer crossed the spread, in files that have it. */
const TAKER = 'taker_buy_volume';
const NEWLINE = 10;
const RETURN = 13;
const COMMA = 44;

/** Which field of a line goes into which column; null for a field that is not read. */
interface Layout {
  readonly names: readonly string[];
  readonly quoted: boolean;
}

function layoutOf(header: string, name: string): Layout {
  const names = header.split(',').map((field) => field.trim().toLowerCase());
  const has = (wanted: readonly string[]): boolean => wanted.every((field) => names.includes(field));
  const quoted = has([...BID, ...ASK]);
  if (!names.includes('time') || !(quoted || has(PLAIN))) {
    throw new CandleFileError(
      `${name} line 1: expected the header "time,open,high,low,close,volume" (or bid_* and ask_* columns), was "${header.slice(0, 80)}"`,
    );
  }
  return { names, quoted };
}

function countLines(bytes: Buffer): number {
  let lines = 1;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}

/** Where the rows of a file begin, what their fields are, and how messages call the file. */
interface CsvBody extends Layout {
  readonly start: number;
  readonly name: string;
}

interface Table {
  readonly length: number;
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** 1-based line of each row, for messages. */
  readonly lines: Int32Array;
}

function readTable(bytes: Buffer, { start, names, quoted, name }: CsvBody): Table {
  const capacity = countLines(bytes);
  const wanted = new Set<string>(['time', 'volume', TAKER, ...(quoted ? [...BID, ...ASK] : PLAIN)]);
  const columns = new Map<string, Float64Array>();
  for (const field of names) if (wanted.has(field)) columns.set(field, new Float64Array(capacity));
  const targets = names.map((field) => columns.get(field) ?? null);
  const timeField = names.indexOf('time');
  const blankFields = new Set([names.indexOf('volume'), names.indexOf(TAKER)]);
  const lines = new Int32Array(capacity);
  const complain = (line: number, field: number, [from, to]: readonly [number, number]): never => {
    const text = bytes.toString('latin1', from, Math.min(to, from + 40));
    const expected = field === timeField ? 'an ISO-8601 time or epoch seconds or milliseconds' : 'a number';
    throw new CandleFileError(
      `${name} line ${line}: expected ${names[field] ?? 'no further field'} to be ${expected}, was "${text}"`,
    );
  };
  let row = 0;
  let line = 1;
  for (let at = start; at < bytes.length; ) {
    line += 1;
    let end = bytes.indexOf(NEWLINE, at);
    if (end === -1) end = bytes.length;
    const next = end + 1;
    if (end > at && bytes[end - 1] === RETURN) end -= 1;
    if (end === at) {
      at = next;
      continue;
    }
    for (let field = 0; field < targets.length; field += 1) {
      let stop = at;
      while (stop < end && bytes[stop] !== COMMA) stop += 1;
      if (stop === end && field < targets.length - 1) {
        throw new CandleFileError(`${name} line ${line}: expected ${names.length} fields, was ${field + 1}`);
      }
      const target = targets[field];
      if (target != null) {
        const blankVolume = blankFields.has(field) && stop === at;
        const value = field === timeField ? parseTimeMs(bytes, at, stop) : parseNumber(bytes, at, stop);
        if (Number.isNaN(value) && !blankVolume) complain(line, field, [at, stop]);
        target[row] = value;
      }
      at = stop + 1;
    }
    if (at <= end) throw new CandleFileError(`${name} line ${line}: expected ${names.length} fields, was more`);
    lines[row] = line;
    row += 1;
    at = next;
  }
  return { length: row, columns, lines };
}

function middle(bid: Float64Array, ask: Float64Array): Float64Array {
  return bid.map((price, row) => (price + (ask[row] ?? Number.NaN)) / 2);
}

function toCandles({ length, columns }: Table, quoted: boolean): CandleColumns {
  const column = (name: string): Float64Array => columns.get(name) ?? new Float64Array(length).fill(Number.NaN);
  const price = (side: number): Float64Array => {
    const plain = PLAIN[side] ?? 'close';
    return quoted ? middle(column(`bid_${plain}`), column(`ask_${plain}`)) : column(plain);
  };
  const bidClose = column('bid_close');
  const askClose = column('ask_close');
  const candles: CandleColumns = {
    length,
    openTimeMs: column('time'),
    open: price(0),
    high: price(1),
    low: price(2),
    close: price(3),
    volume: column('volume'),
    spread: quoted ? askClose.map((ask, row) => ask - (bidClose[row] ?? Number.NaN)) : null,
    takerBuyVolume: columns.get(TAKER) ?? null,
  };
  return sliceColumns(candles, 0, length);
}

/**
 * Candles from the bytes of a CSV or gzip CSV file with the header `time,open,high,low,close,volume`, oldest first.
 * time is ISO-8601 (UTC when it names no zone) or epoch seconds or milliseconds of the candle's open; an empty volume
 * is unknown (NaN). A file with bid_* and ask_* columns gives mid prices and the spread at the close; taker_buy_volume
 * is read where it is there. Throws CandleFileError.
 */
export function parseCandlesCsv(file: Buffer, name: string): CandleColumns {
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file) : file;
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const headerEnd = bytes.indexOf(NEWLINE, start);
  const header = bytes.toString('utf8', start, headerEnd === -1 ? bytes.length : headerEnd).trim();
  const layout = layoutOf(header, name);
  if (headerEnd === -1) return emptyColumns(0);
  const table = readTable(bytes, { ...layout, start: headerEnd + 1, name });
  const candles = toCandles(table, layout.quoted);
  const finding = findBadCandle(candles);
  if (finding !== null) throw new CandleFileError(`${name} line ${table.lines[finding.row] ?? 0}: ${finding.problem}`);
  return candles;
}
