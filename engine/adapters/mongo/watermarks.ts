import type { Connection, Model } from 'mongoose';
import { z } from 'zod';
import { seriesName } from '../../market/series.ts';
import type { Watermarks } from '../../ports.ts';
import { schemaOf } from './stored/schema-of.ts';

const WATERMARKS = 'watermarks';
const shape = z.object({ _id: z.string().min(1), closeTimeMs: z.number() });
type WatermarkDocument = z.infer<typeof shape>;
const schema = schemaOf<WatermarkDocument>(shape, WATERMARKS);

/** Watermarks in MongoDB: one small document per series, moved by $max, so that a late writer cannot move it back. */
export function createMongoWatermarks(connection: Connection): Watermarks {
  const watermarks: Model<WatermarkDocument> =
    connection.models[WATERMARKS] ?? connection.model<WatermarkDocument>(WATERMARKS, schema);
  return {
    get: async (series) => {
      const found = await watermarks.findOne({ _id: seriesName(series) }).lean();
      return found === null ? null : shape.parse(found).closeTimeMs;
    },
    advance: async (series, closeTimeMs) => {
      if (!Number.isSafeInteger(closeTimeMs))
        throw new RangeError(`expected a closeTimeMs in whole milliseconds, was ${closeTimeMs}`);
      await watermarks.updateOne({ _id: seriesName(series) }, { $max: { closeTimeMs } }, { upsert: true });
    },
  };
}
