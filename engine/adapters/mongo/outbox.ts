import { type Connection, trusted } from 'mongoose';
import type { ClaimedPost, EditResult, Outbox, PostResult } from '../../ports.ts';
import type { DeliveryState } from '../../signals/delivery.ts';
import { parseEntry, type StoredDelivery, signalModel } from './signal-document.ts';

const CANDIDATES = 16;
const SWEEP_BATCH = 500;
const MAX_ROUNDS = 1_000;

interface Candidate {
  readonly _id: string;
  readonly deliveries: Pick<StoredDelivery, 'id' | 'state' | 'attempt' | 'editAttempt' | 'dueAtMs'>;
}

/** One change of one delivery, made only if it still is as it was read. */
interface Change {
  readonly signalId: string;
  readonly deliveryId: string;
  /** Fields the delivery must still have. */
  readonly expected: Readonly<Record<string, unknown>>;
  readonly set: Partial<StoredDelivery>;
}

/**
 * The sender's view of the ledger. Each step is one compare-and-set on one signal's document. The fencing token is the
 * delivery's count of attempts: a claim raises it, so whoever held an earlier claim no longer matches.
 * The states are those of reliability: pending → claimed → sent | pending again | dead | unknown | expired. A claim whose lease ran
 * out becomes "unknown" and is never claimed again: the message may have been sent by a process that died.
 */
export function createMongoOutbox(connection: Connection): Outbox {
  const signals = signalModel(connection);

  /** Deliveries with this kind of work left that satisfy `wanted`, in `order`, one row each. */
  const candidates = (work: 'post' | 'edit', wanted: object, limit: number): Promise<Candidate[]> =>
    signals.aggregate<Candidate>([
      // Equality on the work left is what the index serves; there is little of it at any time.
      { $match: { 'deliveries.work': work, ...(work === 'edit' ? { settled: true } : {}) } },
      { $project: { deliveries: 1 } },
      { $unwind: '$deliveries' },
      { $match: { 'deliveries.work': work, ...wanted } },
      { $sort: { 'deliveries.tierRank': -1, 'deliveries.dueAtMs': 1, 'deliveries.id': 1 } },
      { $limit: limit },
    ]);

  /** Whether the change was made; false when the delivery was not as expected any more. */
  const change = async ({ signalId, deliveryId, expected, set }: Change): Promise<boolean> => {
    const { matchedCount } = await signals.updateOne(
      { _id: signalId, deliveries: trusted({ $elemMatch: { id: deliveryId, ...expected } }) },
      { $set: Object.fromEntries(Object.entries(set).map(([name, value]) => [`deliveries.$[one].${name}`, value])) },
      { arrayFilters: [{ 'one.id': deliveryId }] },
    );
    return matchedCount === 1;
  };

  /** Claims the first candidate that nobody else takes first; each lost race means that another claim went through. */
  const claim = async (
    work: 'post' | 'edit',
    wanted: object,
    leased: (found: Candidate) => Pick<Change, 'expected' | 'set'> & { readonly token: number },
  ): Promise<ClaimedPost | null> => {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const found = await candidates(work, wanted, CANDIDATES);
      for (const candidate of found) {
        const { token, expected, set } = leased(candidate);
        const won = await change({ signalId: candidate._id, deliveryId: candidate.deliveries.id, expected, set });
        if (!won) continue;
        // Read afterwards: what was won stays ours until the lease ends, and SecantusDB scans for findAndModify.
        const entry = parseEntry(await signals.findOne({ _id: candidate._id }).lean());
        const delivery = entry.deliveries.find(({ id }) => id === candidate.deliveries.id);
        if (delivery === undefined)
          throw new Error(`delivery ${candidate.deliveries.id} vanished from signal ${candidate._id}`);
        return { entry, delivery, token: String(token) };
      }
      if (found.length === 0) return null;
    }
    throw new Error(`outbox: no claim in ${MAX_ROUNDS} rounds`);
  };

  const sweepTo = async (state: DeliveryState, wanted: object, error: string): Promise<number> => {
    let count = 0;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const found = await candidates('post', wanted, SWEEP_BATCH);
      for (const { _id, deliveries } of found) {
        const expected = { state: deliveries.state, attempt: deliveries.attempt };
        const set = { state, error, work: null, leaseUntilMs: 0 };
        if (await change({ signalId: _id, deliveryId: deliveries.id, expected, set })) count += 1;
      }
      if (found.length < SWEEP_BATCH) return count;
    }
    return count;
  };

  return {
    claimPost: (nowMs, leaseMs) =>
      claim(
        'post',
        {
          'deliveries.state': 'pending',
          'deliveries.notBeforeMs': { $lte: nowMs },
          'deliveries.expiresAtMs': { $gte: nowMs },
        },
        ({ deliveries: { attempt } }) => ({
          token: attempt + 1,
          expected: { state: 'pending', attempt },
          set: { state: 'claimed', attempt: attempt + 1, leaseUntilMs: nowMs + leaseMs },
        }),
      ),
    settlePost: async (claimed, result) => {
      // A claim swept as unknown may still be settled by its holder, who knows better, as long as no newer claim exists.
      const expected = { attempt: Number(claimed.token), state: { $in: ['claimed', 'unknown'] } };
      await change({
        signalId: claimed.entry.signal.id,
        deliveryId: claimed.delivery.id,
        expected,
        set: afterPost(result),
      });
    },
    claimEdit: (nowMs, leaseMs) =>
      claim(
        'edit',
        // Editing to the same text twice is harmless, so an edit whose lease ran out is simply claimed again.
        { 'deliveries.notBeforeMs': { $lte: nowMs }, 'deliveries.leaseUntilMs': { $lte: nowMs } },
        ({ deliveries: { editAttempt } }) => ({
          token: editAttempt + 1,
          expected: { work: 'edit', editAttempt },
          set: { editAttempt: editAttempt + 1, leaseUntilMs: nowMs + leaseMs },
        }),
      ),
    settleEdit: async (claimed, result) => {
      const expected = { work: 'edit', editAttempt: Number(claimed.token) };
      await change({
        signalId: claimed.entry.signal.id,
        deliveryId: claimed.delivery.id,
        expected,
        set: afterEdit(result),
      });
    },
    sweep: async (nowMs) => ({
      expired: await sweepTo(
        'expired',
        { 'deliveries.state': 'pending', 'deliveries.expiresAtMs': { $lt: nowMs } },
        'too old to be sent',
      ),
      unknown: await sweepTo(
        'unknown',
        { 'deliveries.state': 'claimed', 'deliveries.leaseUntilMs': { $lte: nowMs } },
        'the sender did not say how it ended',
      ),
    }),
    oldestDueAgeMs: async (nowMs) => {
      const [oldest] = await signals.aggregate<Candidate>([
        { $match: { 'deliveries.work': 'post' } },
        { $project: { deliveries: 1 } },
        { $unwind: '$deliveries' },
        { $match: { 'deliveries.work': 'post', 'deliveries.dueAtMs': { $lte: nowMs } } },
        { $sort: { 'deliveries.dueAtMs': 1 } },
        { $limit: 1 },
      ]);
      return oldest === undefined ? 0 : nowMs - oldest.deliveries.dueAtMs;
    },
  };
}

function afterPost(result: PostResult): Partial<StoredDelivery> {
  switch (result.type) {
    case 'sent':
      return {
        state: 'sent',
        messageId: result.messageId,
        sentAtMs: result.sentAtMs,
        error: null,
        work: 'edit',
        notBeforeMs: 0,
        leaseUntilMs: 0,
      };
    case 'retry':
      return { state: 'pending', notBeforeMs: result.atMs, error: result.error, work: 'post', leaseUntilMs: 0 };
    case 'dead':
    case 'unknown':
      return { state: result.type, error: result.error, work: null, leaseUntilMs: 0 };
  }
}

function afterEdit(result: EditResult): Partial<StoredDelivery> {
  switch (result.type) {
    case 'shown':
      return { outcomeShown: true, work: null, error: null, leaseUntilMs: 0 };
    case 'retry':
      return { notBeforeMs: result.atMs, error: result.error, leaseUntilMs: 0 };
    case 'dead':
      return { work: null, error: result.error, leaseUntilMs: 0 };
  }
}
