import type { Connection } from 'mongoose';
import { CANDLES } from './candles/candles.ts';
import { PREDICTIONS } from './predictions.ts';
import { REVISIONS } from './revisions.ts';
import { SIGNALS } from './signal-document.ts';
import { CHECKPOINTS } from './training/checkpoints.ts';
import { fillNextWork } from './upgrade/fill-next-work.ts';
import { fillSlots } from './upgrade/fill-slots.ts';

const NAMESPACE_NOT_FOUND = 26;

/** An index that the product relies on. */
export interface Index {
  readonly collection: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique: boolean;
  /** Documents without the field do not take part: those of an older version. */
  readonly sparse?: boolean;
}

/** The engine's. Every collection's key is deterministic and so unique by itself (_id); these serve reading, and guard once more. */
export const ENGINE_INDEXES: readonly Index[] = [
  { collection: CANDLES, key: { series: 1, startMs: 1 }, unique: true },
  { collection: CHECKPOINTS, key: { run: 1, fold: 1 }, unique: false },
  { collection: REVISIONS, key: { series: 1, openTimeMs: 1 }, unique: false },
  { collection: SIGNALS, key: { slot: 1 }, unique: true, sparse: true },
  { collection: SIGNALS, key: { nextWorkMs: 1 }, unique: false },
  { collection: SIGNALS, key: { settled: 1, series: 1 }, unique: false },
  { collection: SIGNALS, key: { series: 1, closeTimeMs: 1 }, unique: false },
  { collection: SIGNALS, key: { createdAtMs: 1 }, unique: false },
  { collection: SIGNALS, key: { 'outcome.settledAtMs': 1 }, unique: false },
  { collection: SIGNALS, key: { head: 1 }, unique: false },
  { collection: PREDICTIONS, key: { series: 1, closeTimeMs: 1 }, unique: false },
];

/**
 * Builds the engine's indexes where they are missing, after marking what an older version wrote twice. Idempotent; called at start,
 * before anything is written. Returns how many signals were marked as superseded now.
 */
export async function ensureIndexes(connection: Connection): Promise<{ readonly superseded: number }> {
  const superseded = await fillSlots(connection);
  for (const { collection, key, unique, sparse = false } of ENGINE_INDEXES) {
    await connection
      .collection(collection)
      .createIndex({ ...key }, { unique, name: nameOf(key), ...(sparse ? { sparse } : {}) });
  }
  await fillNextWork(connection);
  return { superseded };
}

/**
 * Names of indexes that the database lacks, such as "signals.head_1", or has without the uniqueness we rely on: readiness fails
 * while there are any. Looks for the engine's and for `more`; one call for each collection. Rejects when the database is away.
 */
export async function missingIndexes(connection: Connection, more: readonly Index[] = []): Promise<readonly string[]> {
  const wanted = [...ENGINE_INDEXES, ...more];
  const missing: string[] = [];
  for (const collection of new Set(wanted.map((index) => index.collection))) {
    const present = await indexesOf(connection, collection);
    for (const { key, unique } of wanted.filter((index) => index.collection === collection)) {
      const found = present.find((index) => nameOf(index.key) === nameOf(key));
      if (found === undefined || (unique && !found.unique)) missing.push(`${collection}.${nameOf(key)}`);
    }
  }
  return missing;
}

async function indexesOf(connection: Connection, collection: string): Promise<readonly Omit<Index, 'collection'>[]> {
  try {
    const found = await connection.collection(collection).indexes();
    return found.map(({ key, unique }) => ({ key: keyOf(key), unique: unique === true }));
  } catch (error) {
    // A collection that was dropped has none.
    if (error instanceof Error && 'code' in error && error.code === NAMESPACE_NOT_FOUND) return [];
    throw error;
  }
}

function keyOf(key: Readonly<Record<string, unknown>>): Index['key'] {
  return Object.fromEntries(Object.entries(key).map(([field, order]) => [field, order === -1 ? -1 : 1]));
}

function nameOf(key: Index['key']): string {
  return Object.entries(key)
    .map(([field, order]) => `${field}_${order}`)
    .join('_');
}
