import { createS3Bucket, type S3Bucket } from '../../bot/adapters/s3/s3-bucket.ts';
import { UsageError } from '../terminal/arguments.ts';

/** A place in a bucket, as commands are told it: s3://BUCKET/KEY. */
export interface S3Address {
  readonly bucket: string;
  /** Without a slash at its ends. */
  readonly key: string;
}

const ADDRESS = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.*)$/;

/** The address that a text is; null where it is a path. Throws UsageError for one that is neither. */
export function parseS3Address(text: string): S3Address | null {
  if (!text.startsWith('s3:')) return null;
  const [, bucket, path = ''] = ADDRESS.exec(text) ?? [];
  const key = path.replace(/^\/+|\/+$/g, '');
  if (bucket === undefined || key === '') throw new UsageError(`expected s3://BUCKET/PREFIX, was "${text}"`);
  return { bucket, key };
}

/** The bucket, by the settings that AWS' own tools read. Throws UsageError where one is missing. */
export async function openBucket({ bucket }: S3Address): Promise<S3Bucket> {
  if ((process.env.AWS_REGION ?? '').trim() === '')
    throw new UsageError('expected AWS_REGION beside s3://, was not set');
  const isOtherServer = (process.env.AWS_ENDPOINT_URL_S3 ?? '').trim() !== '';
  const opened = createS3Bucket({ bucket, isOtherServer });
  try {
    await opened.checkKeys();
  } catch {
    throw new UsageError(
      'expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY beside s3://, a profile, or a task of ECS with a role',
    );
  }
  return opened;
}
