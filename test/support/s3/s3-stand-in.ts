import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { createPartUploads } from './part-uploads.ts';

/** Keys that the stand-in knows. */
const KEYS = { id: 'AKIASTANDIN', secret: 'a/secret+of=the/stand-in', token: 'session/of+the=role' } as const;
const REGION = 'eu-central-1';
const MOST_SKEW_MS = 15 * 60_000;

/** Status, body and headers. */
export type Answer = readonly [number, string | Buffer, Readonly<Record<string, string>>?];

export interface S3StandIn {
  /** What a command needs to reach it. */
  readonly settings: NodeJS.ProcessEnv;
  /** The same with the keys of a task's role, which it hands out as ECS does. */
  readonly roleSettings: NodeJS.ProcessEnv;
  /** By "bucket/key", in the order in which they were stored. */
  readonly objects: Map<string, Buffer>;
  /** Requests so far, such as "PUT /bucket/key 200". */
  readonly requests: string[];
  /** So many of the next requests are answered with 503. */
  failNext(count: number): void;
  /** So many of the next objects that are asked for break off in their middle. */
  breakNext(count: number): void;
  close(): Promise<void>;
}

/** S3 as far as we use it: objects over HTTP, whole or in parts. It refuses what S3 would, by a signature that it computes itself. */
export async function openS3StandIn(): Promise<S3StandIn> {
  const objects = new Map<string, Buffer>();
  const requests: string[] = [];
  let [failing, breaking] = [0, 0];
  const uploads = createPartUploads(objects);
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const body = await bodyOf(request);
    if (request.url === '/role') return [200, roleAnswer()];
    if (failing > 0) {
      failing -= 1;
      return [503, '<Error><Code>SlowDown</Code></Error>'];
    }
    const wrong = refusalOf(request, body);
    if (wrong !== null) return [wrong === 'MissingContentLength' ? 411 : 403, `<Error><Code>${wrong}</Code></Error>`];
    const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://s3');
    const name = decodeURIComponent(pathname.slice(1));
    const ofParts = uploads.answer({ method: request.method ?? '', name, query, body });
    if (ofParts !== null) return ofParts;
    if (request.method === 'PUT') {
      objects.delete(name);
      objects.set(name, body);
      return [200, ''];
    }
    return [objects.has(name) ? 200 : 404, objects.get(name) ?? '<Error><Code>NoSuchKey</Code></Error>'];
  };
  const server = createServer((request, response) => {
    void answer(request).then(([status, body, headers = {}]) => {
      requests.push(`${request.method} ${request.url} ${status}`);
      const isBroken = request.method === 'GET' && request.url !== '/role' && status === 200 && breaking > 0;
      if (!isBroken) return response.writeHead(status, headers).end(body);
      breaking -= 1;
      response.writeHead(status, { ...headers, 'content-length': body.length });
      response.write(Buffer.from(body).subarray(0, body.length / 2), () => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const base = { AWS_ENDPOINT_URL_S3: endpoint, AWS_REGION: REGION };
  return {
    settings: { ...base, AWS_ACCESS_KEY_ID: KEYS.id, AWS_SECRET_ACCESS_KEY: KEYS.secret },
    roleSettings: { ...base, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${endpoint}/role` },
    ...{ objects, requests },
    failNext: (count) => {
      failing = count;
    },
    breakNext: (count) => {
      breaking = count;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function roleAnswer(): string {
  const Expiration = new Date(Date.now() + 3_600_000).toISOString();
  return JSON.stringify({ AccessKeyId: KEYS.id, SecretAccessKey: KEYS.secret, Token: KEYS.token, Expiration });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The code of S3's refusal, null where it takes the request. */
function refusalOf(request: IncomingMessage, body: Buffer): string | null {
  const { method = '', url = '', headers } = request;
  const header = (name: string): string => String(headers[name] ?? '');
  if (method === 'PUT' && headers['content-length'] === undefined) return 'MissingContentLength';
  const [, id, day, region, names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      header('authorization'),
    ) ?? [];
  if (id !== KEYS.id) return 'InvalidAccessKeyId';
  const time = header('x-amz-date');
  const sentMs = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(sentMs - Date.now()) < MOST_SKEW_MS) || !time.startsWith(day ?? '-')) return 'RequestTimeTooSkewed';
  if (region !== REGION) return 'AuthorizationHeaderMalformed';
  const signed = names.split(';');
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  if (needed.some((name) => !signed.includes(name)) || signed.join() !== signed.toSorted().join())
    return 'AccessDenied';
  const token = headers['x-amz-security-token'];
  if (token !== undefined && token !== KEYS.token) return 'InvalidToken';
  const hash = createHash('sha256').update(body).digest('hex');
  if (header('x-amz-content-sha256') !== hash) return 'XAmzContentSHA256Mismatch';
  const checksum = headers['x-amz-checksum-crc32'];
  if (checksum !== undefined && checksum !== checksumOf(body)) return 'BadDigest';
  const [path = '', query = ''] = url.split('?');
  let canonical = `${method}\n${strictPath(path)}\n${sortedQuery(query)}\n`;
  for (const name of signed) canonical += `${name}:${header(name)}\n`;
  canonical += `\n${names}\n${hash}`;
  let key: Buffer = Buffer.from(`AWS4${KEYS.secret}`);
  for (const part of [day ?? '', region, 's3', 'aws4_request']) key = createHmac('sha256', key).update(part).digest();
  const scope = `${day}/${region}/s3/aws4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const expected = createHmac('sha256', key).update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${digest}`).digest('hex');
  return signature === expected ? null : 'SignatureDoesNotMatch';
}

/** A path as S3 encodes it anew, byte by byte. */
function strictPath(url: string): string {
  return [...Buffer.from(decodeURIComponent(url))]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~/]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** Without a value as with an empty one, by name. */
function sortedQuery(query: string): string {
  const pairs = query === '' ? [] : query.split('&').map((pair) => (pair.includes('=') ? pair : `${pair}=`));
  return pairs.toSorted().join('&');
}

function checksumOf(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}
