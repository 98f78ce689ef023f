import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, mongo } from 'mongoose';
import { createIndexes } from './create-indexes.ts';
import { createDocumentsDigest, type DocumentsDigest } from './documents-digest.ts';
import { collectionNames, counted, findFilled, type OnProgress, rawDocuments } from './dump-database.ts';
import { type BackedUpCollection, collectionFile, MANIFEST_FILE, type Manifest, parseManifest } from './manifest.ts';
import { readBson } from './read-bson.ts';
import type { Erasure } from './read-erasures.ts';
import { beginRestore, noteCompared, refuseUnfinishedRestore } from './unfinished-restore.ts';

/** Documents and bytes written at once. */
const BATCH = 1_000;
const BATCH_BYTES = 8 * 1024 * 1024;

/** Numbers keep their type (Int32, Long, Double), so that what is written back is what was read, to the byte. */
const AS_STORED = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;

export interface RestoreOptions {
  /** Of the backup. */
  readonly folder: string;
  /** Deletions that are told by others than the backup itself. */
  readonly erasures: readonly Erasure[];
  /** What waited to be sent is sent. */
  readonly isNothingSent: boolean;
}

/**
 * Brings a backup into an empty database, which the product does not take before finishRestore. Nothing is written before every file has
 * the hash that the manifest states; afterwards what lies in the database is read again and must have the same hashes. Throws otherwise,
 * and where the database is not empty. Indexes are built before the documents, which are written a batch at a time: SecantusDB writes each
 * entry of an index that is built later to disk by itself (ten times as slow), and a MongoDB is at most twice as slow this way. Indexes by
 * which documents expire are left to finishRestore: else the server might remove some before they are compared.
 */
export async function restoreDatabase(
  connection: Connection,
  { folder, erasures, isNothingSent }: RestoreOptions,
  onProgress: OnProgress,
): Promise<Manifest> {
  const manifest = readManifest(folder);
  await refuseUnfinishedRestore(connection);
  await refuseFilled(connection);
  const digests = new Map<string, DocumentsDigest>();
  for (const collection of manifest.collections) digests.set(collection.name, await readFile(collection, folder));
  const indexes = manifest.collections.flatMap(({ name, indexes: of }) =>
    of.map((index) => ({ collection: name, index })),
  );
  const sinceMs = Date.parse(manifest.from);
  await beginRestore(connection, {
    ...{ sinceMs, isNothingSent, erasures: erasures.filter(({ atMs }) => atMs >= sinceMs) },
    expiring: indexes.filter(({ index }) => index.expireAfterSeconds !== null),
  });
  for (const { collection, index } of indexes)
    if (index.expireAfterSeconds === null) await createIndexes(connection.collection(collection), [index]);
  for (const collection of manifest.collections) await restoreDocuments(connection, { collection, folder }, onProgress);
  for (const [name, digest] of digests) await compareStored(connection, name, digest);
  await noteCompared(connection);
  return manifest;
}

function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST_FILE);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Error(`${path}: not there; a backup without its manifest was cut off while it was made`);
  }
  const manifest = parseManifest(text);
  if (manifest === null) throw new Error(`${path}: expected the manifest of a backup of this product`);
  return manifest;
}

async function refuseFilled(connection: Connection): Promise<void> {
  const name = await findFilled(connection, await collectionNames(connection));
  if (name !== null)
    throw new Error(`expected an empty database, but ${connection.name} has documents in ${name}: nothing was written`);
}

/** Reads a file whole. Throws where it is not what the manifest says. */
async function readFile(stated: BackedUpCollection, folder: string): Promise<DocumentsDigest> {
  const path = join(folder, collectionFile(stated.name));
  const digest = createDocumentsDigest();
  const seen = { hash: createHash('sha256'), documents: 0, bytes: 0 };
  for await (const document of counted(readBson(path), seen)) digest.add(document);
  const found = seen.hash.digest('hex');
  if (found === stated.sha256 && seen.documents === stated.documents) return digest;
  throw new Error(
    `${path}: expected ${stated.documents} documents with sha256 ${stated.sha256.slice(0, 12)}…, ` +
      `found ${seen.documents} with ${found.slice(0, 12)}…`,
  );
}

/** Reads a collection again. Throws where it does not hold what its file does. */
async function compareStored(connection: Connection, name: string, digest: DocumentsDigest): Promise<void> {
  const stored = createDocumentsDigest();
  for await (const document of rawDocuments(connection, name, () => {})) stored.add(document);
  const [wanted, found] = [digest.value(), stored.value()];
  if (wanted.sum === found.sum && wanted.documents === found.documents) return;
  throw new Error(
    `${connection.name}.${name}: expected ${wanted.documents} documents whose hashes sum to ${wanted.sum.slice(0, 12)}…, ` +
      `found ${found.documents} with ${found.sum.slice(0, 12)}…`,
  );
}

interface Given {
  readonly collection: BackedUpCollection;
  readonly folder: string;
}

async function restoreDocuments(
  connection: Connection,
  { collection: { name, documents: total }, folder }: Given,
  onProgress: OnProgress,
): Promise<void> {
  const collection = connection.collection(name);
  let [batch, bytes, done] = [[] as mongo.BSON.Document[], 0, 0];
  let writing: Promise<unknown> = Promise.resolve();
  // While the server writes a batch the next one is read, and no more than that.
  const write = async (): Promise<void> => {
    await writing;
    onProgress(name, done, total);
    if (batch.length === 0) return;
    writing = collection.insertMany(batch, { ordered: false });
    // It is awaited with the next batch: until then a rejection is not unhandled.
    writing.catch(() => {});
    done += batch.length;
    [batch, bytes] = [[], 0];
  };
  for await (const document of readBson(join(folder, collectionFile(name)))) {
    batch.push(mongo.BSON.deserialize(document, AS_STORED));
    bytes += document.length;
    if (batch.length >= BATCH || bytes >= BATCH_BYTES) await write();
  }
  await write();
  await writing;
  onProgress(name, done, total);
}
