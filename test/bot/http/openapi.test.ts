import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PROBLEMS } from '../../../bot/http/problem.ts';
import { candleRows, ENTRIES, testServer } from '../../support/process/http-server.ts';
import { venueFailed } from '../../support/reasons.ts';

const mediaTypes = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }));
const operation = z.strictObject({
  operationId: z.string().regex(/^[\w-]+$/),
  summary: z.string().min(1),
  description: z.string().optional(),
  tags: z.array(z.string()).min(1),
  parameters: z
    .array(z.looseObject({ name: z.string(), in: z.enum(['query', 'path']), required: z.boolean() }))
    .optional(),
  requestBody: z.strictObject({ required: z.literal(true), content: mediaTypes }).optional(),
  responses: z.record(
    z.string().regex(/^[2-5]\d\d$/),
    z.strictObject({ description: z.string().min(1), content: mediaTypes.optional() }),
  ),
});
/** The parts of OpenAPI 3.1 that the document uses, none else allowed where it matters. */
const openApi = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  components: z.strictObject({
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(z.string().startsWith('/'), z.record(z.enum(['get', 'post']), operation.optional())),
});

let server: Awaited<ReturnType<typeof testServer>>;
let document: z.infer<typeof openApi>;
beforeAll(async () => {
  server = await testServer();
  document = openApi.parse((await server.app.inject('/openapi.json')).json());
});
afterAll(() => server.app.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, call]) => (call === undefined ? [] : [{ path, method, call }])),
  );

describe('the OpenAPI document', () => {
  it('lists the addresses that programs rely on', () => {
    expect(Object.keys(document.paths).sort()).toEqual(
      [
        '/predict',
        '/v1/predict',
        '/v1/signals',
        '/v1/signals/{id}',
        '/v1/markets',
        '/v1/track-record',
        '/v1/calibration',
        '/health/live',
        '/health/ready',
      ].sort(),
    );
  });

  it('names each operation once, and its tags are described', () => {
    const ids = operations().map(({ call }) => call.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = new Set(document.tags.map(({ name }) => name));
    for (const { call } of operations()) for (const tag of call.tags) expect(tags).toContain(tag);
  });

  it('has every schema it refers to, and none that nothing refers to', () => {
    const referred = new Set(
      [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]),
    );
    expect([...referred].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  it('declares each path parameter', () => {
    for (const { path, call } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = (call.parameters ?? []).filter((one) => one.in === 'path');
      expect(declared.map(({ name }) => name)).toEqual(inPath);
      for (const one of declared) expect(one.required).toBe(true);
    }
  });
});

interface Answer {
  readonly path: string;
  readonly method: 'get' | 'post';
  readonly status: number;
  readonly type: string;
}

/** The documented schema of an answer as a zod schema, references resolved. */
function documented({ path, method, status, type }: Answer): z.ZodType {
  const schema = document.paths[path]?.[method]?.responses[String(status)]?.content?.[type]?.schema;
  if (schema === undefined) throw new Error(`expected ${method} ${path} to document ${status} ${type}`);
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas }).replaceAll(
    '#/components/schemas/',
    '#/$defs/',
  );
  return z.fromJSONSchema(JSON.parse(text));
}

describe('what is answered', () => {
  const rows = candleRows(300);
  it.each([
    { path: '/predict', method: 'post', body: { symbol: 'BTC/USDT', timeframe: '1h', candles: rows }, status: 200 },
    { path: '/v1/predict', method: 'post', body: { symbol: 'BTC/USDT', timeframe: '1h' }, status: 200 },
    { path: '/predict', method: 'post', body: { symbol: 'BTC/USDT', timeframe: '7h' }, status: 400 },
    { path: '/predict', method: 'post', body: { symbol: 'BTC/USDT', timeframe: '4h' }, status: 404 },
    { path: '/predict', method: 'post', body: 'x'.repeat(600_000), status: 413 },
    { path: '/predict', method: 'post', body: '<a/>', type: 'application/xml', status: 415 },
    { path: '/predict', method: 'post', body: {}, headers: { authorization: 'Bearer x' }, status: 401 },
    { path: '/v1/signals', method: 'get', status: 200 },
    { path: '/v1/signals', method: 'get', query: '?limit=1', status: 200 },
    { path: '/v1/signals', method: 'get', query: '?limit=0', status: 400 },
    { path: '/v1/signals/{id}', method: 'get', id: ENTRIES[2]?.signal.id, status: 200 },
    { path: '/v1/signals/{id}', method: 'get', id: 'ffffff', status: 404 },
    { path: '/v1/markets', method: 'get', status: 200 },
    { path: '/v1/track-record', method: 'get', query: '?symbol=BTC/USDT&timeframe=1h', status: 200 },
    { path: '/health/live', method: 'get', status: 200 },
    { path: '/health/ready', method: 'get', status: 200 },
  ] as const)('matches its document: $method $path $status', async (example) => {
    const { path, method, status } = example;
    const id = 'id' in example ? (example.id ?? '') : '';
    const body = 'body' in example ? example.body : undefined;
    const answer = await server.app.inject({
      method: method === 'get' ? 'GET' : 'POST',
      url: path.replace('{id}', id) + ('query' in example ? example.query : ''),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'type' in example ? example.type : 'application/json' }),
        ...('headers' in example ? example.headers : {}),
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    expect(answer.statusCode).toBe(status);
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    expect(answer.headers['content-type']).toContain(type);
    const parsed = documented({ path, method, status, type }).safeParse(answer.json());
    expect(parsed.error?.issues).toBeUndefined();
  });
});

describe('the pages', () => {
  it('show every call and every error code on /docs', async () => {
    const { body } = await server.app.inject('/docs');
    for (const { path } of operations()) expect(body).toContain(path);
    for (const code of Object.keys(PROBLEMS)) expect(body).toContain(`id="${code}"`);
    expect(body).not.toContain('[object Object]');
    expect(body).not.toContain('undefined');
  });

  it('show what runs, how it does, where to go and the demo keys on /', async () => {
    const { body } = await server.app.inject('/');
    for (const text of [
      'Sandbox',
      'replayed at 12 candles a minute',
      'BTC/USDT',
      'a MongoDB of its own, kept over restarts',
      'href="/chat"',
      'href="/docs"',
      '55.8\u00a0%',
      'TELEGRAM_BOT_TOKEN',
      server.keyOf('free'),
      server.keyOf('elite'),
    ]) {
      expect(body).toContain(text);
    }
    expect(body).not.toContain('[object Object]');
    expect(body).not.toContain('undefined');
  });

  it('load nothing from elsewhere and run nothing inline', async () => {
    for (const url of ['/', '/docs']) {
      const { body } = await server.app.inject(url);
      expect(body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
      expect(body).not.toMatch(/<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/);
      for (const match of body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
        expect((await server.app.inject(match[1] ?? '')).statusCode).toBe(200);
      }
    }
  });

  it('come up while nothing can be read, and say so', async () => {
    const away = async () => Promise.reject(new Error('away'));
    const failing = await testServer({
      markets: away,
      signals: { latest: away, byId: away },
      trackRecord: { read: away },
    });
    const { statusCode, body } = await failing.app.inject('/');
    expect(statusCode).toBe(200);
    expect(body).toContain('cannot be read just now');
    await failing.app.close();
  });

  it('escape what comes from outside', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const other = await testServer({
      markets: async () => [
        {
          exchange: hostile,
          symbol: hostile,
          timeframe: '1h',
          marketSource: 'live',
          lastCandleTime: null,
          ageSeconds: null,
          candles: 0,
          gaps: 0,
          revisions: 0,
          state: 'late',
          stateReason: venueFailed(hostile),
          dataQuality: null,
          modelVersion: hostile,
        },
      ],
    });
    const { body } = await other.app.inject('/');
    expect(body).not.toContain('<img src=x');
    expect(body).toContain('&lt;img src=x');
    await other.app.close();
  });
});
