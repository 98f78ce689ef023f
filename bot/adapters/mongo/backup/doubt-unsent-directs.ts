import mongoose, { type Connection } from 'mongoose';
import { modelOf } from '../../../../billing/adapters/mongo/documents.ts';
import { DIRECT_DELIVERIES, directSchema } from '../direct-deliveries.ts';
import { FAN_OUTS, fanOutSchema } from '../fan-outs.ts';

/**
 * The same for messages to persons, those that a process would still have made of a signal or broadcast included: all of them may have
 * been sent since the backup. Idempotent; returns how many messages.
 */
export async function doubtUnsentDirects(connection: Connection, nowMs: number): Promise<number> {
  const directs = modelOf(connection, directSchema, DIRECT_DELIVERIES);
  const fanOuts = modelOf(connection, fanOutSchema, FAN_OUTS);
  const unsent = { state: mongoose.trusted({ $in: ['pending', 'claimed'] }) };
  const { modifiedCount } = await directs.updateMany(unsent, {
    $set: { state: 'unknown', endedAtMs: nowMs, error: 'outbox/restored' },
    $unset: { page: 1, putOffMs: 1, leaseMs: 1 },
  });
  await fanOuts.updateMany(
    { state: mongoose.trusted({ $in: ['planning', 'sending'] }) },
    { $set: { state: 'done', cursor: null } },
  );
  return modifiedCount;
}
