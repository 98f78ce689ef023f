import { afterEach, describe, expect, it } from 'vitest';
import type { VenueError } from '../../../../engine/venue/venue-error.ts';
import { FIRST_MS, someCandles } from '../../../support/candles/sandbox-candles.ts';
import { ALWAYS, failureOf, HOURLY, openHourlyBench } from '../../../support/venues/hourly-bench.ts';
import { openVenueBench, type VenueBench } from '../../../support/venues/venue-bench.ts';

const HOUR = 3_600_000;
let bench: VenueBench;
const open = async (): Promise<void> => {
  bench = await openHourlyBench();
};
afterEach(() => bench?.close());

const candles = (): Promise<unknown> => bench.venue.fetchCandles(HOURLY, FIRST_MS, 10);
const asked = (): number => bench.sandbox.requests().get('/api/v3/klines') ?? 0;

const failure = (): Promise<VenueError> => failureOf(candles());

describe('what a venue refuses', () => {
  it('asks for a refused series again after a quarter of an hour, then ever more seldom, and goes on with the others', async () => {
    await open();
    const heal = bench.sandbox.inject({
      type: 'refused',
      status: 400,
      code: -1120,
      message: 'Invalid interval.',
      ...ALWAYS,
    });
    const restMs: number[] = [];
    for (let refusal = 0; refusal < 7; refusal += 1) {
      restMs.push((await failure()).retryAfterMs);
      const before = asked();
      bench.passWall((restMs.at(-1) ?? 0) - 1);
      await expect(candles()).rejects.toMatchObject({ code: 'venue/bad-request', retryAfterMs: 1 });
      expect(asked()).toBe(before);
      bench.passWall(1);
    }
    expect(restMs.map((ms) => ms / HOUR)).toEqual([0.25, 1, 2, 4, 8, 24, 24]);
    heal();
    await expect(bench.venue.fetchCandles({ ...HOURLY, timeframe: '4h' }, FIRST_MS, 5)).resolves.toHaveLength(5);
    await expect(candles()).resolves.toHaveLength(10);
    expect(bench.events.map(({ type }) => type)).toEqual([...Array<string>(7).fill('quarantined'), 'released']);
    bench.sandbox.inject({ type: 'refused', status: 400, code: -1120, message: 'Invalid interval.', path: 'klines' });
    expect((await failure()).retryAfterMs).toBe(HOUR / 4);
  });

  it('looks for a symbol that was unknown in a fresh list of markets', async () => {
    await open();
    bench.sandbox.inject({ type: 'bad-symbol', path: 'klines' });
    await failure();
    const listed = (): number => bench.sandbox.requests().get('/api/v3/exchangeInfo') ?? 0;
    const before = listed();
    await expect(candles()).rejects.toMatchObject({ code: 'venue/bad-symbol' });
    expect(listed()).toBe(before);
    bench.passWall(HOUR / 4);
    await expect(candles()).resolves.toHaveLength(10);
    expect(listed()).toBe(before + 1);
  });

  it.each([
    { name: 'HTTP 451', fault: { type: 'geo-blocked', ...ALWAYS } },
    { name: 'refused keys', fault: { type: 'refused', status: 401, code: -1002, message: 'No.', ...ALWAYS } },
  ] as const)('leaves a venue alone for hours after $name, says so, and comes back', async ({ fault }) => {
    await open();
    const heal = bench.sandbox.inject(fault);
    const { code } = await failure();
    await expect(bench.venue.timeMs()).rejects.toMatchObject({ code });
    expect(bench.events).toMatchObject([{ type: 'disabled', forMs: 6 * HOUR }]);
    bench.passWall(6 * HOUR);
    // Time is answered by this stand-in, as it may be by a real one: that says nothing about candles.
    await failure();
    expect(bench.events.at(-1)).toMatchObject({ type: 'disabled' });
    heal();
    bench.passWall(24 * HOUR);
    await expect(candles()).resolves.toHaveLength(10);
    expect(bench.events.at(-1)).toMatchObject({ type: 'recovered' });
  });

  it('asks nobody for 5, 10, 20, 40, then 60 s, waits in no call, and starts again at five after a success', async () => {
    await open();
    const heal = bench.sandbox.inject({ type: 'maintenance', ...ALWAYS });
    for (const seconds of [5, 10, 20, 40, 60, 60]) {
      expect((await failure()).retryAfterMs).toBe(seconds * 1_000);
      const before = asked();
      await expect(candles()).rejects.toMatchObject({ code: 'venue/maintenance', retryAfterMs: seconds * 1_000 });
      expect(asked()).toBe(before);
      bench.passWall(seconds * 1_000);
    }
    heal();
    await candles();
    expect(bench.events.filter(({ type }) => type === 'recovered')).toHaveLength(1);
    bench.sandbox.inject({ type: 'maintenance', path: 'klines' });
    expect((await failure()).retryAfterMs).toBe(5_000);
    expect(bench.waits).toEqual([]);
  });

  it('takes calls that fail together for one trouble', async () => {
    await open();
    bench.sandbox.inject({ type: 'maintenance', path: 'klines', times: 3 });
    const failures = await Promise.allSettled([candles(), candles(), candles()]);
    expect(failures.map((each) => each.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(bench.events.filter(({ type }) => type === 'paused')).toMatchObject(Array(3).fill({ forMs: 5_000 }));
  });

  it('makes no further attempt when the first took long: the next poll asks again', async () => {
    const columns = someCandles({ count: 50, candleMs: HOUR });
    bench = await openVenueBench({
      markets: [{ symbol: 'BTC/USDT', timeframe: '1h', columns }],
      nowMs: FIRST_MS + 40 * HOUR + 5_000,
      venue: { timeoutMs: 2_500, wallNowMs: () => performance.now() },
    });
    await bench.venue.markets();
    bench.sandbox.inject({ type: 'hang', ...ALWAYS });
    expect((await failure()).code).toBe('venue/timeout');
    expect(asked()).toBe(1);
  });
});
