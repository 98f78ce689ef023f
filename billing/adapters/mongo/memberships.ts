import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import type { Memberships } from '../../ports.ts';
import { modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';

const COLLECTION = 'memberships';

const document = z.object({ telegramId: z.number().int() });

interface MembershipDocument {
  _id: string;
  telegramId: number;
  tier: string;
  state: string;
  atMs: number;
}

const schema = new Schema<MembershipDocument>(
  {
    _id: { type: String, required: true },
    telegramId: { type: Number, required: true },
    tier: { type: String, required: true },
    state: { type: String, required: true },
    atMs: { type: Number, required: true },
  },
  SCHEMA_OPTIONS,
).index({ tier: 1, state: 1 });

/** The schema, for ensureBillingIndexes. */
export const membershipSchema = schema;

/** Channel memberships in MongoDB, one document per person and tier. */
export function createMongoMemberships(connection: Connection): Memberships {
  const model = modelOf(connection, schema, COLLECTION);
  return {
    async set(telegramId, tier, state, nowMs) {
      const key = { _id: `${tier}|${telegramId}` };
      await model.updateOne(key, { $set: { telegramId, tier, state, atMs: nowMs } }, { upsert: true }).exec();
    },
    async members(tier) {
      const found = await model
        .find({ tier, state: 'member' }, { telegramId: 1 })
        .sort({ telegramId: 1 })
        .lean()
        .exec();
      return found.map((line) => parseDocument(document, line, COLLECTION).telegramId);
    },
  };
}
