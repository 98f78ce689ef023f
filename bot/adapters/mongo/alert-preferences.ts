import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { AlertPreference, AlertPreferences } from '../../telegram/ports.ts';

/** Name of the collection. */
const ALERT_PREFERENCES = 'alert_preferences';

const document = z.object({
  _id: z.number().int(),
  pairs: z.array(z.string()).nullable(),
  timeframes: z.array(z.string()).nullable(),
  side: z.enum(['BUY', 'SELL']).nullable(),
  minimumConfidence: z.number(),
  onlyWorthTrading: z.boolean(),
});
type PreferenceDocument = z.infer<typeof document>;

const schema = new Schema<PreferenceDocument>(
  {
    _id: { type: Number, required: true },
    pairs: { type: [String], default: null },
    timeframes: { type: [String], default: null },
    side: { type: String, default: null },
    minimumConfidence: { type: Number, required: true },
    onlyWorthTrading: { type: Boolean, required: true },
  },
  SCHEMA_OPTIONS,
);

function preferenceOf(found: unknown): AlertPreference {
  const { _id, ...rest } = parseDocument(document, found, ALERT_PREFERENCES);
  return { telegramId: _id, ...rest };
}

/** What people want to be sent directly, in MongoDB: one document a person. */
export function createMongoAlertPreferences(connection: Connection): AlertPreferences {
  const model = modelOf(connection, schema, ALERT_PREFERENCES);
  return {
    async find(telegramId) {
      const found = await model.findOne({ _id: telegramId }).lean();
      return found === null ? null : preferenceOf(found);
    },
    async save({ telegramId, ...rest }) {
      await model.updateOne({ _id: telegramId }, { $set: rest }, { upsert: true }).exec();
    },
    async remove(telegramId) {
      await model.deleteOne({ _id: telegramId }).exec();
    },
    async *pages(afterId, size) {
      const behind = afterId === null ? {} : { _id: mongoose.trusted({ $gt: afterId }) };
      let page: AlertPreference[] = [];
      for await (const found of model.find(behind).sort({ _id: 1 }).lean().cursor({ batchSize: size })) {
        page.push(preferenceOf(found));
        if (page.length < size) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
    count: () => model.countDocuments({}).exec(),
  };
}
