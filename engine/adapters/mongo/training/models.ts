import { type Connection, type Model, trusted } from 'mongoose';
import { z } from 'zod';
import { type SeriesKey, seriesName } from '../../../market/series.ts';
import type { Clock, ModelRegistry } from '../../../ports.ts';
import { MAX_ARTEFACT_BYTES } from '../../max-artefact-bytes.ts';
import { isDuplicateKey } from '../connect.ts';
import { schemaOf } from '../stored/schema-of.ts';

const MODELS = 'models';
const CHAMPIONS = 'modelChampions';

const modelShape = z.object({
  _id: z.string().min(1),
  series: z.string().min(1),
  version: z.string().min(1),
  artefact: z.string().min(1),
  savedAtMs: z.number(),
  promotedAtMs: z.number().nullable().default(null),
});
const championShape = z.object({ _id: z.string().min(1), version: z.string().min(1) });
type ModelDocument = z.infer<typeof modelShape>;
type ChampionDocument = z.infer<typeof championShape>;
const modelSchema = schemaOf<ModelDocument>(modelShape, MODELS);
const championSchema = schemaOf<ChampionDocument>(championShape, CHAMPIONS);

/** Saved models in MongoDB, one document each, and one small document per series that names the serving one. */
export function createMongoModels(connection: Connection, clock: Clock): ModelRegistry {
  const models: Model<ModelDocument> =
    connection.models[MODELS] ?? connection.model<ModelDocument>(MODELS, modelSchema);
  const champions: Model<ChampionDocument> =
    connection.models[CHAMPIONS] ?? connection.model<ChampionDocument>(CHAMPIONS, championSchema);
  const key = (series: SeriesKey, version: string): string => `${seriesName(series)}|${version}`;
  return {
    save: async (series, version, artefact) => {
      const bytes = Buffer.byteLength(artefact);
      if (bytes > MAX_ARTEFACT_BYTES)
        throw new RangeError(`expected an artefact of at most ${MAX_ARTEFACT_BYTES} bytes, was ${bytes}`);
      try {
        await models.create([
          {
            ...{ _id: key(series, version), series: seriesName(series), version, artefact },
            ...{ savedAtMs: clock.nowMs(), promotedAtMs: null },
          },
        ]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    list: async (series) => {
      const found = await models
        .find({ series: seriesName(series) }, { version: 1, savedAtMs: 1 })
        .sort({ savedAtMs: -1, _id: -1 })
        .lean();
      return found.map((document) => modelShape.pick({ version: true, savedAtMs: true }).parse(document));
    },
    load: async (series, version) => {
      const found = await models.findOne({ _id: key(series, version) }).lean();
      return found === null ? null : modelShape.parse(found).artefact;
    },
    promote: async (series, version) => {
      const promotedAtMs = clock.nowMs();
      const { matchedCount } = await models.updateOne({ _id: key(series, version) }, { $set: { promotedAtMs } });
      if (matchedCount === 0) {
        throw new Error(`expected a saved model of ${seriesName(series)}, there is no version "${version}"`);
      }
      await champions.updateOne({ _id: seriesName(series) }, { $set: { version } }, { upsert: true });
    },
    champion: async (series) => {
      const found = await champions.findOne({ _id: seriesName(series) }).lean();
      return found === null ? null : championShape.parse(found).version;
    },
    promoted: async (series) => {
      const found = await models
        .find({ series: seriesName(series), promotedAtMs: trusted({ $ne: null }) }, { version: 1, promotedAtMs: 1 })
        .sort({ promotedAtMs: -1, _id: -1 })
        .lean();
      return found.map((document) => modelShape.pick({ version: true }).parse(document).version);
    },
    remove: async (series, version) => {
      await models.deleteOne({ _id: key(series, version) });
    },
  };
}
