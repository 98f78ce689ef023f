import { describe, expect, it } from 'vitest';
import { createMarketBoard } from '../../../bot/process/market-board.ts';
import { ENGLISH } from '../../../bot/texts/language.ts';
import { stateReasonText } from '../../../bot/texts/state-reason-text.ts';
import type { EngineEvent } from '../../../engine/events.ts';
import { candleAt, columnsOf, sliceColumns } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { FeedFacts } from '../../../engine/signals/quality.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import type { VenueEvent } from '../../../engine/venue/venue-event.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';
import { createMemoryCandles, createMemoryRevisions } from '../../support/fakes/memory-candles.ts';

const series: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const fx: SeriesKey = { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '1h' };
const walk = randomWalk({ rows: 400, seed: 3 });
const END_MS = (walk.openTimeMs.at(-1) ?? 0) + HOUR_MS;
const SOUND: FeedFacts = { lateMs: 0, revisedCandles: 0, staleMs: 0 };

async function stage() {
  const candles = createMemoryCandles();
  const revisions = createMemoryRevisions();
  const state = { nowMs: END_MS + 60_000, facts: SOUND as FeedFacts | null };
  const board = createMarketBoard({
    series: [series, fx],
    marketSource: 'recorded',
    candles,
    revisions,
    clock: { nowMs: () => state.nowMs },
    modelFor: () => null,
    recent: () => null,
    feedFacts: () => state.facts,
  });
  return { candles, revisions, state, board, ours: async () => (await board.read())[0] };
}

describe('market board', () => {
  it('says of a series without candles that it has none', async () => {
    const { ours } = await stage();
    expect(await ours()).toMatchObject({ lastCandleTime: null, candles: 0, gaps: 0, revisions: 0, dataQuality: null });
  });

  it('says venue, newest candle, age, gaps, revisions and the stamp of the newest candles', async () => {
    const { candles, revisions, ours } = await stage();
    const holed = columnsOf(
      Array.from({ length: 400 }, (_, row) => candleAt(walk, row)).filter((_, row) => row !== 200 && row !== 390),
    );
    await candles.append(series, holed);
    const candle = candleAt(walk, 395);
    const revision = { openTimeMs: candle.openTimeMs, before: candle, after: { ...candle, volume: 1 } };
    await revisions.record(series, [revision], 0);
    expect(await ours()).toMatchObject({
      exchange: 'binance',
      lastCandleTime: new Date(END_MS).toISOString(),
      ageSeconds: 60,
      candles: 398,
      gaps: 2,
      revisions: 1,
      dataQuality: { stamp: 'green', reasons: [] },
      state: 'ok',
      stateReason: null,
    });
  });

  it('counts what comes later, holes that are filled, and revisions', async () => {
    const { candles, board, ours } = await stage();
    await candles.append(series, sliceColumns(walk, 0, 100));
    await candles.append(series, sliceColumns(walk, 102, 390));
    expect(await ours()).toMatchObject({ candles: 388, gaps: 2, revisions: 0 });
    await candles.append(series, sliceColumns(walk, 395));
    expect(await ours()).toMatchObject({ candles: 393, gaps: 7 });
    await candles.append(series, sliceColumns(walk, 100, 102));
    board.onEvent({ type: 'candles-stored', series, count: 2, newestOpenTimeMs: walk.openTimeMs.at(-1) ?? 0 });
    expect(await ours()).toMatchObject({ candles: 395, gaps: 5 });
    const candle = candleAt(walk, 395);
    const revision = { openTimeMs: candle.openTimeMs, before: candle, after: candle };
    board.onEvent({ type: 'candle-revised', series, revision });
    expect(await ours()).toMatchObject({ revisions: 1 });
  });

  it('stamps what the feed knows, also before a decision was taken', async () => {
    const { candles, state, ours } = await stage();
    await candles.append(series, walk);
    state.facts = { ...SOUND, staleMs: 3 * HOUR_MS };
    expect((await ours())?.dataQuality).toEqual({
      stamp: 'red',
      reasons: [{ code: 'newest-stale', params: { staleMs: 3 * HOUR_MS } }],
    });
  });

  const late: EngineEvent = { type: 'data-late', series, closeTimeMs: END_MS };
  const paused: VenueEvent = {
    type: 'paused',
    exchangeId: 'binance',
    code: 'venue/maintenance',
    forMs: 9,
    detail: 'down',
  };
  const disabled: VenueEvent = {
    type: 'disabled',
    exchangeId: 'binance',
    code: 'venue/geo-blocked',
    forMs: 21_600_000,
    detail: 'HTTP 451',
  };
  const skewed: VenueEvent = { type: 'clock-skew', exchangeId: 'binance', level: 'stop', skewMs: 6_500 };
  it.each([
    ['late data', [late], 'late', /no candle closing/],
    ['late data that came', [late, { ...late, type: 'data-arrived', silentMs: 1 }], 'ok', null],
    ['a venue that is paused', [late, paused], 'paused', /down/],
    ['a venue that answers again', [paused, { type: 'recovered', exchangeId: 'binance' }], 'ok', null],
    ['a disabled venue, whatever comes after', [disabled, paused, late], 'disabled', /HTTP 451/],
    [
      'a quarantined series',
      [
        {
          type: 'quarantined',
          exchangeId: 'binance',
          series,
          code: 'venue/bad-symbol',
          forMs: 900_000,
          detail: 'no such symbol',
        },
      ],
      'disabled',
      /no such symbol/,
    ],
    ['clocks far apart', [skewed], 'paused', /6\.5 s apart/],
    ['clocks that agree again', [skewed, { ...skewed, level: 'fine' }], 'ok', null],
    ['the trouble of another venue', [{ ...disabled, exchangeId: 'kraken' }], 'ok', null],
  ] as const)('shows %s', async (_, events, state, reason) => {
    const { board, ours } = await stage();
    for (const event of events) board.onEvent(event as EngineEvent | VenueEvent);
    const status = await ours();
    expect(status?.state).toBe(state);
    if (reason === null) expect(status?.stateReason).toBeNull();
    else expect(status?.stateReason && stateReasonText(status.stateReason, ENGLISH)).toMatch(reason);
  });

  it('says that forex is closed at the weekend', async () => {
    const { state, board } = await stage();
    state.nowMs = Date.UTC(2024, 2, 23, 12);
    expect((await board.read()).map((each) => each.state)).toEqual(['ok', 'closed']);
  });
});
