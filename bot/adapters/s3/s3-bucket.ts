import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CredentialSource } from './credential-source.ts';
import { encodeKey, signRequest } from './sign-request.ts';

/** S3 takes no more in one request. */
const MOST_BYTES = 5 * 1024 ** 3;
const ATTEMPTS = 4;
const PAUSE_MS = 500;
const ANSWER_MS = 60_000;
/** The slowest line that is waited for, and the longest object, whose size is not known before. Silence ends either sooner. */
const BYTES_A_MS = 100;
const LONGEST_MS = 3_600_000;
const EMPTY_SHA256 = createHash('sha256').digest('hex');

export interface S3BucketOptions {
  readonly bucket: string;
  readonly region: string;
  /** Another server than that of AWS, which has the bucket in its path: AWS_ENDPOINT_URL_S3. */
  readonly endpoint: string | null;
  readonly credentials: CredentialSource;
  readonly pauseMs?: number;
}

/** Files in a bucket of S3. Neither lists nor removes: the rights to put and to get suffice. */
export interface S3Bucket {
  /** Stores a file whole or not at all; S3 compares its hash. */
  put(key: string, path: string): Promise<void>;
  /** Writes an object into a new file. */
  get(key: string, path: string): Promise<void>;
}

export function createS3Bucket({ pauseMs = PAUSE_MS, ...options }: S3BucketOptions): S3Bucket {
  const urlOf = (key: string): URL => addressOf(options, key);
  return {
    async put(key, path) {
      const { size } = statSync(path);
      if (size > MOST_BYTES)
        throw new Error(`${path}: expected at most 5 GiB, which S3 takes at once, was ${size} bytes`);
      const bodySha256 = await sha256Of(path);
      const headers = { 'content-length': String(size) };
      await repeated({ what: `put ${key}`, pauseMs }, async () => {
        const request = { method: 'PUT', url: urlOf(key), headers, bodySha256 };
        const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
        const response = await send(options, request, { body, limitMs: ANSWER_MS + Math.ceil(size / BYTES_A_MS) });
        await response.arrayBuffer();
      });
    },
    async get(key, path) {
      await repeated({ what: `get ${key}`, pauseMs }, async () => {
        const request = { method: 'GET', url: urlOf(key), bodySha256: EMPTY_SHA256 };
        const { body } = await send(options, request, { body: null, limitMs: LONGEST_MS });
        const bytes =
          body === null ? Readable.from([]) : Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
        await pipeline(bytes, createWriteStream(path, { mode: 0o600 }));
      });
    },
  };
}

function addressOf({ bucket, region, endpoint }: S3BucketOptions, key: string): URL {
  if (endpoint !== null) return new URL(`${endpoint.replace(/\/+$/, '')}/${bucket}/${encodeKey(key)}`);
  return new URL(`https://${bucket}.s3.${region}.amazonaws.com/${encodeKey(key)}`);
}

/** An answer that repeating does not change. */
class S3Refusal extends Error {
  override readonly name = 'S3Refusal';
}

async function send(
  { credentials, region }: S3BucketOptions,
  request: Parameters<typeof signRequest>[0],
  { body, limitMs }: { readonly body: ReadableStream<Uint8Array> | null; readonly limitMs: number },
): Promise<Response> {
  const nowMs = Date.now();
  const headers = signRequest(request, { credentials: await credentials(nowMs), region, nowMs });
  const response = await fetch(request.url, {
    ...{ method: request.method, headers, redirect: 'error', signal: AbortSignal.timeout(limitMs) },
    ...(body === null ? {} : { body, duplex: 'half' }),
  });
  if (response.ok) return response;
  const text = await response.text();
  const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? '';
  const message = `S3 answered ${response.status} ${code}`.trim();
  if (response.status < 500 && response.status !== 429) throw new S3Refusal(message);
  throw new Error(message);
}

async function repeated(
  { what, pauseMs }: { readonly what: string; readonly pauseMs: number },
  work: () => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof S3Refusal || attempt >= ATTEMPTS) throw new Error(`${what}: ${reason}`, { cause: error });
    }
    await sleep(pauseMs * 2 ** attempt);
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
