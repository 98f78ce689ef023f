import { afterEach, describe, expect, it } from 'vitest';
import { type CandleColumns, candleAt, columnsOf } from '../../../../engine/market/candle.ts';
import { openFeed, refreshFeed } from '../../../../engine/walk/feed.ts';
import { FIRST_MS, someCandles } from '../../../support/candles/sandbox-candles.ts';
import { createMemoryCandles, createMemoryRevisions } from '../../../support/fakes/memory-candles.ts';
import { openVenueBench, type VenueBench } from '../../../support/venues/venue-bench.ts';

const HOUR = 3_600_000;
const SERIES = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
const NOW = FIRST_MS + 40 * HOUR + 10_000;

describe('taker-buy volume', () => {
  let bench: VenueBench;
  afterEach(() => bench.close());
  const open = async (columns: CandleColumns, venue = {}): Promise<VenueBench> => {
    bench = await openVenueBench({ markets: [{ symbol: 'BTC/USDT', timeframe: '1h', columns }], nowMs: NOW, venue });
    return bench;
  };
  const plain = someCandles({ count: 48, candleMs: HOUR });
  const told = { ...plain, takerBuyVolume: plain.volume.map((volume, row) => (volume * (row % 5)) / 5) };

  it('comes from Binance’s klines with its digits, through the feed into the store', async () => {
    const { venue } = await open(told);
    const candles = createMemoryCandles();
    const feed = openFeed({
      venue,
      candles,
      revisions: createMemoryRevisions(),
      clock: { nowMs: () => NOW },
      historyCandles: 40,
      windowCandles: 40,
      onEvent: () => {},
    });
    await refreshFeed(feed, SERIES);
    const stored = await candles.readNewest(SERIES, 40);
    expect(stored.length).toBe(40);
    stored.takerBuyVolume?.forEach((volume, row) => {
      expect(volume).toBeCloseTo(told.takerBuyVolume[row] ?? Number.NaN, 8);
    });
  });

  it('is unknown, not 0, where the source has none', async () => {
    const { venue } = await open(plain);
    const candles = await venue.fetchCandles(SERIES, FIRST_MS, 40);
    expect(candles.every((candle) => candle.takerBuyVolume === undefined)).toBe(true);
    expect(columnsOf(candles).takerBuyVolume).toBeNull();
  });

  it('is unknown where the volume is', async () => {
    const { venue } = await open(told, { symbolsWithoutVolume: new Set(['BTC/USDT']) });
    const [candle] = await venue.fetchCandles(SERIES, FIRST_MS + HOUR, 1);
    expect(candle).toMatchObject({ volume: null });
    expect(candle?.takerBuyVolume).toBeUndefined();
  });

  it('stays with its candle in columns', async () => {
    const { venue } = await open(told);
    const candles = await venue.fetchCandles(SERIES, FIRST_MS, 40);
    const columns = columnsOf(candles);
    candles.forEach((candle, row) => {
      expect(candleAt(columns, row)).toEqual(candle);
    });
  });
});
