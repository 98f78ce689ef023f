import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { credentialSource } from '../../../bot/adapters/s3/credential-source.ts';
import { createS3Bucket, type S3Bucket } from '../../../bot/adapters/s3/s3-bucket.ts';
import { encodeKey, signRequest } from '../../../bot/adapters/s3/sign-request.ts';
import { openS3StandIn, type S3StandIn } from '../../support/s3/s3-stand-in.ts';

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The examples of docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. */
describe('the signature of a request to S3', () => {
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    sessionToken: null,
  };
  const signing = { credentials, region: 'us-east-1', nowMs: Date.UTC(2013, 4, 24) };

  it.each<[string, string, string, Readonly<Record<string, string>>, string, string]>([
    [
      'GET',
      encodeKey('test.txt'),
      EMPTY,
      { range: 'bytes=0-9' },
      'host;range;x-amz-content-sha256;x-amz-date',
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      'PUT',
      encodeKey('test$file.text'),
      '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    [
      'GET',
      '?prefix=J&max-keys=2',
      EMPTY,
      {},
      'host;x-amz-content-sha256;x-amz-date',
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ])('is that of the example: %s %s', (method, path, bodySha256, headers, names, signature) => {
    const url = new URL(`https://examplebucket.s3.amazonaws.com/${path}`);
    expect(signRequest({ method, url, headers, bodySha256 }, signing).authorization).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${names},Signature=${signature}`,
    );
  });
});

describe('files in S3', () => {
  let server: S3StandIn;
  let folder = '';
  beforeEach(async () => {
    server = await openS3StandIn();
    folder = mkdtempSync(join(tmpdir(), 's3-'));
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (settings: NodeJS.ProcessEnv): S3Bucket => {
    const credentials = credentialSource(settings);
    if (credentials === null) throw new Error('expected credentials');
    const { AWS_REGION: region = '', AWS_ENDPOINT_URL_S3: endpoint = null } = settings;
    return createS3Bucket({ bucket: 'archive', region, endpoint, credentials, pauseMs: 1 });
  };
  const written = (content: string | Buffer): string => {
    const path = join(folder, 'file');
    writeFileSync(path, content);
    return path;
  };

  it.each(['settings', 'roleSettings'] as const)(
    'come back as they were, whatever they are called, with the keys of %s',
    async (keys) => {
      const bucket = open(server[keys]);
      const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
      const key = "backups/2026-11-28T13-00-00.000Z/a b+ä(1)!*'.gz";
      await bucket.put(key, written(content));
      await bucket.get(key, join(folder, 'back'));
      expect(readFileSync(join(folder, 'back')).equals(content)).toBe(true);
      expect(statSync(join(folder, 'back')).mode & 0o777).toBe(0o600);
      expect([...server.objects.keys()]).toEqual([`archive/${key}`]);
      expect(server.requests.filter((each) => each.includes('/role'))).toHaveLength(keys === 'settings' ? 0 : 1);
    },
  );

  it('may be empty', async () => {
    const bucket = open(server.settings);
    await bucket.put('nothing', written(''));
    await bucket.get('nothing', join(folder, 'back'));
    expect(readFileSync(join(folder, 'back'), 'utf8')).toBe('');
  });

  it.each([
    ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'another' }, /put x: S3 answered 403 SignatureDoesNotMatch/],
    ['an unknown key', { AWS_ACCESS_KEY_ID: 'AKIAOTHER' }, /put x: S3 answered 403 InvalidAccessKeyId/],
    ['another region', { AWS_REGION: 'us-east-1' }, /put x: S3 answered 403 AuthorizationHeaderMalformed/],
  ])('are refused once for %s', async (_, settings, reason) => {
    await expect(open({ ...server.settings, ...settings }).put('x', written('x'))).rejects.toThrow(reason);
    expect(server.requests).toHaveLength(1);
  });

  it('are asked for again where S3 is busy, a few times', async () => {
    const bucket = open(server.settings);
    server.failNext(3);
    await bucket.put('x', written('content'));
    expect(server.objects.get('archive/x')?.toString()).toBe('content');
    expect(server.requests).toHaveLength(4);
    server.failNext(9);
    await expect(bucket.get('x', join(folder, 'back'))).rejects.toThrow(/get x: S3 answered 503 SlowDown/);
    expect(server.requests).toHaveLength(8);
  });

  it('that are not there are said to be so', async () => {
    await expect(open(server.settings).get('absent', join(folder, 'back'))).rejects.toThrow(/404 NoSuchKey/);
  });
});
