import { type Connection, type Model, trusted } from 'mongoose';
import type { ClaimedPost } from '../../ports.ts';
import type { DeliveryState } from '../../signals/delivery.ts';
import { parseEntry, type SignalDocument, type StoredDelivery, signalModel } from './signal-document.ts';

const CANDIDATES = 16;
const SWEEP_BATCH = 500;
const MAX_ROUNDS = 1_000;

/** A delivery with work left, as it was when it was looked for. */
export interface Candidate {
  readonly _id: string;
  readonly deliveries: Pick<StoredDelivery, 'id' | 'state' | 'attempt' | 'editAttempt' | 'dueAtMs'>;
}

/** One change of one delivery, made only if it still is as it was read. */
export interface Change {
  readonly signalId: string;
  readonly deliveryId: string;
  /** Fields the delivery must still have. */
  readonly expected: Readonly<Record<string, unknown>>;
  readonly set: Partial<StoredDelivery>;
}

/** What the outbox does with deliveries, whatever the kind of work. */
export interface DeliveryWork {
  /** Claims the first delivery with this work that satisfies `wanted` (a $match), higher tiers first; null when none does. */
  claim(work: 'post' | 'edit', wanted: object, leased: (found: Candidate) => Lease): Promise<ClaimedPost | null>;
  /** Makes a change; false when the delivery was not as expected any more. */
  change(change: Change): Promise<boolean>;
  /** Ends all unsent deliveries that satisfy `wanted` in a state that is left alone for ever; says how many. */
  endAll(state: DeliveryState, wanted: object, error: string): Promise<number>;
  /** When the first delivery with work left may be claimed, at the earliest nowMs; null when none is waiting. */
  nextDueMs(nowMs: number): Promise<number | null>;
  /** Due time of the oldest unsent delivery due by then, null when there is none. */
  oldestDueMs(nowMs: number): Promise<number | null>;
}

/** How a claim is written: what the delivery must still be, what it becomes, and the token of the new holder. */
export interface Lease extends Pick<Change, 'expected' | 'set'> {
  readonly token: number;
}

/** Finding and changing deliveries inside their signals' documents, by compare-and-set. */
export function createDeliveryWork(connection: Connection): DeliveryWork {
  const signals = signalModel(connection);
  return {
    claim: (work, wanted, leased) => claimFirst(signals, { work, wanted, limit: CANDIDATES }, leased),
    change: (change) => makeChange(signals, change),
    endAll: (state, wanted, error) => endUnsent(signals, wanted, { state, error }),
    nextDueMs: (nowMs) => nextDueMs(signals, nowMs),
    oldestDueMs: (nowMs) => oldestDueMs(signals, nowMs),
  };
}

interface Wanted {
  readonly work: 'post' | 'edit';
  /** A $match on the unwound deliveries. */
  readonly wanted: object;
  readonly limit: number;
}

/** Takes the first candidate that nobody else takes first; each lost race means that another claim went through. */
async function claimFirst(
  signals: Model<SignalDocument>,
  wanted: Wanted,
  leased: (found: Candidate) => Lease,
): Promise<ClaimedPost | null> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = await find(signals, wanted);
    if (found.length === 0) return null;
    for (const candidate of found) {
      const { token, expected, set } = leased(candidate);
      const { _id: signalId, deliveries } = candidate;
      const won = await makeChange(signals, { signalId, deliveryId: deliveries.id, expected, set });
      if (won) return await readClaimed(signals, candidate, token);
    }
  }
  throw new Error(`outbox: no claim in ${MAX_ROUNDS} rounds`);
}

/** Read after the claim: what was won stays ours until the lease ends, and SecantusDB scans for findAndModify. */
async function readClaimed(
  signals: Model<SignalDocument>,
  { _id, deliveries }: Candidate,
  token: number,
): Promise<ClaimedPost> {
  const entry = parseEntry(await signals.findOne({ _id }).lean());
  const delivery = entry.deliveries.find(({ id }) => id === deliveries.id);
  if (delivery === undefined) throw new Error(`delivery ${deliveries.id} vanished from signal ${_id}`);
  return { entry, delivery, token: String(token) };
}

/** Ends all unsent deliveries that satisfy `wanted`, batch by batch; says how many. */
async function endUnsent(
  signals: Model<SignalDocument>,
  wanted: object,
  end: { readonly state: DeliveryState; readonly error: string },
): Promise<number> {
  let count = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = await find(signals, { work: 'post', wanted, limit: SWEEP_BATCH });
    for (const { _id: signalId, deliveries } of found) {
      const expected = { state: deliveries.state, attempt: deliveries.attempt };
      const set = { ...end, work: null, leaseUntilMs: 0 };
      if (await makeChange(signals, { signalId, deliveryId: deliveries.id, expected, set })) count += 1;
    }
    if (found.length < SWEEP_BATCH) return count;
  }
  return count;
}

async function nextDueMs(signals: Model<SignalDocument>, nowMs: number): Promise<number | null> {
  const sendable = { 'deliveries.state': 'pending', 'deliveries.expiresAtMs': { $gte: nowMs } };
  const times = await Promise.all([
    firstTime(signals, 'post', { wanted: sendable, field: 'notBeforeMs' }),
    firstTime(signals, 'edit', { wanted: { 'deliveries.leaseUntilMs': { $lte: nowMs } }, field: 'notBeforeMs' }),
    // An edit whose holder died: claimed again when its lease is over.
    firstTime(signals, 'edit', { wanted: { 'deliveries.leaseUntilMs': { $gt: nowMs } }, field: 'leaseUntilMs' }),
  ]);
  const known = times.filter((timeMs) => timeMs !== null);
  return known.length === 0 ? null : Math.max(nowMs, Math.min(...known));
}

async function oldestDueMs(signals: Model<SignalDocument>, nowMs: number): Promise<number | null> {
  const [oldest] = await signals.aggregate<Candidate>([
    { $match: { 'deliveries.work': 'post' } },
    { $project: { deliveries: 1 } },
    { $unwind: '$deliveries' },
    { $match: { 'deliveries.work': 'post', 'deliveries.dueAtMs': { $lte: nowMs } } },
    { $sort: { 'deliveries.dueAtMs': 1 } },
    { $limit: 1 },
  ]);
  return oldest?.deliveries.dueAtMs ?? null;
}

/** Deliveries with this kind of work left that satisfy `wanted`, one row each, in the order in which they are sent. */
function find(signals: Model<SignalDocument>, { work, wanted, limit }: Wanted): Promise<Candidate[]> {
  return signals.aggregate<Candidate>([
    // Equality on the work left is what the index serves; there is little of it at any time.
    { $match: { 'deliveries.work': work, ...(work === 'edit' ? { settled: true } : {}) } },
    { $project: { deliveries: 1 } },
    { $unwind: '$deliveries' },
    { $match: { 'deliveries.work': work, ...wanted } },
    { $sort: { 'deliveries.tierRank': -1, 'deliveries.dueAtMs': 1, 'deliveries.id': 1 } },
    { $limit: limit },
  ]);
}

/** The smallest value of a time among deliveries with this kind of work left that satisfy `wanted`. */
async function firstTime(
  signals: Model<SignalDocument>,
  work: 'post' | 'edit',
  { wanted, field }: { readonly wanted: object; readonly field: 'notBeforeMs' | 'leaseUntilMs' },
): Promise<number | null> {
  const [first] = await signals.aggregate<{
    readonly deliveries: Pick<StoredDelivery, 'notBeforeMs' | 'leaseUntilMs'>;
  }>([
    { $match: { 'deliveries.work': work, ...(work === 'edit' ? { settled: true } : {}) } },
    { $project: { deliveries: 1 } },
    { $unwind: '$deliveries' },
    { $match: { 'deliveries.work': work, ...wanted } },
    { $sort: { [`deliveries.${field}`]: 1 } },
    { $limit: 1 },
  ]);
  return first?.deliveries[field] ?? null;
}

async function makeChange(
  signals: Model<SignalDocument>,
  { signalId, deliveryId, expected, set }: Change,
): Promise<boolean> {
  const { matchedCount } = await signals.updateOne(
    { _id: signalId, deliveries: trusted({ $elemMatch: { id: deliveryId, ...expected } }) },
    { $set: Object.fromEntries(Object.entries(set).map(([name, value]) => [`deliveries.$[one].${name}`, value])) },
    { arrayFilters: [{ 'one.id': deliveryId }] },
  );
  return matchedCount === 1;
}
