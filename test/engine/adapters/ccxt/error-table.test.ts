import { errors } from 'ccxt';
import { afterEach, describe, expect, it } from 'vitest';
import { errorRow } from '../../../../engine/adapters/ccxt/error-row.ts';
import type { VenueError } from '../../../../engine/venue/venue-error.ts';
import { FIRST_MS, someCandles } from '../../../support/candles/sandbox-candles.ts';
import { ALWAYS, failureOf, HOURLY, openHourlyBench } from '../../../support/venues/hourly-bench.ts';
import { openVenueBench, type VenueBench } from '../../../support/venues/venue-bench.ts';
import { FAILURE_CASES } from './failure-cases.ts';

const HOUR = 3_600_000;
let bench: VenueBench;
const open = async (venue: { readonly timeoutMs?: number } = {}): Promise<void> => {
  bench = await openHourlyBench(venue);
};
afterEach(() => bench?.close());

const candles = (): Promise<unknown> => bench.venue.fetchCandles(HOURLY, FIRST_MS, 10);
const asked = (): number => bench.sandbox.requests().get('/api/v3/klines') ?? 0;

const failure = (): Promise<VenueError> => failureOf(candles());

describe('error table', () => {
  it.each(FAILURE_CASES)(
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

  it.each(FAILURE_CASES.filter(({ attempts }) => attempts > 1))(
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
