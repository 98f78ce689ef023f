import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLookUpUid } from '../../../billing/adapters/partners/look-up-uid.ts';
import type { UidLookup } from '../../../billing/partners/partner.ts';

const NOW_MS = Date.UTC(2026, 10, 27);
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A partner's address on loopback; what it is asked is noted. */
async function partnerThat(answer: (request: IncomingMessage) => { status: number; body: unknown }) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { status, body } = answer(request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
const ask = (lookup: UidLookup, uid = '70000001') => createLookUpUid(() => NOW_MS)(lookup, uid);

describe('an address of the partner', () => {
  it.each([
    ['{"referred": true}', 200, true],
    ['{"referred": false, "more": 1}', 200, false],
    ['{"error": "no such user"}', 404, false],
    ['{"referred": "yes"}', 200, null],
    ['<html>', 200, null],
    ['{"referred": true}', 500, null],
    ['{"referred": true}', 401, null],
  ])('that answers %s with %i means %s', async (body, status, meaning) => {
    const { url, asked } = await partnerThat(({ headers }) =>
      headers.authorization === 'Bearer the-key-8' ? { status, body } : { status: 401, body: {} },
    );
    const lookup = { type: 'http', url: `${url}/u?uid={uid}`, key: 'the-key-8' } as const;
    expect(await ask(lookup, 'a b&c')).toBe(meaning);
    expect(asked[0]).toBe('GET /u?uid=a%20b%26c');
    // What says nothing is asked a second time, and no third.
    expect(asked).toHaveLength(meaning === null ? 2 : 1);
  });

  it('that is away, or sends us elsewhere, means nothing', async () => {
    expect(await ask({ type: 'http', url: 'http://127.0.0.1:1/{uid}', key: null })).toBeNull();
    const server = createServer((_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' });
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    expect(await ask({ type: 'http', url: `http://127.0.0.1:${port}/{uid}`, key: null })).toBeNull();
  });
});

describe('Bybit', () => {
  it.each([
    [{ retCode: 0, result: { uid: '70000001', vipLevel: 'No VIP' } }, true],
    [{ retCode: 0, result: {} }, false],
    [{ retCode: 10_005, retMsg: 'Permission denied', result: {} }, null],
  ])('that answers %j to a signed question means %s', async (body, meaning) => {
    const { url, asked } = await partnerThat(({ headers, url: path }) => {
      const signed = `${NOW_MS}bybit-key5000${path?.split('?')[1]}`;
      const sign = createHmac('sha256', 'bybit-secret').update(signed).digest('hex');
      const isSigned = headers['x-bapi-sign'] === sign && headers['x-bapi-timestamp'] === String(NOW_MS);
      return isSigned ? { status: 200, body } : { status: 200, body: { retCode: 10_004, result: {} } };
    });
    expect(await ask({ type: 'bybit', url, key: 'bybit-key', secret: 'bybit-secret' })).toBe(meaning);
    expect(asked[0]).toBe('GET /v5/user/aff-customer-info?uid=70000001');
    expect(await ask({ type: 'bybit', url, key: 'bybit-key', secret: 'another' })).toBeNull();
  });
});

describe('OKX', () => {
  it.each([
    [{ code: '0', data: [{ inviteeLv: '2' }] }, true],
    [{ code: '51621', msg: "The user isn't your invitee", data: [] }, false],
    [{ code: '50011', msg: 'Too Many Requests', data: [] }, null],
  ])('that answers %j to a signed question means %s', async (body, meaning) => {
    const { url, asked } = await partnerThat(({ headers, url: path }) => {
      const time = new Date(NOW_MS).toISOString();
      const sign = createHmac('sha256', 'okx-secret').update(`${time}GET${path}`).digest('base64');
      const isSigned = headers['ok-access-sign'] === sign && headers['ok-access-passphrase'] === 'words';
      return isSigned ? { status: 200, body } : { status: 401, body: { code: '50113', data: [] } };
    });
    const lookup = { type: 'okx', url, key: 'okx-key1', secret: 'okx-secret', passphrase: 'words' } as const;
    expect(await ask(lookup)).toBe(meaning);
    expect(asked[0]).toBe('GET /api/v5/affiliate/invitee/detail?uid=70000001');
    expect(await ask({ ...lookup, secret: 'another' })).toBeNull();
  });
});

it('a partner without a list is asked nothing', async () => {
  expect(await ask({ type: 'manual' })).toBeNull();
});
