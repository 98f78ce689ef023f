import { afterEach, describe, expect, it } from 'vitest';
import { byExchange } from '../../../bot/process/live.ts';
import { type ExchangeSandbox, startExchangeSandbox } from '../../../bot/sandbox/exchange/server.ts';
import { type CcxtVenue, openCcxtVenue } from '../../../engine/adapters/ccxt/venue.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { reversingCandles } from '../../support/candles/candles.ts';
import { FIRST_MS, someCandles } from '../../support/candles/sandbox-candles.ts';
import { type MarketStage, openMarketStage } from '../../support/stage/market-stage.ts';
import { startKrakenStandIn } from '../../support/venues/kraken-stand-in.ts';

const HOUR = 3_600_000;
const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const EUR: SeriesKey = { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '1h' };
/** 2024-03-01 is a Friday: row 200 is Saturday of the week after, row 300 a Wednesday. */
const euros = reversingCandles({ count: 1_500, seed: 2, startMs: FIRST_MS - 1_000 * HOUR, candleMs: HOUR });

describe('Binance and Kraken at once, each through its own ccxt', () => {
  const time = { nowMs: 0 };
  const clock = { nowMs: () => time.nowMs };
  let binance: ExchangeSandbox;
  let kraken: Awaited<ReturnType<typeof startKrakenStandIn>>;
  let venues: ReadonlyMap<string, CcxtVenue>;
  let stage: MarketStage;

  async function open(): Promise<void> {
    time.nowMs = FIRST_MS + 300 * HOUR + 10_000;
    const columns = someCandles({ count: 400, candleMs: HOUR });
    binance = await startExchangeSandbox({ markets: [{ symbol: 'BTC/USDT', timeframe: '1h', columns }], clock });
    kraken = await startKrakenStandIn({ candles: euros, candleMs: HOUR, nowMs: clock.nowMs });
    const urls = { binance: binance.url, kraken: kraken.url };
    const opened = new Map<string, CcxtVenue>();
    for (const [exchangeId, baseUrl] of Object.entries(urls)) {
      const venue = await openCcxtVenue({
        ...{ exchangeId, baseUrl, clock, wallNowMs: clock.nowMs },
        wait: async (ms) => {
          time.nowMs += ms;
        },
        onEvent: (event) => stage?.onEvent(event),
      });
      opened.set(exchangeId, venue);
    }
    venues = opened;
    stage = openMarketStage({ venue: byExchange(venues), clock, series: [BTC, EUR], historyCandles: 2_000 });
  }
  afterEach(async () => {
    for (const venue of venues.values()) await venue.close();
    await Promise.all([binance.close(), kraken.close()]);
  });

  it('walks both; Kraken, which keeps 720 candles, gives what it has', async () => {
    await open();
    for (let hour = 0; hour < 3; hour += 1) {
      time.nowMs = FIRST_MS + (300 + hour) * HOUR + 10_000;
      await stage.turn();
    }
    const statuses = await stage.board.read();
    expect(statuses).toMatchObject([
      { exchange: 'binance', state: 'ok', candles: 302, gaps: 0, dataQuality: { stamp: 'green' } },
      { exchange: 'kraken', state: 'ok', candles: 721, gaps: 0, dataQuality: { stamp: 'green' } },
    ]);
    const stored = await stage.candles.readNewest(EUR, 1);
    expect(stored.close[0]).toBeCloseTo(euros[1_301]?.close ?? Number.NaN, 5);
    expect(stage.notices).toEqual([]);
  });

  it('goes on with one while the other is geo-blocked', async () => {
    await open();
    await stage.turn();
    binance.inject({ type: 'geo-blocked', path: 'klines' });
    for (let hour = 1; hour < 4; hour += 1) {
      time.nowMs = FIRST_MS + (300 + hour) * HOUR + 10_000;
      await stage.turn();
    }
    expect((await stage.board.read()).map((each) => each.state)).toEqual(['disabled', 'ok']);
    const decided = stage.events.filter((event) => event.type === 'undecided' && event.series.exchange === 'kraken');
    expect(decided).toHaveLength(4);
  });

  it('knows the symbols of each', async () => {
    await open();
    expect(await venues.get('kraken')?.checkSymbols(['EUR/USD', 'EURUSD'])).toEqual([
      { type: 'known', symbol: 'EUR/USD' },
      { type: 'unknown', symbol: 'EURUSD', suggestion: 'EUR/USD' },
    ]);
    expect(await venues.get('binance')?.checkSymbols(['EUR/USD'])).toMatchObject([{ type: 'unknown' }]);
  });
});
