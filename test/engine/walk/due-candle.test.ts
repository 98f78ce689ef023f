import { describe, expect, it } from 'vitest';
import { type Candle, columnsOf } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { VenueError } from '../../../engine/venue/venue-error.ts';
import { findDueCandle } from '../../../engine/walk/due-candle.ts';
import { noteMissing } from '../../../engine/walk/late-candle.ts';
import { openWalk, type Walk } from '../../../engine/walk/walk.ts';
import { memoryOf } from '../../../engine/walk/walk-memory.ts';

const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
/** A close on the hour; the clock of the tests stands a little after it. */
const CLOSE_MS = Date.UTC(2024, 2, 20, 10);

const candleAt = (openTimeMs: number): Candle => ({
  openTimeMs,
  open: 100,
  high: 101,
  low: 99,
  close: 100,
  volume: 5,
});

/** Candles of ten hours that ended `hoursAgo` hours before CLOSE_MS. */
const candlesUntil = (hoursAgo: number): readonly Candle[] =>
  Array.from({ length: 10 }, (_, row) => candleAt(CLOSE_MS - (hoursAgo + 10 - row) * HOUR_MS));

const unused = (): never => {
  throw new Error('expected not to be asked');
};

/** A walk over stores in memory: what due-candle.ts asks of them, and nothing else. */
function stage(venue: () => Promise<readonly Candle[]>, watermarkMs: number | null = null) {
  const asked = { count: 0 };
  const none = columnsOf([]);
  const walk: Walk = openWalk({
    venue: {
      fetchCandles: async () => {
        asked.count += 1;
        return await venue();
      },
      timeMs: async () => CLOSE_MS + 5_000,
    },
    candles: {
      append: async () => {},
      read: async () => none,
      readNewest: async () => none,
      newestOpenTimeMs: async () => null,
    },
    revisions: { record: async () => {}, count: unused, openTimesSince: async () => [] },
    ledger: { open: unused, addStep: unused, newest: unused, close: unused, unsettled: unused },
    predictions: { record: unused, settle: unused, newest: unused },
    watermarks: { get: async () => watermarkMs, advance: unused },
    clock: { nowMs: () => CLOSE_MS + 5_000 },
    marketSource: 'live',
    modelFor: () => null,
    planDeliveries: () => [],
    historyCandles: 10,
    onEvent: () => {},
  });
  return { walk, asked };
}

describe('the candle that is due', () => {
  it('is none when the watermark has reached the newest close, and the venue is not asked', async () => {
    const { walk, asked } = stage(unused, CLOSE_MS);
    expect(await findDueCandle(walk, BTC)).toEqual({ type: 'nothing' });
    expect(asked.count).toBe(0);
  });

  it('is complete when its candle is there', async () => {
    const { walk } = stage(async () => candlesUntil(0), CLOSE_MS - HOUR_MS);
    expect(await findDueCandle(walk, BTC)).toMatchObject({
      ...{ type: 'due', series: BTC, dueMs: CLOSE_MS, closeTimeMs: CLOSE_MS },
      ...{ isComplete: true, watermarkMs: CLOSE_MS - HOUR_MS },
      candles: { length: 10 },
    });
  });

  it('is incomplete when the venue has only older candles', async () => {
    const { walk } = stage(async () => candlesUntil(1));
    expect(await findDueCandle(walk, BTC)).toMatchObject({
      ...{ type: 'due', dueMs: CLOSE_MS, closeTimeMs: CLOSE_MS - HOUR_MS, isComplete: false, watermarkMs: null },
    });
  });

  it('waits while the venue, asked a moment ago, need not be asked again', async () => {
    const { walk, asked } = stage(unused);
    noteMissing(walk, BTC, CLOSE_MS);
    expect(await findDueCandle(walk, BTC)).toEqual({ type: 'waiting' });
    expect(asked.count).toBe(0);
  });

  it('passes on what the venue throws, and asks again only at the times of a late candle', async () => {
    const { walk, asked } = stage(async () => {
      throw new VenueError('venue/timeout', 'too slow', { retry: 'later' });
    });
    await expect(findDueCandle(walk, BTC)).rejects.toMatchObject({ code: 'venue/timeout' });
    expect(memoryOf(walk, BTC)).toMatchObject({ fetching: null, missing: { closeTimeMs: CLOSE_MS } });
    expect(await findDueCandle(walk, BTC)).toEqual({ type: 'waiting' });
    expect(asked.count).toBe(1);
  });

  it('shows the fetch in flight, so that models reading several markets can await it', async () => {
    let answer: (candles: readonly Candle[]) => void = () => {};
    const { walk } = stage(() => new Promise((resolve) => (answer = resolve)));
    const searching = findDueCandle(walk, BTC);
    const { fetching } = memoryOf(walk, BTC);
    expect(fetching).not.toBeNull();
    await new Promise((resolve) => setImmediate(resolve));
    answer(candlesUntil(0));
    expect(await fetching).toEqual(await searching);
    expect(memoryOf(walk, BTC).fetching).toBeNull();
  });
});
