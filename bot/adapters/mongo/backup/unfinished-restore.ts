import type { Connection } from 'mongoose';
import { z } from 'zod';
import { backedUpIndex } from './manifest.ts';

/** The collection whose one document says that a restore has begun and has not ended. In no backup. */
export const UNFINISHED_RESTORE = 'unfinished_restore';

const ID = 'restore';

const document = z.object({
  /** written: not all documents are there and compared; compared: they are, the last steps are to come. */
  state: z.enum(['written', 'compared']),
  /** When the backup was begun, Unix milliseconds. */
  sinceMs: z.number(),
  /** Messages that waited are sent: the product has not run since the backup. */
  isNothingSent: z.boolean(),
  /** Deletions that the operator gave. */
  erasures: z.array(z.object({ pseudonym: z.number(), atMs: z.number() })),
  /** Indexes by which documents expire, which come after the comparison. */
  expiring: z.array(z.object({ collection: z.string(), index: backedUpIndex })),
});

/** A restore that has begun, with what its last steps need, so that they may be taken by another process. */
export type UnfinishedRestore = z.infer<typeof document>;

const collectionOf = (connection: Connection) =>
  connection.collection<UnfinishedRestore & { readonly _id: string }>(UNFINISHED_RESTORE);

/** The restore that has begun in a database and has not ended; null: none. */
export async function readUnfinishedRestore(connection: Connection): Promise<UnfinishedRestore | null> {
  const found = await collectionOf(connection).findOne({ _id: ID });
  return found === null ? null : document.parse(found);
}

/** Throws where a restore has not ended: such a database posts twice, and knows people who were forgotten. */
export async function refuseUnfinishedRestore(connection: Connection): Promise<void> {
  if ((await readUnfinishedRestore(connection)) !== null)
    throw new Error(`${connection.name}: a restore was not finished: npm run restore -- --finish`);
}

/** Says so, as the first document of an empty database. */
export async function beginRestore(connection: Connection, restore: Omit<UnfinishedRestore, 'state'>): Promise<void> {
  await collectionOf(connection).insertOne({ _id: ID, state: 'written', ...restore });
}

/** Every document is there. */
export async function noteCompared(connection: Connection): Promise<void> {
  await collectionOf(connection).updateOne({ _id: ID }, { $set: { state: 'compared' } });
}

/** The restore has ended. */
export async function endRestore(connection: Connection): Promise<void> {
  await connection.dropCollection(UNFINISHED_RESTORE);
}
