import { z } from 'zod';
import { type CandleColumns, emptyColumns, sliceColumns } from '../../../market/candle.ts';
import { type Timeframe, timeframeMs } from '../../../market/timeframe.ts';

/** Candle lengths per bucket: 48 KB for six columns, 17 hours of minutes, six weeks of hours. */
const BUCKET_CANDLES = 1_000;
/** Columns that every bucket has. */
export const PLAIN = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const;
/** Columns that only some sources have; absent where none of the rows has a value. */
export const EXTRA = ['spread', 'takerBuyVolume'] as const;
const COLUMNS = [...PLAIN, ...EXTRA] as const;
type ColumnName = (typeof COLUMNS)[number];
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/**
 * One document: the candles of a series whose openTimeMs lies in [startMs, startMs + span). Each packed column is a binary
 * of little-endian doubles; `tail` holds the newest rows, one binary of eight doubles each (COLUMNS' order, NaN unknown),
 * so that appending a candle is one small push and not a rewrite of the columns. Tail rows are newer than packed ones.
 */
const bucketDocument = z.object({
  _id: z.string(),
  series: z.string(),
  startMs: z.number(),
  newestMs: z.number(),
  revision: z.number(),
  rows: z.number(),
  packed: z.object({
    openTimeMs: bytes,
    open: bytes,
    high: bytes,
    low: bytes,
    close: bytes,
    volume: bytes,
    spread: bytes.optional(),
    takerBuyVolume: bytes.optional(),
  }),
  tail: z.array(bytes),
  /** Name of the newest push; absent where none came after the columns were packed. */
  push: z.string().optional(),
});
/** A stored bucket of candles: columns as little-endian doubles, and the rows that are not packed yet. */
export type CandleBucket = z.infer<typeof bucketDocument>;

/** Reads a stored bucket. Throws when its binaries do not hold the number of rows it states. */
export function parseBucket(document: unknown): CandleBucket {
  const bucket = bucketDocument.parse(document);
  for (const name of COLUMNS) {
    const size = bucket.packed[name]?.length;
    if (size !== undefined && size !== bucket.rows * 8) {
      throw new Error(`candle bucket ${bucket._id}: expected ${bucket.rows * 8} bytes of ${name}, was ${size}`);
    }
  }
  for (const row of bucket.tail) {
    if (row.length !== COLUMNS.length * 8)
      throw new Error(`candle bucket ${bucket._id}: expected 64 bytes a tail row, was ${row.length}`);
  }
  return bucket;
}

/** Milliseconds that one bucket covers. */
export function bucketSpanMs(timeframe: Timeframe): number {
  return timeframeMs(timeframe) * BUCKET_CANDLES;
}

/** Start of the bucket a candle belongs to. */
export function bucketStartMs(timeframe: Timeframe, openTimeMs: number): number {
  const span = bucketSpanMs(timeframe);
  return Math.floor(openTimeMs / span) * span;
}

/** All rows of the buckets, given in ascending order of time. Copies once, straight from the driver's buffers. */
export function unpack(buckets: readonly CandleBucket[]): CandleColumns {
  const length = buckets.reduce((sum, bucket) => sum + bucket.rows + bucket.tail.length, 0);
  const plain = emptyColumns(length);
  const extras: Record<(typeof EXTRA)[number], Float64Array | null> = { spread: null, takerBuyVolume: null };
  /** The column to write to; an extra one is made when the first value for it comes. */
  const target = (name: ColumnName): Float64Array => {
    if (name !== 'spread' && name !== 'takerBuyVolume') return plain[name];
    const column = extras[name] ?? blank(length);
    extras[name] = column;
    return column;
  };
  let at = 0;
  for (const bucket of buckets) {
    for (const name of COLUMNS) {
      const column = bucket.packed[name];
      // Byte-wise, because a slice of a network buffer need not lie on a multiple of eight.
      if (column !== undefined) new Uint8Array(target(name).buffer, at * 8, column.length).set(column);
    }
    at += bucket.rows;
    for (const row of bucket.tail) {
      const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
      COLUMNS.forEach((name, index) => {
        const value = view.getFloat64(index * 8, true);
        // Unknown is what a column starts with.
        if (!Number.isNaN(value)) target(name)[at] = value;
      });
      at += 1;
    }
  }
  return { ...plain, ...extras };
}

/** A bucket with these rows packed and an empty tail. */
export function packBucket(bucket: {
  readonly series: string;
  readonly startMs: number;
  readonly rows: CandleColumns;
  readonly revision: number;
}): CandleBucket {
  const { series, startMs, rows, revision } = bucket;
  const extra = (column: Float64Array | null): Uint8Array | undefined =>
    column === null || nullIfBlank(column) === null ? undefined : bytesOf(column);
  const spread = extra(rows.spread);
  const takerBuyVolume = extra(rows.takerBuyVolume);
  return {
    _id: `${series}|${startMs}`,
    series,
    startMs,
    newestMs: rows.openTimeMs[rows.length - 1] ?? startMs,
    revision,
    rows: rows.length,
    packed: {
      openTimeMs: bytesOf(rows.openTimeMs),
      open: bytesOf(rows.open),
      high: bytesOf(rows.high),
      low: bytesOf(rows.low),
      close: bytesOf(rows.close),
      volume: bytesOf(rows.volume),
      ...(spread === undefined ? {} : { spread }),
      ...(takerBuyVolume === undefined ? {} : { takerBuyVolume }),
    },
    tail: [],
  };
}

/** One row as a tail binary. */
export function packRow(columns: CandleColumns, row: number): Uint8Array {
  const packed = Buffer.alloc(COLUMNS.length * 8);
  COLUMNS.forEach((name, index) => {
    packed.writeDoubleLE(columns[name]?.[row] ?? Number.NaN, index * 8);
  });
  return packed;
}

/** Rows with fromMs ≤ openTimeMs < toMs, without copying. */
export function cutToRange(columns: CandleColumns, fromMs: number, toMs: number): CandleColumns {
  return sliceColumns(columns, firstRowFrom(columns.openTimeMs, fromMs), firstRowFrom(columns.openTimeMs, toMs));
}

/** First row whose time is at or after `timeMs`; the length when there is none. Times ascend. */
export function firstRowFrom(times: Float64Array, timeMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bytesOf(column: Float64Array): Uint8Array {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}

function blank(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

function nullIfBlank(column: Float64Array): Float64Array | null {
  return column.some((value) => !Number.isNaN(value)) ? column : null;
}
