import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { factKey, type LedgerFact } from '../../ledger-fact.ts';
import type { Payments } from '../../ports.ts';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';
import { FACT_FIELDS, type FactFields, factDocument } from './fact-document.ts';

const COLLECTION = 'payments';
/** SecantusDB takes 30 ms for a hundred and 1.5 s for a thousand. */
const ACCOUNTS_A_QUERY = 100;

/** A line as Mongoose sees it: fields of every kind. Its form is checked by factDocument on the way in and out. */
type LineDocument = FactFields & {
  _id: string;
  provider: string;
  externalId: string;
  telegramId: number;
  type: string;
  atMs: number;
};

const schema = new Schema<LineDocument>(
  {
    _id: { type: String, required: true },
    provider: { type: String, required: true },
    externalId: { type: String, required: true },
    telegramId: { type: Number, required: true },
    type: { type: String, required: true },
    atMs: { type: Number, required: true },
    ...FACT_FIELDS,
  },
  SCHEMA_OPTIONS,
)
  .index({ provider: 1, externalId: 1 }, { unique: true })
  .index({ telegramId: 1 });

/** The schema, for ensureBillingIndexes. */
export const paymentSchema = schema;

/**
 * The append-only ledger in MongoDB. _id is "provider|externalId", so a line is unique even before its indexes
 * are built. There is no way to change or delete a line.
 */
export function createMongoPayments(connection: Connection): Payments {
  const model = modelOf(connection, schema, COLLECTION);
  return {
    async append(fact) {
      const line = factDocument.parse(fact);
      try {
        await model.create([{ _id: factKey(line), ...line }]);
        return 'appended';
      } catch (error) {
        if (isDuplicateKey(error)) return 'duplicate';
        throw error;
      }
    },
    async ofAccount(telegramId) {
      const found = await model.find({ telegramId }).sort({ atMs: 1, _id: 1 }).lean().exec();
      return found.map((line) => parseDocument(factDocument, line, COLLECTION));
    },
    async find(provider, externalId) {
      const found = await model
        .findOne({ _id: factKey({ provider, externalId }) })
        .lean()
        .exec();
      return found === null ? null : parseDocument(factDocument, found, COLLECTION);
    },
    async ofAccounts(telegramIds) {
      const lines = new Map<number, LedgerFact[]>();
      for (let from = 0; from < telegramIds.length; from += ACCOUNTS_A_QUERY) {
        const page = telegramIds.slice(from, from + ACCOUNTS_A_QUERY);
        const found = await model
          .find({ telegramId: mongoose.trusted({ $in: page }) })
          .sort({ atMs: 1, _id: 1 })
          .lean()
          .exec();
        for (const each of found) {
          const line = parseDocument(factDocument, each, COLLECTION);
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
