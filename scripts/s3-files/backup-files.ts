import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  collectionFile,
  MANIFEST_FILE,
  type Manifest,
  parseManifest,
} from '../../bot/adapters/mongo/backup/manifest.ts';
import type { S3Bucket } from '../../bot/adapters/s3/s3-bucket.ts';

interface BackupPlace {
  readonly bucket: S3Bucket;
  /** Under which the backup's files lie. */
  readonly key: string;
  /** On this machine. */
  readonly folder: string;
}

/** The files that a manifest names, itself last: a backup without one was cut off. */
function namesIn({ collections }: Manifest): readonly string[] {
  return [...collections.map(({ name }) => collectionFile(name)), MANIFEST_FILE];
}

/** Where a backup is kept: by the time when it was begun, without the colons that a shell or a path may trip over. */
export function backupKey(prefix: string, { from }: Manifest): string {
  return `${prefix}/${from.replaceAll(':', '-')}`;
}

/** Stores the files of a backup, its manifest last. */
export async function uploadBackup({ bucket, key, folder }: BackupPlace, manifest: Manifest): Promise<void> {
  for (const name of namesIn(manifest)) await bucket.put(`${key}/${name}`, join(folder, name));
}

/** Brings the files of a backup into a folder, those of some collections or all of them. */
export async function downloadBackup(
  { bucket, key, folder }: BackupPlace,
  isWanted: (collection: string) => boolean = () => true,
): Promise<void> {
  await bucket.get(`${key}/${MANIFEST_FILE}`, join(folder, MANIFEST_FILE));
  const manifest = parseManifest(readFileSync(join(folder, MANIFEST_FILE), 'utf8'));
  if (manifest === null) throw new Error(`${key}/${MANIFEST_FILE}: expected the manifest of a backup of this product`);
  for (const { name } of manifest.collections)
    if (isWanted(name)) await bucket.get(`${key}/${collectionFile(name)}`, join(folder, collectionFile(name)));
}
