import type { Connection } from 'mongoose';
import { z } from 'zod';
import { parseSeries, type SeriesKey, seriesName } from '../../../market/series.ts';
import type { CandleArchive, SeriesSummary } from '../../../ports.ts';
import { bucketSpanMs } from './candle-bucket.ts';
import { CANDLES } from './candles.ts';

const outline = z.object({
  _id: z.string(),
  series: z.string(),
  startMs: z.number(),
  newestMs: z.number(),
  rows: z.number(),
  tail: z.array(z.unknown()),
});
type Outline = z.infer<typeof outline>;

const candlesIn = (buckets: readonly Outline[]): number =>
  buckets.reduce((sum, bucket) => sum + bucket.rows + bucket.tail.length, 0);

/** What operators do with stored candles as a whole: list the series, and let old buckets go. */
export function createMongoCandleArchive(connection: Connection): CandleArchive {
  const buckets = connection.collection<Outline>(CANDLES);

  /** Everything of the buckets but their packed columns. */
  const outlines = async (filter: object): Promise<readonly Outline[]> => {
    const found = await buckets.find(filter, { projection: { packed: 0 } }).toArray();
    return found.map((document) => outline.parse(document));
  };

  /** Buckets whose whole span lies before a time. */
  const goneBy = (series: SeriesKey, beforeMs: number) => ({
    series: seriesName(series),
    startMs: { $lte: beforeMs - bucketSpanMs(series.timeframe) },
  });

  return {
    list: async () => {
      const bySeries = new Map<string, Outline[]>();
      for (const bucket of await outlines({})) {
        const found = bySeries.get(bucket.series);
        if (found === undefined) bySeries.set(bucket.series, [bucket]);
        else found.push(bucket);
      }
      return [...bySeries]
        .flatMap(([name, found]): readonly SeriesSummary[] => {
          const series = parseSeries(name);
          if (series === null) return [];
          return [
            {
              series,
              candles: candlesIn(found),
              oldestBucketMs: Math.min(...found.map((bucket) => bucket.startMs)),
              newestOpenMs: Math.max(...found.map((bucket) => bucket.newestMs)),
            },
          ];
        })
        .sort((one, other) => (seriesName(one.series) < seriesName(other.series) ? -1 : 1));
    },
    removable: async (series, beforeMs) => candlesIn(await outlines(goneBy(series, beforeMs))),
    prune: async (series, beforeMs) => {
      const gone = await outlines(goneBy(series, beforeMs));
      for (const { _id } of gone) await buckets.deleteOne({ _id });
      return candlesIn(gone);
    },
  };
}
