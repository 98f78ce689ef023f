import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureIndexes } from '../../../../engine/adapters/mongo/indexes.ts';
import { createMongoPredictions } from '../../../../engine/adapters/mongo/predictions.ts';
import { prunePredictions } from '../../../../engine/adapters/mongo/prune-predictions.ts';
import { createMongoSignals } from '../../../../engine/adapters/mongo/signals.ts';
import { createMongoTrackRecord } from '../../../../engine/adapters/mongo/track-record.ts';
import { type SeriesKey, seriesName } from '../../../../engine/market/series.ts';
import { freshSeries } from '../../../contract/candle-store.ts';
import { predictionOf } from '../../../contract/prediction-store.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { outcomeOf, signalOf } from '../../../support/signal-fixtures.ts';

describe('track record in MongoDB', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase();
    await ensureIndexes(database.connection);
  });
  afterEach(() => database.drop());

  const stores = () => ({
    predictions: createMongoPredictions(database.connection),
    signals: createMongoSignals(database.connection),
    record: createMongoTrackRecord(database.connection),
  });

  /** Candle n of a series whose next candle is up for even n; the model says up always; the reversal rule is right for n % 3 = 0. */
  const walk = async (
    series: SeriesKey,
    n: number,
    options: { published?: boolean; settled?: boolean } = {},
  ): Promise<void> => {
    const { predictions } = stores();
    const up = n % 2 === 0 ? 1 : 0;
    const reversalIsRight = n % 3 === 0;
    const lastDirection = (up === 1) === reversalIsRight ? -1 : 1;
    const prediction = predictionOf(series, n, { lastDirection, published: options.published ?? false });
    await predictions.record(prediction);
    if (options.settled ?? true)
      await predictions.settle(series, prediction.closeTimeMs, { up, returnNext: up === 1 ? 0.002 : -0.001 });
  };

  it('is empty at first', async () => {
    const record = await stores().record.read({});
    expect(record).toMatchObject({ fromMs: null, toMs: null, perSeries: [] });
    const { plan, ...published } = record.published;
    expect(plan).toMatchObject({ count: 0, winShare: null, averageNetBps: null, averageNetInterval: null });
    expect(published).toEqual({
      count: 0,
      closes: 0,
      right: 0,
      wrong: 0,
      flat: 0,
      void: 0,
      accuracy: null,
      accuracyInterval: null,
      reversalAccuracy: null,
      averageReturnBps: null,
      averageNetBps: null,
      averageRightBps: null,
      averageWrongBps: null,
    });
  });

  it('counts every scored candle, and what reversal did on them', async () => {
    const series = freshSeries();
    for (let n = 0; n < 30; n += 1) await walk(series, n);
    const { allScored, fromMs, toMs } = await stores().record.read({});
    expect(allScored).toMatchObject({
      count: 30,
      right: 15,
      wrong: 15,
      flat: 0,
      void: 0,
      accuracy: 0.5,
      reversalAccuracy: 1 / 3,
    });
    expect(allScored.averageReturnBps).toBeCloseTo((15 * 20 - 15 * 10) / 30, 9);
    expect([fromMs, toMs]).toEqual([predictionOf(series, 0).closeTimeMs, predictionOf(series, 29).closeTimeMs]);
  });

  it('leaves the last candle out while it is open and calls a candle without a next one void', async () => {
    const series = freshSeries();
    for (const n of [0, 1, 3]) await walk(series, n);
    await walk(series, 2, { settled: false });
    await walk(series, 4, { settled: false });
    expect((await stores().record.read({})).allScored).toMatchObject({ count: 4, void: 1 });
  });

  it('judges published signals by the ledger and reversal on the same candles', async () => {
    const { signals, record } = stores();
    const series = freshSeries();
    const ends = ['right', 'right', 'wrong', 'flat', 'void', null] as const;
    for (const [n, end] of ends.entries()) {
      await walk(series, n, { published: true });
      const signal = signalOf({ series, closeTimeMs: predictionOf(series, n).closeTimeMs });
      await signals.open(signal, []);
      if (end !== null) await signals.close(signal.id, outcomeOf({ type: end, grossBps: n * 10 }));
    }
    for (let n = 6; n < 20; n += 1) await walk(series, n);
    const { published } = await record.read({});
    expect(published).toMatchObject({
      count: 5,
      right: 2,
      wrong: 1,
      flat: 1,
      void: 1,
      accuracy: 2 / 3,
      averageReturnBps: 15,
    });
    expect(published.reversalAccuracy).toBeCloseTo(2 / 6, 12);
    expect(published.accuracyInterval?.[0]).toBeGreaterThan(0.2);
  });

  it('says of groups alone what it says of them in the whole', async () => {
    const { signals, record } = stores();
    for (const [n, series] of [freshSeries(), freshSeries()].entries()) {
      await walk(series, n, { published: true });
      const signal = signalOf({ series, closeTimeMs: predictionOf(series, n).closeTimeMs, worthTrading: true });
      await signals.open(signal, []);
      await signals.close(signal.id, outcomeOf({ type: 'right', grossBps: 50 }));
    }
    const { groups } = await record.read({});
    expect(groups.map(({ count }) => count)).toEqual([2]);
    expect(await stores().record.groups()).toEqual(groups);
  });

  it('is told apart by symbol, timeframe and series', async () => {
    const [one, other] = [freshSeries(), freshSeries()];
    for (let n = 0; n < 4; n += 1) await walk(one, n);
    for (let n = 0; n < 7; n += 1) await walk(other, n);
    const { record } = stores();
    expect((await record.read({})).allScored.count).toBe(11);
    expect((await record.read({ symbol: other.symbol })).allScored.count).toBe(7);
    expect((await record.read({ symbol: other.symbol, timeframe: '4h' })).allScored.count).toBe(0);
    const lines = (await record.read({})).perSeries.map((line) => [line.series, line.allScored.count]);
    expect(Object.fromEntries(lines)).toEqual({ [seriesName(one)]: 4, [seriesName(other)]: 7 });
  });

  it('says the same from its checkpoint as from the beginning, also when an old candle comes late', async () => {
    const series = freshSeries();
    const { record } = stores();
    const tallies = database.connection.collection<{ untilMs: number }>('recordTallies');
    for (let n = 0; n < 200; n += 1) if (n !== 10) await walk(series, n, { settled: n !== 20 });
    const first = await record.read({});
    expect((await tallies.findOne({}))?.untilMs).toBeGreaterThan(0);
    expect(await record.read({})).toEqual(first);
    expect(first.allScored).toMatchObject({ count: 199, void: 1 });
    await walk(series, 10);
    await walk(series, 20);
    for (let n = 200; n < 230; n += 1) await walk(series, n);
    const late = await record.read({});
    expect(late.allScored).toMatchObject({ count: 230, right: 115, wrong: 115, void: 0 });
    await tallies.deleteMany({});
    await walk(series, 230);
    expect((await record.read({})).allScored.count).toBe(231);
  });

  it('stays the same when old predictions are removed, also when it is counted anew', async () => {
    const series = freshSeries();
    const { record, predictions } = stores();
    for (let n = 0; n < 300; n += 1) await walk(series, n, { published: n % 5 === 0 });
    const before = await record.read({});
    const at = (n: number): number => predictionOf(series, n).closeTimeMs;
    expect(await prunePredictions(database.connection, series, at(100))).toBe(100);
    expect(await prunePredictions(database.connection, series, at(150))).toBe(50);
    expect(await prunePredictions(database.connection, series, at(150))).toBe(0);
    expect(await record.read({})).toEqual(before);
    // A candle of the past that comes late begins the count again.
    await walk(series, 300);
    await walk(series, 10);
    expect((await record.read({})).allScored.count).toBe(301);
    await walk(series, 200, { settled: true });
    expect((await record.read({})).allScored.count).toBe(301);
    // Rows that may still change stay, however old they are.
    expect(await prunePredictions(database.connection, series, Number.MAX_SAFE_INTEGER)).toBe(103);
    expect((await predictions.newest(series, Number.MAX_SAFE_INTEGER, 500)).length).toBe(49);
    expect((await record.read({})).allScored.count).toBe(301);
  });
});
