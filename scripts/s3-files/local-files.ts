import { mkdirSync } from 'node:fs';
import { ERASURES } from '../../bot/adapters/mongo/erasures.ts';
import { downloadBackup } from './backup-files.ts';
import { openBucket, parseS3Address } from './s3-address.ts';

/** The folder of a backup, which is brought into `folder` where it lies in S3. */
export async function localBackup(place: string, folder: string): Promise<string> {
  const address = parseS3Address(place);
  if (address === null) return place;
  mkdirSync(folder);
  await downloadBackup({ bucket: await openBucket(address), key: address.key, folder });
  return folder;
}

/** Likewise what tells of deletions: a backup, of which that alone is brought, or a file of the log. */
export async function localErasures(place: string, path: string): Promise<string> {
  const address = parseS3Address(place);
  if (address === null) return place;
  const bucket = await openBucket(address);
  if (place.endsWith('/')) {
    mkdirSync(path);
    await downloadBackup({ bucket, key: address.key, folder: path }, (name) => name === ERASURES);
  } else await bucket.get(address.key, path);
  return path;
}
