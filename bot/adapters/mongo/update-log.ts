import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey, modelOf, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { UpdateLog } from '../../telegram/ports.ts';

const COLLECTION = 'telegram_updates';
const KEPT_SECONDS = 2 * 86_400;

interface UpdateDocument {
  _id: number;
  seenAt: Date;
}

const schema = new Schema<UpdateDocument>(
  { _id: { type: Number, required: true }, seenAt: { type: Date, required: true } },
  SCHEMA_OPTIONS,
).index({ seenAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** The schema, for ensureBotIndexes. */
export const updateLogSchema = schema;

/**
 * Update ids in MongoDB, forgotten by an expiring index after two days. The expiry counts wall time, not the product's:
 * the server deletes by its own clock, and a replayed past would be deleted at once.
 */
export function createMongoUpdateLog(connection: Connection): UpdateLog {
  const model = modelOf(connection, schema, COLLECTION);
  const collection = connection.collection<UpdateDocument>(COLLECTION);
  return {
    async claim(updateId) {
      try {
        // Past mongoose, whose document would cost more than the write: this is done at every update.
        await collection.insertOne({ _id: updateId, seenAt: new Date() });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async isClaimed(updateId) {
      return (await model.exists({ _id: updateId }).exec()) !== null;
    },
  };
}
