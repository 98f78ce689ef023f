import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { SentNotices } from '../../telegram/ports.ts';

const COLLECTION = 'sent_notices';
/** Telegram repeats nothing after a day; reconciliation speaks only of what is younger than this. */
const KEPT_SECONDS = 90 * 86_400;
const MOST_ATTEMPTS = 2;

const document = z.object({ attempts: z.number().int(), done: z.boolean() });

interface NoticeDocument {
  _id: string;
  attempts: number;
  done: boolean;
  at: Date;
}

const schema = new Schema<NoticeDocument>(
  {
    _id: { type: String, required: true },
    attempts: { type: Number, required: true },
    done: { type: Boolean, required: true },
    at: { type: Date, required: true },
  },
  SCHEMA_OPTIONS,
).index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** The schema, for ensureBotIndexes. */
export const noticeSchema = schema;

/** Messages sent once, in MongoDB: one document a key, with the attempts that may have sent it. */
export function createMongoSentNotices(connection: Connection): SentNotices {
  const model = modelOf(connection, schema, COLLECTION);
  /** Sent by this process, whether or not that could be stored: else an outage between the two would send it again. */
  const sent = new Set<string>();
  const end = async (key: string): Promise<void> => {
    await model.updateOne({ _id: key }, { $set: { done: true } }).exec();
    sent.delete(key);
  };
  return {
    async begin(key) {
      if (sent.has(key)) {
        await end(key);
        return 'done';
      }
      const update = { $inc: { attempts: 1 }, $setOnInsert: { done: false }, $set: { at: new Date() } };
      const found = await model
        .findOneAndUpdate({ _id: key }, update, { upsert: true, returnDocument: 'after' })
        .lean()
        .exec();
      const { attempts, done } = parseDocument(document, found, COLLECTION);
      if (done || attempts > MOST_ATTEMPTS) return 'done';
      return attempts === 1 ? 'first' : 'again';
    },
    async release(key) {
      await model.updateOne({ _id: key }, { $inc: { attempts: -1 } }).exec();
    },
    async end(key) {
      sent.add(key);
      await end(key);
    },
  };
}
