import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BackfillEvent, backfill } from '../../../engine/backfill/backfill.ts';
import { isOpenAt } from '../../../engine/market/calendar/gaps.ts';
import { type Candle, candleAt, columnsOf } from '../../../engine/market/candle.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { CandleStore } from '../../../engine/ports.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import type { Venue } from '../../../engine/venue/venue.ts';
import { VenueError } from '../../../engine/venue/venue-error.ts';
import { firstDifference } from '../../support/candles/same-columns.ts';

const SINCE_MS = Date.UTC(2021, 0, 1);
const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const ETH: SeriesKey = { ...BTC, symbol: 'ETH/USDT' };
const EUR: SeriesKey = { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '1h' };

const candleOf = (openTimeMs: number): Candle => ({
  openTimeMs,
  open: 100,
  high: 101,
  low: 99,
  close: 100.5,
  volume: 3,
});
const hours = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, hour) => SINCE_MS + (from + hour) * HOUR_MS);

interface StageOptions {
  /** Open times that the venue has. */
  readonly has: readonly number[];
  readonly nowMs?: number;
  /** What an answer becomes; may throw. */
  readonly spoil?: (rows: readonly Candle[], call: number) => readonly Candle[];
}

/** A venue and a store in memory. */
function stage({ has, nowMs = SINCE_MS + 100_000 * HOUR_MS, spoil = (rows) => rows }: StageOptions) {
  const calls: { readonly series: string; readonly sinceMs: number; readonly limit: number }[] = [];
  const kept = new Map<string, Map<number, Candle>>();
  const waits: number[] = [];
  const events: BackfillEvent[] = [];
  let appends = 0;
  const venue: Venue = {
    async fetchCandles(series, sinceMs, limit) {
      calls.push({ series: seriesName(series), sinceMs, limit });
      return spoil(
        has
          .filter((timeMs) => timeMs >= sinceMs)
          .slice(0, limit)
          .map(candleOf),
        calls.length,
      );
    },
    timeMs: async () => nowMs,
  };
  const rowsOf = (series: SeriesKey) =>
    columnsOf(
      [...(kept.get(seriesName(series))?.values() ?? [])].sort((one, other) => one.openTimeMs - other.openTimeMs),
    );
  const store: CandleStore = {
    async append(series, candles) {
      appends += 1;
      const rows = kept.get(seriesName(series)) ?? new Map<number, Candle>();
      for (let row = 0; row < candles.length; row += 1) rows.set(candles.openTimeMs[row] ?? 0, candleAt(candles, row));
      kept.set(seriesName(series), rows);
    },
    async read(series, fromMs, toMs) {
      const all = rowsOf(series);
      const wanted = Array.from({ length: all.length }, (_, row) => candleAt(all, row)).filter(
        ({ openTimeMs }) => openTimeMs >= fromMs && openTimeMs < toMs,
      );
      return columnsOf(wanted);
    },
    readNewest: async (series) => rowsOf(series),
    newestOpenTimeMs: async (series) => rowsOf(series).openTimeMs.at(-1) ?? null,
  };
  const deps = {
    venue,
    store,
    wait: async (ms: number) => void waits.push(ms),
    onEvent: (event: BackfillEvent) => void events.push(event),
  };
  return { deps, store, calls, waits, events, rowsOf, appends: () => appends };
}

const plan = (series: readonly SeriesKey[] = [BTC], until = 5_000) => ({
  series,
  sinceMs: SINCE_MS,
  untilMs: SINCE_MS + until * HOUR_MS,
  parallel: 2,
});

describe('backfill', () => {
  it('brings every candle of the range and nothing beyond it', async () => {
    const { deps, rowsOf } = stage({ has: hours(-50, 6_000) });
    const [report] = await backfill(plan(), deps);
    expect(report).toMatchObject({ status: 'complete', fetched: 5_000, present: 0, missing: 0, unusual: [] });
    expect(firstDifference(rowsOf(BTC), columnsOf(hours(0, 5_000).map(candleOf)))).toBeNull();
  });

  it('asks again for the last stored candle before a hole: it may have been running when it was stored', async () => {
    const { deps, store, rowsOf } = stage({ has: hours(0, 6_000) });
    const half = { ...candleOf(SINCE_MS + 999 * HOUR_MS), high: 100.2, close: 100.1, volume: 0.1 };
    await store.append(BTC, columnsOf([...hours(0, 999).map(candleOf), half]));
    const [report] = await backfill(plan(), deps);
    expect(report).toMatchObject({ status: 'complete', fetched: 4_000, missing: 0 });
    expect(firstDifference(rowsOf(BTC), columnsOf(hours(0, 5_000).map(candleOf)))).toBeNull();
  });

  it('asks for nothing and writes nothing the second time', async () => {
    const { deps, calls, appends } = stage({ has: hours(0, 6_000) });
    await backfill(plan(), deps);
    const before = [calls.length, appends()];
    const [report] = await backfill(plan(), deps);
    expect(report).toMatchObject({ status: 'complete', fetched: 0, present: 5_000 });
    expect([calls.length, appends()]).toEqual(before);
  });

  it('stops at the newest closed candle when there is no end', async () => {
    const nowMs = SINCE_MS + 2_000 * HOUR_MS + 60_000;
    const { deps, rowsOf } = stage({ has: hours(0, 3_000), nowMs });
    await backfill({ ...plan(), untilMs: null }, deps);
    expect(rowsOf(BTC).openTimeMs.at(-1)).toBe(SINCE_MS + 1_999 * HOUR_MS);
  });

  it('fills a hole before candles that the live walk stored', async () => {
    const { deps, store, calls, rowsOf } = stage({ has: hours(0, 6_000) });
    await store.append(BTC, columnsOf(hours(4_200, 5_000).map(candleOf)));
    const [report] = await backfill(plan(), deps);
    expect(report).toMatchObject({ fetched: 4_200, status: 'complete' });
    expect(rowsOf(BTC).length).toBe(5_000);
    expect(calls.every(({ sinceMs }) => sinceMs < SINCE_MS + 4_200 * HOUR_MS)).toBe(true);
  });

  it('begins where the market was listed without calling the time before a gap', async () => {
    const { deps, calls } = stage({ has: hours(3_300, 6_000) });
    const [report] = await backfill(plan(), deps);
    expect(report).toMatchObject({ status: 'complete', fetched: 1_700, missing: 0, unusual: [] });
    expect(calls.length).toBeLessThan(8);
  });

  it('reports a page that lacks candles after asking again, and keeps the gap', async () => {
    const has = hours(0, 6_000).filter((_, hour) => hour < 2_100 || hour >= 2_132);
    const { deps, events, rowsOf } = stage({ has });
    const [report] = await backfill(plan(), deps);
    expect(report).toMatchObject({ status: 'complete', fetched: 4_968, missing: 32 });
    expect(events.filter(({ type }) => type === 'unusual-page')).toHaveLength(1);
    expect(rowsOf(BTC).length).toBe(4_968);
  });

  it('takes the whole answer when the first one was cut short', async () => {
    const { deps, rowsOf } = stage({
      has: hours(0, 6_000),
      spoil: (rows, call) => (call === 2 ? rows.slice(0, 400) : rows),
    });
    const [report] = await backfill(plan(), deps);
    expect(report).toMatchObject({ missing: 0, unusual: [] });
    expect(rowsOf(BTC).length).toBe(5_000);
  });

  it.each([
    ['newest first', (rows: readonly Candle[]) => [...rows].reverse(), { code: 'unordered' }],
    ['every candle twice', (rows: readonly Candle[]) => rows.flatMap((row) => [row, row]), { code: 'repeated' }],
    [
      'candles off the grid',
      (rows: readonly Candle[]) => rows.map((row, at) => (at === 3 ? { ...row, openTimeMs: row.openTimeMs + 7 } : row)),
      { code: 'refused', text: expect.stringContaining('grid') },
    ],
    [
      'a high below the close',
      (rows: readonly Candle[]) => rows.map((row, at) => (at === 3 ? { ...row, high: 100 } : row)),
      { code: 'refused', text: expect.stringContaining('expected low ≤ open, close ≤ high') },
    ],
    [
      'candles from before',
      (rows: readonly Candle[]) => [candleOf(SINCE_MS - HOUR_MS), ...rows],
      { code: 'before-range', openTimeMs: SINCE_MS - HOUR_MS, fromMs: SINCE_MS },
    ],
  ])('says of a page with %s what is wrong with it', async (_, spoil, problem) => {
    const { deps, rowsOf } = stage({ has: hours(0, 6_000), spoil });
    const [report] = await backfill(plan([BTC], 900), deps);
    expect(report?.status).toBe('complete');
    expect(report?.unusual[0]?.problems[0]).toMatchObject(problem);
    expect(rowsOf(BTC).length).toBeGreaterThanOrEqual(899);
    expect([...rowsOf(BTC).openTimeMs]).toEqual([...rowsOf(BTC).openTimeMs].sort((one, other) => one - other));
  });

  it('asks FX for market hours only', async () => {
    const has = hours(0, 6_000).filter((timeMs) => isOpenAt('forex', timeMs));
    const { deps } = stage({ has });
    const [report] = await backfill(plan([EUR]), deps);
    expect(report).toMatchObject({
      status: 'complete',
      missing: 0,
      unusual: [],
      fetched: has.filter((timeMs) => timeMs < SINCE_MS + 5_000 * HOUR_MS).length,
    });
    const again = await backfill(plan([EUR]), deps);
    expect(again[0]).toMatchObject({ fetched: 0, pages: 0 });
  });

  it('waits as long as the venue says and goes on', async () => {
    const refuse = new VenueError('venue/rate-limited', 'too many requests', { retry: 'later', retryAfterMs: 90_000 });
    const { deps, waits } = stage({
      has: hours(0, 6_000),
      spoil(rows, call) {
        if (call === 2) throw refuse;
        return rows;
      },
    });
    const [report] = await backfill(plan(), deps);
    expect(report?.status).toBe('complete');
    expect(waits).toEqual([90_000]);
  });

  it('gives one series up for good and still fills the other', async () => {
    const { deps } = stage({ has: hours(0, 6_000) });
    const venue: Venue = {
      ...deps.venue,
      async fetchCandles(series, sinceMs, limit) {
        if (series.symbol === 'ETH/USDT')
          throw new VenueError('venue/bad-symbol', 'no such market', { retry: 'never' });
        return deps.venue.fetchCandles(series, sinceMs, limit);
      },
    };
    const reports = await backfill(plan([ETH, BTC]), { ...deps, venue });
    expect(reports.map(({ status, error }) => [status, error])).toEqual([
      ['failed', 'no such market'],
      ['complete', null],
    ]);
  });

  it('stops between pages when told, and a later run ends as an undisturbed one', async () => {
    const stopping = new AbortController();
    const { deps, rowsOf } = stage({
      has: hours(0, 6_000),
      spoil(rows, call) {
        if (call === 3) stopping.abort();
        return rows;
      },
    });
    const [report] = await backfill(plan(), { ...deps, signal: stopping.signal });
    expect(report?.status).toBe('stopped');
    const stored = rowsOf(BTC).length;
    expect(stored).toBeGreaterThan(1_000);
    expect(stored).toBeLessThan(5_000);
    expect((await backfill(plan(), deps))[0]).toMatchObject({ status: 'complete', fetched: 5_000 - stored });
    expect(firstDifference(rowsOf(BTC), columnsOf(hours(0, 5_000).map(candleOf)))).toBeNull();
  });

  it('progress never falls and ends at the whole', async () => {
    const { deps, events } = stage({ has: hours(0, 6_000) });
    await backfill(plan([BTC, ETH]), deps);
    const shown = events.flatMap((event) => (event.type === 'progress' ? [event] : []));
    expect(shown.at(-1)).toMatchObject({ done: 10_000, total: 10_000, fetched: 10_000 });
    for (const [index, { done }] of shown.entries()) expect(done).toBeGreaterThanOrEqual(shown[index - 1]?.done ?? 0);
  });

  it('whatever was there before and whatever the venue lacks, the store ends with all the venue has', async () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 2_999 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(some, some, async (missing, present) => {
        const lacking = new Set(missing.map((hour) => SINCE_MS + hour * HOUR_MS));
        const has = hours(0, 3_000).filter((timeMs) => !lacking.has(timeMs));
        const { deps, store, rowsOf } = stage({ has });
        const before = present.map((hour) => SINCE_MS + hour * HOUR_MS).filter((timeMs) => !lacking.has(timeMs));
        if (before.length > 0) await store.append(BTC, columnsOf(before.map(candleOf)));
        await backfill(plan([BTC], 3_000), deps);
        expect(firstDifference(rowsOf(BTC), columnsOf(has.map(candleOf)))).toBeNull();
      }),
      { numRuns: 30 },
    );
  });
});
