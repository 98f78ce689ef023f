import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROBLEM_TYPE, problemSchema } from '../../../bot/http/problem.ts';
import { problemOf, type RefusedRequest } from '../../../bot/http/problem-of.ts';
import { candleRows, fakePredictor, testServer } from '../../support/process/http-server.ts';

const REQUEST = { headers: {}, url: '/', routeOptions: { bodyLimit: 9 } } as unknown as RefusedRequest;
const JSON_TYPE = { 'content-type': 'application/json' };

let server: Awaited<ReturnType<typeof testServer>>;
let port: number;
beforeAll(async () => {
  server = await testServer();
  port = Number(new URL(await server.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => server.app.close());

/** The whole answer to bytes that are sent as they are. */
function answerTo(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

describe('what Fastify and Node refuse', () => {
  it.each([
    ['another type of body', 'request/unsupported-media-type', 'was "text/plain"', { 'content-type': 'text/plain' }],
    ['too large a body', 'request/too-large', 'at most 524288 bytes', { ...JSON_TYPE, 'content-length': '600000' }],
  ])('is worded in our catalogue: %s', async (_, code, detail, headers) => {
    const answer = await server.app.inject({
      ...{ method: 'POST', url: '/predict', headers, payload: 'x'.repeat(600_000) },
    });
    const problem = problemSchema.strict().parse(answer.json());
    expect(problem.code).toBe(code);
    expect(problem.detail).toContain(detail);
  });

  it.each(['gzip', 'br', 'deflate, gzip'])('a coded body is no body of JSON: %s', async (coding) => {
    const asked = JSON.stringify({ symbol: 'BTC/USDT', timeframe: '1h' });
    const request = { method: 'POST', url: '/predict', payload: gzipSync(asked) } as const;
    const answer = await server.app.inject({ ...request, headers: { ...JSON_TYPE, 'content-encoding': coding } });
    expect([answer.statusCode, answer.headers['accept-encoding']]).toEqual([415, 'identity']);
    const problem = problemSchema.strict().parse(answer.json());
    expect([problem.code, problem.detail]).toEqual([
      'request/unsupported-media-type',
      `expected a body that is not compressed, its content-encoding was "${coding}"`,
    ]);
    const plain = { ...request, payload: asked, headers: { ...JSON_TYPE, 'content-encoding': 'Identity' } };
    expect((await server.app.inject(plain)).statusCode).toBe(200);
  });

  it.each([
    ['an address that cannot be decoded', '/v1/signals/%E0%A4%A', 'request/bad-url', 'in UTF-8'],
    ['a part of an address without end', `/v1/signals/${'a'.repeat(201)}`, 'request/bad-url', 'at most 200 characters'],
  ])('is worded in our catalogue: %s', async (_, url, code, detail) => {
    const answer = await server.app.inject({ url });
    const problem = problemSchema.strict().parse(answer.json());
    expect(problem.code).toBe(code);
    expect(problem.detail).toContain(detail);
  });

  it.each([
    ['bytes that are no request', 'nonsense\r\n\r\n', '400 Bad Request', 'request/refused'],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
      'request/headers-too-large',
    ],
  ])('is a problem document: %s', async (_, bytes, status, code) => {
    const [head = '', body = ''] = (await answerTo(bytes)).split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status}`);
    expect(head).toContain(PROBLEM_TYPE);
    expect(head).toContain(`content-length: ${body.length}`);
    expect(problemSchema.strict().parse(JSON.parse(body)).code).toBe(code);
  });

  it.each([
    ['/v1/markets', '405 Method Not Allowed', 'route/method-not-allowed'],
    ['/nowhere', '404 Not Found', 'route/not-found'],
  ])('a QUERY without a body is like any method that %s does not take', async (path, status, code) => {
    const [head = '', body = ''] = (
      await answerTo(`QUERY ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
    ).split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status}`);
    expect(problemSchema.strict().parse(JSON.parse(body)).code).toBe(code);
  });

  it('shows no sentence of theirs, whatever is thrown', () => {
    const fastify = readFileSync(new URL(import.meta.resolve('fastify/lib/errors.js')), 'utf8');
    const codes = [...new Set(fastify.match(/FST_ERR_\w+/g))];
    expect(codes.length).toBeGreaterThan(50);
    for (const statusCode of [400, 404, 413, 415, 422, 500, undefined])
      for (const code of [...codes, 'SOMETHING_ELSE']) {
        const thrown = Object.assign(new Error('Nobody has translated this'), { code, statusCode });
        expect(problemOf(thrown, REQUEST).message).not.toContain('translated');
      }
  });
});

describe('a request that comes while the server closes', () => {
  it('is refused as a problem and told to go elsewhere', async () => {
    let enter = (): void => {};
    const entered = new Promise<void>((resolve) => {
      enter = resolve;
    });
    let answerNow = (): void => {};
    const held = new Promise<void>((resolve) => {
      answerNow = resolve;
    });
    const closing = await testServer({
      predictor: async (request) => {
        enter();
        await held;
        return fakePredictor(request);
      },
    });
    const address = await closing.app.listen({ host: '127.0.0.1', port: 0 });
    const late = connect(Number(new URL(address).port), '127.0.0.1');
    const answered = text(late);
    late.write('GET /v1/markets HTTP/1.1\r\nhost: a\r\n');
    const body = JSON.stringify({ symbol: 'BTC/USDT', timeframe: '1h', candles: candleRows(200) });
    const first = fetch(`${address}/predict`, { method: 'POST', headers: JSON_TYPE, body });
    await entered;
    const closed = closing.app.close();
    while (closing.app.server.listening) await new Promise((resolve) => setImmediate(resolve));
    late.write('\r\n');
    const refused = await answered;
    expect(refused).toContain('HTTP/1.1 503');
    expect(refused).toContain('"code":"server/stopping"');
    answerNow();
    expect((await first).status).toBe(200);
    await closed;
  });
});
