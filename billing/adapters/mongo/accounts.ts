import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import type { Account, Accounts } from '../../ports.ts';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';

const COLLECTION = 'accounts';
const UPSERT_ATTEMPTS = 4;

const document = z.object({
  _id: z.number().int(),
  firstName: z.string(),
  languageCode: z.string(),
  createdAtMs: z.number(),
  acceptedTerms: z.string().nullable(),
  acceptedTermsAtMs: z.number().nullable(),
  unreachable: z.boolean(),
  firstStart: z.string().nullable(),
  cost: z.object({ cryptoSideBps: z.number().nullable(), forexRoundTripBps: z.number().nullable() }).optional(),
});
type AccountDocument = z.infer<typeof document>;

const schema = new Schema<AccountDocument>(
  {
    _id: { type: Number, required: true },
    firstName: { type: String },
    languageCode: { type: String },
    createdAtMs: { type: Number, required: true },
    acceptedTerms: { type: String, default: null },
    acceptedTermsAtMs: { type: Number, default: null },
    unreachable: { type: Boolean, required: true },
    firstStart: { type: String, default: null },
    cost: { type: Schema.Types.Mixed },
  },
  SCHEMA_OPTIONS,
);

function accountOf(found: unknown): Account {
  const { _id, ...rest } = parseDocument(document, found, COLLECTION);
  return { telegramId: _id, ...rest };
}

/** Accounts in MongoDB, one document per Telegram user, keyed by their id. */
export function createMongoAccounts(connection: Connection): Accounts {
  const model = modelOf(connection, schema, COLLECTION);
  return {
    async meet({ telegramId, firstName, languageCode }, start, nowMs) {
      const upsert = () =>
        model
          .findOneAndUpdate(
            { _id: telegramId },
            {
              $set: { firstName, languageCode, unreachable: false },
              $setOnInsert: { createdAtMs: nowMs, firstStart: start, acceptedTerms: null, acceptedTermsAtMs: null },
            },
            { upsert: true, returnDocument: 'after', lean: true },
          )
          .exec();
      // First messages at once race for the insert: a loser gets a duplicate key or nothing, and finds the winner's
      // document the next time.
      for (let attempt = 0; attempt < UPSERT_ATTEMPTS; attempt += 1) {
        const found = await upsert().catch((error: unknown) => {
          if (isDuplicateKey(error)) return null;
          throw error;
        });
        if (found !== null) return accountOf(found);
      }
      throw new Error(`expected account ${telegramId} after ${UPSERT_ATTEMPTS} attempts to write it, was none`);
    },
    async find(telegramId) {
      const found = await model.findOne({ _id: telegramId }).lean().exec();
      return found === null ? null : accountOf(found);
    },
    async acceptTerms(telegramId, version, nowMs) {
      // The first acceptance of a version is the one that counts as its time.
      await model
        .updateOne(
          { _id: telegramId, acceptedTerms: mongoose.trusted({ $ne: version }) },
          { $set: { acceptedTerms: version, acceptedTermsAtMs: nowMs } },
        )
        .exec();
    },
    async setCost(telegramId, cost) {
      await model.updateOne({ _id: telegramId }, { $set: { cost: { ...cost } } }).exec();
    },
    async markUnreachable(telegramId) {
      await model.updateOne({ _id: telegramId }, { $set: { unreachable: true } }).exec();
    },
    async reachable(telegramIds) {
      const found = await model.find({ _id: mongoose.trusted({ $in: [...telegramIds] }), unreachable: false }).lean();
      return found.map(accountOf);
    },
    async *pages(afterId, size) {
      const behind = afterId === null ? {} : { _id: mongoose.trusted({ $gt: afterId }) };
      let page: Account[] = [];
      for await (const found of model
        .find({ ...behind, unreachable: false })
        .sort({ _id: 1 })
        .lean()
        .cursor({ batchSize: size })) {
        page.push(accountOf(found));
        if (page.length < size) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
    async count() {
      return await model.countDocuments({}).exec();
    },
  };
}
