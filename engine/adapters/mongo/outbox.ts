import type { Connection } from 'mongoose';
import type { EditResult, Outbox, PostResult } from '../../ports.ts';
import type { Delivery } from '../../signals/delivery.ts';
import { createDeliveryWork } from './delivery-work.ts';
import type { StoredDelivery } from './signal-document.ts';

/**
 * The sender's view of the ledger. Each step is one compare-and-set on one signal's document. The fencing token is the
 * delivery's count of attempts: a claim raises it, so whoever held an earlier claim no longer matches.
 * States: pending → claimed → sent | pending again | dead | unknown | expired. A claim whose lease ran out becomes
 * "unknown" and is never claimed again: the message may have been sent by a process that died.
 */
export function createMongoOutbox(connection: Connection): Outbox {
  const work = createDeliveryWork(connection);
  return {
    claimPost: (nowMs, leaseMs) =>
      work.claim(
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
      await work.change({
        signalId: claimed.entry.signal.id,
        deliveryId: claimed.delivery.id,
        expected,
        set: afterPost(claimed.delivery, result),
      });
    },
    claimEdit: (nowMs, leaseMs) =>
      work.claim(
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
      await work.change({
        signalId: claimed.entry.signal.id,
        deliveryId: claimed.delivery.id,
        expected,
        set: afterEdit(result),
      });
    },
    sweep: async (nowMs) => ({
      expired: await work.endAll(
        'expired',
        { 'deliveries.state': 'pending', 'deliveries.expiresAtMs': { $lt: nowMs } },
        'outbox/too-old',
      ),
      unknown: await work.endAll(
        'unknown',
        { 'deliveries.state': 'claimed', 'deliveries.leaseUntilMs': { $lte: nowMs } },
        'outbox/lease-ran-out',
      ),
    }),
    nextDueMs: (nowMs) => work.nextDueMs(nowMs),
    oldestDueAgeMs: async (nowMs) => nowMs - ((await work.oldestDueMs(nowMs)) ?? nowMs),
  };
}

function afterPost({ stepCloseMs }: Delivery, result: PostResult): Partial<StoredDelivery> {
  switch (result.type) {
    case 'sent':
      return {
        state: 'sent',
        messageId: result.messageId,
        form: result.form,
        sentAtMs: result.sentAtMs,
        error: null,
        // What a step told stays as it was told: the outcome stands in the signal's own message.
        work: stepCloseMs === undefined ? 'edit' : null,
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
