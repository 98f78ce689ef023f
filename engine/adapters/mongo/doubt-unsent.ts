import { type Connection, trusted } from 'mongoose';
import { nextWorkMs } from './delivery-work.ts';
import { type SignalDocument, signalModel } from './signal-document.ts';

/**
 * Ends every post that was still to be sent as "unknown": in a backup that the product outlived it may have been sent since, and a
 * signal posted twice is worse than one missing. Edits stay: repeating one changes nothing. Idempotent; returns how many.
 */
export async function doubtUnsentPosts(connection: Connection): Promise<number> {
  const signals = signalModel(connection);
  let count = 0;
  const found = signals.find({ 'deliveries.work': trusted({ $eq: 'post' as const }) }).lean<SignalDocument[]>();
  for (const signal of await found) {
    const deliveries = signal.deliveries.map((delivery) => {
      if (delivery.work !== 'post') return delivery;
      count += 1;
      return { ...delivery, state: 'unknown' as const, work: null, leaseUntilMs: 0, error: 'outbox/restored' };
    });
    const set = { deliveries, nextWorkMs: nextWorkMs({ deliveries, settled: signal.settled }) };
    await signals.updateOne({ _id: signal._id }, { $set: set });
  }
  return count;
}
