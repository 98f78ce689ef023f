import { createHash, type Hash } from 'node:crypto';
import { createWriteStream, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Connection } from 'mongoose';
import { type BackedUpCollection, collectionFile, MANIFEST_FILE, type Manifest } from './manifest.ts';
import { readingOrder } from './reading-order.ts';
import { refuseUnfinishedRestore, UNFINISHED_RESTORE } from './unfinished-restore.ts';

/** Documents asked for at once. */
const BATCH = 1_000;

/** A database that cannot be the one that was meant. */
export class EmptyDatabaseError extends Error {
  override readonly name = 'EmptyDatabaseError';
}

/** Told after each batch: which collection, and how many of its documents are done. */
export type OnProgress = (collection: string, done: number, total: number) => void;

/**
 * Writes every collection of the database into a folder, with counts, hashes and indexes in its manifest, which comes last: a folder
 * without one is no backup. Reads while the product may write: each collection is as it was at a moment within from…to
 * (reading-order.ts). Throws when the folder is not empty, a restore of the database has not ended, or it has no document: then it is
 * not the one that was meant.
 */
export async function dumpDatabase(connection: Connection, folder: string, onProgress: OnProgress): Promise<Manifest> {
  await refuseUnfinishedRestore(connection);
  const names = await collectionNames(connection);
  if ((await findFilled(connection, names)) === null)
    throw new EmptyDatabaseError(
      `expected a database with documents, but ${connection.name} has none: is MONGODB_URI the right one?`,
    );
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`${folder}: expected an empty folder`);
  const from = new Date().toISOString();
  const collections: BackedUpCollection[] = [];
  for (const name of readingOrder(names))
    collections.push(await dumpCollection(connection, { name, folder }, onProgress));
  const manifest: Manifest = {
    format: 'analyser-backup-1',
    database: connection.name,
    from,
    to: new Date().toISOString(),
    collections,
  };
  writeFileSync(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  return manifest;
}

/** The names of the collections that hold our documents, sorted. */
export async function collectionNames(connection: Connection): Promise<readonly string[]> {
  const listed = await connection.listCollections();
  return listed
    .filter(({ name, type }) => type !== 'view' && !name.startsWith('system.') && name !== UNFINISHED_RESTORE)
    .map(({ name }) => name)
    .sort();
}

/** A collection that has a document; null: none has. */
export async function findFilled(connection: Connection, names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    const [one] = await connection.collection(name).find({}, { limit: 1 }).toArray();
    if (one !== undefined) return name;
  }
  return null;
}

interface Place {
  readonly name: string;
  readonly folder: string;
}

async function dumpCollection(
  connection: Connection,
  { name, folder }: Place,
  onProgress: OnProgress,
): Promise<BackedUpCollection> {
  const seen = { hash: createHash('sha256'), documents: 0, bytes: 0 };
  const total = await connection.collection(name).estimatedDocumentCount();
  const documents = rawDocuments(connection, name, () => onProgress(name, seen.documents, total));
  const file = createWriteStream(join(folder, collectionFile(name)), { mode: 0o600 });
  await pipeline(Readable.from(counted(documents, seen)), createGzip({ level: 6 }), file);
  const { documents: count, bytes } = seen;
  const sha256 = seen.hash.digest('hex');
  return { name, documents: count, bytes, sha256, indexes: await indexesOf(connection, name) };
}

/** Every document of a collection as its BSON, in no order: some servers sort all of them before the first one comes. */
export async function* rawDocuments(connection: Connection, name: string, onBatch: () => void): AsyncGenerator<Buffer> {
  const found = connection.collection(name).find({}, { raw: true, batchSize: BATCH });
  let done = 0;
  for await (const document of found) {
    if (!Buffer.isBuffer(document)) throw new Error(`${name}: expected the driver to hand on raw BSON`);
    yield document;
    done += 1;
    if (done % BATCH === 0) onBatch();
  }
}

/** The same documents, hashed and counted on their way. */
export async function* counted(
  documents: AsyncIterable<Buffer>,
  seen: { readonly hash: Hash; documents: number; bytes: number },
): AsyncGenerator<Buffer> {
  for await (const document of documents) {
    seen.hash.update(document);
    seen.documents += 1;
    seen.bytes += document.length;
    yield document;
  }
}

async function indexesOf(connection: Connection, name: string): Promise<BackedUpCollection['indexes']> {
  const found = await connection.collection(name).indexes();
  return found
    .filter((index) => index.name !== '_id_')
    .map(({ key, name: indexName = '', unique, sparse, expireAfterSeconds, partialFilterExpression }) => ({
      key: Object.fromEntries(Object.entries(key)),
      name: indexName,
      unique: unique === true,
      sparse: sparse === true,
      expireAfterSeconds: expireAfterSeconds ?? null,
      partialFilterExpression: partialFilterExpression === undefined ? null : { ...partialFilterExpression },
    }));
}
