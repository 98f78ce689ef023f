import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

/** S3 takes 10,000 parts, so a file may have 625 GiB. */
const PART_BYTES = 64 * 1024 ** 2;
/** Kept in memory while they are on their way. */
const PARTS_AT_ONCE = 2;
const ATTEMPTS = 4;
const CONNECT_MS = 5_000;
/** Silence for so long ends a request. */
const SILENT_MS = 60_000;

export interface S3BucketOptions {
  readonly bucket: string;
  /** Another server than that of AWS, which has the bucket in its path: AWS_ENDPOINT_URL_S3 is set. */
  readonly isOtherServer: boolean;
  /** Of the parts in which a larger file is sent; S3 takes none below 5 MiB. */
  readonly partBytes?: number;
}

/** Files in a bucket of S3. Neither lists nor removes: the rights to put and to get suffice. */
export interface S3Bucket {
  /** Throws where neither the environment nor the machine has keys. */
  checkKeys(): Promise<void>;
  /** Stores a file whole or not at all; S3 compares its checksums. */
  put(key: string, path: string): Promise<void>;
  /** Writes an object into a new file. */
  get(key: string, path: string): Promise<void>;
}

/**
 * By the settings of AWS' own tools, which the library reads itself: AWS_REGION, keys by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a
 * profile, or the role of the task or machine, and AWS_ENDPOINT_URL_S3.
 */
export function createS3Bucket({ bucket, isOtherServer, partBytes = PART_BYTES }: S3BucketOptions): S3Bucket {
  const client = new S3Client({
    maxAttempts: ATTEMPTS,
    forcePathStyle: isOtherServer,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: SILENT_MS, throwOnRequestTimeout: true },
  });
  return {
    async checkKeys() {
      await client.config.credentials();
    },
    async put(key, path) {
      const upload = new Upload({
        client,
        params: { Bucket: bucket, Key: key, Body: createReadStream(path) },
        partSize: partBytes,
        queueSize: PARTS_AT_ONCE,
        // Taking them back needs a right of its own; the bucket's lifecycle does it.
        leavePartsOnError: true,
      });
      await told(`put ${key}`, () => upload.done());
    },
    async get(key, path) {
      await told(`get ${key}`, () =>
        whole(async () => {
          const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
          if (!(body instanceof Readable)) throw new Error('expected a stream of bytes from S3');
          await pipeline(body, createWriteStream(path, { mode: 0o600 }));
        }),
      );
    },
  };
}

/** Anew where the bytes break off on their way, a few times; the library repeats only what comes before them. */
async function whole(download: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await download();
    } catch (error) {
      if (statusOf(error) !== undefined || isOfDisk(error) || attempt >= ATTEMPTS) throw error;
    }
  }
}

/** The file could not be opened or written, on a full disk for example: bytes that are brought anew would find no place either. */
function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && (error.syscall === 'open' || error.syscall === 'write');
}

/** An error that says what was done, and with which status and code S3 refused it. */
async function told(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Error(`${what}: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const status = statusOf(error);
  return status === undefined ? error.message : `S3 answered ${status} ${error.name}`;
}

/** With which status S3 refused it; undefined where it did not. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  return (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
