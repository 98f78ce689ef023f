import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import type { ApiKeyRecord, ApiKeyStore } from '../../api-key.ts';
import { TIERS } from '../../tiers.ts';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';

const COLLECTION = 'api_keys';

const document = z.object({
  _id: z.string(),
  secretHash: z.string(),
  tier: z.enum(TIERS),
  telegramId: z.number().int().nullable(),
  label: z.string(),
  createdAtMs: z.number(),
  expiresAtMs: z.number().nullable(),
  revokedAtMs: z.number().nullable(),
  lastUsedAtMs: z.number().nullable(),
});
type ApiKeyDocument = z.infer<typeof document>;

const schema = new Schema<ApiKeyDocument>(
  {
    _id: { type: String, required: true },
    secretHash: { type: String, required: true },
    tier: { type: String, required: true },
    telegramId: { type: Number, default: null },
    label: { type: String },
    createdAtMs: { type: Number, required: true },
    expiresAtMs: { type: Number, default: null },
    revokedAtMs: { type: Number, default: null },
    lastUsedAtMs: { type: Number, default: null },
  },
  SCHEMA_OPTIONS,
).index({ telegramId: 1, createdAtMs: -1 });

/** The schema, for ensureBillingIndexes. */
export const apiKeySchema = schema;

function recordOf(found: unknown): ApiKeyRecord {
  const { _id, ...rest } = parseDocument(document, found, COLLECTION);
  return { publicId: _id, ...rest };
}

/** API keys in MongoDB, one document per key, keyed by the public id. */
export function createMongoApiKeyStore(connection: Connection): ApiKeyStore {
  const model = modelOf(connection, schema, COLLECTION);
  return {
    async insert({ publicId, ...rest }) {
      await model.create({ _id: publicId, ...rest }).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
    },
    async find(publicId) {
      const found = await model.findOne({ _id: publicId }).lean().exec();
      return found === null ? null : recordOf(found);
    },
    async ofAccount(telegramId) {
      const found = await model.find({ telegramId }).sort({ createdAtMs: -1 }).limit(100).lean().exec();
      return found.map(recordOf);
    },
    async revoke(publicId, nowMs) {
      // The first time counts.
      await model.updateOne({ _id: publicId, revokedAtMs: null }, { $set: { revokedAtMs: nowMs } }).exec();
    },
    async markUsed(publicId, nowMs) {
      await model.updateOne({ _id: publicId }, { $max: { lastUsedAtMs: nowMs } }).exec();
    },
  };
}
