import { type Connection, type Model, trusted } from 'mongoose';
import { z } from 'zod';
import { seriesName } from '../../market/series.ts';
import type { WatermarkReader, Watermarks } from '../../ports.ts';
import { schemaOf } from './stored/schema-of.ts';

const WATERMARKS = 'watermarks';
const shape = z.object({ _id: z.string().min(1), closeTimeMs: z.number() });
type WatermarkDocument = z.infer<typeof shape>;
const schema = schemaOf<WatermarkDocument>(shape, WATERMARKS);

/** Watermarks in MongoDB: one small document per series, moved by $max, so that a late writer cannot move it back. */
export function createMongoWatermarks(connection: Connection): Watermarks & WatermarkReader {
  const watermarks: Model<WatermarkDocument> =
    connection.models[WATERMARKS] ?? connection.model<WatermarkDocument>(WATERMARKS, schema);
  return {
    get: async (series) => {
      const found = await watermarks.findOne({ _id: seriesName(series) }).lean();
      return found === null ? null : shape.parse(found).closeTimeMs;
    },
    getAll: async (series) => {
      const found = await watermarks.find({ _id: trusted({ $in: series.map(seriesName) }) }).lean();
      return new Map(found.map((each) => shape.parse(each)).map(({ _id, closeTimeMs }) => [_id, closeTimeMs]));
    },
    advance: async (series, closeTimeMs) => {
      if (!Number.isSafeInteger(closeTimeMs))
        throw new RangeError(`expected a closeTimeMs in whole milliseconds, was ${closeTimeMs}`);
      await watermarks.updateOne({ _id: seriesName(series) }, { $max: { closeTimeMs } }, { upsert: true });
    },
  };
}
