import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoCandleArchive } from '../../../../engine/adapters/mongo/candles/candle-archive.ts';
import { createMongoCandles } from '../../../../engine/adapters/mongo/candles/candles.ts';
import { ensureIndexes } from '../../../../engine/adapters/mongo/indexes.ts';
import { sliceColumns } from '../../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { candlesAt, freshSeries, range } from '../../../contract/candle-store.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';

describe('the archive of candles in MongoDB', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureIndexes(database.connection);
  });
  afterAll(() => database.drop());

  it('lists series with their candles, those of the tail too', async () => {
    const archive = createMongoCandleArchive(database.connection);
    const store = createMongoCandles(database.connection);
    const [series, other] = [freshSeries(), freshSeries('5m')];
    const candles = candlesAt(range(0, 1_520));
    await store.append(series, sliceColumns(candles, 0, 1_510));
    for (let row = 1_510; row < 1_520; row += 1) await store.append(series, sliceColumns(candles, row, row + 1));
    await store.append(other, candlesAt([3, 4], 300_000));
    const found = await archive.list();
    const summaryOf = (symbol: string) => found.find((each) => each.series.symbol === symbol);
    expect(summaryOf(series.symbol)).toMatchObject({
      series,
      candles: 1_520,
      newestOpenMs: candles.openTimeMs.at(-1),
    });
    expect(summaryOf(series.symbol)?.oldestBucketMs).toBeLessThanOrEqual(candles.openTimeMs[0] ?? 0);
    expect(summaryOf(other.symbol)).toMatchObject({ series: other, candles: 2 });
  });

  it('removes what is old by whole buckets, never a candle at or after the limit, and says how many', async () => {
    const archive = createMongoCandleArchive(database.connection);
    const store = createMongoCandles(database.connection);
    const [series, other] = [freshSeries(), freshSeries()];
    const candles = candlesAt(range(0, 5_000));
    await store.append(series, candles);
    await store.append(other, candles);
    const beforeMs = candles.openTimeMs[3_700] ?? 0;
    const promised = await archive.removable(series, beforeMs);
    expect((await store.readNewest(series, 9_999)).length).toBe(5_000);
    const removed = await archive.prune(series, beforeMs);
    expect(removed).toBe(promised);
    expect(removed).toBeGreaterThan(2_600);
    const left = await store.readNewest(series, 9_999);
    expect(left.length).toBe(5_000 - removed);
    expect(left.openTimeMs[0]).toBeLessThanOrEqual(beforeMs);
    expect(left.openTimeMs[0]).toBeGreaterThan(beforeMs - 1_000 * HOUR_MS);
    expect(await archive.prune(series, beforeMs)).toBe(0);
    expect((await store.readNewest(other, 9_999)).length).toBe(5_000);
  });
});
