import { type CleanFinding, keepRows, lineOf, type RawRows } from '../clean/raw-rows.ts';
import { CandleFileError } from '../csv/candle-file-error.ts';
import { printable } from '../printable.ts';
import { baseVolume } from './base-volume.ts';
import { decodeText } from './bytes/decode-text.ts';
import { isNoText } from './bytes/file-kind.ts';
import { unpackFile } from './bytes/unpack.ts';
import { readCsvTable } from './csv/read-csv-table.ts';
import { readJsonTable } from './json/read-json-table.ts';
import type { CellTable, FileLayout, ImportOptions } from './layout.ts';
import { pointSizeOf, scalePrices } from './points.ts';
import type { PRICES } from './role.ts';
import { isQuoted } from './roles.ts';
import type { SourceClock } from './time/clock.ts';
import { openTimes } from './time/open-times.ts';

const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;
/** Steps against the order, as a share of those with it, that a file may have and still be called ordered. */
const OUT_OF_ORDER = 0.01;

/** Rows of a file as they stand in it, times in UTC, and how the file is written. */
export interface ImportedFile {
  readonly rows: RawRows;
  readonly layout: FileLayout;
  /** Rows that the file itself marks as still running, left out of `rows`. */
  readonly unfinished: readonly CleanFinding[];
}

/**
 * Rows of a CSV or JSON file, packed or not, in any of the layouts that the header, the rows themselves or the options decide.
 * Nothing is dropped or mended here (see clean) but candles that the file itself marks as not finished. Throws CandleFileError where
 * nothing decides.
 */
export function importCandles(file: Buffer, options: ImportOptions): ImportedFile {
  const bytes = decodeText(unpackFile(file, options.name));
  if (isNoText(bytes)) {
    throw new CandleFileError(
      `${options.name}: expected CSV or JSON of candles, was neither text nor an archive that is known`,
    );
  }
  const table = isJson(bytes) ? readJsonTable(bytes, options) : readCsvTable(bytes, options);
  const { times } = table.layout;
  if (options.clock !== null && times === 'zoned') {
    throw new CandleFileError(
      `${options.name}: expected times without a zone under ${options.clock.name}, they say their own`,
    );
  }
  const isClose = table.cells.has('closeTime');
  const wall = openTimes(rowsOf(table), { isClose, candleMs: options.candleMs, name: options.name });
  const order = orderOf(wall.openTimeMs);
  const saysZone = times === 'zoned' || times === 'epoch';
  const clock = options.clock ?? (saysZone ? null : statedClock(table, options.name));
  const timed = clock === null ? wall : { ...wall, openTimeMs: inUtc(wall.openTimeMs, clock, order) };
  const pointSize = options.pointSize ?? pointSizeOf(timed, options.symbol);
  const { rows, unfinished } = withoutUnfinished(scalePrices(timed, pointSize), table.cells.get('isComplete') ?? null);
  const clockName = clock === null ? (saysZone ? 'UTC' : 'UTC (assumed)') : clock.name === 'utc' ? 'UTC' : clock.name;
  const layout = { ...table.layout, clock: clockName, order, pointSize, stampedWithClose: isClose };
  return { rows, layout, unfinished };
}

/** Throws CandleFileError for a zone of which the name does not decide the summer time: an hour's error would pass unseen. */
function statedClock({ statedZone }: CellTable, name: string): SourceClock | null {
  if (statedZone.type !== 'ambiguous') return statedZone.type === 'clock' ? statedZone.clock : null;
  const zone = printable(statedZone.zone, 30);
  const what = `expected to know the summer time of ${zone}`;
  throw new CandleFileError(`${name}: ${what}; state --zone, such as America/New_York, or --utc-offset`);
}

/** JSON begins with a bracket; so does a CSV whose header stands in brackets, whose second character then is a letter. */
function isJson(bytes: Buffer): boolean {
  const start = bytes.findIndex((byte) => byte > 0x20);
  const first = bytes[start];
  return (
    first === OPEN_BRACE ||
    (first === OPEN_BRACKET &&
      /^\[\s*(?:[[{\]"'\d-]|null|true|false|$)/.test(bytes.toString('latin1', start, start + 200)))
  );
}

function withoutUnfinished(rows: RawRows, complete: Float64Array | null): Pick<ImportedFile, 'rows' | 'unfinished'> {
  if (complete === null) return { rows, unfinished: [] };
  const unfinished = Array.from(complete.keys()).flatMap((row): readonly CleanFinding[] => {
    if (complete[row] !== 0) return [];
    const openTimeMs = rows.openTimeMs[row] ?? Number.NaN;
    const say = 'the source marks this candle as still running';
    return [{ code: 'unfinished', openTimeMs, action: 'removed', candles: 1, line: lineOf(rows, row), say }];
  });
  return {
    rows: keepRows(
      rows,
      Uint8Array.from(complete, (flag) => (flag === 0 ? 0 : 1)),
    ),
    unfinished,
  };
}

function rowsOf({ length, cells, lines, layout }: CellTable): RawRows {
  const unknown = (): Float64Array => new Float64Array(length).fill(Number.NaN);
  const column = (role: Parameters<typeof cells.get>[0]): Float64Array => cells.get(role) ?? unknown();
  const quoted = isQuoted(layout.columns);
  const price = (name: (typeof PRICES)[number]): Float64Array => {
    if (!quoted) return column(name);
    const ask = column(`ask_${name}`);
    return column(`bid_${name}`).map((bid, row) => (bid + (ask[row] ?? Number.NaN)) / 2);
  };
  const bidClose = column('bid_close');
  return {
    length,
    openTimeMs: cells.get('time') ?? column('closeTime'),
    open: price('open'),
    high: price('high'),
    low: price('low'),
    close: price('close'),
    spread: quoted ? column('ask_close').map((ask, row) => ask - (bidClose[row] ?? Number.NaN)) : null,
    takerBuyVolume: cells.get('takerBuyVolume') ?? null,
    ...baseVolume(cells, length, price('close')),
    lines,
  };
}

function orderOf(times: Float64Array): FileLayout['order'] {
  let rising = 0;
  let falling = 0;
  for (let row = 1; row < times.length; row += 1) {
    const step = (times[row] ?? Number.NaN) - (times[row - 1] ?? Number.NaN);
    if (step > 0) rising += 1;
    else if (step < 0) falling += 1;
  }
  if (falling <= OUT_OF_ORDER * rising) return 'oldest first';
  return rising <= OUT_OF_ORDER * falling ? 'newest first' : 'mixed';
}

/** Goes through the rows oldest first, so that the second of two equal hours in autumn is known for the later one. */
function inUtc(wall: Float64Array, clock: SourceClock, order: FileLayout['order']): Float64Array {
  const utc = new Float64Array(wall.length);
  let before = Number.NEGATIVE_INFINITY;
  for (let step = 0; step < wall.length; step += 1) {
    const row = order === 'newest first' ? wall.length - 1 - step : step;
    const moment = clock.utcMs(wall[row] ?? Number.NaN, before);
    utc[row] = moment;
    before = moment;
  }
  return utc;
}
