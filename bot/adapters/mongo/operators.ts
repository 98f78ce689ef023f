import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import { GRANTED_ROLES, type Operator, type Operators } from '../../telegram/operations.ts';

const COLLECTION = 'operators';

const document = z.object({
  _id: z.number().int(),
  role: z.enum(GRANTED_ROLES),
  firstName: z.string(),
  grantedBy: z.number().int(),
  grantedAtMs: z.number(),
});
type OperatorDocument = z.infer<typeof document>;

const schema = new Schema<OperatorDocument>(
  {
    _id: { type: Number, required: true },
    role: { type: String, required: true },
    firstName: { type: String, required: true },
    grantedBy: { type: Number, required: true },
    grantedAtMs: { type: Number, required: true },
  },
  SCHEMA_OPTIONS,
);

function operatorOf(found: unknown): Operator {
  const { _id, ...rest } = parseDocument(document, found, COLLECTION);
  return { telegramId: _id, ...rest };
}

/** Who was given a role by an owner, in MongoDB: one document a person. */
export function createMongoOperators(connection: Connection): Operators {
  const model = modelOf(connection, schema, COLLECTION);
  return {
    async find(telegramId) {
      const found = await model.findOne({ _id: telegramId }).lean().exec();
      return found === null ? null : operatorOf(found);
    },
    async list() {
      const found = await model.find({}).sort({ grantedAtMs: 1 }).lean().exec();
      return found.map(operatorOf);
    },
    async grant({ telegramId, ...rest }) {
      await model.updateOne({ _id: telegramId }, { $set: rest }, { upsert: true }).exec();
    },
    async revoke(telegramId) {
      await model.deleteOne({ _id: telegramId }).exec();
    },
  };
}
