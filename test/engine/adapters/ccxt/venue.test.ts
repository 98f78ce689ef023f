import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openCcxtVenue } from '../../../../engine/adapters/ccxt/venue.ts';
import { aggregate } from '../../../../engine/market/aggregate.ts';
import {
  type Candle,
  type CandleColumns,
  candleAt,
  columnsOf,
  sliceColumns,
} from '../../../../engine/market/candle.ts';
import { timeframeMs } from '../../../../engine/market/timeframe.ts';
import { FIRST_MS, someCandles } from '../../../support/candles/sandbox-candles.ts';
import { openVenueBench, type VenueBench } from '../../../support/venues/venue-bench.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const QUARTER = 15 * MINUTE;
const SERIES = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;

const rows = (columns: CandleColumns): readonly Candle[] =>
  Array.from({ length: columns.length }, (_, row) => candleAt(columns, row));
const market = (columns: CandleColumns) => ({ symbol: 'BTC/USDT', timeframe: '15m', columns }) as const;

describe('candles through ccxt', () => {
  // A hole of three and a half hours in the middle, as after an outage.
  const whole = someCandles({ count: 6_000, candleMs: QUARTER });
  const columns = columnsOf(rows(whole).filter((_, row) => row < 2_000 || row >= 2_014));
  let bench: VenueBench;
  beforeAll(async () => {
    bench = await openVenueBench({ markets: [market(columns)], nowMs: FIRST_MS });
  });
  afterAll(() => bench.close());

  it('are each closed candle exactly once, whatever the start, the limit and the moment', async () => {
    const query = fc.record({
      timeframe: fc.constantFrom('15m' as const, '1h' as const, '4h' as const),
      sinceMs: fc.integer({ min: FIRST_MS - 2 * HOUR, max: FIRST_MS + 1_500 * HOUR }),
      nowMs: fc.integer({ min: FIRST_MS, max: FIRST_MS + 1_500 * HOUR }),
      limit: fc.integer({ min: 1, max: 2_600 }),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ timeframe, sinceMs, nowMs, limit }) => {
        bench.setNow(nowMs);
        const candleMs = timeframeMs(timeframe);
        const seen = sliceColumns(
          columns,
          0,
          rows(columns).filter(({ openTimeMs }) => openTimeMs + QUARTER <= nowMs).length,
        );
        const newestMs = Math.max(
          ...rows(columns).flatMap(({ openTimeMs }) => (openTimeMs <= nowMs ? [openTimeMs] : [])),
        );
        const closedBy = (closeMs: number): number => (newestMs >= closeMs ? nowMs - 1_000 : nowMs - 5_000);
        const expected = rows(aggregate(seen, { baseMs: QUARTER, candleMs }))
          .filter(({ openTimeMs }) => openTimeMs >= sinceMs && openTimeMs + candleMs <= closedBy(openTimeMs + candleMs))
          .slice(0, limit);
        expect(await bench.venue.fetchCandles({ ...SERIES, timeframe }, sinceMs, limit)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('are read in pages of the venue', async () => {
    bench.setNow(FIRST_MS + 1_400 * HOUR);
    const before = bench.sandbox.requests().get('/api/v3/klines') ?? 0;
    await expect(bench.venue.fetchCandles({ ...SERIES, timeframe: '15m' }, FIRST_MS, 2_500)).resolves.toHaveLength(
      2_500,
    );
    expect(bench.sandbox.requests().get('/api/v3/klines')).toBe(before + 3);
  });

  it('are refused for a limit or a start that makes no sense', async () => {
    await expect(bench.venue.fetchCandles(SERIES, 0, 0)).rejects.toThrow('expected a limit of at least 1, was 0');
    await expect(bench.venue.fetchCandles(SERIES, -1, 1)).rejects.toThrow(
      'expected sinceMs in epoch milliseconds, was -1',
    );
  });

  it('go over the wire without losing a digit', async () => {
    bench.setNow(FIRST_MS + 10 * HOUR);
    const [first] = await bench.venue.fetchCandles({ ...SERIES, timeframe: '15m' }, FIRST_MS, 1);
    expect(first).toEqual(candleAt(columns, 0));
  });
});

describe('a venue with faults in its data', () => {
  const columns = someCandles({ count: 48, candleMs: HOUR });
  const at = (row: number): number => FIRST_MS + row * HOUR;
  const NOW = at(40) + 5_000;
  let bench: VenueBench;
  const open = async (venue = {}): Promise<VenueBench> => {
    bench = await openVenueBench({ markets: [{ symbol: 'BTC/USDT', timeframe: '1h', columns }], nowMs: NOW, venue });
    return bench;
  };
  afterEach(() => bench.close());
  const times = async (): Promise<readonly number[]> =>
    (await bench.venue.fetchCandles(SERIES, at(30), 20)).map(({ openTimeMs }) => (openTimeMs - FIRST_MS) / HOUR);
  const findings = (): readonly string[] =>
    bench.events.flatMap((event) => (event.type === 'rows-suspect' ? event.findings.map(({ type }) => type) : []));

  it('serves no candle that closed less than the grace ago', async () => {
    await open();
    bench.setNow(at(40) + 999);
    expect((await times()).at(-1)).toBe(38);
    bench.setNow(at(40) + 1_000);
    expect((await times()).at(-1)).toBe(39);
  });

  it('serves a late candle when it is there, and never an unfinished one instead', async () => {
    await open();
    const heal = bench.sandbox.inject({ type: 'late', byMs: 20_000 });
    expect((await times()).at(-1)).toBe(38);
    bench.setNow(at(40) + 20_000);
    expect((await times()).at(-1)).toBe(39);
    heal();
    expect((await times()).at(-1)).toBe(39);
  });

  it.each([
    { name: 'a missing candle', fault: { type: 'missing', openTimeMs: at(35) }, found: ['gap'], absent: 35 },
    {
      name: 'a candle off the grid',
      fault: { type: 'off-grid', openTimeMs: at(35), byMs: 7_000 },
      found: ['off-grid', 'gap'],
      absent: 35,
    },
    {
      name: 'a candle without sense',
      fault: { type: 'absurd', openTimeMs: at(35), factor: -1 },
      found: ['unsound', 'gap'],
      absent: 35,
    },
    { name: 'a candle twice', fault: { type: 'duplicate', openTimeMs: at(35) }, found: ['duplicate'], absent: null },
  ] as const)('reports $name and never passes it on', async ({ fault, found, absent }) => {
    await open();
    bench.sandbox.inject(fault);
    expect(await times()).toEqual([30, 31, 32, 33, 34, 35, 36, 37, 38, 39].filter((row) => row !== absent));
    expect(findings()).toEqual(found);
  });

  it('asks again before it believes in a hole', async () => {
    await open();
    bench.sandbox.inject({ type: 'refused', status: 200, code: 200, message: 'fine', path: 'klines' });
    // ccxt reads an object as no candles at all.
    await expect(bench.venue.fetchCandles(SERIES, at(30), 5)).resolves.toHaveLength(5);
  });

  it('warns of clocks a second apart and stops at five', async () => {
    await open();
    const heal = bench.sandbox.inject({ type: 'clock-skew', byMs: -1_500 });
    await times();
    heal();
    await times();
    bench.sandbox.inject({ type: 'clock-skew', byMs: 5_000 });
    await expect(times()).rejects.toMatchObject({ code: 'venue/clock-skew', retry: 'later' });
    expect(bench.events).toMatchObject([
      { type: 'clock-skew', level: 'warn', skewMs: -1_500 },
      { type: 'clock-skew', level: 'fine' },
      { type: 'clock-skew', level: 'stop', skewMs: 5_000 },
    ]);
  });

  it('knows no volume where the source has none', async () => {
    await open({ symbolsWithoutVolume: new Set(['BTC/USDT']) });
    const [candle] = await bench.venue.fetchCandles(SERIES, at(30), 1);
    expect(candle?.volume).toBeNull();
  });

  it('suggests the symbol that was meant', async () => {
    await open();
    expect(await bench.venue.checkSymbols(['BTC/USDT', 'BTC/USTD', 'DOGE/JPY'])).toEqual([
      { type: 'known', symbol: 'BTC/USDT' },
      { type: 'unknown', symbol: 'BTC/USTD', suggestion: 'BTC/USDT' },
      { type: 'unknown', symbol: 'DOGE/JPY', suggestion: null },
    ]);
    await expect(bench.venue.fetchCandles({ ...SERIES, symbol: 'BTC/USTD' }, 0, 1)).rejects.toThrow(
      'did you mean BTC/USDT?',
    );
  });

  it('refuses calls after it was closed', async () => {
    await open();
    await bench.venue.close();
    await expect(bench.venue.timeMs()).rejects.toMatchObject({ code: 'venue/closed' });
  });

  it('is left alone for as long as it says when its weight limit is used up', async () => {
    let wallMs = 0;
    bench = await openVenueBench({
      markets: [{ symbol: 'BTC/USDT', timeframe: '1h', columns }],
      nowMs: NOW,
      weightPerMinute: 26,
      wallNowMs: () => wallMs,
      venue: {
        wallNowMs: () => wallMs,
      },
    });
    const answered = async (): Promise<number> => (await times()).length;
    for (let call = 0; call < 2; call += 1) expect(await answered()).toBe(10);
    await expect(times()).rejects.toMatchObject({ code: 'venue/rate-limited', retryAfterMs: 60_000 });
    wallMs += 59_999;
    await expect(times()).rejects.toMatchObject({ code: 'venue/rate-limited', retryAfterMs: 1 });
    wallMs += 1;
    expect(await answered()).toBe(10);
    expect(bench.events).toMatchObject([
      { type: 'paused', code: 'venue/rate-limited', forMs: 60_000 },
      { type: 'recovered' },
    ]);
  });
});

describe('any venue of ccxt', () => {
  const clock = { nowMs: () => FIRST_MS };
  const wait = async (): Promise<void> => {};
  it.each(['binance', 'kraken', 'coinbase', 'okx'])('%s can be opened by its id', async (exchangeId) => {
    const venue = await openCcxtVenue({ exchangeId, clock, wait });
    expect(venue.exchangeId).toBe(exchangeId);
    await venue.close();
  });

  it('refuses an id that ccxt does not have', async () => {
    await expect(openCcxtVenue({ exchangeId: 'bincance', clock, wait })).rejects.toThrow(
      'expected a venue that ccxt knows, was "bincance"',
    );
    await expect(openCcxtVenue({ exchangeId: 'toString', clock, wait })).rejects.toThrow('toString');
    await expect(openCcxtVenue({ exchangeId: 'base/errors', clock, wait })).rejects.toThrow('expected a venue');
  });
});
