import { type Connection, type Model, trusted } from 'mongoose';
import { type SignalDocument, type StoredDelivery, signalModel } from './signal-document.ts';

/** Signals looked at at once, the longest due first. */
const MOST_DUE = 500;
/** Each lost race means that another change went through. */
const MOST_ATTEMPTS = 100;

/** One change of one delivery. */
export interface Change {
  readonly deliveryId: string;
  /** Whether the delivery still is as it was when the change was decided on. */
  readonly isExpected: (delivery: StoredDelivery) => boolean;
  readonly set: Partial<StoredDelivery>;
}

/** What the outbox does with deliveries, whatever the kind of work. */
export interface DeliveryWork {
  /** Signals with something to do by then, the longest due first. */
  due(nowMs: number): Promise<readonly SignalDocument[]>;
  /** Makes a change; the signal as it stands then, null when the delivery was not as expected any more. */
  change(signal: SignalDocument, change: Change): Promise<SignalDocument | null>;
  /** Writes down when a signal has to be looked at next, where that is not what is stored. */
  refresh(signal: SignalDocument): Promise<void>;
  /** The earliest time after nowMs at which something has to be looked at; null when nothing waits. */
  nextMs(nowMs: number): Promise<number | null>;
  read(signalId: string): Promise<SignalDocument | null>;
}

/**
 * When something of these deliveries has to be looked at next; null: never, as things stand. One number for each signal, with an index:
 * finding what is due reads what is due and nothing else, however much waits.
 */
export function nextWorkMs({ deliveries, settled }: Pick<SignalDocument, 'deliveries' | 'settled'>): number | null {
  const times = deliveries.flatMap((delivery) => {
    const { work, state, notBeforeMs, expiresAtMs, leaseUntilMs } = delivery;
    if (work === 'post') return [state === 'claimed' ? leaseUntilMs : Math.min(notBeforeMs, expiresAtMs + 1)];
    return work === 'edit' && settled ? [Math.max(notBeforeMs, leaseUntilMs)] : [];
  });
  return times.length === 0 ? null : Math.min(...times);
}

/** Finding and changing deliveries inside their signals' documents, by compare-and-set on the signal's revision. */
export function createDeliveryWork(connection: Connection): DeliveryWork {
  const signals = signalModel(connection);
  return {
    due: (nowMs) =>
      signals
        .find({ nextWorkMs: trusted({ $lte: nowMs }) })
        .sort({ nextWorkMs: 1 })
        .limit(MOST_DUE)
        .lean<SignalDocument[]>(),
    change: (signal, change) => makeChange(signals, signal, change),
    async refresh(signal) {
      const next = nextWorkMs(signal);
      if (next !== signal.nextWorkMs) await signals.updateOne(asRead(signal), { $set: { nextWorkMs: next } });
    },
    async nextMs(nowMs) {
      const later = trusted({ $gt: nowMs });
      const first = await signals
        .findOne({ nextWorkMs: later }, { nextWorkMs: 1 })
        .sort({ nextWorkMs: 1 })
        .lean<Pick<SignalDocument, 'nextWorkMs'>>();
      return first?.nextWorkMs ?? null;
    },
    read: (signalId) => signals.findOne({ _id: signalId }).lean<SignalDocument>(),
  };
}

/** Documents of an older version have no revision yet. */
function asRead({ _id, revision = null }: SignalDocument): { readonly _id: string; readonly revision: number | null } {
  return { _id, revision };
}

async function makeChange(
  signals: Model<SignalDocument>,
  read: SignalDocument,
  { deliveryId, isExpected, set }: Change,
): Promise<SignalDocument | null> {
  let signal: SignalDocument | null = read;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && signal !== null; attempt += 1) {
    const delivery = signal.deliveries.find(({ id }) => id === deliveryId);
    if (delivery === undefined || !isExpected(delivery)) return null;
    const deliveries = signal.deliveries.map((each) => (each === delivery ? { ...each, ...set } : each));
    const next = nextWorkMs({ deliveries, settled: signal.settled });
    const fields = Object.entries(set).map(([name, value]) => [`deliveries.$[one].${name}`, value]);
    const { matchedCount } = await signals.updateOne(
      asRead(signal),
      { $set: { ...Object.fromEntries(fields), nextWorkMs: next }, $inc: { revision: 1 } },
      { arrayFilters: [{ 'one.id': deliveryId }] },
    );
    if (matchedCount === 1) return { ...signal, deliveries, nextWorkMs: next, revision: (signal.revision ?? 0) + 1 };
    signal = await signals.findOne({ _id: read._id }).lean<SignalDocument>();
  }
  if (signal === null) return null;
  throw new Error(`outbox: no change of delivery ${deliveryId} in ${MOST_ATTEMPTS} attempts`);
}
