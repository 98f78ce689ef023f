import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../engine/events.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { mayAskVenue, nextAskMs, noteArrival, noteMissing, waitOrSkip } from '../../../engine/walk/late-candle.ts';
import { memoryOf, type WalkMemory } from '../../../engine/walk/walk-memory.ts';

const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const EUR: SeriesKey = { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '1h' };
const DUE_MS = Date.UTC(2024, 2, 20, 10);

/** What waiting for a candle needs of a walk; the clock is the test's. */
function stage() {
  const time = { nowMs: DUE_MS + 1_000 };
  const events: EngineEvent[] = [];
  const advanced: number[] = [];
  const memory: WalkMemory = new Map();
  const watermarks = {
    get: async () => null,
    advance: async (_series: SeriesKey, closeTimeMs: number) => void advanced.push(closeTimeMs),
  };
  const walk = {
    clock: { nowMs: () => time.nowMs },
    memory,
    watermarks,
    onEvent: (event: EngineEvent) => events.push(event),
  };
  return { walk, time, events, advanced };
}

describe('a late candle', () => {
  it('is asked for when it is planned, and a newer one at once', () => {
    const { walk, time } = stage();
    expect(nextAskMs(walk)).toBeNull();
    noteMissing(walk, BTC, DUE_MS);
    expect(nextAskMs(walk)).toBe(DUE_MS + 3_000);
    expect(mayAskVenue(walk, BTC, DUE_MS)).toBe(false);
    expect(mayAskVenue(walk, BTC, DUE_MS + 3_600_000)).toBe(true);
    time.nowMs = DUE_MS + 3_000;
    expect(mayAskVenue(walk, BTC, DUE_MS)).toBe(true);
  });

  it('is reported once as late, and as arrived with the time of silence', () => {
    const { walk, time, events } = stage();
    for (const afterMs of [1_000, 20_000, 80_000]) {
      time.nowMs = DUE_MS + afterMs;
      noteMissing(walk, BTC, DUE_MS);
    }
    expect(events).toEqual([{ type: 'data-late', series: BTC, closeTimeMs: DUE_MS }]);
    time.nowMs = DUE_MS + 90_000;
    noteArrival(walk, { series: BTC, closeTimeMs: DUE_MS });
    expect(events.at(-1)).toEqual({ type: 'data-arrived', series: BTC, closeTimeMs: DUE_MS, silentMs: 90_000 });
    expect(memoryOf(walk, BTC).lateMs).toBe(90_000);
    noteArrival(walk, { series: BTC, closeTimeMs: DUE_MS + 3_600_000 });
    expect(memoryOf(walk, BTC).lateMs).toBe(0);
    expect(events).toHaveLength(2);
  });

  it('is skipped where the market was closed, and waited for where it was open', async () => {
    const { walk, time, advanced } = stage();
    expect(await waitOrSkip(walk, { series: EUR, dueMs: DUE_MS })).toBe('waiting');
    const saturdayMs = Date.UTC(2024, 2, 23, 10);
    time.nowMs = saturdayMs + 1_000;
    expect(await waitOrSkip(walk, { series: EUR, dueMs: saturdayMs })).toBe('nothing');
    expect(advanced).toEqual([saturdayMs]);
    expect(nextAskMs(walk)).toBeNull();
  });
});
