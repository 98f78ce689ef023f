import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import type { AccountLink, AccountLinks } from '../../referrals/account-links.ts';
import { modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';

const COLLECTION = 'account_links';

const document = z.object({
  _id: z.number().int(),
  country: z.string().nullable().default(null),
  move: z.object({ toTelegramId: z.number().int(), askedAtMs: z.number() }).nullable().default(null),
  left: z.object({ toTelegramId: z.number().int(), atMs: z.number() }).nullable().default(null),
});

interface LinkDocument {
  _id: number;
  country?: string;
  inviteCode?: string;
  recoveryHash?: string;
  move?: { toTelegramId: number; askedAtMs: number } | null;
  left?: { toTelegramId: number; atMs: number } | null;
}

const schema = new Schema<LinkDocument>(
  {
    _id: { type: Number, required: true },
    country: { type: String },
    inviteCode: { type: String },
    recoveryHash: { type: String },
    move: { type: Schema.Types.Mixed },
    left: { type: Schema.Types.Mixed },
  },
  SCHEMA_OPTIONS,
)
  .index({ inviteCode: 1 })
  .index({ recoveryHash: 1 });

/** The schema, for ensureBillingIndexes. */
export const accountLinkSchema = schema;

function linkOf(found: unknown): AccountLink {
  const { _id, ...link } = parseDocument(document, found, COLLECTION);
  return { telegramId: _id, ...link };
}

/** Links of accounts in MongoDB, keyed by the account. */
export function createMongoAccountLinks(connection: Connection): AccountLinks {
  const model = modelOf(connection, schema, COLLECTION);
  const set = async (telegramId: number, fields: Partial<LinkDocument>): Promise<void> => {
    await model.updateOne({ _id: telegramId }, { $set: fields }, { upsert: true }).exec();
  };
  const findOne = async (filter: Partial<LinkDocument>): Promise<AccountLink | null> => {
    const found = await model.findOne(filter).lean().exec();
    return found === null ? null : linkOf(found);
  };
  const findAll = async (filter: Record<string, unknown>): Promise<readonly AccountLink[]> =>
    (await model.find(filter).lean().exec()).map(linkOf);
  return {
    find: (telegramId) => findOne({ _id: telegramId }),
    async inviteCode(telegramId, fresh) {
      // Only where there is none: of two questions at once the second finds the first one's code.
      await model.updateOne({ _id: telegramId }, {}, { upsert: true }).exec();
      const none = { _id: telegramId, inviteCode: mongoose.trusted({ $exists: false }) };
      await model.updateOne(none, { $set: { inviteCode: fresh } }).exec();
      const found = await model.findOne({ _id: telegramId }).lean().exec();
      return found?.inviteCode ?? fresh;
    },
    findInviter: (inviteCode) => findOne({ inviteCode }),
    setCountry: (telegramId, country) => set(telegramId, { country }),
    setRecovery: (telegramId, recoveryHash) => set(telegramId, { recoveryHash }),
    findByRecovery: (recoveryHash) => findOne({ recoveryHash }),
    async askMove(telegramId, move) {
      await model.updateOne({ _id: telegramId, move: null }, { $set: { move: { ...move } } }).exec();
    },
    stopMove: (telegramId) => set(telegramId, { move: null }),
    endMove: (telegramId, left) => set(telegramId, { move: null, left: { ...left } }),
    dueMoves: (beforeMs) => findAll({ 'move.askedAtMs': mongoose.trusted({ $lt: beforeMs }) }),
    leftSince: (sinceMs) => findAll({ 'left.atMs': mongoose.trusted({ $gte: sinceMs }) }),
  };
}
