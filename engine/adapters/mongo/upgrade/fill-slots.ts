import { type Connection, trusted } from 'mongoose';
import { type SignalDocument, signalModel } from '../signal-document.ts';

const BATCH = 500;

type Unslotted = Pick<SignalDocument, '_id' | 'series' | 'closeTimeMs' | 'deliveries'>;

/**
 * Gives the signals of an older version their slot. Of several with one series and close the first created keeps it; the others stay in the
 * ledger, marked as superseded by it: they are settled and their messages edited like all, but what was not sent is not sent any more, and
 * the record does not count them. A kill in the middle is made good by the next start. Returns how many were marked.
 */
export async function fillSlots(connection: Connection): Promise<number> {
  const signals = signalModel(connection);
  const missing = { slot: trusted({ $exists: false }) };
  if ((await signals.findOne(missing, { _id: 1 }).lean()) === null) return 0;
  const taken = new Map<string, string>();
  for (const { _id, slot } of await signals.find({ slot: trusted({ $exists: true }) }, { slot: 1 }).lean())
    if (slot !== undefined) taken.set(slot, _id);
  const unslotted: readonly Unslotted[] = await signals
    .find(missing, { series: 1, closeTimeMs: 1, deliveries: 1 })
    .sort({ createdAtMs: 1, _id: 1 })
    .lean();
  let superseded = 0;
  for (let from = 0; from < unslotted.length; from += BATCH) {
    const writes = unslotted.slice(from, from + BATCH).map((document) => {
      const slot = `${document.series}|${document.closeTimeMs}|next-candle`;
      const first = taken.get(slot);
      if (first === undefined) taken.set(slot, document._id);
      else superseded += 1;
      const set = first === undefined ? { slot, supersededBy: null } : supersededSet(document, { slot, first });
      return { updateOne: { filter: { _id: document._id }, update: { $set: set } } };
    });
    await signals.bulkWrite(writes, { ordered: true });
  }
  return superseded;
}

function supersededSet(
  { _id, deliveries }: Unslotted,
  { slot, first }: { readonly slot: string; readonly first: string },
): Partial<SignalDocument> {
  const unsent = deliveries.map((delivery) =>
    delivery.work === 'post'
      ? { ...delivery, state: 'expired' as const, work: null, error: 'superseded', leaseUntilMs: 0 }
      : delivery,
  );
  return { slot: `${slot}|${_id}`, supersededBy: first, deliveries: unsent };
}
