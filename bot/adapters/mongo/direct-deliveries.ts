import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import { RISKS } from '../../../billing/reader-settings.ts';
import { after, upTo } from '../../../engine/adapters/mongo/up-to.ts';
import { directId } from '../../broadcast/direct/order.ts';
import type {
  ClaimedDirect,
  DirectCounts,
  DirectLease,
  DirectOutbox,
  DirectResult,
  NewDirect,
  PlannedDirect,
  SweptDirects,
  WaitingDirect,
} from '../../broadcast/direct/ports.ts';

/** Name of the collection. */
export const DIRECT_DELIVERIES = 'direct_deliveries';

/**
 * One message to one person. `page` is where it is found before its first attempt, `putOffMs` is set while it waits for another, `leaseMs`
 * while it is claimed; each has an index: a read finds what it asks for and nothing else.
 */
interface DirectDocument extends Omit<PlannedDirect, 'page'> {
  readonly _id: string;
  readonly page?: string;
  readonly putOffMs?: number;
  readonly leaseMs?: number;
  readonly state: string;
  readonly attempt: number;
  readonly token?: string;
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
    ...{ cost: { type: Schema.Types.Mixed }, isSilent: { type: Boolean }, riskPerTrade: { type: Number } },
    ...{ token: { type: String }, endedAtMs: { type: Number }, error: { type: String } },
  },
  SCHEMA_OPTIONS,
)
  .index({ page: 1 })
  .index({ putOffMs: 1 })
  .index({ leaseMs: 1 })
  .index({ subject: 1 });

/** The schema, for ensureBotIndexes. */
export const directSchema = schema;

const waitingShape = z.object({
  _id: z.string(),
  subject: z.string(),
  kind: z.enum(['alert', 'broadcast']),
  chatId: z.number(),
  audience: z.string(),
  priority: z.number(),
  languageCode: z.string(),
  cost: z.object({ cryptoSideBps: z.number().nullable(), forexRoundTripBps: z.number().nullable() }).optional(),
  riskPerTrade: z.literal(RISKS).optional(),
  dueAtMs: z.number(),
  expiresAtMs: z.number(),
  rotation: z.number(),
  attempt: z.number(),
  isSilent: z.boolean().optional(),
});

const groupShape = z.object({ kind: z.enum(['alert', 'broadcast']), audience: z.string() });

const countShape = z.object({
  _id: z.object({ audience: z.string(), state: z.string() }),
  count: z.number(),
});

/**
 * Messages to persons in MongoDB; `newToken` gives one that was never given before. onSentTwice: told the subject of a message that turns
 * out to have been sent a second time, which no message to a person says.
 */
export function createMongoDirects(
  connection: Connection,
  newToken: () => string,
  onSentTwice: (subject: string) => void = () => {},
): DirectOutbox {
  const model = modelOf(connection, schema, DIRECT_DELIVERIES);
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
    readPage: async (page) =>
      inOrder(await model.find({ page, state: 'pending', attempt: 0 }).lean<DirectDocument[]>()),
    waitingPages: async (pages) =>
      new Set(
        await model.distinct('page', { page: mongoose.trusted({ $in: [...pages] }), state: 'pending', attempt: 0 }),
      ),
    async readPutOff({ kind, nowMs, limit }) {
      // Those that an older version wanted to send once more are "unknown" and have a time as well.
      const due = { putOffMs: upTo(nowMs), kind, state: 'pending' };
      return inOrder(await model.find(due).limit(limit).lean<DirectDocument[]>());
    },
    claim: (waiting, lease) => claim(model, newToken(), { waiting, lease }),
    settle: (settled) => settle(model, settled, onSentTwice),
    sweep: (nowMs) => sweep(model, nowMs),
    async nextPutOffMs(kind, nowMs) {
      const first = await model
        .findOne({ putOffMs: after(0), kind, state: 'pending' }, { putOffMs: 1 })
        .sort({ putOffMs: 1 })
        .lean<Pick<DirectDocument, 'putOffMs'>>();
      return first?.putOffMs === undefined ? null : Math.max(nowMs, first.putOffMs);
    },
    async stop(subject, result) {
      const ended = afterSend(result);
      const waiting = { subject, state: 'pending' };
      const change = { ...ended, $unset: { ...ended.$unset, putOffMs: 1 } };
      return (await model.updateMany(waiting, change)).modifiedCount;
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

/** A write for each kind and audience: it says how many of them it ended. */
async function sweep(model: mongoose.Model<DirectDocument>, nowMs: number): Promise<readonly SweptDirects[]> {
  const over = { leaseMs: upTo(nowMs), state: 'claimed' };
  const ended = { state: 'unknown', endedAtMs: nowMs, error: 'outbox/lease-ran-out' };
  // Read rather than grouped by the server: SecantusDB groups without the index.
  const found = await model.find(over, { kind: 1, audience: 1 }).lean<unknown[]>();
  const lost = found.map((document) => parseDocument(groupShape, document, DIRECT_DELIVERIES));
  const groups = new Map(lost.map(({ kind, audience }) => [`${kind} ${audience}`, { kind, audience }]));
  const swept: SweptDirects[] = [];
  for (const group of groups.values()) {
    const { modifiedCount } = await model.updateMany({ ...over, ...group }, { $set: ended, $unset: { leaseMs: 1 } });
    if (modifiedCount > 0) swept.push({ ...group, count: modifiedCount });
  }
  return swept;
}

/** An update of many documents costs a fifth of as many updates of one. What matches no claim of ours was settled by somebody else. */
async function settle(
  model: mongoose.Model<DirectDocument>,
  settled: Parameters<DirectOutbox['settle']>[0],
  onSentTwice: (subject: string) => void,
): Promise<void> {
  await Promise.all(
    alike(settled).map(async ({ ids, tokens, result }) => {
      const ours = { _id: mongoose.trusted({ $in: ids }), token: mongoose.trusted({ $in: tokens }) };
      const { matchedCount } = await model.updateMany(ours, afterSend(result)).exec();
      if (result.type !== 'sent' || matchedCount >= ids.length) return;
      const others = { _id: ours._id, token: mongoose.trusted({ $nin: tokens }), state: 'sent' };
      for (const { subject } of await model.find(others, { subject: 1 }).lean<Pick<DirectDocument, 'subject'>[]>())
        onSentTwice(subject);
    }),
  );
}

/** One write for all; a second look only where somebody else was faster. */
async function claim(
  model: mongoose.Model<DirectDocument>,
  token: string,
  { waiting, lease }: { readonly waiting: readonly WaitingDirect[]; readonly lease: DirectLease },
): Promise<readonly ClaimedDirect[]> {
  const { nowMs, leaseMs } = lease;
  if (waiting.length === 0) return [];
  const ids = mongoose.trusted({ $in: waiting.map(({ id }) => id) });
  const { modifiedCount } = await model.updateMany(
    { _id: ids, state: 'pending' },
    {
      $set: { state: 'claimed', token, leaseMs: nowMs + leaseMs },
      $inc: { attempt: 1 },
      $unset: { putOffMs: 1 },
    },
  );
  const claimed = waiting.map((each) => ({ ...each, attempt: each.attempt + 1, token }));
  if (modifiedCount === waiting.length) return claimed;
  const found = await model.find({ _id: ids, token }, { _id: 1 }).lean<Pick<DirectDocument, '_id'>[]>();
  const won = new Set(found.map(({ _id }) => _id));
  return claimed.filter(({ id }) => won.has(id));
}

function inOrder(found: readonly DirectDocument[]): readonly WaitingDirect[] {
  return found
    .map((document) => parseDocument(waitingShape, document, DIRECT_DELIVERIES))
    .map(({ _id, ...rest }) => ({ ...rest, id: _id }))
    .toSorted((a, b) => b.priority - a.priority || a.dueAtMs - b.dueAtMs || a.rotation - b.rotation);
}

interface Alike {
  readonly ids: string[];
  readonly tokens: string[];
  readonly result: DirectResult;
}

/** Settlements that say the same are one write. No id can match another one's token: a token is given to one claim of each id. */
function alike(settled: Parameters<DirectOutbox['settle']>[0]): readonly Alike[] {
  const groups = new Map<string, Alike>();
  for (const { claim, result } of settled) {
    const key = JSON.stringify(result.type === 'retry' ? result : { ...result, atMs: 0 });
    const group = groups.get(key) ?? { ids: [], tokens: [], result };
    groups.set(key, group);
    group.ids.push(claim.id);
    if (!group.tokens.includes(claim.token)) group.tokens.push(claim.token);
  }
  return [...groups.values()];
}

/** What is held has no page: it is claimed with what was put off, when its time has come. */
function newDocument({ page, notBeforeMs, isSilent, ...planned }: NewDirect): DirectDocument {
  const { subject, chatId } = planned;
  const when = notBeforeMs === undefined ? { page } : { putOffMs: notBeforeMs };
  const how = isSilent === true ? { isSilent } : {};
  return { _id: directId(subject, chatId), ...planned, ...when, ...how, state: 'pending', attempt: 0 };
}

function afterSend(result: DirectResult) {
  switch (result.type) {
    case 'sent':
      return { $set: { state: 'sent', endedAtMs: result.atMs }, $unset: { leaseMs: 1, error: 1 } };
    case 'retry':
      return {
        $set: { state: 'pending', putOffMs: result.atMs, error: result.error },
        $unset: { leaseMs: 1, token: 1 },
      };
    case 'unknown':
    case 'dead':
    case 'blocked':
    case 'expired':
    case 'stopped':
      return { $set: { state: result.type, endedAtMs: result.atMs, error: result.error }, $unset: { leaseMs: 1 } };
  }
}
