import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { COMMISSION_KINDS, factKey, type LedgerFact } from '../../ledger-fact.ts';
import { forgottenLine } from '../../lifecycle/forget.ts';
import type { Payments } from '../../ports.ts';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';
import { FACT_FIELDS, type FactFields, factDocument } from './fact-document.ts';

const COLLECTION = 'payments';
/** SecantusDB takes 30 ms for a hundred and 1.5 s for a thousand. */
const ACCOUNTS_A_QUERY = 100;
const LINES_A_BATCH = 500;

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
  .index({ telegramId: 1 })
  .index({ order: 1 })
  .index({ type: 1, telegramId: 1 });

/** The schema, for ensureBillingIndexes. */
export const paymentSchema = schema;

/**
 * The append-only ledger in MongoDB. _id is "provider|externalId", so a line is unique even before its indexes
 * are built. Nothing of a line changes but whom it names, and no line is deleted.
 */
export function createMongoPayments(connection: Connection): Payments {
  const model = modelOf(connection, schema, COLLECTION);
  const append: Payments['append'] = async (fact) => {
    const line = factDocument.parse(fact);
    try {
      const fields: LineDocument = { _id: factKey(line), ...line };
      await model.create([fields]);
      return 'appended';
    } catch (error) {
      if (isDuplicateKey(error)) return 'duplicate';
      throw error;
    }
  };
  return {
    append,
    ...holderChanges(model, append),
    async ofAccount(telegramId) {
      const found = await model.find({ telegramId }).sort({ atMs: 1, _id: 1 }).lean().exec();
      return found.map((line) => parseDocument(factDocument, line, COLLECTION));
    },
    async findOrder(provider, order) {
      const found = await model.findOne({ provider, order, type: 'paid' }).sort({ atMs: 1 }).lean().exec();
      return found === null ? null : parseDocument(factDocument, found, COLLECTION);
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
    commissions: () => commissionsOf(model),
    async payers() {
      const found = await model.distinct('telegramId').exec();
      return z.array(z.number().int()).parse(found);
    },
  };
}

/** Read in the order of an index, so that no more than one account's lines are in memory. */
async function* commissionsOf(model: mongoose.Model<LineDocument>): AsyncIterable<readonly LedgerFact[]> {
  const type = mongoose.trusted({ $in: [...COMMISSION_KINDS] });
  let own: LedgerFact[] = [];
  for await (const found of model.find({ type }).sort({ telegramId: 1 }).lean().cursor({ batchSize: LINES_A_BATCH })) {
    const line = parseDocument(factDocument, found, COLLECTION);
    if (own[0] !== undefined && own[0].telegramId !== line.telegramId) {
      yield own;
      own = [];
    }
    own.push(line);
  }
  if (own.length > 0) yield own;
}

/** The two ways in which a line changes hands. */
function holderChanges(
  model: mongoose.Model<LineDocument>,
  append: Payments['append'],
): Pick<Payments, 'reassign' | 'forget'> {
  return {
    async reassign(fromTelegramId, toTelegramId, untilMs) {
      const dated = untilMs === undefined ? {} : { atMs: mongoose.trusted({ $lte: untilMs }) };
      const own = { telegramId: fromTelegramId, ...dated };
      const unnamed = { ...own, type: mongoose.trusted({ $in: ['paid', 'renewed'] }), payerId: null };
      await model.updateMany(unnamed, { $set: { payerId: fromTelegramId } }).exec();
      await model.updateMany(own, { $set: { telegramId: toTelegramId } }).exec();
    },
    async forget(forgotten) {
      const { telegramId, pseudonym } = forgotten;
      for (const each of await model.find({ telegramId }).lean().exec()) {
        const line = parseDocument(factDocument, each, COLLECTION);
        const next = forgottenLine(line, forgotten);
        const _id = factKey(line);
        if (factKey(next) === _id) await model.updateOne({ _id }, { $set: next }).exec();
        else {
          // The new line first: a crash between leaves both, and the next attempt takes the old one away.
          await append(next);
          await model.deleteOne({ _id }).exec();
        }
      }
      await model.updateMany({ by: telegramId }, { $set: { by: pseudonym } }).exec();
      await model.updateMany({ payerId: telegramId }, { $set: { payerId: pseudonym } }).exec();
    },
  };
}
