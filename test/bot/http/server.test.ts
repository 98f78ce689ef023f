import { describe, expect, it } from 'vitest';
import { TIER_RIGHTS } from '../../../billing/tiers.ts';
import { problemSchema } from '../../../bot/http/problem.ts';
import { pageOf } from '../../../bot/http/v1/signals.ts';
import { ENTRIES, NOW_MS } from '../../support/process/http-server.ts';
import { openServer } from '../../support/process/open-server.ts';
import { entryOf, signalOf } from '../../support/signal-fixtures.ts';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const PREDICT = { method: 'POST', url: '/predict', payload: { symbol: 'BTC/USDT', timeframe: '1h' } } as const;
const [newest, seenByFree, oldest] = ENTRIES.map(({ signal }) => signal.id);

describe('signals over HTTP', () => {
  it('come half a candle later without a key', async () => {
    const { app, keyOf } = await openServer();
    const idsFor = async (headers: Record<string, string>): Promise<string[]> => {
      const answer = (await app.inject({ url: '/v1/signals', headers })).json();
      return answer.signals.map((signal: { id: string }) => signal.id);
    };
    expect(await idsFor({})).toEqual([seenByFree, oldest]);
    expect(await idsFor(bearer(keyOf('free')))).toEqual([seenByFree, oldest]);
    expect(await idsFor(bearer(keyOf('pro')))).toEqual([newest, seenByFree, oldest]);
    expect(await idsFor(bearer(keyOf('elite')))).toEqual([newest, seenByFree, oldest]);
  });

  it('are not there by id before the tier may see them', async () => {
    const { app, keyOf } = await openServer();
    const url = `/v1/signals/${newest}`;
    expect((await app.inject({ url })).statusCode).toBe(404);
    expect((await app.inject({ url })).json()).toMatchObject({ code: 'signal/not-found', field: 'id' });
    expect((await app.inject({ url, headers: bearer(keyOf('pro')) })).json()).toMatchObject({
      id: newest,
      side: 'SELL',
      outcome: null,
    });
  });

  it('are found by the digits that messages show, with outcome and without chats', async () => {
    const { app } = await openServer();
    const answer = await app.inject({ url: `/v1/signals/${oldest?.slice(0, 10)}` });
    expect(answer.json()).toMatchObject({
      id: oldest,
      confidencePercent: 58.3,
      outcome: { type: 'right', returnBps: 63.98 },
    });
    expect(answer.body).not.toContain('chatId');
    expect(answer.body).not.toContain('deliveries');
  });

  it('come in pages that lose none', async () => {
    const { app, keyOf } = await openServer();
    const headers = bearer(keyOf('elite'));
    const first = (await app.inject({ url: '/v1/signals?limit=2', headers })).json();
    expect(first.signals.map((signal: { id: string }) => signal.id)).toEqual([newest, seenByFree]);
    const second = (await app.inject({ url: `/v1/signals?limit=2&before=${first.next}`, headers })).json();
    expect(second).toMatchObject({ signals: [{ id: oldest }], next: null });
  });

  it('never end a page between two of the same instant', () => {
    const at = (createdAtMs: number, symbol: string) =>
      entryOf(signalOf({ createdAtMs, series: { exchange: 'binance', symbol, timeframe: '1h' } }));
    const found = [at(9, 'A/B'), at(5, 'A/B'), at(5, 'C/D'), at(1, 'A/B')];
    expect(pageOf(found, 2)).toEqual({ entries: [found[0]], nextMs: 9 });
    expect(pageOf(found, 3)).toEqual({ entries: found.slice(0, 3), nextMs: 5 });
    expect(pageOf(found.slice(1, 3), 1)).toEqual({ entries: [found[1]], nextMs: 5 });
    expect(pageOf(found, 4)).toEqual({ entries: found, nextMs: null });
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=1.5',
    'limit=1&limit=2',
    'before=yesterday',
    'symbol=btc',
    'timeframe=7h',
    'symbol[$gt]=',
    'since=1',
  ])('refuse the question %s', async (query) => {
    const { app } = await openServer();
    const answer = await app.inject({ url: `/v1/signals?${query}` });
    expect(answer.statusCode).toBe(400);
    expect(problemSchema.parse(answer.json()).field).toBe(query.split('=')[0]);
  });
});

describe('keys', () => {
  it.each([
    ['a made-up key', 'Bearer nonsense'],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['no key after the scheme', 'Bearer'],
    ['the form of a key that was never issued', `Bearer an_${'0'.repeat(12)}_${'A'.repeat(43)}`],
  ])('refuse %s with 401', async (_name, authorization) => {
    const { app } = await openServer();
    const answer = await app.inject({ ...PREDICT, headers: { authorization } });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.json()).toMatchObject({ code: 'auth/bad-key', field: 'Authorization' });
  });

  it('refuse a revoked one at once', async () => {
    const { app, apiKeys, keyOf } = await openServer();
    const key = keyOf('pro');
    expect((await app.inject({ ...PREDICT, headers: bearer(key) })).statusCode).toBe(200);
    await apiKeys.revoke(key.split('_')[1] ?? '', NOW_MS);
    expect((await app.inject({ ...PREDICT, headers: bearer(key) })).json()).toMatchObject({
      status: 401,
      detail: expect.stringContaining('revoked'),
    });
  });

  it('cannot be guessed at speed', async () => {
    const { app, passSeconds } = await openServer();
    const guess = () => app.inject({ ...PREDICT, headers: { authorization: 'Bearer guess' } });
    const codes = await Promise.all(Array.from({ length: 61 }, guess)).then((answers) =>
      answers.map(({ statusCode }) => statusCode),
    );
    expect(codes.filter((code) => code === 401)).toHaveLength(60);
    expect(codes.at(-1)).toBe(429);
    passSeconds(60);
    expect((await guess()).statusCode).toBe(401);
  });

  it('never appear in a log line', async () => {
    const { app, lines, keyOf } = await openServer({
      predictor: async () => Promise.reject(new Error(`secret ${keyOf('pro')}`)),
    });
    await app.inject({ ...PREDICT, headers: bearer(keyOf('pro')) });
    expect(lines.some((line) => line.includes('http-failure'))).toBe(true);
    for (const line of lines) expect(line).not.toContain(keyOf('pro').split('_').at(-1));
  });
});

describe('the quota', () => {
  it('of a caller without a key is the free one, by address, with Retry-After when it is used up', async () => {
    const { app, passSeconds } = await openServer();
    const { apiPerMinute } = TIER_RIGHTS.free;
    expect(apiPerMinute).toBeGreaterThanOrEqual(30);
    for (let asked = 1; asked <= apiPerMinute; asked += 1) {
      const answer = await app.inject(PREDICT);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['ratelimit-remaining']).toBe(String(apiPerMinute - asked));
    }
    const refused = await app.inject(PREDICT);
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['content-type']).toBe('application/problem+json');
    expect(refused.json()).toMatchObject({ code: 'quota/minute' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await app.inject({ ...PREDICT, remoteAddress: '203.0.113.7' })).statusCode).toBe(200);
    passSeconds(Number(refused.headers['retry-after']));
    expect((await app.inject(PREDICT)).statusCode).toBe(200);
  });

  it('of a key is its tier’s, wherever it is used from', async () => {
    const { app, keyOf } = await openServer();
    const ask = (index: number) =>
      app.inject({ ...PREDICT, headers: bearer(keyOf('pro')), remoteAddress: `203.0.113.${index % 200}` });
    const codes = await Promise.all(Array.from({ length: 121 }, (_, index) => ask(index))).then((all) =>
      all.map(({ statusCode }) => statusCode),
    );
    expect(codes.filter((code) => code === 200)).toHaveLength(120);
    expect(codes.filter((code) => code === 429)).toHaveLength(1);
  });

  it('is not used up by mistakes, within reason', async () => {
    const { app } = await openServer();
    const wrong = () => app.inject({ ...PREDICT, payload: { symbol: 5 } });
    const codes = await Promise.all(Array.from({ length: 301 }, wrong)).then((all) =>
      all.map(({ statusCode }) => statusCode),
    );
    expect(codes.filter((code) => code === 400)).toHaveLength(300);
    expect(codes.at(-1)).toBe(429);
  });

  it('does not hold for health, metrics and pages', async () => {
    const { app } = await openServer();
    for (const url of ['/health/live', '/metrics', '/', '/docs']) {
      for (let asked = 0; asked < 40; asked += 1) expect((await app.inject({ url })).statusCode).toBe(200);
    }
  });
});

describe('errors', () => {
  it.each([
    { request: { url: '/nothing' }, status: 404, code: 'route/not-found' },
    { request: { url: '/v1/signals/abc/def' }, status: 404, code: 'route/not-found' },
    { request: { url: '/predict' }, status: 405, code: 'route/method-not-allowed' },
    { request: { url: '/v1/markets', method: 'DELETE' as const }, status: 405, code: 'route/method-not-allowed' },
    {
      request: { url: `/v1/signals/${'a'.repeat(64)}`, method: 'PATCH' as const },
      status: 405,
      code: 'route/method-not-allowed',
    },
    { request: { url: '/%zz' }, status: 400, code: 'request/bad-url' },
    { request: { url: `/v1/signals/${'a'.repeat(400)}` }, status: 400, code: 'request/bad-url' },
    { request: { url: '/v1/signals/xyz' }, status: 400, code: 'request/invalid-field' },
    { request: { url: '/v1/signals/00' }, status: 400, code: 'request/invalid-field' },
    { request: { url: '/v1/signals/ffffffffff' }, status: 404, code: 'signal/not-found' },
  ])('are a problem with the code $code for $request.url', async ({ request, status, code }) => {
    const { app } = await openServer();
    const answer = await app.inject(request);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(problemSchema.strict().parse(answer.json())).toMatchObject({ status, code });
  });

  it('name the methods an address takes', async () => {
    const { app } = await openServer();
    expect((await app.inject({ url: '/predict' })).headers.allow).toBe('POST');
    expect((await app.inject({ url: '/v1/markets', method: 'POST' })).headers.allow).toBe('GET, HEAD');
  });

  it('of ours say nothing but a number to ask about, and are logged with their cause', async () => {
    const { app, lines } = await openServer({
      predictor: async () => Promise.reject(new Error('database password is hunter2')),
    });
    const answer = await app.inject({ ...PREDICT, headers: { 'x-request-id': 'ticket-0001' } });
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'server/internal', requestId: 'ticket-0001' });
    expect(answer.body).not.toContain('hunter2');
    const line = lines.find((text) => text.includes('http-failure'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      'http.request.id': 'ticket-0001',
      'error.message': 'database password is hunter2',
    });
  });
});

describe('every answer', () => {
  it('carries the security headers and a request id of ours when the caller’s is odd', async () => {
    const { app } = await openServer();
    for (const url of ['/', '/docs', '/v1/markets', '/nothing', '/assets/page.css']) {
      const { headers } = await app.inject({ url, headers: { 'x-request-id': 'a"b\\c odd' } });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
      });
      expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/);
    }
  });

  it('is counted by its route, never by its raw path', async () => {
    const { app } = await openServer();
    await app.inject({ url: `/v1/signals/${oldest}` });
    await app.inject({ url: '/wp-login.php' });
    const metrics = (await app.inject({ url: '/metrics' })).body;
    expect(metrics).toContain('analyser_http_requests_total{method="GET",route="/v1/signals/:id",status="200"} 1');
    expect(metrics).toContain('analyser_http_requests_total{method="GET",route="unmatched",status="404"} 1');
    expect(metrics).not.toContain('wp-login');
  });
});

describe('health', () => {
  it('is 503 when a check fails, throws or hangs, and says which', async () => {
    const { app } = await openServer({
      health: {
        live: [{ name: 'engine', check: async () => ({ ok: true, say: 'beats' }) }],
        ready: [
          { name: 'database', check: async () => Promise.reject(new Error('mongodb://u:pw@host is away')) },
          { name: 'model', check: () => new Promise(() => {}) },
        ],
      },
    });
    expect((await app.inject('/health/live')).json()).toEqual({
      status: 'ok',
      checks: [{ name: 'engine', ok: true, say: 'beats' }],
    });
    const ready = await app.inject('/readyz');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({
      status: 'failing',
      checks: [
        { name: 'database', ok: false, say: 'mongodb://[redacted]@host is away' },
        { name: 'model', ok: false, say: 'no answer within 2000 ms' },
      ],
    });
  });
});

describe('what others mount', () => {
  it('is served beside the API, outside its quota and its document', async () => {
    const { app } = await openServer({
      extend: (scope) => {
        scope.post('/telegram/webhook', async (request) => ({ got: request.body }));
      },
    });
    for (let asked = 0; asked < 40; asked += 1) {
      const answer = await app.inject({ method: 'POST', url: '/telegram/webhook', payload: { update_id: 1 } });
      expect(answer.json()).toEqual({ got: { update_id: 1 } });
    }
    expect(
      (await app.inject({ method: 'POST', url: '/telegram/webhook', payload: { text: 'x'.repeat(70_000) } })).json(),
    ).toMatchObject({ code: 'request/too-large' });
    expect((await app.inject('/openapi.json')).body).not.toContain('webhook');
  });
});
