import type { Connection } from 'mongoose';
import { type CandleColumns, emptyColumns, sliceColumns } from '../../../market/candle.ts';
import type { CandleRevision } from '../../../market/revision.ts';
import { type SeriesKey, seriesName } from '../../../market/series.ts';
import type { CandleStore } from '../../../ports.ts';
import { isDuplicateKey } from '../connect.ts';
import {
  bucketSpanMs,
  bucketStartMs,
  type CandleBucket,
  cutToRange,
  firstRowFrom,
  packBucket,
  parseBucket,
  unpack,
} from './candle-bucket.ts';
import { mergeCandles } from './candle-merge.ts';
import { type BucketRows, type Buckets, createPush } from './create-push.ts';

/** Name of the collection. */
export const CANDLES = 'candles';
const MAX_ATTEMPTS = 50;

/** Listeners for changes. */
export interface CandleStoreOptions {
  /** Told of stored candles that a later append changed, after the change is stored. */
  readonly onRevision?: (series: SeriesKey, revisions: readonly CandleRevision[]) => void;
}

/**
 * Candles in MongoDB, a thousand to a document (candle-bucket.ts). Every write is one compare-and-set on one document:
 * appending the newest candle is a push of 64 bytes (create-push.ts), anything else a merge and a replacement guarded by a revision count.
 * Uses the driver's collection, not a mongoose model: casting a million numbers is what the buckets are there to avoid.
 */
export function createMongoCandles(connection: Connection, options: CandleStoreOptions = {}): CandleStore {
  const buckets = connection.collection<CandleBucket>(CANDLES);
  const pushNewest = createPush(buckets);
  // A lower bound of each series' newest bucket: lets "the newest" be asked for as a short range. Only a hint.
  const newestKnown = new Map<string, number>();

  const find = async (filter: object): Promise<CandleBucket[]> => {
    const found = await buckets.find(filter, { promoteBuffers: true, batchSize: 1_000 }).toArray();
    return found.map(parseBucket).sort((one, other) => one.startMs - other.startMs);
  };

  const remember = (series: string, startMs: number): void => {
    newestKnown.set(series, Math.max(startMs, newestKnown.get(series) ?? Number.NEGATIVE_INFINITY));
  };

  /** Where the newest bucket starts and its newest candle, or null when the series has none. */
  const findNewest = async (
    series: string,
  ): Promise<{ readonly startMs: number; readonly newestMs: number } | null> => {
    const hint = newestKnown.get(series);
    for (const filter of [...(hint === undefined ? [] : [{ series, startMs: { $gte: hint } }]), { series }]) {
      const found = await buckets.find(filter, { projection: { startMs: 1, newestMs: 1 } }).toArray();
      const newest = found.sort((one, other) => other.startMs - one.startMs)[0];
      if (newest !== undefined) {
        newestKnown.set(series, newest.startMs);
        return newest;
      }
    }
    newestKnown.delete(series);
    return null;
  };

  const readNewest = async (series: SeriesKey, count: number): Promise<CandleColumns> => {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`expected a count ≥ 0, was ${count}`);
    const name = seriesName(series);
    const newest = count === 0 ? null : await findNewest(name);
    if (newest === null) return emptyColumns(0);
    const span = bucketSpanMs(series.timeframe);
    // Gaps (weekends) make a bucket hold fewer rows than it could: look further back until there are enough or no more.
    for (let reach = Math.ceil(count / 1_000) + 1; ; reach *= 8) {
      const fromMs = newest.startMs - reach * span;
      const rows = unpack(await find({ series: name, startMs: { $gte: Math.max(fromMs, 0) } }));
      if (rows.length >= count || fromMs <= 0) return sliceColumns(rows, Math.max(rows.length - count, 0));
    }
  };

  return {
    append: async (series, candles) => {
      checkAscending(candles);
      const name = seriesName(series);
      for (const { startMs, rows } of splitByBucket(series, candles)) {
        if (!(await pushNewest({ name, startMs, rows }))) {
          const revisions = await mergeIn(buckets, { name, startMs, rows });
          if (revisions.length > 0) options.onRevision?.(series, revisions);
        }
        remember(name, startMs);
      }
    },
    read: async (series, fromMs, toMs) => {
      if (!(fromMs < toMs)) return emptyColumns(0);
      const startMs = { $gte: Math.max(bucketStartMs(series.timeframe, fromMs), 0), $lt: toMs };
      return cutToRange(unpack(await find({ series: seriesName(series), startMs })), fromMs, toMs);
    },
    readNewest,
    newestOpenTimeMs: async (series) => (await findNewest(seriesName(series)))?.newestMs ?? null,
  };
}

/** Merges rows into their bucket, made if need be, and returns which stored candles changed. */
async function mergeIn(buckets: Buckets, { name, startMs, rows }: BucketRows): Promise<readonly CandleRevision[]> {
  const _id = `${name}|${startMs}`;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const found = await buckets.findOne({ _id }, { promoteBuffers: true });
    if (found === null) {
      if (await inserted(() => buckets.insertOne(packBucket({ series: name, startMs, rows, revision: 1 })))) return [];
      continue;
    }
    const stored = parseBucket(found);
    const merged = mergeCandles(unpack([stored]), rows);
    if (merged.type === 'same') return [];
    const next = packBucket({ series: name, startMs, rows: merged.columns, revision: stored.revision + 1 });
    const { matchedCount } = await buckets.replaceOne({ _id, revision: stored.revision }, next);
    if (matchedCount === 1) return merged.revisions;
  }
  throw new Error(`candle bucket ${_id}: changed under us ${MAX_ATTEMPTS} times in a row`);
}

/** False when the document is there already. */
async function inserted(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

function splitByBucket(
  series: SeriesKey,
  candles: CandleColumns,
): readonly { readonly startMs: number; readonly rows: CandleColumns }[] {
  const parts: { startMs: number; rows: CandleColumns }[] = [];
  for (let from = 0; from < candles.length; ) {
    const startMs = bucketStartMs(series.timeframe, candles.openTimeMs[from] ?? 0);
    const to = firstRowFrom(candles.openTimeMs, startMs + bucketSpanMs(series.timeframe));
    parts.push({ startMs, rows: sliceColumns(candles, from, to) });
    from = to;
  }
  return parts;
}

/** What is stored was checked before; this guards the order that reading relies on. */
function checkAscending(candles: CandleColumns): void {
  let previous = -1;
  for (let row = 0; row < candles.length; row += 1) {
    const time = candles.openTimeMs[row] ?? Number.NaN;
    if (!Number.isSafeInteger(time) || time <= previous) {
      throw new RangeError(`expected openTimeMs above ${previous} at row ${row}, was ${time}`);
    }
    previous = time;
  }
}
