import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createS3Bucket, type S3Bucket } from '../../../bot/adapters/s3/s3-bucket.ts';
import { openS3StandIn, type S3StandIn } from '../../support/s3/s3-stand-in.ts';

/** The least that S3 takes. */
const PART_BYTES = 5 * 1024 ** 2;

describe('files in S3', () => {
  let server: S3StandIn;
  let folder = '';
  beforeEach(async () => {
    server = await openS3StandIn();
    folder = mkdtempSync(join(tmpdir(), 's3-'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (settings: NodeJS.ProcessEnv): S3Bucket => {
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    return createS3Bucket({ bucket: 'archive', isOtherServer: true, partBytes: PART_BYTES });
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

  it('go in parts where they are large, with the rights to put and to get alone', async () => {
    const bucket = open(server.settings);
    const content = randomBytes(2 * PART_BYTES + 12_345);
    await bucket.put('large', written(content));
    await bucket.get('large', join(folder, 'back'));
    expect(readFileSync(join(folder, 'back')).equals(content)).toBe(true);
    expect(server.requests.filter((each) => each.includes('partNumber='))).toHaveLength(3);
    expect(new Set(server.requests.map((each) => each.split(' ')[0]))).toEqual(new Set(['POST', 'PUT', 'GET']));
  });

  it('that a part of is refused are not there at all', async () => {
    const bucket = open(server.settings);
    server.failNext(99);
    await expect(bucket.put('large', written(randomBytes(2 * PART_BYTES)))).rejects.toThrow(
      /put large: S3 answered 503/,
    );
    server.failNext(0);
    expect(server.objects.size).toBe(0);
    await expect(bucket.get('large', join(folder, 'back'))).rejects.toThrow(/404 NoSuchKey/);
  }, 60_000);

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

  it('that break off on their way are brought anew, a few times', async () => {
    const bucket = open(server.settings);
    const content = randomBytes(300_000);
    await bucket.put('x', written(content));
    server.breakNext(3);
    await bucket.get('x', join(folder, 'back'));
    expect(readFileSync(join(folder, 'back')).equals(content)).toBe(true);
    server.breakNext(9);
    await expect(bucket.get('x', join(folder, 'back'))).rejects.toThrow(/get x: aborted/);
    expect(server.requests.filter((each) => each.startsWith('GET'))).toHaveLength(8);
  });

  const triedOnce = async (path: string, code: string): Promise<void> => {
    const bucket = open(server.settings);
    await bucket.put('x', written(randomBytes(300_000)));
    await expect(bucket.get('x', path)).rejects.toThrow(code);
    expect(server.requests.filter((each) => each.startsWith('GET'))).toHaveLength(1);
  };
  it('are not brought anew where there is no folder for them', () => triedOnce(join(folder, 'absent', 'x'), 'ENOENT'));
  it.skipIf(!existsSync('/dev/full'))('are not brought anew where the disk is full', () =>
    triedOnce('/dev/full', 'ENOSPC'),
  );

  it('that are not there are said to be so', async () => {
    await expect(open(server.settings).get('absent', join(folder, 'back'))).rejects.toThrow(/404 NoSuchKey/);
  });
});
