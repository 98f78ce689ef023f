import { type Connection, trusted } from 'mongoose';
import { nextWorkMs } from '../delivery-work.ts';
import { type SignalDocument, signalModel } from '../signal-document.ts';

/** Signals of a version that looked for work by scanning get the time at which their deliveries go on. Idempotent. */
export async function fillNextWork(connection: Connection): Promise<void> {
  const signals = signalModel(connection);
  const older = {
    'deliveries.work': trusted({ $in: ['post', 'edit'] as const }),
    nextWorkMs: trusted({ $exists: false }),
  };
  for (const signal of await signals.find(older).lean<SignalDocument[]>())
    await signals.updateOne({ _id: signal._id, revision: null }, { $set: { nextWorkMs: nextWorkMs(signal) } });
}
