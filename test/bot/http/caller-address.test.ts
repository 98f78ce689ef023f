import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { addressOf } from '../../../bot/http/caller.ts';
import { testServer } from '../../support/process/http-server.ts';

type App = Awaited<ReturnType<typeof testServer>>['app'];
const apps: App[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

async function listening(trustProxy: readonly string[], host = '127.0.0.1'): Promise<number> {
  const { app } = await testServer({ trustProxy });
  apps.push(app);
  await app.listen({ host, port: 0 });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return address.port;
}

/** Sends the header lines as they are and resolves with what is left of the minute's quota of whoever we seem to be. */
function remaining(port: number, lines: readonly string[], host = '127.0.0.1'): Promise<number> {
  const head = ['GET /v1/track-record HTTP/1.1', 'host: x', 'connection: close', ...lines, '', ''].join('\r\n');
  return new Promise((resolve, reject) => {
    let text = '';
    connect({ host, port })
      .on('error', reject)
      .on('data', (chunk) => {
        text += chunk.toString('utf8');
      })
      .on('end', () => resolve(Number(/ratelimit-remaining: (\d+)/.exec(text)?.[1])))
      .write(head);
  });
}

const forwarded = (text: string): string => `x-forwarded-for: ${text}`;

describe("a caller's address", () => {
  it.each([
    ['nobody is trusted', []],
    ['the peer is of no trusted network', ['10.0.0.0/8', '192.168.1.1']],
  ])('is the connection when %s, whatever he says', async (_name, networks) => {
    const port = await listening(networks);
    const seen: number[] = [];
    for (const lines of [
      [],
      [forwarded('203.0.113.1')],
      [forwarded('10.0.0.1')],
      [forwarded('203.0.113.2, 10.0.0.1')],
      ['x-real-ip: 203.0.113.9', 'forwarded: for=203.0.113.9'],
    ])
      seen.push(await remaining(port, lines));
    expect(seen).toEqual([29, 28, 27, 26, 25]);
  });

  it('is the last one that our proxies did not write: what he put before it changes nothing', async () => {
    const port = await listening(['127.0.0.0/8', '10.0.0.0/16']);
    const seen: number[] = [];
    for (const lines of [
      [forwarded('203.0.113.1')],
      [forwarded('198.51.100.7, 203.0.113.1')],
      [forwarded('198.51.100.8'), forwarded('203.0.113.1')],
      [forwarded('198.51.100.9, 203.0.113.1, 10.0.3.4')],
      [forwarded('127.0.0.1'), forwarded('203.0.113.1, 10.0.3.4')],
      [forwarded('::ffff:203.0.113.1')],
      [forwarded('203.0.113.1:51234')],
    ])
      seen.push(await remaining(port, lines));
    expect(seen).toEqual([29, 28, 27, 26, 25, 24, 23]);
    expect(await remaining(port, [forwarded('203.0.113.2')])).toBe(29);
  });

  it('is the proxy when what it passes on is no address', async () => {
    const port = await listening(['127.0.0.1']);
    const seen: number[] = [];
    for (const text of ['unknown', '<script>', '_hidden', '999.1.1.1'])
      seen.push(await remaining(port, [forwarded(text)]));
    expect(seen).toEqual([29, 28, 27, 26]);
  });

  it('is seen through IPv6 and through IPv4 that is mapped into it', async () => {
    const port = await listening(['::1', '127.0.0.0/8', 'fd00::/8'], '::');
    expect(await remaining(port, [forwarded('2001:db8:1:2::1, fd00::7')])).toBe(29);
    // The same household's /64, this time over a connection that the kernel shows as ::ffff:127.0.0.1.
    expect(await remaining(port, [forwarded('2001:db8:1:2::99')])).toBe(28);
    expect(await remaining(port, [forwarded('[2001:db8:1:2::5]:443')], '::1')).toBe(27);
    expect(await remaining(port, [forwarded('2001:db8:1:3::1')], '::1')).toBe(29);
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:80', '192.0.2.1'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['[2001:db8::1]:80', '2001:db8:0:0::/64'],
    ['nonsense', '127.0.0.1'],
  ])('%s counts as %s', (given, counted) => {
    expect(addressOf(given, '127.0.0.1')).toBe(counted);
  });
});
