import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import type { CardEvents, UsedCodes } from '../../card/ports.ts';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';

const EVENTS = 'card_events';
const CODES = 'card_codes';
const DONE_KEPT_SECONDS = 35 * 86_400;
const CODE_KEPT_SECONDS = 86_400;

const eventDocument = z.object({
  _id: z.string(),
  type: z.string(),
  objectId: z.string(),
  createdAtMs: z.number(),
  receivedAtMs: z.number(),
  doneAtMs: z.number().nullable(),
  // Absent in documents of earlier versions: due at once.
  dueAtMs: z.number().default(0),
  failures: z.number().default(0),
});
type EventDocument = z.infer<typeof eventDocument> & { doneAt?: Date | null };

/** Expired by the server's clock, and only what is done: doneAt is absent before. */
export const cardEventSchema = new Schema<EventDocument>(
  {
    _id: { type: String, required: true },
    type: { type: String, required: true },
    objectId: { type: String, required: true },
    createdAtMs: { type: Number, required: true },
    receivedAtMs: { type: Number, required: true },
    doneAtMs: { type: Number, default: null },
    dueAtMs: { type: Number },
    failures: { type: Number },
    doneAt: { type: Date },
  },
  SCHEMA_OPTIONS,
)
  .index({ doneAtMs: 1, dueAtMs: 1, createdAtMs: 1 })
  .index({ doneAt: 1 }, { expireAfterSeconds: DONE_KEPT_SECONDS });

/** Events of the card provider in MongoDB: stored before anything is done with them, marked when it is done. */
export function createMongoCardEvents(connection: Connection): CardEvents {
  const model = modelOf(connection, cardEventSchema, EVENTS);
  return {
    async receive({ id, ...event }, nowMs) {
      try {
        await model.create([{ _id: id, ...event, receivedAtMs: nowMs, doneAtMs: null, dueAtMs: nowMs, failures: 0 }]);
        return 'received';
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const found = await model.findOne({ _id: id }).lean().exec();
      return (found?.doneAtMs ?? null) === null ? 'received' : 'done';
    },
    async markDone(id, nowMs) {
      await model.updateOne({ _id: id }, { $set: { doneAtMs: nowMs, doneAt: new Date() } }).exec();
    },
    async markFailed(id, dueAtMs) {
      const update = { $inc: { failures: 1 } };
      const found = await model.findOneAndUpdate({ _id: id }, update, { returnDocument: 'after' }).lean().exec();
      const failures = found?.failures ?? 0;
      await model.updateOne({ _id: id }, { $set: { dueAtMs: dueAtMs(failures) } }).exec();
      return failures;
    },
    async open(limit, nowMs) {
      const order = { dueAtMs: 1, createdAtMs: 1, _id: 1 } as const;
      const found = await model.find({ doneAtMs: null }).sort(order).limit(limit).lean().exec();
      return found.flatMap((each) => {
        const { _id: id, type, objectId, createdAtMs, dueAtMs, failures } = parseDocument(eventDocument, each, EVENTS);
        // Sorted by it: whatever is not due lies behind all that is.
        return dueAtMs > nowMs ? [] : [{ event: { id, type, objectId, createdAtMs }, failures }];
      });
    },
    countFailing: (failures) =>
      model.countDocuments({ doneAtMs: null, failures: mongoose.trusted({ $gte: failures }) }).exec(),
  };
}

interface CodeDocument {
  _id: string;
  usedAtMs: number;
  usedAt: Date;
}

/** Codes that were used. */
export const cardCodeSchema = new Schema<CodeDocument>(
  {
    _id: { type: String, required: true },
    usedAtMs: { type: Number, required: true },
    usedAt: { type: Date, required: true },
  },
  SCHEMA_OPTIONS,
).index({ usedAt: 1 }, { expireAfterSeconds: CODE_KEPT_SECONDS });

/** One-time codes in MongoDB: the first to insert a code has used it. */
export function createMongoUsedCodes(connection: Connection): UsedCodes {
  const model = modelOf(connection, cardCodeSchema, CODES);
  return {
    isUsed: async (code) => (await model.exists({ _id: code }).exec()) !== null,
    async use(code, nowMs) {
      try {
        await model.create([{ _id: code, usedAtMs: nowMs, usedAt: new Date() }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
