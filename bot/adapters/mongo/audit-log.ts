import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import { AUDITED, type AuditLog } from '../../telegram/operations.ts';

const COLLECTION = 'audit_log';

const document = z.object({
  _id: z.string(),
  act: z.enum(AUDITED),
  by: z.number().int(),
  about: z.string(),
  atMs: z.number(),
});
type AuditDocument = z.infer<typeof document>;

/** The schema, for ensureBotIndexes. */
export const auditSchema = new Schema<AuditDocument>(
  {
    _id: { type: String, required: true },
    act: { type: String, required: true },
    by: { type: Number, required: true },
    about: { type: String, required: true },
    atMs: { type: Number, required: true },
  },
  SCHEMA_OPTIONS,
).index({ atMs: -1 });

/** What operators did, in MongoDB: added, never changed. The same id again adds nothing. */
export function createMongoAuditLog(connection: Connection): AuditLog {
  const model = modelOf(connection, auditSchema, COLLECTION);
  return {
    async append({ id, ...rest }) {
      await model.updateOne({ _id: id }, { $setOnInsert: rest }, { upsert: true }).exec();
    },
    async latest(limit) {
      const found = await model.find({}).sort({ atMs: -1 }).limit(limit).lean().exec();
      return found.map((each) => {
        const { _id, ...rest } = parseDocument(document, each, COLLECTION);
        return { id: _id, ...rest };
      });
    },
  };
}
