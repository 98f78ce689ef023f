import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { RawRows } from '../clean/raw-rows.ts';
import { CandleFileError } from '../read-csv.ts';
import type { SourceClock } from './clock.ts';
import { readCsvTable } from './csv-layout.ts';
import { readJsonTable } from './json-layout.ts';
import type { CellTable, FileLayout, ImportOptions } from './layout.ts';
import { pointSizeOf, scalePrices } from './points.ts';
import { isQuoted, type PRICES } from './roles.ts';

const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;
/** Steps against the order, as a share of those with it, that a file may have and still be called ordered. */
const OUT_OF_ORDER = 0.01;

/** Rows of a file as they stand in it, times in UTC, and how the file is written. */
export interface ImportedFile {
  readonly rows: RawRows;
  readonly layout: FileLayout;
}

/**
 * Rows of a CSV or JSON file, gzip or not, in any of the layouts that the header, the rows themselves or the options decide.
 * Nothing is dropped or mended here (see clean). Throws CandleFileError where nothing decides.
 */
export function importCandles(file: Buffer, options: ImportOptions): ImportedFile {
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file) : file;
  const first = bytes.find((byte) => byte > 0x20);
  const isJson = first === OPEN_BRACKET || first === OPEN_BRACE;
  const table = isJson ? readJsonTable(bytes, options) : readCsvTable(bytes, options);
  const { times } = table.layout;
  if (options.clock !== null && times === 'zoned') {
    throw new CandleFileError(
      `${options.name}: expected times without a zone under ${options.clock.name}, they say their own`,
    );
  }
  const wall = rowsOf(table);
  const order = orderOf(wall.openTimeMs);
  const rows = options.clock === null ? wall : { ...wall, openTimeMs: inUtc(wall.openTimeMs, options.clock, order) };
  const pointSize = options.pointSize ?? pointSizeOf(rows, options.symbol);
  const saysZone = times === 'zoned' || times === 'epoch';
  const clock = options.clock?.name ?? (saysZone ? 'UTC' : 'UTC (assumed)');
  return { rows: scalePrices(rows, pointSize), layout: { ...table.layout, clock, order, pointSize } };
}

/** Reads a file (see importCandles). Throws CandleFileError, also when it cannot be opened or unpacked. */
export function importCandlesFile(path: string, options: ImportOptions): ImportedFile {
  try {
    return importCandles(readFileSync(path), options);
  } catch (cause) {
    if (cause instanceof CandleFileError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CandleFileError(`${path}: expected a readable file of candles, ${why}`, { cause });
  }
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
    openTimeMs: column('time'),
    open: price('open'),
    high: price('high'),
    low: price('low'),
    close: price('close'),
    volume: column('volume'),
    spread: quoted ? column('ask_close').map((ask, row) => ask - (bidClose[row] ?? Number.NaN)) : null,
    takerBuyVolume: cells.get('takerBuyVolume') ?? null,
    quoteVolume: cells.get('quoteVolume') ?? null,
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
