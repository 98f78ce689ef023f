import { createHash, randomBytes } from 'node:crypto';
import type { Collection } from 'mongoose';
import type { CandleColumns } from '../../../market/candle.ts';
import { inBatches } from '../in-batches.ts';
import { type CandleBucket, packRow } from './candle-bucket.ts';

/** The stored buckets, by the driver's collection. */
export type Buckets = Collection<CandleBucket>;

/** Rows of one bucket of a series. */
export interface BucketRows {
  readonly name: string;
  readonly startMs: number;
  readonly rows: CandleColumns;
}

/** Tail rows before they are packed into the columns: packing costs three operations, so fewer than one append in a hundred pays them. */
const MOST_TAIL_ROWS = 128;
/** Series that began together do not all pack at the same close: each has its own number, less than this below the most. */
const TAIL_SPREAD = 28;
const MOST_PUSHED = MOST_TAIL_ROWS / 4;

/**
 * Appends rows that are newer than the newest of their bucket to its tail; false when there is no such bucket, or its tail is full. At the
 * close of many markets the appends of all of them become a few bulk writes. A bulk answers only how many matched; so each push leaves a
 * name of its own, by which those that did not are known where some did not.
 */
export function createPush(buckets: Buckets): (rows: BucketRows) => Promise<boolean> {
  const push = inBatches((batch: readonly BucketRows[]) => pushEach(buckets, batch));
  return async (rows) => rows.rows.length > 0 && rows.rows.length <= MOST_PUSHED && (await push(rows));
}

async function pushEach(buckets: Buckets, batch: readonly BucketRows[]): Promise<readonly boolean[]> {
  const pushes = batch.map(pushOf);
  const [only] = pushes;
  if (pushes.length === 1 && only !== undefined)
    return [(await buckets.updateOne(only.filter, only.update)).matchedCount === 1];
  const { matchedCount } = await buckets.bulkWrite(
    pushes.map(({ filter, update }) => ({ updateOne: { filter, update } })),
    { ordered: false },
  );
  if (matchedCount === pushes.length) return pushes.map(() => true);
  const ids = pushes.map(({ filter }) => filter._id);
  const found = await buckets.find({ _id: { $in: ids } }, { projection: { push: 1 } }).toArray();
  const lastPushes = new Map(found.map(({ _id, push }) => [_id, push]));
  // One that somebody else has pushed after is taken for unmatched: merging in what is there already changes nothing.
  return pushes.map(({ filter, name }) => lastPushes.get(filter._id) === name);
}

function pushOf({ name: series, startMs, rows }: BucketRows) {
  const first = rows.openTimeMs[0] ?? Number.NaN;
  const last = rows.openTimeMs[rows.length - 1] ?? Number.NaN;
  const tail = Array.from({ length: rows.length }, (_, row) => packRow(rows, row));
  const name = randomBytes(9).toString('base64url');
  const filter = {
    _id: `${series}|${startMs}`,
    newestMs: { $lt: first },
    [`tail.${tailRowsOf(series) - rows.length}`]: { $exists: false },
  };
  const update = { $push: { tail: { $each: tail } }, $set: { newestMs: last, push: name }, $inc: { revision: 1 } };
  return { name, filter, update };
}

/** The same for a series in every process. */
function tailRowsOf(series: string): number {
  return MOST_TAIL_ROWS - (createHash('sha256').update(series).digest().readUInt16BE() % TAIL_SPREAD);
}
