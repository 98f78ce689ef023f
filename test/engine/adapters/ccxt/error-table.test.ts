import { errors } from 'ccxt';
import { afterEach, describe, expect, it } from 'vitest';
import type { StrikingFault } from '../../../../bot/sandbox/exchange/faults.ts';
import { errorRow } from '../../../../engine/adapters/ccxt/error-row.ts';
import { VenueError } from '../../../../engine/venue/venue-error.ts';
import { FIRST_MS, someCandles } from '../../../support/candles/sandbox-candles.ts';
import { openVenueBench, type VenueBench } from '../../../support/venues/venue-bench.ts';

const HOUR = 3_600_000;
const SERIES = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
const ALWAYS = { path: 'klines', times: Number.POSITIVE_INFINITY };

/** For faults that last until the venue's time is over. */
const SHORT = { timeoutMs: 500 };

let bench: VenueBench;
async function open(venue: { readonly timeoutMs?: number } = {}): Promise<void> {
  const columns = someCandles({ count: 50, candleMs: HOUR });
  const markets = [{ symbol: 'BTC/USDT', timeframe: '1h', columns }] as const;
  bench = await openVenueBench({ markets, nowMs: FIRST_MS + 40 * HOUR + 5_000, venue });
  await bench.venue.markets();
}
afterEach(() => bench?.close());

const candles = (): Promise<unknown> => bench.venue.fetchCandles(SERIES, FIRST_MS, 10);
const asked = (): number => bench.sandbox.requests().get('/api/v3/klines') ?? 0;

async function failure(): Promise<VenueError> {
  const error: unknown = await candles().then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(VenueError);
  if (!(error instanceof VenueError)) throw error;
  return error;
}

interface Row {
  readonly name: string;
  readonly fault: StrikingFault;
  readonly code: string;
  readonly retry: 'later' | 'never';
  readonly attempts: number;
  readonly cause: string;
  readonly waits?: readonly number[];
  readonly venue?: { readonly timeoutMs: number };
}

const AGAIN = [250, 500, 1_000];
const ROWS: readonly Row[] = [
  {
    name: 'a hang',
    fault: { type: 'hang', ...ALWAYS },
    code: 'venue/timeout',
    retry: 'later',
    attempts: 4,
    cause: 'RequestTimeout',
    waits: AGAIN,
    venue: SHORT,
  },
  {
    name: 'a body that never ends',
    fault: { type: 'stall', ...ALWAYS },
    code: 'venue/timeout',
    retry: 'later',
    attempts: 4,
    cause: 'RequestTimeout',
    waits: AGAIN,
    venue: SHORT,
  },
  {
    name: 'HTTP 504',
    fault: { type: 'server-error', status: 504, ...ALWAYS },
    code: 'venue/timeout',
    retry: 'later',
    attempts: 4,
    cause: 'RequestTimeout',
    waits: AGAIN,
  },
  {
    name: 'a reset connection',
    fault: { type: 'reset', ...ALWAYS },
    code: 'venue/network',
    retry: 'later',
    attempts: 4,
    cause: 'NetworkError',
    waits: AGAIN,
  },
  {
    name: 'HTTP 500',
    fault: { type: 'server-error', status: 500, ...ALWAYS },
    code: 'venue/unavailable',
    retry: 'later',
    attempts: 1,
    cause: 'ExchangeNotAvailable',
  },
  {
    name: 'HTTP 502',
    fault: { type: 'server-error', status: 502, ...ALWAYS },
    code: 'venue/unavailable',
    retry: 'later',
    attempts: 1,
    cause: 'ExchangeNotAvailable',
  },
  {
    name: 'HTTP 503 with a page',
    fault: { type: 'html', status: 503, ...ALWAYS },
    code: 'venue/unavailable',
    retry: 'later',
    attempts: 1,
    cause: 'ExchangeNotAvailable',
  },
  {
    name: 'a firewall page under 403',
    fault: { type: 'html', status: 403, ...ALWAYS },
    code: 'venue/unavailable',
    retry: 'later',
    attempts: 1,
    cause: 'ExchangeNotAvailable',
  },
  {
    name: 'a server failure in an unknown code',
    fault: { type: 'refused', status: 500, code: -777, message: 'oops', ...ALWAYS },
    code: 'venue/unavailable',
    retry: 'later',
    attempts: 1,
    cause: 'ExchangeError',
  },
  {
    name: 'maintenance',
    fault: { type: 'maintenance', ...ALWAYS },
    code: 'venue/maintenance',
    retry: 'later',
    attempts: 1,
    cause: 'OnMaintenance',
  },
  {
    name: 'HTTP 451',
    fault: { type: 'geo-blocked', ...ALWAYS },
    code: 'venue/geo-blocked',
    retry: 'never',
    attempts: 1,
    cause: 'ExchangeNotAvailable',
  },
  {
    name: 'HTTP 429',
    fault: { type: 'rate-limited', status: 429, retryAfterSeconds: 7, ...ALWAYS },
    code: 'venue/rate-limited',
    retry: 'later',
    attempts: 1,
    cause: 'DDoSProtection',
  },
  {
    name: 'HTTP 418',
    fault: { type: 'rate-limited', status: 418, retryAfterSeconds: 30, ...ALWAYS },
    code: 'venue/rate-limited',
    retry: 'later',
    attempts: 1,
    cause: 'DDoSProtection',
  },
  {
    name: 'code -1003',
    fault: { type: 'refused', status: 400, code: -1003, message: 'Too many requests.', ...ALWAYS },
    code: 'venue/rate-limited',
    retry: 'later',
    attempts: 1,
    cause: 'RateLimitExceeded',
  },
  {
    name: 'HTML instead of JSON',
    fault: { type: 'html', status: 200, ...ALWAYS },
    code: 'venue/bad-response',
    retry: 'later',
    attempts: 3,
    cause: 'BadResponse',
    waits: [250, 500],
  },
  {
    name: 'truncated JSON',
    fault: { type: 'truncated', ...ALWAYS },
    code: 'venue/bad-response',
    retry: 'later',
    attempts: 3,
    cause: 'BadResponse',
    waits: [250, 500],
  },
  {
    name: 'an empty body',
    fault: { type: 'empty', ...ALWAYS },
    code: 'venue/bad-response',
    retry: 'later',
    attempts: 3,
    cause: 'NullResponse',
    waits: [250, 500],
  },
  {
    name: 'an unknown error of the server',
    fault: { type: 'refused', status: 400, code: -1000, message: 'An unknown error occurred.', ...ALWAYS },
    code: 'venue/failed',
    retry: 'later',
    attempts: 3,
    cause: 'OperationFailed',
    waits: [250, 500],
  },
  {
    name: 'a symbol the venue does not have',
    fault: { type: 'bad-symbol', ...ALWAYS },
    code: 'venue/bad-symbol',
    retry: 'never',
    attempts: 1,
    cause: 'BadSymbol',
  },
  {
    name: 'a bad request',
    fault: { type: 'refused', status: 400, code: -1120, message: 'Invalid interval.', ...ALWAYS },
    code: 'venue/bad-request',
    retry: 'never',
    attempts: 1,
    cause: 'BadRequest',
  },
  {
    name: 'missing rights',
    fault: { type: 'refused', status: 401, code: -1002, message: 'You are not authorized.', ...ALWAYS },
    code: 'venue/not-authorised',
    retry: 'never',
    attempts: 1,
    cause: 'AuthenticationError',
  },
  {
    name: 'any other refusal',
    fault: { type: 'refused', status: 400, code: -777, message: 'Something else.', ...ALWAYS },
    code: 'venue/failed',
    retry: 'never',
    attempts: 1,
    cause: 'ExchangeError',
  },
];

describe('error table', () => {
  it.each(ROWS)(
    'takes $name as $code after $attempts attempts',
    async ({ fault, code, retry, attempts, cause, waits = [], venue }) => {
      await open(venue);
      bench.sandbox.inject(fault);
      const error = await failure();
      expect({ code: error.code, retry: error.retry }).toEqual({ code, retry });
      expect(error.cause).toBeInstanceOf(Error);
      expect(error.cause?.constructor.name).toBe(cause);
      expect(asked()).toBe(attempts);
      expect(bench.waits).toEqual(waits);
    },
  );

  it.each(ROWS.filter(({ attempts }) => attempts > 1))(
    'gets over $name that strikes once',
    async ({ fault, venue }) => {
      await open(venue);
      bench.sandbox.inject({ ...fault, times: 1 });
      await expect(candles()).resolves.toHaveLength(10);
      expect(asked()).toBe(2);
    },
  );

  it('stops every call of the venue for as long as it said, whatever the series', async () => {
    await open();
    bench.sandbox.inject({ type: 'rate-limited', status: 418, retryAfterSeconds: 300, path: 'klines' });
    const error = await failure();
    expect(error.retryAfterMs).toBe(300_000);
    const before = [...bench.sandbox.requests().values()];
    await expect(bench.venue.timeMs()).rejects.toMatchObject({ code: 'venue/rate-limited', retryAfterMs: 300_000 });
    expect([...bench.sandbox.requests().values()]).toEqual(before);
  });

  it('keeps the beginning of an answer that it could not understand', async () => {
    await open();
    bench.sandbox.inject({ type: 'html', status: 200, ...ALWAYS });
    expect((await failure()).sample).toMatch(/^<!DOCTYPE html>/);
  });

  it('lists the markets again after a listing failed', async () => {
    const columns = someCandles({ count: 5, candleMs: HOUR });
    bench = await openVenueBench({
      markets: [{ symbol: 'BTC/USDT', timeframe: '1h', columns }],
      nowMs: FIRST_MS,
    });
    bench.sandbox.inject({ type: 'html', status: 200, path: 'exchangeInfo', times: 3 });
    await expect(bench.venue.markets()).rejects.toMatchObject({ code: 'venue/bad-response' });
    await expect(bench.venue.markets()).resolves.toHaveLength(1);
  });

  it.each([
    ['RequestTimeout', 'retry'],
    ['NetworkError', 'retry'],
    ['InvalidNonce', 'retry'],
    ['BadResponse', 'retry'],
    ['NullResponse', 'retry'],
    ['OperationFailed', 'retry'],
    ['ExchangeNotAvailable', 'back-off'],
    ['OnMaintenance', 'back-off'],
    ['DDoSProtection', 'stop'],
    ['RateLimitExceeded', 'stop'],
    ['BadSymbol', 'quarantine'],
    ['BadRequest', 'quarantine'],
    ['NotSupported', 'quarantine'],
    ['AuthenticationError', 'disable'],
    ['PermissionDenied', 'disable'],
    ['AccountSuspended', 'disable'],
    ['RestrictedLocation', 'disable'],
    ['ExchangeError', 'fail'],
    ['InsufficientFunds', 'fail'],
  ] as const)('answers %s with %s', (name, action) => {
    expect(errorRow(new errors[name](name), null).action).toBe(action);
  });
});
