import { createHash } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey, SCHEMA_OPTIONS } from '../../../../billing/adapters/mongo/documents.ts';
import { DAY_MS, MINUTE_MS } from '../../../../engine/time.ts';
import type { RequestCounts, RequestsUsed } from '../../../limits/request-counts.ts';

/** Name of the collection. */
export const REQUEST_COUNTS = 'request_counts';

/** One subject's day. */
interface RequestDocument {
  _id: string;
  used: number;
  /** By the minute of the day. */
  minutes: Record<string, number>;
  expiresAt: Date;
}

/** The schema, for ensureBotIndexes. The server deletes by its own clock, so a day is left for one that is wrong. */
export const requestCountSchema = new Schema<RequestDocument>(
  {
    _id: { type: String, required: true },
    used: { type: Number, required: true },
    minutes: { type: Schema.Types.Mixed, required: true },
    expiresAt: { type: Date, required: true },
  },
  SCHEMA_OPTIONS,
).index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** Requests of the HTTP API in MongoDB: a document for each subject and day, one write for what is added and read. */
export function createMongoRequestCounts(connection: Connection): RequestCounts {
  // Past mongoose, whose document would cost more than the write.
  const collection = connection.collection<RequestDocument>(REQUEST_COUNTS);
  return {
    async add(subject, requests, atMs) {
      const dayMs = Math.floor(atMs / DAY_MS) * DAY_MS;
      const minute = String(Math.floor((atMs - dayMs) / MINUTE_MS));
      const _id = idOf(subject, dayMs);
      const change = {
        $inc: { used: requests, [`minutes.${minute}`]: requests },
        $setOnInsert: { expiresAt: new Date(dayMs + 2 * DAY_MS) },
      };
      const projection = { used: 1, [`minutes.${minute}`]: 1 };
      const write = async (): Promise<RequestsUsed> => {
        const options = { upsert: true, returnDocument: 'after', projection } as const;
        // SecantusDB sometimes says null of a document that two make in the same moment.
        const found =
          (await collection.findOneAndUpdate({ _id }, change, options)) ??
          (await collection.findOne({ _id }, { projection }));
        return { inMinute: found?.minutes[minute] ?? 0, inDay: found?.used ?? 0 };
      };
      try {
        return await write();
      } catch (error) {
        // Somebody made it in the same moment.
        if (!isDuplicateKey(error)) throw error;
        return await write();
      }
    },
  };
}

/** Of an address only a digest is kept, another one each day. */
function idOf(subject: string, dayMs: number): string {
  return createHash('sha256').update(`${subject}|${dayMs}`).digest('hex').slice(0, 32);
}
