import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import type { Payment, Payments } from '../../ports.ts';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';

const COLLECTION = 'payments';
/** SecantusDB takes 30 ms for a hundred and 1.5 s for a thousand. */
const ACCOUNTS_A_QUERY = 100;

const document = z.object({
  provider: z.enum(['stars', 'stripe', 'grant']),
  externalId: z.string().min(1),
  telegramId: z.number().int(),
  planId: z.string(),
  planVersion: z.number().int(),
  type: z.enum(['paid', 'refunded']),
  amountMinor: z.number().int(),
  currency: z.string(),
  atMs: z.number(),
});
type PaymentDocument = z.infer<typeof document> & { _id: string };

const schema = new Schema<PaymentDocument>(
  {
    _id: { type: String, required: true },
    provider: { type: String, required: true },
    externalId: { type: String, required: true },
    telegramId: { type: Number, required: true },
    planId: { type: String, required: true },
    planVersion: { type: Number, required: true },
    type: { type: String, required: true },
    amountMinor: { type: Number, required: true },
    currency: { type: String, required: true },
    atMs: { type: Number, required: true },
  },
  SCHEMA_OPTIONS,
)
  .index({ provider: 1, externalId: 1 }, { unique: true })
  .index({ telegramId: 1 });

/** The schema, for ensureBillingIndexes. */
export const paymentSchema = schema;

/**
 * The append-only payment ledger in MongoDB. _id is "provider|externalId", so a line is unique even before its indexes
 * are built. There is no way to change or delete a line.
 */
export function createMongoPayments(connection: Connection): Payments {
  const model = modelOf(connection, schema, COLLECTION);
  return {
    async append(payment: Payment) {
      const line = document.parse(payment);
      try {
        await model.create([{ _id: `${line.provider}|${line.externalId}`, ...line }]);
        return 'appended';
      } catch (error) {
        if (isDuplicateKey(error)) return 'duplicate';
        throw error;
      }
    },
    async ofAccount(telegramId) {
      const found = await model.find({ telegramId }).sort({ atMs: 1, _id: 1 }).lean().exec();
      return found.map((line) => parseDocument(document, line, COLLECTION));
    },
    async ofAccounts(telegramIds) {
      const lines = new Map<number, Payment[]>();
      for (let from = 0; from < telegramIds.length; from += ACCOUNTS_A_QUERY) {
        const page = telegramIds.slice(from, from + ACCOUNTS_A_QUERY);
        const found = await model
          .find({ telegramId: mongoose.trusted({ $in: page }) })
          .sort({ atMs: 1, _id: 1 })
          .lean()
          .exec();
        for (const each of found) {
          const line = parseDocument(document, each, COLLECTION);
          lines.set(line.telegramId, [...(lines.get(line.telegramId) ?? []), line]);
        }
      }
      return lines;
    },
    async payers() {
      const found = await model.distinct('telegramId').exec();
      return z.array(z.number().int()).parse(found);
    },
  };
}
