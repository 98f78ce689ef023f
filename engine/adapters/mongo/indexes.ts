import type { Connection } from 'mongoose';
import { CANDLES } from './candles.ts';
import { fillSlots } from './fill-slots.ts';
import { PREDICTIONS } from './predictions.ts';
import { REVISIONS } from './revisions.ts';
import { SIGNALS } from './signal-document.ts';

interface Index {
  readonly collection: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique: boolean;
  /** Documents without the field do not take part: those of an older version. */
  readonly sparse?: boolean;
}

/** Every collection's key is deterministic and so unique by itself (_id); these serve reading, and guard once more. */
const INDEXES: readonly Index[] = [
  { collection: CANDLES, key: { series: 1, startMs: 1 }, unique: true },
  { collection: REVISIONS, key: { series: 1, openTimeMs: 1 }, unique: false },
  { collection: SIGNALS, key: { slot: 1 }, unique: true, sparse: true },
  { collection: SIGNALS, key: { 'deliveries.work': 1 }, unique: false },
  { collection: SIGNALS, key: { settled: 1, series: 1 }, unique: false },
  { collection: SIGNALS, key: { series: 1, closeTimeMs: 1 }, unique: false },
  { collection: SIGNALS, key: { createdAtMs: 1 }, unique: false },
  { collection: SIGNALS, key: { head: 1 }, unique: false },
  { collection: PREDICTIONS, key: { series: 1, closeTimeMs: 1 }, unique: false },
];

/**
 * Builds the engine's indexes where they are missing, after marking what an older version wrote twice. Idempotent; called at start,
 * before anything is written. Returns how many signals were marked as superseded now.
 */
export async function ensureIndexes(connection: Connection): Promise<{ readonly superseded: number }> {
  const superseded = await fillSlots(connection);
  for (const { collection, key, unique, sparse = false } of INDEXES) {
    await connection
      .collection(collection)
      .createIndex({ ...key }, { unique, name: nameOf(key), ...(sparse ? { sparse } : {}) });
  }
  return { superseded };
}

/** Names of the engine's indexes that the database lacks, such as "signals.head_1": readiness fails while there are any. */
export async function missingIndexes(connection: Connection): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const { collection, key } of INDEXES) {
    const present = await connection
      .collection(collection)
      .indexExists(nameOf(key))
      .catch(() => false);
    if (!present) missing.push(`${collection}.${nameOf(key)}`);
  }
  return missing;
}

function nameOf(key: Index['key']): string {
  return Object.entries(key)
    .map(([field, order]) => `${field}_${order}`)
    .join('_');
}
