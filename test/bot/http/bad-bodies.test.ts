import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../../bot/http/problem.ts';
import { candleRows, testServer } from '../../support/process/http-server.ts';

const GOOD = { symbol: 'BTC/USDT', timeframe: '1h', candles: candleRows(600) };
const rowsWith = (at: number, column: number, value: unknown): unknown[][] =>
  candleRows(600).map((row, index) => (index === at ? row.map((old, place) => (place === column ? value : old)) : row));
const raw = (text: string): string => text;
const withCandles = (candles: unknown): object => ({ ...GOOD, candles });

interface BadBody {
  readonly name: string;
  readonly body: string | object;
  readonly field?: string;
  readonly status?: number;
  readonly code?: string;
  readonly type?: string;
}

const BAD_BODIES: readonly BadBody[] = [
  { name: 'nothing', body: raw(''), code: 'request/not-json' },
  { name: 'an open brace', body: raw('{'), code: 'request/not-json' },
  { name: 'text', body: raw('hello'), code: 'request/not-json' },
  {
    name: 'NaN, which is not JSON',
    body: raw('{"symbol":"BTC/USDT","timeframe":"1h","candles":[[0,NaN,1,1,1,1]]}'),
    code: 'request/not-json',
  },
  { name: 'two objects', body: raw('{}{}'), code: 'request/not-json' },
  { name: 'an array', body: raw('[]'), field: 'body' },
  { name: 'null', body: raw('null'), field: 'body' },
  { name: 'a number', body: raw('5'), field: 'body' },
  { name: 'a string', body: raw('"BTC/USDT"'), field: 'body' },
  { name: 'an empty object', body: {}, field: 'symbol' },
  { name: 'no timeframe', body: { symbol: 'BTC/USDT' }, field: 'timeframe' },
  { name: 'a number as symbol', body: { symbol: 5, timeframe: '1h' }, field: 'symbol' },
  { name: 'null as symbol', body: { symbol: null, timeframe: '1h' }, field: 'symbol' },
  { name: 'an array as symbol', body: { symbol: ['BTC/USDT'], timeframe: '1h' }, field: 'symbol' },
  { name: 'a symbol in small letters', body: { symbol: 'btc/usdt', timeframe: '1h' }, field: 'symbol' },
  { name: 'a very long symbol', body: { symbol: `${'A'.repeat(9_000)}/USDT`, timeframe: '1h' }, field: 'symbol' },
  { name: 'a path as symbol', body: { symbol: '../../etc/passwd', timeframe: '1h' }, field: 'symbol' },
  {
    name: 'an unknown symbol',
    body: { symbol: 'NOPE/XYZ', timeframe: '1h' },
    field: 'symbol',
    code: 'predict/unknown-symbol',
  },
  { name: 'an unknown timeframe', body: { symbol: 'BTC/USDT', timeframe: '7h' }, field: 'timeframe' },
  { name: 'a timeframe in capitals', body: { symbol: 'BTC/USDT', timeframe: '1H' }, field: 'timeframe' },
  {
    name: 'a timeframe nothing serves',
    body: { symbol: 'BTC/USDT', timeframe: '4h' },
    field: 'timeframe',
    status: 404,
    code: 'predict/no-model',
  },
  { name: 'an unknown field', body: { ...GOOD, leverage: 10 }, field: 'leverage', code: 'request/unknown-field' },
  {
    name: 'a misspelt field',
    body: { symbol: 'BTC/USDT', timeFrame: '1h' },
    field: 'timeFrame',
    code: 'request/unknown-field',
  },
  {
    name: 'an operator as symbol',
    body: { symbol: { $gt: '' }, timeframe: '1h' },
    field: 'symbol.$gt',
    code: 'request/forbidden-key',
  },
  {
    name: 'an operator beside the fields',
    body: { ...GOOD, $where: '1' },
    field: '$where',
    code: 'request/forbidden-key',
  },
  {
    name: 'an operator deep in the candles',
    body: withCandles([[{ a: [{ $ne: 1 }] }]]),
    field: 'candles[0][0].a[0].$ne',
    code: 'request/forbidden-key',
  },
  { name: '__proto__', body: raw('{"__proto__":{"x":1}}'), field: '__proto__', code: 'request/forbidden-key' },
  {
    name: '__proto__ spelt with an escape',
    body: raw('{"\\u005f_proto__":{"x":1}}'),
    field: '__proto__',
    code: 'request/forbidden-key',
  },
  {
    name: 'constructor',
    body: raw('{"constructor":{"prototype":{}}}'),
    field: 'constructor',
    code: 'request/forbidden-key',
  },
  {
    name: 'nesting without end',
    body: raw(`{"symbol":"\\u0041/B","timeframe":${'['.repeat(5_000)}${']'.repeat(5_000)}}`),
    code: 'request/refused',
  },
  {
    name: 'a symbol nested deeper than any stack',
    body: raw(`{"symbol":${'['.repeat(200_000)}${']'.repeat(200_000)},"timeframe":"1h"}`),
    field: 'symbol',
  },
  {
    name: 'a row nested deeper than any stack',
    body: raw(`{"symbol":"BTC/USDT","timeframe":"1h","candles":${'['.repeat(200_000)}${']'.repeat(200_000)}}`),
    field: 'candles[0]',
  },
  { name: 'candles that are an object', body: withCandles({}), field: 'candles', code: 'predict/bad-candles' },
  { name: 'candles that are null', body: withCandles(null), field: 'candles' },
  { name: 'no candles', body: withCandles([]), field: 'candles' },
  { name: 'too few candles', body: withCandles(candleRows(20)), field: 'candles', code: 'predict/bad-candles' },
  {
    name: 'too many candles',
    body: withCandles(candleRows(5_001).map((row) => row.map((value) => ((value ?? 0) > 1e9 ? value : 1)))),
    field: 'candles',
  },
  { name: 'a short row', body: withCandles([[1, 2]]), field: 'candles[0]' },
  { name: 'a row that is null', body: withCandles([...candleRows(300), null]), field: 'candles[300]' },
  { name: 'candles newest first', body: withCandles(candleRows(600).reverse()), field: 'candles[1]' },
  { name: 'a candle twice', body: withCandles([...candleRows(300), ...candleRows(1)]), field: 'candles[300]' },
  { name: 'a time off the grid', body: withCandles(rowsWith(7, 0, 1_700_000_000_001)), field: 'candles[7]' },
  { name: 'a time as ISO text', body: withCandles(rowsWith(0, 0, '2024-01-01T00:00:00Z')), field: 'candles[0]' },
  { name: 'a time far past the calendar', body: withCandles(rowsWith(599, 0, 3_600_000e9)), field: 'candles[599]' },
  {
    name: 'high below low',
    body: withCandles(candleRows(600).map(([t, o, h, l, c, v]) => [t, o, l, h, c, v])),
    field: 'candles[0]',
  },
  { name: 'a price of zero', body: withCandles(rowsWith(3, 1, 0)), field: 'candles[3]' },
  { name: 'a negative price', body: withCandles(rowsWith(3, 4, -5)), field: 'candles[3]' },
  { name: 'a price as text', body: withCandles(rowsWith(3, 4, '65000')), field: 'candles[3]' },
  { name: 'a price of null', body: withCandles(rowsWith(3, 2, null)), field: 'candles[3]' },
  {
    name: 'an infinite price',
    body: raw(JSON.stringify(GOOD).replace(/"candles":\[\[\d+,[\d.]+/, '"candles":[[0,1e999')),
    field: 'candles[0]',
  },
  { name: 'a negative volume', body: withCandles(rowsWith(3, 5, -1)), field: 'candles[3]' },
  { name: 'a boolean volume', body: withCandles(rowsWith(3, 5, true)), field: 'candles[3]' },
  {
    name: 'half a megabyte and more',
    body: raw(`{"symbol":"${'A'.repeat(600_000)}"}`),
    status: 413,
    code: 'request/too-large',
  },
  {
    name: 'a form',
    body: raw('symbol=BTC%2FUSDT&timeframe=1h'),
    type: 'application/x-www-form-urlencoded',
    status: 415,
  },
  { name: 'plain text', body: raw('{"symbol":"BTC/USDT","timeframe":"1h"}'), type: 'text/plain', status: 415 },
  { name: 'XML', body: raw('<a/>'), type: 'application/xml', status: 415 },
  { name: 'JSON under a made-up type', body: raw('{}'), type: 'nonsense', status: 415 },
];

let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.app.close());

async function post(body: string | object, type = 'application/json') {
  // A minute passes before each, so that no quota stands in the way.
  server.passSeconds(60);
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  return server.app.inject({ method: 'POST', url: '/predict', headers: { 'content-type': type }, payload });
}

describe('POST /predict', () => {
  it('answers a good body', async () => {
    expect((await post(GOOD)).statusCode).toBe(200);
  });

  it.each(BAD_BODIES)('refuses $name', async ({ body, field, status = 400, code, type }) => {
    const answer = await post(body, type);
    expect(answer.statusCode, answer.body).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    const problem = problemSchema.strict().parse(answer.json());
    expect(problem.status).toBe(status);
    if (field !== undefined) expect(problem.field).toBe(field);
    if (code !== undefined) expect(problem.code).toBe(code);
  });

  it('knows at least thirty kinds of them', () => {
    expect(new Set(BAD_BODIES.map(({ name }) => name)).size).toBeGreaterThanOrEqual(30);
  });

  it('answers any JSON with 200 or a problem below 500', async () => {
    const almost = fc.record(
      {
        symbol: fc.oneof(fc.constant('BTC/USDT'), fc.jsonValue()),
        timeframe: fc.oneof(fc.constant('1h'), fc.jsonValue()),
        candles: fc.oneof(
          fc.jsonValue(),
          fc.array(fc.array(fc.oneof(fc.double(), fc.integer(), fc.jsonValue()), { maxLength: 7 })),
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), almost), async (value) => {
        const answer = await post(JSON.stringify(value));
        expect(answer.statusCode).toBeLessThan(500);
        if (answer.statusCode !== 200) problemSchema.strict().parse(answer.json());
      }),
      { numRuns: 400 },
    );
  });

  it('answers any bytes with a problem below 500', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json().map((text) => text.slice(0, -1)),
        ),
        async (text) => {
          const answer = await post(text);
          expect(answer.statusCode).toBeGreaterThanOrEqual(400);
          expect(answer.statusCode).toBeLessThan(500);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers a good body with one value changed with 200 or the name of what was changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(199), fc.nat(5), fc.oneof(fc.double(), fc.jsonValue()), async (at, column, value) => {
        const candles = candleRows(200).map((row, index) =>
          index === at ? row.map((old, place) => (place === column ? value : old)) : row,
        );
        const answer = await post(withCandles(candles));
        if (answer.statusCode === 200) return;
        expect(answer.statusCode).toBe(400);
        // A changed time may make its neighbour the one out of order.
        expect(problemSchema.parse(answer.json()).field).toMatch(new RegExp(`^candles\\[(?:${at}|${at + 1})\\]`));
      }),
      { numRuns: 300 },
    );
  });
});
