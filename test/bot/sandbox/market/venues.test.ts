import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../../bot/sandbox/exchange/faults.ts';
import { startExchangeSandbox } from '../../../../bot/sandbox/exchange/server.ts';
import { chooseMarket } from '../../../../bot/sandbox/market/choose-market.ts';
import type { ChosenMarket } from '../../../../bot/sandbox/market/chosen-market.ts';
import { marketText } from '../../../../bot/sandbox/market/market-text.ts';
import { type LiveVenue, pickVenue, VENUES } from '../../../../bot/sandbox/market/pick-venue.ts';
import { ENGLISH } from '../../../../bot/texts/language.ts';
import { openCcxtVenue } from '../../../../engine/adapters/ccxt/venue.ts';
import { aggregate } from '../../../../engine/market/aggregate.ts';
import { seriesName } from '../../../../engine/market/series.ts';
import { FIRST_MS, someCandles } from '../../../support/candles/sandbox-candles.ts';
import { startVenueStandIn } from '../../../support/venues/venue-stand-ins.ts';

const HOUR = 3_600_000;
const NOW_MS = FIRST_MS + 6_400 * HOUR + 20_000;
const columns = someCandles({ count: 6_500, candleMs: HOUR });
const coarse = aggregate(columns, { baseMs: HOUR, candleMs: 4 * HOUR });
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Nobody listens there: what a refused connection is. */
const NOWHERE = 'http://127.0.0.1:1';

let folder = '';
let told: string[] = [];
let closers: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venues-'));
  told = [];
});
afterEach(async () => {
  await Promise.all(closers.map((close) => close()));
  closers = [];
  rmSync(folder, { recursive: true });
});

async function standIn(venue: 'coinbaseexchange' | 'kraken' | 'bitstamp'): Promise<string> {
  const server = await startVenueStandIn(venue, { columns, nowMs: NOW_MS });
  closers.push(server.close);
  return server.url;
}

async function binance(fault: Fault | null): Promise<string> {
  const clock = { nowMs: () => NOW_MS };
  const markets = ['BTC/USDT', 'ETH/USDT'].flatMap((symbol) => [
    { symbol, timeframe: '1h' as const, columns },
    { symbol, timeframe: '4h' as const, columns: coarse },
  ]);
  const sandbox = await startExchangeSandbox({ markets, clock });
  closers.push(sandbox.close);
  if (fault !== null) sandbox.inject(fault);
  return sandbox.url;
}

const live = (urls: Readonly<Record<string, string>>) => ({
  openVenue: (exchangeId: string) =>
    openCcxtVenue({
      exchangeId,
      baseUrl: urls[exchangeId] ?? NOWHERE,
      clock: { nowMs: () => NOW_MS },
      wait,
      timeoutMs: 3_000,
    }),
  wait,
});

const choose = (urls: Readonly<Record<string, string>>): Promise<ChosenMarket> =>
  chooseMarket({
    marketData: null,
    markets: null,
    seed: 1,
    recordedFolder: null,
    cacheFolder: join(folder, 'market'),
    live: live(urls),
    log: (line) => told.push(line),
  });
const names = ({ series }: ChosenMarket): readonly string[] => series.map(({ key }) => seriesName(key));

describe('the venue of the sandbox', () => {
  it('is the first of the list where that answers, without a word', async () => {
    const chosen = await choose({ binance: await binance(null), coinbaseexchange: await standIn('coinbaseexchange') });
    const swing = ['binance:BTC/USDT@4h', 'binance:ETH/USDT@4h'];
    expect(names(chosen)).toEqual(['binance:BTC/USDT@1h', ...swing]);
    expect(chosen.swing.map(seriesName)).toEqual(swing);
    expect(told).toEqual([]);
  });

  it.each([
    [
      'refuses the region',
      { type: 'geo-blocked', times: Number.POSITIVE_INFINITY },
      'HTTP 451, it refuses this region',
    ],
    ['is down', { type: 'server-error', status: 503, times: Number.POSITIVE_INFINITY }, 'not available'],
    ['never answers', { type: 'hang', times: Number.POSITIVE_INFINITY }, 'no answer within 3 s'],
  ] as const)('is Coinbase where Binance %s, with its own symbols, told in one line', async (_what, fault, why) => {
    const startMs = performance.now();
    const chosen = await choose({ binance: await binance(fault), coinbaseexchange: await standIn('coinbaseexchange') });
    expect(names(chosen)).toEqual(['coinbaseexchange:BTC/USD@1h', 'coinbaseexchange:ETH/USD@1h']);
    expect(chosen.source).toBe('live');
    expect(told).toEqual([`candles come from Coinbase (Binance: ${why}), which has none of 4 h: no swing signals`]);
    expect(marketText(chosen, ENGLISH)).toContain('BTC/USD and ETH/USD (Coinbase, 1h)');
    expect(performance.now() - startMs).toBeLessThan(8_000);
  });

  it.each([
    ['bitstamp', 'Bitstamp', 6_000, ['bitstamp:BTC/USD@4h']],
    ['kraken', 'Kraken', 720, []],
  ] as const)('is %s where nobody before it answers', async (venue, name, atLeast, swing) => {
    const chosen = await choose({ [venue]: await standIn(venue) });
    expect(names(chosen)).toEqual([`${venue}:BTC/USD@1h`, `${venue}:BTC/USD@4h`]);
    expect(chosen.series[0]?.columns.length).toBeGreaterThanOrEqual(atLeast - 1);
    expect(chosen.swing.map(seriesName)).toEqual(swing);
    const short = 'No swing signals of BTC/USD (Kraken, 4h): fewer than 901 candles of past';
    expect(told.slice(1)).toEqual(swing.length === 0 ? [short] : []);
    expect(marketText(chosen, ENGLISH).includes(short)).toBe(swing.length === 0);
    expect(told[0]).toContain(`candles come from ${name} (Binance`);
  });

  it('stays the one of the first start, although one before it answers later', async () => {
    const coinbaseexchange = await standIn('coinbaseexchange');
    const first = await choose({ coinbaseexchange });
    const second = await choose({ binance: await binance(null), coinbaseexchange });
    expect({ id: second.id, startMs: second.startMs }).toEqual({ id: first.id, startMs: first.startMs });
    expect(names(second)).toEqual(names(first));
  });

  it('is none where nobody answers: another source serves, and all are named in one line', async () => {
    const chosen = await choose({});
    expect(chosen.source).toBe('simulated');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/: a simulated market is replayed$/);
    for (const name of ['Binance', 'Coinbase', 'Bitstamp', 'Kraken']) expect(told[0]).toContain(name);
  });

  it('is looked for no longer than the limit where all hang', async () => {
    const silent = { checkSymbols: () => new Promise<never>(() => {}), close: async () => {} };
    const openVenue = async (): Promise<LiveVenue> => ({
      ...silent,
      timeMs: () => new Promise<never>(() => {}),
      fetchCandles: () => new Promise<never>(() => {}),
    });
    const startMs = performance.now();
    const { picked, refusals } = await pickVenue(VENUES, {
      coins: ['BTC'],
      openVenue,
      wait,
      headStartMs: 50,
      limitMs: 400,
    });
    expect(picked).toBeNull();
    expect(refusals.map(({ exchange }) => exchange)).toEqual(VENUES.map(({ exchange }) => exchange));
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});
