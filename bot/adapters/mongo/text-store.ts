import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey, modelOf, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { TextStore } from '../../telegram/ports.ts';

interface TextDocument {
  _id: string;
  text: string;
  writtenAt: Date;
}

const fields = {
  _id: { type: String, required: true },
  text: { type: String, required: true },
  writtenAt: { type: Date, required: true },
} as const;

const CONVERSATION_KEPT_SECONDS = 7 * 86_400;

/** Waiting conversations: forgotten a week after their last step. */
export const conversationSchema = new Schema<TextDocument>(fields, SCHEMA_OPTIONS).index(
  { writtenAt: 1 },
  { expireAfterSeconds: CONVERSATION_KEPT_SECONDS },
);
const keptSchema = new Schema<TextDocument>(fields, SCHEMA_OPTIONS);

/** Texts in MongoDB: "conversations" expire a week of wall time after their last write, "telegram_setup" stays. */
export function createMongoTextStore(
  connection: Connection,
  collection: 'conversations' | 'telegram_setup',
): TextStore {
  const model = modelOf(connection, collection === 'conversations' ? conversationSchema : keptSchema, collection);
  return {
    async read(key) {
      const found = await model.findOne({ _id: key }).lean().exec();
      return found?.text ?? null;
    },
    async write(key, text) {
      await model.updateOne({ _id: key }, { $set: { text, writtenAt: new Date() } }, { upsert: true }).exec();
    },
    async replace(key, before, text) {
      const written = { text, writtenAt: new Date() };
      if (before !== null)
        return (await model.updateOne({ _id: key, text: before }, { $set: written }).exec()).matchedCount === 1;
      try {
        const made = await model.updateOne({ _id: key }, { $setOnInsert: written }, { upsert: true }).exec();
        return made.upsertedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async delete(key) {
      await model.deleteOne({ _id: key }).exec();
    },
  };
}
