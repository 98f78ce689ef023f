import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoCandles } from '../../../../engine/adapters/mongo/candles.ts';
import { ensureIndexes } from '../../../../engine/adapters/mongo/indexes.ts';
import { sliceColumns } from '../../../../engine/market/candle.ts';
import type { CandleRevision } from '../../../../engine/market/revision.ts';
import { seriesName } from '../../../../engine/market/series.ts';
import type { CandleStore } from '../../../../engine/ports.ts';
import { candleStoreContract, candlesAt, freshSeries, range } from '../../../contract/candle-store.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';

describe('candles in MongoDB', () => {
  let database: TestDatabase;
  let store: CandleStore;
  const revisions: CandleRevision[] = [];
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureIndexes(database.connection);
    store = createMongoCandles(database.connection, { onRevision: (_, found) => revisions.push(...found) });
  });
  afterAll(() => database.drop());

  candleStoreContract('MongoDB', () => store);

  it('reports a revision with both candles, and only when something known changed', async () => {
    const series = freshSeries();
    await store.append(series, candlesAt([6, 7, 8]));
    revisions.length = 0;
    await store.append(series, { ...candlesAt([7, 8, 9]), volume: Float64Array.of(3, 18, 19) });
    expect(revisions).toEqual([]);
    await store.append(series, { ...candlesAt([8]), close: Float64Array.of(110), high: Float64Array.of(112) });
    expect(revisions).toHaveLength(1);
    expect(revisions[0]).toMatchObject({ before: { close: 109.5, high: 111 }, after: { close: 110, high: 112 } });
  });

  it('writes the newest candle as one small push, and packs the tail now and then', async () => {
    const series = freshSeries();
    const candles = candlesAt(range(0, 300));
    const buckets = database.connection.collection<{ rows: number; tail: unknown[]; revision: number }>('candles');
    const tails: number[] = [];
    for (let row = 0; row < candles.length; row += 1) {
      await store.append(series, sliceColumns(candles, row, row + 1));
      tails.push((await buckets.findOne({ series: seriesName(series) }, { sort: { startMs: -1 } }))?.tail.length ?? -1);
    }
    expect(Math.max(...tails)).toBe(128);
    expect(tails.filter((length) => length === 0).length).toBeLessThan(8);
  });

  it('reads what another process wrote after it looked', async () => {
    const series = freshSeries();
    const other = createMongoCandles(database.connection);
    await store.append(series, candlesAt(range(0, 10)));
    await other.append(series, candlesAt(range(10, 5_000)));
    expect(await store.newestOpenTimeMs(series)).toBe(candlesAt([4_999]).openTimeMs[0]);
    expect((await store.readNewest(series, 10_000)).length).toBe(5_000);
  });

  it('notices that its data were dropped', async () => {
    const series = freshSeries();
    await store.append(series, candlesAt(range(0, 10)));
    await database.connection.collection('candles').deleteMany({ series: seriesName(series) });
    expect(await store.newestOpenTimeMs(series)).toBeNull();
    await store.append(series, candlesAt([1]));
    expect(await store.newestOpenTimeMs(series)).toBe(candlesAt([1]).openTimeMs[0]);
  });

  it('refuses a bucket whose bytes do not fit its row count', async () => {
    const series = freshSeries();
    await store.append(series, candlesAt([1, 2, 3]));
    await database.connection.collection('candles').updateOne({ series: seriesName(series) }, { $set: { rows: 4 } });
    await expect(store.readNewest(series, 3)).rejects.toThrow(/expected 32 bytes of openTimeMs, was 24/);
  });
});
