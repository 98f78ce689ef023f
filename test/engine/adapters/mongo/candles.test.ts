import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoCandles } from '../../../../engine/adapters/mongo/candles/candles.ts';
import { connectMongo } from '../../../../engine/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../../../engine/adapters/mongo/indexes.ts';
import { sliceColumns } from '../../../../engine/market/candle.ts';
import type { CandleRevision } from '../../../../engine/market/revision.ts';
import { type SeriesKey, seriesName } from '../../../../engine/market/series.ts';
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
    expect(Math.max(...tails)).toBeGreaterThan(100);
    expect(Math.max(...tails)).toBeLessThanOrEqual(128);
    expect(tails.filter((length) => length === 0).length).toBeLessThan(8);
  });

  it('packs series that began together at different closes', async () => {
    const buckets = database.connection.collection<{ tail: unknown[] }>('candles');
    const packedAt = async (series: SeriesKey): Promise<number> => {
      await store.append(series, candlesAt([0]));
      for (let row = 1; row < 97; row += 24) await store.append(series, candlesAt(range(row, row + 24)));
      for (let row = 97; row < 140; row += 1) {
        await store.append(series, candlesAt([row]));
        const found = await buckets.findOne({ series: seriesName(series) }, { projection: { tail: 1 } });
        if (found?.tail.length === 0) return row;
      }
      throw new Error('expected the tail to be packed');
    };
    const rows = await Promise.all(Array.from({ length: 8 }, () => packedAt(freshSeries())));
    expect(new Set(rows).size).toBeGreaterThan(4);
    expect(Math.min(...rows)).toBeGreaterThan(100);
    expect(Math.max(...rows)).toBeLessThanOrEqual(129);
  });

  it('appends of many series at once are a few commands, and each is stored though others of its batch are not pushes', async () => {
    const names = Array.from({ length: 60 }, () => freshSeries());
    for (const series of names.slice(0, 50)) await store.append(series, candlesAt(range(0, 20)));
    const commands: string[] = [];
    const watched = await connectMongo(database.uri, { isMonitored: true });
    watched.getClient().on('commandStarted', ({ commandName }) => void commands.push(commandName));
    const many = createMongoCandles(watched);
    const appendAll = (rows: readonly number[]) =>
      Promise.all(names.map((series) => many.append(series, candlesAt(rows))));
    await Promise.all(names.slice(0, 50).map((series) => many.append(series, candlesAt([20]))));
    expect(commands.filter((name) => name === 'update').length).toBeLessThanOrEqual(5);
    expect(commands.filter((name) => name === 'find')).toHaveLength(0);
    // Ten have no bucket yet; all the rest are pushes of the same batches.
    commands.length = 0;
    await appendAll([21]);
    expect(commands.filter((name) => name === 'insert')).toHaveLength(10);
    expect(commands.length).toBeLessThan(10 * 2 + 12);
    for (const series of names.slice(0, 50)) expect((await store.readNewest(series, 99)).length).toBe(22);
    for (const series of names.slice(50)) expect((await store.readNewest(series, 99)).length).toBe(1);
    await watched.close();
  });

  it('holds every candle once when two processes append those of many series at once', async () => {
    const names = Array.from({ length: 30 }, () => freshSeries());
    const other = createMongoCandles(database.connection);
    for (let row = 0; row < 12; row += 1)
      await Promise.all(
        names.flatMap((series, index) => [
          store.append(series, candlesAt([row])),
          ...(index % 2 === 0 ? [other.append(series, candlesAt([row]))] : []),
        ]),
      );
    for (const series of names) {
      const { openTimeMs } = await store.readNewest(series, 99);
      expect([...openTimeMs]).toEqual([...candlesAt(range(0, 12)).openTimeMs]);
    }
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
