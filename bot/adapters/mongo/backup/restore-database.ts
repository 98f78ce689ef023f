import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, mongo } from 'mongoose';
import { collectionNames, counted, type OnProgress, rawDocuments } from './dump-database.ts';
import { type BackedUpCollection, collectionFile, MANIFEST_FILE, type Manifest, parseManifest } from './manifest.ts';
import { readBson } from './read-bson.ts';

/** Documents and bytes written at once. */
const BATCH = 1_000;
const BATCH_BYTES = 8 * 1024 * 1024;

/** Numbers keep their type (Int32, Long, Double), so that what is written back is what was read, to the byte. */
const AS_STORED = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;

/**
 * Brings a backup into an empty database. Nothing is written before every file has the hash that the manifest states; afterwards
 * what lies in the database is read again and must have the same hashes. Throws otherwise, and where the database is not empty.
 */
export async function restoreDatabase(
  connection: Connection,
  folder: string,
  onProgress: OnProgress,
): Promise<Manifest> {
  const manifest = readManifest(folder);
  await refuseFilled(connection);
  for (const collection of manifest.collections) {
    const path = join(folder, collectionFile(collection.name));
    await compare(collection, readBson(path), path);
  }
  for (const collection of manifest.collections)
    await restoreCollection(connection, { collection, folder }, onProgress);
  for (const collection of manifest.collections) {
    const stored = rawDocuments(connection, collection.name, () => {});
    await compare(collection, stored, `${connection.name}.${collection.name}`);
  }
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
  for (const name of await collectionNames(connection)) {
    const [one] = await connection.collection(name).find({}, { limit: 1 }).toArray();
    if (one !== undefined)
      throw new Error(
        `expected an empty database, but ${connection.name} has documents in ${name}: nothing was written`,
      );
  }
}

async function compare(stated: BackedUpCollection, documents: AsyncIterable<Buffer>, where: string): Promise<void> {
  const seen = { hash: createHash('sha256'), documents: 0, bytes: 0 };
  for await (const _ of counted(documents, seen));
  const found = seen.hash.digest('hex');
  if (found === stated.sha256 && seen.documents === stated.documents) return;
  throw new Error(
    `${where}: expected ${stated.documents} documents with sha256 ${stated.sha256.slice(0, 12)}…, ` +
      `found ${seen.documents} with ${found.slice(0, 12)}…`,
  );
}

interface Given {
  readonly collection: BackedUpCollection;
  readonly folder: string;
}

async function restoreCollection(
  connection: Connection,
  { collection: { name, documents: total, indexes }, folder }: Given,
  onProgress: OnProgress,
): Promise<void> {
  const collection = connection.collection(name);
  let [batch, bytes, done] = [[] as mongo.BSON.Document[], 0, 0];
  const write = async (): Promise<void> => {
    if (batch.length === 0) return;
    await collection.insertMany(batch, { ordered: false });
    done += batch.length;
    [batch, bytes] = [[], 0];
    onProgress(name, done, total);
  };
  for await (const document of readBson(join(folder, collectionFile(name)))) {
    batch.push(mongo.BSON.deserialize(document, AS_STORED));
    bytes += document.length;
    if (batch.length >= BATCH || bytes >= BATCH_BYTES) await write();
  }
  await write();
  for (const { key, name: indexName, unique, sparse, expireAfterSeconds, partialFilterExpression } of indexes) {
    await collection.createIndex(new Map(Object.entries(key)) as Map<string, 1 | -1>, {
      ...{ name: indexName, unique, sparse },
      ...(expireAfterSeconds === null ? {} : { expireAfterSeconds }),
      ...(partialFilterExpression === null ? {} : { partialFilterExpression }),
    });
  }
}
