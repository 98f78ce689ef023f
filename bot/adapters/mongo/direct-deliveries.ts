import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import { directId } from '../../broadcast/direct/order.ts';
import type {
  ClaimedDirect,
  DirectCounts,
  DirectLease,
  DirectOutbox,
  DirectResult,
  PlannedDirect,
} from '../../broadcast/direct/ports.ts';

/** Name of the collection. */
export const DIRECT_DELIVERIES = 'direct_deliveries';

/**
 * One message to one person. `page` is set while nobody has claimed it, `putOffMs` while it waits for another attempt, `leaseMs` while
 * it is claimed; each has an index, and what is settled has none of them: a claim reads what it claims and nothing else.
 */
interface DirectDocument extends Omit<PlannedDirect, 'page'> {
  readonly _id: string;
  readonly page?: string;
  readonly putOffMs?: number;
  readonly leaseMs?: number;
  readonly state: string;
  readonly attempt: number;
  readonly isRepeat: boolean;
  readonly token?: string;
  readonly messageId?: number;
  readonly endedAtMs?: number;
  readonly error?: string;
}

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;

const schema = new Schema<DirectDocument>(
  {
    ...{ _id: text, subject: text, kind: text, chatId: number, audience: text, priority: number, languageCode: text },
    ...{ dueAtMs: number, expiresAtMs: number, rotation: number, state: text, attempt: number },
    ...{ page: { type: String }, putOffMs: { type: Number }, leaseMs: { type: Number } },
    ...{ isRepeat: { type: Boolean, required: true }, cost: { type: Schema.Types.Mixed } },
    ...{ token: { type: String }, messageId: { type: Number }, endedAtMs: { type: Number }, error: { type: String } },
  },
  SCHEMA_OPTIONS,
)
  .index({ page: 1 })
  .index({ putOffMs: 1 })
  .index({ leaseMs: 1 })
  .index({ subject: 1 });

/** The schema, for ensureBotIndexes. */
export const directSchema = schema;

const claimedShape = z.object({
  _id: z.string(),
  subject: z.string(),
  kind: z.enum(['alert', 'broadcast']),
  chatId: z.number(),
  audience: z.string(),
  priority: z.number(),
  languageCode: z.string(),
  cost: z.object({ cryptoSideBps: z.number().nullable(), forexRoundTripBps: z.number().nullable() }).optional(),
  dueAtMs: z.number(),
  expiresAtMs: z.number(),
  rotation: z.number(),
  attempt: z.number(),
  isRepeat: z.boolean(),
});

const countShape = z.object({
  _id: z.object({ audience: z.string(), state: z.string() }),
  count: z.number(),
});

/** Messages to persons in MongoDB; `newToken` gives one that was never given before. */
export function createMongoDirects(connection: Connection, newToken: () => string): DirectOutbox {
  const model = modelOf(connection, schema, DIRECT_DELIVERIES);
  const claim = claimsOf(model, newToken);
  return {
    async add(planned) {
      if (planned.length === 0) return;
      try {
        // The driver's own insert: a hundred thousand documents need no hydration.
        await connection.collection<DirectDocument>(DIRECT_DELIVERIES).insertMany(planned.map(newDocument), {
          ordered: false,
        });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    claimPage: async (page, lease) => await claim(await model.find({ page }).lean<DirectDocument[]>(), { page }, lease),
    async claimPutOff({ limit, ...lease }) {
      const putOffMs = mongoose.trusted({ $lte: lease.nowMs });
      return await claim(await model.find({ putOffMs }).limit(limit).lean<DirectDocument[]>(), { putOffMs }, lease);
    },
    async settle(settled) {
      const writes = settled.map(({ claim: { id, token }, result }) => ({
        updateOne: { filter: { _id: id, token }, update: afterSend(result) },
      }));
      if (writes.length > 0) await model.bulkWrite(writes, { ordered: false });
    },
    async sweep(nowMs, repeatAtMs) {
      const dead = { leaseMs: mongoose.trusted({ $lte: nowMs }), state: 'claimed' };
      const ended = { state: 'unknown', endedAtMs: nowMs, error: 'outbox/lease-ran-out' };
      const once = await model.updateMany(
        { ...dead, isRepeat: false },
        { $set: { ...ended, isRepeat: true, putOffMs: repeatAtMs }, $unset: { leaseMs: 1 } },
      );
      const again = await model.updateMany({ ...dead, isRepeat: true }, { $set: ended, $unset: { leaseMs: 1 } });
      return once.modifiedCount + again.modifiedCount;
    },
    async nextPutOffMs(nowMs) {
      const first = await model
        .findOne({ putOffMs: mongoose.trusted({ $gt: 0 }) }, { putOffMs: 1 })
        .sort({ putOffMs: 1 })
        .lean<Pick<DirectDocument, 'putOffMs'>>();
      return first?.putOffMs === undefined ? null : Math.max(nowMs, first.putOffMs);
    },
    async count(subject) {
      const rows = await model.aggregate<unknown>([
        { $match: { subject } },
        { $group: { _id: { audience: '$audience', state: '$state' }, count: { $sum: 1 } } },
      ]);
      const counts: Record<string, Record<string, number>> = {};
      for (const { _id, count } of rows.map((row) => parseDocument(countShape, row, DIRECT_DELIVERIES)))
        counts[_id.audience] = { ...counts[_id.audience], [_id.state]: count };
      return counts satisfies DirectCounts;
    },
    async remove(subject) {
      await model.deleteMany({ subject }).exec();
    },
  };
}

function claimsOf(model: mongoose.Model<DirectDocument>, newToken: () => string) {
  const wonOf = async (ids: readonly string[], token: string): Promise<readonly DirectDocument[]> => {
    const won = await model.find({ _id: mongoose.trusted({ $in: [...ids] }), token }).lean<DirectDocument[]>();
    return won.map((document) => ({ ...document, attempt: document.attempt - 1 }));
  };
  /** Claims these documents, where nobody else was faster; one write for all, and a second look only where somebody was. */
  return async (
    found: readonly DirectDocument[],
    unclaimed: Readonly<Record<string, unknown>>,
    { nowMs, leaseMs }: DirectLease,
  ): Promise<readonly ClaimedDirect[]> => {
    if (found.length === 0) return [];
    const token = newToken();
    const ids = found.map(({ _id }) => _id);
    const { modifiedCount } = await model.updateMany(
      { _id: mongoose.trusted({ $in: ids }), ...unclaimed },
      {
        $set: { state: 'claimed', token, leaseMs: nowMs + leaseMs },
        $inc: { attempt: 1 },
        $unset: { page: 1, putOffMs: 1 },
      },
    );
    const won = modifiedCount === ids.length ? found : await wonOf(ids, token);
    return won
      .map((document) => parseDocument(claimedShape, document, DIRECT_DELIVERIES))
      .map(({ _id, attempt, ...rest }) => ({ ...rest, id: _id, attempt: attempt + 1, token }))
      .toSorted((a, b) => b.priority - a.priority || a.dueAtMs - b.dueAtMs || a.rotation - b.rotation);
  };
}

function newDocument({ page, ...planned }: PlannedDirect): DirectDocument {
  const { subject, chatId } = planned;
  return { _id: directId(subject, chatId), ...planned, page, state: 'pending', attempt: 0, isRepeat: false };
}

function afterSend(result: DirectResult) {
  switch (result.type) {
    case 'sent': {
      const { messageId, sentAtMs } = result;
      return { $set: { state: 'sent', messageId, endedAtMs: sentAtMs }, $unset: { leaseMs: 1, putOffMs: 1, error: 1 } };
    }
    case 'retry':
      return { $set: { state: 'pending', putOffMs: result.atMs, error: result.error }, $unset: { leaseMs: 1 } };
    case 'unknown': {
      const set = { state: 'unknown', endedAtMs: result.atMs, error: result.error };
      return result.repeatAtMs === null
        ? { $set: set, $unset: { leaseMs: 1 } }
        : { $set: { ...set, isRepeat: true, putOffMs: result.repeatAtMs }, $unset: { leaseMs: 1 } };
    }
    case 'dead':
    case 'blocked':
    case 'expired':
      return { $set: { state: result.type, endedAtMs: result.atMs, error: result.error }, $unset: { leaseMs: 1 } };
  }
}
