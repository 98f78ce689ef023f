import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoTrackRecord } from '../../../engine/adapters/mongo/track-record.ts';
import { type Candle, columnsOf } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { TrainedModel } from '../../../engine/models/trained.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { trainModel } from '../../../engine/training/train.ts';
import { onCandleClose } from '../../../engine/walk/on-candle-close.ts';
import { openWalk, type Walk, type WalkDependencies } from '../../../engine/walk/walk.ts';
import { textReason } from '../../support/reasons.ts';
import {
  candles,
  closeOf,
  type Database,
  openWalkStage,
  PAST,
  SERIES,
  venueOf,
} from '../../support/stage/walk-stage.ts';

async function walkRows(walk: Walk, clock: { nowMs: number }, rows: readonly number[]): Promise<void> {
  for (const row of rows) {
    clock.nowMs = closeOf(row) + 2_000;
    await onCandleClose(walk, SERIES);
  }
}

const rowsFrom = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index);

describe('onCandleClose', () => {
  let trained: TrainedModel;
  const opened: Database[] = [];
  const open = async (...args: Parameters<typeof openWalkStage> extends [unknown, ...infer Rest] ? Rest : never) => {
    const staged = await openWalkStage(trained, ...args);
    opened.push(staged.database);
    return staged;
  };

  beforeAll(async () => {
    const past = columnsOf(candles.slice(0, PAST));
    trained = await trainModel({
      series: [{ name: 'binance:BTC/USDT@1h', columns: past }],
      timeframe: '1h',
      kind: 'logistic',
      seed: 1,
    });
  });
  afterAll(async () => {
    for (const database of opened) await database.drop();
  });

  it('scores a muted market all the same, and publishes nothing of it', async () => {
    const { walk, clock, events, stores } = await open((deps) => ({
      ...deps,
      mutedReason: (_series, nowMs) => (nowMs < closeOf(PAST + 40) ? textReason('its record is below the bar') : null),
    }));
    await walkRows(walk, clock, rowsFrom(PAST, 40));
    const predictions = await stores.predictions.newest(SERIES, Number.MAX_SAFE_INTEGER, 100);
    expect(predictions).toHaveLength(40);
    expect(predictions.some(({ published }) => published)).toBe(false);
    const withheld = predictions.filter((prediction) => prediction.withheld !== null);
    expect(withheld.map((prediction) => prediction.withheld)).toContain('text');
    expect(withheld.length).toBeLessThan(40);
    expect(events.filter((event) => event.type === 'signal-opened')).toEqual([]);
    await walkRows(walk, clock, rowsFrom(PAST + 40, 60));
    expect(events.some((event) => event.type === 'signal-opened')).toBe(true);
  });

  it('stores every prediction before its outcome, opens signals and settles them at the next close', async () => {
    const { walk, clock, events, stores } = await open();
    await walkRows(walk, clock, rowsFrom(PAST, 60));
    const predictions = await stores.predictions.newest(SERIES, Number.MAX_SAFE_INTEGER, 100);
    expect(predictions).toHaveLength(60);
    expect(predictions.at(-1)?.outcomeUp).toBeNull();
    for (const [index, prediction] of predictions.slice(0, -1).entries()) {
      const next = candles[PAST + index + 1];
      expect(prediction.outcomeUp).toBe(
        next === undefined || next.close === next.open ? null : next.close > next.open ? 1 : 0,
      );
    }
    const openedSignals = events.filter((event) => event.type === 'signal-opened');
    expect(openedSignals.length).toBeGreaterThan(2);
    const entries = await stores.ledger.latest({ limit: 100 });
    expect(entries).toHaveLength(openedSignals.length);
    for (const { signal, outcome } of entries.slice(1)) {
      const next = candles.find((candle) => candle.openTimeMs === signal.closeTimeMs);
      const moved = (next?.close ?? 0) - (next?.open ?? 0);
      expect(outcome?.direction.type).toBe(
        moved === 0 ? 'flat' : (signal.side === 'BUY') === moved > 0 ? 'right' : 'wrong',
      );
    }
  });

  it('does nothing at a second tick for the same candle', async () => {
    const { walk, clock, stores } = await open();
    await walkRows(walk, clock, [PAST]);
    const before = await stores.predictions.newest(SERIES, Number.MAX_SAFE_INTEGER, 10);
    expect(await onCandleClose(walk, SERIES)).toBe('nothing');
    expect(await stores.predictions.newest(SERIES, Number.MAX_SAFE_INTEGER, 10)).toEqual(before);
  });

  it('catches up after ten silent candles: candles and outcomes are there, nothing is published for candles that are over', async () => {
    const { walk, clock, stores } = await open();
    await walkRows(walk, clock, rowsFrom(PAST, 40));
    await walkRows(walk, clock, [PAST + 50]);
    const predictions = await stores.predictions.newest(SERIES, Number.MAX_SAFE_INTEGER, 100);
    expect(predictions.map((each) => each.closeTimeMs)).toEqual([...rowsFrom(PAST, 40), PAST + 50].map(closeOf));
    expect(predictions.slice(0, -1).every((each) => each.returnNext !== null)).toBe(true);
    expect(await stores.candles.newestOpenTimeMs(SERIES)).toBe(candles[PAST + 50]?.openTimeMs);
    expect(
      (await stores.ledger.unsettled(SERIES)).every(({ signal }) => signal.closeTimeMs === closeOf(PAST + 50)),
    ).toBe(true);
  });

  it('decides nothing from stale candles', async () => {
    const { walk, clock, events } = await open((deps) => ({
      ...deps,
      venue: venueOf(deps.clock, new Set([candles[PAST + 1]?.openTimeMs ?? 0])),
    }));
    await walkRows(walk, clock, [PAST]);
    clock.nowMs = closeOf(PAST + 1) + 30_000;
    expect(await onCandleClose(walk, SERIES)).toBe('waiting');
    expect(events.at(-1)?.type).toBe('data-late');
  });

  it('asks a late venue again at +1, +3, +8 and +20 s and says once that the data is late', async () => {
    const asked: number[] = [];
    const missing = candles[PAST]?.openTimeMs ?? 0;
    const staged = await open((deps) => {
      const inner = venueOf(deps.clock, new Set([missing]));
      return {
        ...deps,
        venue: {
          ...inner,
          fetchCandles: (...args) => {
            asked.push(deps.clock.nowMs());
            return inner.fetchCandles(...args);
          },
        },
      };
    });
    const { walk, clock, events } = staged;
    await walkRows(walk, clock, [PAST - 1]);
    asked.length = 0;
    for (let after = 1_000; after <= 90_000; after += 500) {
      clock.nowMs = closeOf(PAST) + after;
      await onCandleClose(walk, SERIES);
    }
    expect(asked.map((at) => at - closeOf(PAST))).toEqual([1_000, 3_000, 8_000, 20_000, 80_000]);
    expect(events.filter((event) => event.type === 'data-late')).toHaveLength(1);
  });

  it('writes the same ledger when it is killed after any side effect and started again', async () => {
    const rows = rowsFrom(PAST, 12);
    // Low earlier confidences make the rule speak often.
    const talkative = { ...trained, recentConfidences: trained.recentConfidences.map(() => 0.51) };
    const whole = await open((deps) => ({ ...deps, modelFor: () => talkative }));
    await walkRows(whole.walk, whole.clock, rows);
    const expected = (await whole.stores.ledger.latest({ limit: 100 })).map(({ signal, outcome }) => [
      signal.id,
      outcome?.direction.type ?? null,
    ]);
    const expectedPredictions = await whole.stores.predictions.newest(SERIES, Number.MAX_SAFE_INTEGER, 100);
    expect(expected.length).toBeGreaterThan(0);

    const interrupted = await open();
    let left = 0;
    const dying =
      <A extends readonly unknown[], R>(run: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        const result = await run(...args);
        left -= 1;
        if (left === 0) throw new Error('killed');
        return result;
      };
    const { candles: store, ledger, predictions, watermarks } = interrupted.stores;
    const killable: WalkDependencies = {
      ...interrupted.deps,
      modelFor: () => talkative,
      candles: { ...store, append: dying(store.append) },
      ledger: { ...ledger, open: dying(ledger.open), close: dying(ledger.close) },
      predictions: { ...predictions, record: dying(predictions.record), settle: dying(predictions.settle) },
      watermarks: { ...watermarks, advance: dying(watermarks.advance) },
    };
    for (const row of rows) {
      interrupted.clock.nowMs = closeOf(row) + 2_000;
      for (let kill = 1, done = false; !done; kill += 1) {
        left = kill;
        // A new walk each time: whatever the killed one remembered is gone.
        done = await onCandleClose(openWalk(killable), SERIES).then(
          (result) => result === 'decided' || result === 'nothing',
          () => false,
        );
      }
    }
    const entries = await interrupted.stores.ledger.latest({ limit: 100 });
    expect(entries.map(({ signal, outcome }) => [signal.id, outcome?.direction.type ?? null])).toEqual(expected);
    expect(await interrupted.stores.predictions.newest(SERIES, Number.MAX_SAFE_INTEGER, 100)).toEqual(
      expectedPredictions,
    );
  });

  it('publishes a candle once when it is killed before its watermark, or runs twice, around a change of the model', async () => {
    const rows = rowsFrom(PAST, 30);
    const speak = { recentConfidences: trained.recentConfidences.map(() => 0.51) };
    const models: readonly TrainedModel[] = [
      { ...trained, ...speak },
      { ...trained, ...speak, version: 'logistic-promoted' },
    ];
    const staged = await open();
    for (const [turn, row] of rows.entries()) {
      staged.clock.nowMs = closeOf(row) + 2_000;
      const [before = trained, after = trained] = turn % 2 === 0 ? models : models.toReversed();
      const killed = openWalk({
        ...staged.deps,
        modelFor: () => before,
        watermarks: { ...staged.stores.watermarks, advance: () => Promise.reject(new Error('killed')) },
      });
      await expect(onCandleClose(killed, SERIES)).rejects.toThrow('killed');
      const both = [after, before].map((model) => openWalk({ ...staged.deps, modelFor: () => model }));
      await Promise.all(both.map((each) => onCandleClose(each, SERIES)));
    }
    const entries = await staged.stores.ledger.latest({ limit: 100 });
    const closes = entries.map(({ signal }) => signal.closeTimeMs);
    expect(closes.length).toBeGreaterThan(10);
    expect(new Set(closes).size).toBe(closes.length);
    const predictions = await staged.stores.predictions.newest(SERIES, Number.MAX_SAFE_INTEGER, 100);
    expect(predictions).toHaveLength(rows.length);
    expect(predictions.filter(({ published }) => published)).toHaveLength(entries.length);
    const { published, allScored } = await createMongoTrackRecord(staged.database.connection).read({});
    expect([published.count, allScored.count]).toEqual([entries.filter(({ outcome }) => outcome !== null).length, 29]);
  });

  it('goes to sleep with the forex market and publishes nothing into the weekend', async () => {
    const fx: SeriesKey = { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '1h' };
    const friday = Date.UTC(2024, 2, 22, 21);
    const open24: readonly Candle[] = candles
      .slice(0, PAST)
      .map((candle, index) => ({ ...candle, openTimeMs: friday - (PAST - index) * HOUR_MS }));
    const { walk, clock, events } = await open((deps) => ({
      ...deps,
      venue: {
        fetchCandles: async (_series, sinceMs, limit) =>
          open24
            .filter((each) => each.openTimeMs >= sinceMs && each.openTimeMs + HOUR_MS <= deps.clock.nowMs())
            .slice(0, limit),
        timeMs: async () => deps.clock.nowMs(),
      },
    }));
    clock.nowMs = friday + 2_000;
    expect(await onCandleClose(walk, fx)).toBe('undecided');
    expect(events.at(-1)).toMatchObject({ type: 'undecided', reason: { code: 'market-closes' } });
    clock.nowMs = friday + 5 * HOUR_MS;
    expect(await onCandleClose(walk, fx)).toBe('nothing');
    expect(events.some((event) => event.type === 'data-late')).toBe(false);
  });
});
