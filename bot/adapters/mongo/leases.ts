import { type Connection, Schema, trusted } from 'mongoose';
import { z } from 'zod';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { LeaseStore } from '../../lease-store.ts';

const COLLECTION = 'leases';

const document = z.object({ _id: z.string(), holder: z.string(), token: z.number().int(), untilMs: z.number() });
type LeaseDocument = z.infer<typeof document>;

const schema = new Schema<LeaseDocument>(
  {
    _id: { type: String, required: true },
    holder: { type: String, required: true },
    token: { type: Number, required: true },
    untilMs: { type: Number, required: true },
  },
  SCHEMA_OPTIONS,
);

/**
 * Leases in MongoDB, one document each. Every change is one find-and-update with the expiry in its condition, so that two processes
 * never read the same end and both write. Without a matching document the upsert meets the unique _id: somebody else holds it.
 */
export function createMongoLeases(connection: Connection): LeaseStore {
  const leases = modelOf(connection, schema, COLLECTION);
  return {
    async take({ name, holder, nowMs, lengthMs }) {
      const free = { _id: name, $or: [{ holder }, { untilMs: trusted({ $lte: nowMs }) }] };
      const change = { $set: { holder, untilMs: nowMs + lengthMs }, $inc: { token: 1 } };
      try {
        const taken = await leases
          .findOneAndUpdate(free, change, { upsert: true, returnDocument: 'after' })
          .lean()
          .exec();
        return parseDocument(document, taken, COLLECTION).token;
      } catch (error) {
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },
    async renew({ name, holder, token, nowMs, lengthMs }) {
      const held = { _id: name, holder, token, untilMs: trusted({ $gt: nowMs }) };
      const { matchedCount } = await leases.updateOne(held, { $set: { untilMs: nowMs + lengthMs } }).exec();
      return matchedCount === 1;
    },
    async release({ name, token }) {
      await leases.updateOne({ _id: name, token }, { $set: { untilMs: 0 } }).exec();
    },
  };
}
