import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import type { CardAccount, CardAccounts } from '../../card/ports.ts';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';

const COLLECTION = 'card_accounts';

const document = z.object({
  _id: z.number().int(),
  customer: z.string().nullable().default(null),
  checkout: z
    .object({
      order: z.string(),
      planId: z.string(),
      planVersion: z.number().int(),
      code: z.string().nullable(),
      sessionId: z.string().nullable(),
    })
    .nullable()
    .default(null),
});
type CardAccountDocument = z.infer<typeof document>;

const schema = new Schema<CardAccountDocument>(
  {
    _id: { type: Number, required: true },
    customer: { type: String, default: null },
    checkout: { type: Schema.Types.Mixed, default: null },
  },
  SCHEMA_OPTIONS,
);

/** Accounts that pay by card in MongoDB, one document each. Claims are single updates, so that one of many wins. */
export function createMongoCardAccounts(connection: Connection): CardAccounts {
  const model = modelOf(connection, schema, COLLECTION);
  const accountOf = (found: unknown): CardAccount => {
    const { _id, ...rest } = parseDocument(document, found, COLLECTION);
    return { telegramId: _id, ...rest };
  };
  const find = async (telegramId: number) => {
    const found = await model.findOne({ _id: telegramId }).lean().exec();
    return found === null ? null : accountOf(found);
  };
  const ensure = async (telegramId: number): Promise<void> => {
    try {
      await model.create([{ _id: telegramId, customer: null, checkout: null }]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  };
  return {
    find,
    async withCheckout(afterId, limit) {
      const behind = afterId === null ? {} : { _id: mongoose.trusted({ $gt: afterId }) };
      const kept = { ...behind, checkout: mongoose.trusted({ $ne: null }) };
      return (await model.find(kept).sort({ _id: 1 }).limit(limit).lean().exec()).map(accountOf);
    },
    async claimCustomer(telegramId, customer) {
      await ensure(telegramId);
      await model.updateOne({ _id: telegramId, customer: null }, { $set: { customer } }).exec();
      return (await find(telegramId))?.customer ?? customer;
    },
    async replaceCheckout(telegramId, before, checkout) {
      await ensure(telegramId);
      const filter = before === null ? { checkout: null } : { 'checkout.order': before };
      const { matchedCount } = await model
        .updateOne({ _id: telegramId, ...mongoose.trusted(filter) }, { $set: { checkout } })
        .exec();
      return matchedCount === 1;
    },
  };
}
