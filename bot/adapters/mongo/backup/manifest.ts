import { z } from 'zod';

/** The name of the file that describes a backup. */
export const MANIFEST_FILE = 'manifest.json';

/** An index as a manifest states it. */
export const backedUpIndex = z.object({
  key: z.record(z.string(), z.union([z.number(), z.string()])),
  name: z.string(),
  unique: z.boolean(),
  sparse: z.boolean(),
  expireAfterSeconds: z.number().nullable(),
  partialFilterExpression: z.record(z.string(), z.unknown()).nullable(),
});

const collection = z.object({
  name: z.string().regex(/^[\w.-]{1,120}$/),
  documents: z.number().int().nonnegative(),
  /** Of the documents' BSON, uncompressed. */
  bytes: z.number().int().nonnegative(),
  /** sha256 of the documents' BSON one after another as they stand in the file, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  indexes: z.array(backedUpIndex),
});

const manifest = z.object({
  format: z.literal('analyser-backup-1'),
  database: z.string(),
  /** When the first and the last document were read, ISO-8601. */
  from: z.string(),
  to: z.string(),
  collections: z.array(collection),
});

/** What a backup holds. */
export type Manifest = z.infer<typeof manifest>;
export type BackedUpCollection = Manifest['collections'][number];

/** Reads a manifest; null when the text is none. */
export function parseManifest(text: string): Manifest | null {
  try {
    const parsed = manifest.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The file of a collection's documents within the backup's folder: what mongodump --gzip writes, so mongorestore reads it too. */
export function collectionFile(name: string): string {
  return `${name}.bson.gz`;
}
