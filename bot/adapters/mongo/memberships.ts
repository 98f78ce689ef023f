import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { Tier } from '../../../billing/tiers.ts';
import type { Member, Memberships } from '../../telegram/ports.ts';

const COLLECTION = 'memberships';

const document = z.object({
  telegramId: z.number().int(),
  admission: z.enum(['entitlement', 'hand']).optional(),
  asked: z.boolean().optional(),
  mayStay: z.boolean().optional(),
});

interface MembershipDocument {
  _id: string;
  telegramId: number;
  tier: string;
  state: string;
  atMs: number;
  admission?: string;
  asked?: boolean;
  mayStay?: boolean;
}

const schema = new Schema<MembershipDocument>(
  {
    _id: { type: String, required: true },
    telegramId: { type: Number, required: true },
    tier: { type: String, required: true },
    state: { type: String, required: true },
    atMs: { type: Number, required: true },
    admission: { type: String },
    asked: { type: Boolean },
    mayStay: { type: Boolean },
  },
  SCHEMA_OPTIONS,
).index({ tier: 1, state: 1 });

/** The schema, for ensureBotIndexes. */
export const membershipSchema = schema;

/** Channel memberships in MongoDB, one document per person and tier. */
export function createMongoMemberships(connection: Connection): Memberships {
  const model = modelOf(connection, schema, COLLECTION);
  const keyOf = (telegramId: number, tier: Tier) => ({ _id: `${tier}|${telegramId}` });
  return {
    async set(telegramId, tier, { state, nowMs }) {
      const facts = { $set: { telegramId, tier, state, atMs: nowMs } };
      const update = state === 'removed' ? { ...facts, $unset: { admission: 1, asked: 1, mayStay: 1 } } : facts;
      await model.updateOne(keyOf(telegramId, tier), update, { upsert: true }).exec();
    },
    async admit(telegramId, tier, { by, nowMs }) {
      const facts = { telegramId, tier, state: 'member', atMs: nowMs, admission: by };
      await model.updateOne(keyOf(telegramId, tier), { $set: facts }, { upsert: true }).exec();
    },
    async note(telegramId, tier, what) {
      const facts = what === 'asked' ? { asked: true } : { mayStay: true };
      await model.updateOne({ ...keyOf(telegramId, tier), state: 'member' }, { $set: facts }).exec();
    },
    async members(tier) {
      const found = await model.find({ tier, state: 'member' }).sort({ telegramId: 1 }).lean().exec();
      return found.map(asMember);
    },
    async member(telegramId, tier) {
      const found = await model
        .findOne({ ...keyOf(telegramId, tier), state: 'member' })
        .lean()
        .exec();
      return found === null ? null : asMember(found);
    },
  };
}

function asMember(found: unknown): Member {
  const { telegramId, admission, asked, mayStay } = parseDocument(document, found, COLLECTION);
  return { telegramId, admission: admission ?? null, asked: asked ?? false, mayStay: mayStay ?? false };
}
