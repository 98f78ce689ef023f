import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import { NO_SHARDS, type ShardStore } from '../../shard-store.ts';

const COLLECTION = 'shards';
const ID = 'series';

const document = z.object({
  _id: z.string(),
  revision: z.number().int(),
  engines: z.array(z.object({ holder: z.string(), untilMs: z.number() })),
  shards: z.array(z.string().nullable()),
});
type ShardDocument = z.infer<typeof document>;

const schema = new Schema<ShardDocument>(
  {
    _id: { type: String, required: true },
    revision: { type: Number, required: true },
    engines: [{ holder: { type: String, required: true }, untilMs: { type: Number, required: true }, _id: false }],
    shards: [{ type: String }],
  },
  SCHEMA_OPTIONS,
);

/** The division in MongoDB: a document that is replaced by compare-and-set on its revision. */
export function createMongoShards(connection: Connection): ShardStore {
  const tables = modelOf(connection, schema, COLLECTION);
  return {
    async read() {
      const found = await tables.findById(ID).lean().exec();
      if (found === null) return NO_SHARDS;
      const { _id, ...table } = parseDocument(document, found, COLLECTION);
      return table;
    },
    async replace({ revision, engines, shards }) {
      const next = { revision: revision + 1, engines: [...engines], shards: [...shards] };
      if (revision > 0) {
        const { matchedCount } = await tables.updateOne({ _id: ID, revision }, { $set: next }).exec();
        return matchedCount === 1;
      }
      try {
        await tables.create({ _id: ID, ...next });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
