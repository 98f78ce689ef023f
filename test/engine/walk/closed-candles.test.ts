import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../engine/events.ts';
import { candleAt, sliceColumns } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { createClosedCandles } from '../../../engine/walk/closed-candles.ts';
import { openFeed, refreshFeed } from '../../../engine/walk/feed.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';
import { createMemoryCandles, createMemoryRevisions } from '../../support/fakes/memory-candles.ts';

const SERIES: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const walk = randomWalk({ rows: 420, seed: 21 });
const openMs = (row: number): number => walk.openTimeMs[row] ?? 0;

/** A store that holds rows up to `stored`, and a clock that stands a quarter past the open of row `now`. */
async function stage({ stored, now }: { readonly stored: number; readonly now: number }) {
  const inner = createMemoryCandles();
  await inner.append(SERIES, sliceColumns(walk, 0, stored));
  const told: string[] = [];
  const clock = { nowMs: () => openMs(now) + HOUR_MS / 4 };
  const store = createClosedCandles(inner, { clock, onUnclosed: (_, text) => told.push(text) });
  return { inner, store, told, clock };
}

describe('a store with a clock', () => {
  it('neither stores nor reads what is not over', async () => {
    const { inner, store, told } = await stage({ stored: 300, now: 310 });
    await store.append(SERIES, sliceColumns(walk, 300, 320));
    expect(await inner.newestOpenTimeMs(SERIES)).toBe(openMs(309));
    expect(told).toEqual([expect.stringMatching(/^ignored: /)]);
  });

  it.each([301, 309, 400])(
    'goes on from the newest real candle although one of the future is stored (%i)',
    async (stored) => {
      const { store, told } = await stage({ stored, now: 300 });
      expect(await store.newestOpenTimeMs(SERIES)).toBe(openMs(299));
      const newest = await store.readNewest(SERIES, 200);
      expect([newest.length, newest.openTimeMs.at(-1)]).toEqual([200, openMs(299)]);
      expect((await store.read(SERIES, 0, Number.MAX_SAFE_INTEGER)).length).toBe(300);
      await store.readNewest(SERIES, 200);
      expect(told).toHaveLength(1);
    },
  );

  it('lets clocks differ by two minutes', async () => {
    const inner = createMemoryCandles();
    const clock = { nowMs: () => openMs(10) - 100_000 };
    const store = createClosedCandles(inner, { clock, onUnclosed: () => {} });
    await store.append(SERIES, sliceColumns(walk, 0, 10));
    expect(await store.newestOpenTimeMs(SERIES)).toBe(openMs(9));
  });

  it('the feed never waits for the future, and a stored half candle gives way to the finished one', async () => {
    const { inner, store, clock } = await stage({ stored: 309, now: 300 });
    const half = { ...candleAt(walk, 299), volume: 0.1 };
    const wrong = sliceColumns(walk, 299, 300);
    await inner.append(SERIES, { ...wrong, volume: Float64Array.of(half.volume) });
    const events: EngineEvent[] = [];
    const feed = openFeed({
      venue: {
        fetchCandles: async (_series, sinceMs, limit) =>
          Array.from({ length: 300 }, (_, row) => candleAt(walk, row))
            .filter(({ openTimeMs }) => openTimeMs >= sinceMs)
            .slice(0, limit),
        timeMs: async () => clock.nowMs(),
      },
      candles: store,
      revisions: createMemoryRevisions(),
      clock,
      historyCandles: 200,
      windowCandles: 250,
      onEvent: (event) => events.push(event),
    });
    const window = await refreshFeed(feed, SERIES);
    expect([window.length, window.openTimeMs.at(-1)]).toEqual([250, openMs(299)]);
    expect(candleAt(window, 249)).toEqual(candleAt(walk, 299));
    expect(candleAt(await store.readNewest(SERIES, 1), 0)).toEqual(candleAt(walk, 299));
  });
});
