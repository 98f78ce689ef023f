import { createHash, createHmac } from 'node:crypto';

/** A key of AWS; the token belongs to keys that end. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

export interface UnsignedRequest {
  readonly method: string;
  /** Its path is encoded as S3 wants it (encodeKey). */
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** sha256 of the body, hex. */
  readonly bodySha256: string;
}

export interface Signing {
  readonly credentials: AwsCredentials;
  readonly region: string;
  readonly nowMs: number;
}

/**
 * The headers of a request to S3 with its signature: AWS Signature Version 4
 * (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html), whose examples are the test. The path is encoded once, as S3
 * alone has it; only headers that are given here are signed.
 */
export function signRequest(
  { method, url, headers = {}, bodySha256 }: UnsignedRequest,
  { credentials, region, nowMs }: Signing,
): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const sent: Readonly<Record<string, string>> = {
    ...headers,
    'x-amz-content-sha256': bodySha256,
    'x-amz-date': time,
    ...(sessionToken === null ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const signed = Object.entries({ ...sent, host: url.host }).map(([name, value]) => [name.toLowerCase(), value.trim()]);
  signed.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const request = [method, url.pathname, queryOf(url), lines, names, bodySha256].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(request).digest('hex')].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(key, text).toString('hex');
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope},SignedHeaders=${names},Signature=${signature}`,
  };
}

/** A key of an object as it stands in a path: everything but unreserved letters and the slash in percents. */
export function encodeKey(key: string): string {
  return key.split('/').map(encoded).join('/');
}

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

function queryOf(url: URL): string {
  const pairs = [...url.searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  return pairs.sort().join('&');
}
