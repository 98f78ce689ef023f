import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { FanOut, FanOuts } from '../../broadcast/direct/ports.ts';

/** Name of the collection. */
export const FAN_OUTS = 'fan_outs';

const OPEN = ['planning', 'sending'];

const counts = z.record(z.string(), z.record(z.string(), z.number()));
const document = z.object({
  _id: z.string(),
  kind: z.enum(['alert', 'broadcast']),
  cursor: z.number().nullable(),
  state: z.enum(['planning', 'sending', 'stopped', 'done', 'folded']),
  dueAtMs: z.number(),
  expiresAtMs: z.number(),
  pages: z.number(),
  planned: z.number(),
  broadcast: z
    .object({
      segment: z.object({ tiers: z.array(z.string()).nullable(), languages: z.array(z.string()).nullable() }),
      html: z.string(),
      by: z.number(),
      kind: z.enum(['news', 'incident']).optional(),
      mostStars: z.number().optional(),
    })
    .nullable(),
  counts: counts.nullable(),
});
interface FanOutDocument {
  _id: string;
  kind: string;
  cursor: number | null;
  state: string;
  dueAtMs: number;
  expiresAtMs: number;
  pages: number;
  planned: number;
  broadcast: object | null;
  counts: object | null;
}

const number = { type: Number, required: true } as const;

const schema = new Schema<FanOutDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    cursor: { type: Number, default: null },
    state: { type: String, required: true },
    ...{ dueAtMs: number, expiresAtMs: number, pages: number, planned: number },
    broadcast: { type: Schema.Types.Mixed, default: null },
    counts: { type: Schema.Types.Mixed, default: null },
  },
  SCHEMA_OPTIONS,
)
  .index({ state: 1 })
  .index({ kind: 1, dueAtMs: 1 });

/** The schema, for ensureBotIndexes. */
export const fanOutSchema = schema;

function fanOutOf(found: unknown): FanOut {
  const { _id, ...rest } = parseDocument(document, found, FAN_OUTS);
  return { subject: _id, ...rest };
}

/** Expansions in MongoDB, one document a subject; what is left of one in the end is its counts. */
export function createMongoFanOuts(connection: Connection): FanOuts {
  const model = modelOf(connection, schema, FAN_OUTS);
  return {
    async begin({ subject, broadcast, ...rest }) {
      const begun = { _id: subject, ...rest, broadcast, cursor: null, state: 'planning', planned: 0, counts: null };
      try {
        await model.create([begun]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async open() {
      const found = await model.find({ state: mongoose.trusted({ $in: OPEN }) }).lean();
      return found.map(fanOutOf).toSorted((a, b) => a.dueAtMs - b.dueAtMs);
    },
    async find(subject) {
      const found = await model.findOne({ _id: subject }).lean();
      return found === null ? null : fanOutOf(found);
    },
    async known(subjects) {
      const _id = mongoose.trusted({ $in: [...subjects] });
      const found = await model.find({ _id }, { _id: 1 }).lean<Pick<FanOutDocument, '_id'>[]>();
      return new Set(found.map((each) => each._id));
    },
    async latestBroadcasts(limit) {
      return (await model.find({ kind: 'broadcast' }).sort({ dueAtMs: -1 }).limit(limit).lean()).map(fanOutOf);
    },
    async advance(subject, { cursor, planned }) {
      const set = cursor === null ? { state: 'sending' } : { cursor };
      const written = await model
        .updateOne({ _id: subject, state: 'planning' }, { $set: set, $inc: { planned } })
        .exec();
      return written.matchedCount === 1;
    },
    async move(subject, from, to) {
      const given = { _id: subject, state: mongoose.trusted({ $in: [...from] }) };
      return (await model.updateOne(given, { $set: { state: to } }).exec()).matchedCount === 1;
    },
    async endedBefore(timeMs, limit) {
      const ended = {
        state: mongoose.trusted({ $in: ['done', 'stopped'] }),
        expiresAtMs: mongoose.trusted({ $lt: timeMs }),
      };
      return (await model.find(ended).sort({ expiresAtMs: 1 }).limit(limit).lean()).map(fanOutOf);
    },
    async storeCounts(subject, counted) {
      await model.updateOne({ _id: subject }, { $set: { counts: counted } }).exec();
    },
  };
}
