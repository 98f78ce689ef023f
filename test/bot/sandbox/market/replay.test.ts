import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startExchangeSandbox } from '../../../../bot/sandbox/exchange/server.ts';
import { createCandleCache } from '../../../../bot/sandbox/market/candle-cache.ts';
import { chooseMarket, sandboxMarkets } from '../../../../bot/sandbox/market/choose-market.ts';
import { followLive } from '../../../../bot/sandbox/market/follow-live.ts';
import { createPositionFile } from '../../../../bot/sandbox/position-store.ts';
import { clockOf, closeReplayClock, openReplayClock, replaySpeed } from '../../../../bot/sandbox/replay-clock.ts';
import { openCcxtVenue } from '../../../../engine/adapters/ccxt/venue.ts';
import { sliceColumns } from '../../../../engine/market/candle.ts';
import { FIRST_MS, someCandles } from '../../../support/candles/sandbox-candles.ts';

const HOUR = 3_600_000;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'market-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a replay', () => {
  const open = async () => {
    const chosen = await chooseMarket({
      marketData: null,
      markets: null,
      seed: 3,
      recordedFolder: null,
      cacheFolder: folder,
      live: null,
      log: () => {},
    });
    const replay = openReplayClock({
      startMs: chosen.startMs,
      endMs: chosen.endMs,
      speed: replaySpeed(6_000, HOUR),
      position: createPositionFile(join(folder, 'clock.json'), chosen.id),
    });
    const clock = clockOf(replay);
    const exchange = await startExchangeSandbox({ markets: sandboxMarkets(chosen), clock });
    const venue = await openCcxtVenue({ exchangeId: 'binance', baseUrl: exchange.url, clock, wait });
    const close = async (): Promise<void> => {
      closeReplayClock(replay);
      await venue.close();
      await exchange.close();
    };
    return { chosen, clock, venue, close };
  };

  it('serves its candles one by one through ccxt, and goes on where it stopped', async () => {
    const { chosen, clock, venue, close } = await open();
    const [bitcoin] = chosen.series;
    if (bitcoin === undefined) throw new Error('expected a market');
    await vi.waitFor(() => expect(clock.nowMs()).toBeGreaterThan(chosen.startMs + 12 * HOUR), 5_000);
    const seen = await venue.fetchCandles(bitcoin.key, chosen.startMs, 10);
    const row = bitcoin.columns.openTimeMs.indexOf(chosen.startMs);
    expect(seen.map((candle) => candle.close)).toEqual([...bitcoin.columns.close.subarray(row, row + 10)]);
    await close();
    const stoppedMs = clock.nowMs();

    const again = await open();
    expect(again.clock.nowMs()).toBeGreaterThanOrEqual(stoppedMs);
    await again.close();
  });
});

describe('following a live venue', () => {
  it('carries new closed candles over to the stand-in and keeps them', async () => {
    const columns = someCandles({ count: 50, candleMs: HOUR });
    const key = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
    let nowMs = FIRST_MS + 30 * HOUR + 5_000;
    const clock = { nowMs: () => nowMs };
    const venue = await startExchangeSandbox({ markets: [{ symbol: 'BTC/USDT', timeframe: '1h', columns }], clock });
    const appended: number[] = [];
    const said: string[] = [];
    const cache = createCandleCache(folder);
    const following = followLive({
      series: [{ key, columns: sliceColumns(columns, 0, 28), origin: 'binance' }],
      openVenue: (exchangeId) => openCcxtVenue({ exchangeId, baseUrl: venue.url, clock, wait, timeoutMs: 1_000 }),
      append: (market) => appended.push(...[...market.columns.openTimeMs].map((timeMs) => (timeMs - FIRST_MS) / HOUR)),
      cache,
      wait,
      log: (line) => said.push(line),
      pollMs: 5,
    });
    await vi.waitFor(() => expect(appended).toEqual([28, 29]), 5_000);
    venue.inject({ type: 'refused', status: 400, code: -777, message: 'no', path: 'klines' });
    nowMs += 2 * HOUR;
    await vi.waitFor(() => expect(appended).toEqual([28, 29, 30, 31]), 5_000);
    following.stop();
    await following.done;
    expect(said).toEqual(['Binance: it failed, so no new candles come', 'Binance answers again']);
    expect(cache.read(key)).toEqual(sliceColumns(columns, 0, 32));
    await venue.close();
  });

  it('tells that the venue is away once, however often it looks', async () => {
    const said: string[] = [];
    let looks = 0;
    const away = Object.assign(new Error('ENOTFOUND'), { code: 'venue/network' });
    const key = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
    const following = followLive({
      series: [{ key, columns: someCandles({ count: 5, candleMs: HOUR }), origin: 'binance' }],
      openVenue: async () => ({
        timeMs: () => Promise.reject(away),
        fetchCandles: () => {
          looks += 1;
          return looks < 20 ? Promise.reject(away) : Promise.resolve([]);
        },
      }),
      append: () => {},
      cache: createCandleCache(join(folder, 'candles')),
      wait,
      log: (line) => said.push(line),
      pollMs: 1,
    });
    await vi.waitFor(() => expect(looks).toBeGreaterThan(22), 5_000);
    following.stop();
    await following.done;
    expect(said).toEqual(['Binance: no connection, so no new candles come', 'Binance answers again']);
  });
});
