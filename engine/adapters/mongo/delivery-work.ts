import type { Connection, Model } from 'mongoose';
import { type SignalDocument, type StoredDelivery, signalModel } from './signal-document.ts';
import { after, upTo } from './up-to.ts';

/** Signals looked at at once, the longest due first. */
const MOST_DUE = 500;
/** Each lost race means that another change went through. */
const MOST_ATTEMPTS = 100;

/** One change of one delivery. */
export interface Change {
  readonly signalId: string;
  readonly deliveryId: string;
  /** Whether the delivery still is as it was when the change was decided on. */
  readonly isExpected: (delivery: StoredDelivery) => boolean;
  readonly set: Partial<StoredDelivery>;
}

/** What the outbox does with deliveries, whatever the kind of work. */
export interface DeliveryWork {
  /** Signals with something to do by then, the longest due first. */
  due(nowMs: number): Promise<readonly SignalDocument[]>;
  /**
   * Makes changes; returns those that were made, with their signals as they stand then. What comes for a signal while a write of it is
   * under way is one write after it. read: signals as the caller has just read them; others are taken as they were left, or read.
   */
  change(read: readonly SignalDocument[], changes: readonly Change[]): Promise<readonly Changed[]>;
  /** Writes down when a signal has to be looked at next, where that is not what is stored. */
  refresh(signal: SignalDocument): Promise<void>;
  /** The earliest time after nowMs at which something has to be looked at; null when nothing waits. */
  nextMs(nowMs: number): Promise<number | null>;
}

/** A change that was made. One whose delivery was not as expected any more was not. */
export interface Changed {
  readonly change: Change;
  readonly signal: SignalDocument;
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
  const lanes = createSignalLanes(signals);
  return {
    due: (nowMs) =>
      signals
        .find({ nextWorkMs: upTo(nowMs) })
        .sort({ nextWorkMs: 1 })
        .limit(MOST_DUE)
        .lean<SignalDocument[]>(),
    change: (read, changes) => lanes.change(read, changes),
    async refresh(signal) {
      const next = nextWorkMs(signal);
      if (next !== signal.nextWorkMs) await signals.updateOne(asRead(signal), { $set: { nextWorkMs: next } });
    },
    async nextMs(nowMs) {
      const first = await signals
        .findOne({ nextWorkMs: after(nowMs) }, { nextWorkMs: 1 })
        .sort({ nextWorkMs: 1 })
        .lean<Pick<SignalDocument, 'nextWorkMs'>>();
      return first?.nextWorkMs ?? null;
    },
  };
}

/** Documents of an older version have no revision yet. */
function asRead({ _id, revision = null }: SignalDocument): { readonly _id: string; readonly revision: number | null } {
  return { _id, revision };
}

/** Signals left in memory as they were written last: more than are looked at at once. */
const MOST_LEFT = 1_000;

interface Waiting {
  readonly changes: readonly Change[];
  readonly resolve: (made: readonly Changed[]) => void;
  readonly reject: (error: unknown) => void;
}

/** The writes of each signal, one after the other: the posts of all channels about a signal end at the same time. */
function createSignalLanes(signals: Model<SignalDocument>): Pick<DeliveryWork, 'change'> {
  const left = new Map<string, SignalDocument>();
  const lanes = new Map<string, Waiting[]>();

  function leave(signal: SignalDocument): void {
    const known = left.get(signal._id);
    if (known !== undefined && (known.revision ?? 0) > (signal.revision ?? 0)) return;
    left.set(signal._id, signal);
    const [oldest] = left.keys();
    if (left.size > MOST_LEFT && oldest !== undefined) left.delete(oldest);
  }

  async function work(signalId: string, waiting: Waiting[]): Promise<void> {
    while (waiting.length > 0) {
      const together = waiting.splice(0);
      try {
        const changes = together.flatMap((each) => each.changes);
        const known = left.get(signalId);
        let made = known === undefined ? [] : await makeChanges(signals, known, changes);
        // What did not match a signal as it was left may match it as it is.
        if (made.length === 0) {
          const read = await signals.findOne({ _id: signalId }).lean<SignalDocument>();
          if (read !== null) made = await makeChanges(signals, read, changes);
        }
        for (const { signal } of made.slice(0, 1)) leave(signal);
        for (const { changes: own, resolve } of together) resolve(made.filter(({ change }) => own.includes(change)));
      } catch (error) {
        left.delete(signalId);
        for (const { reject } of together) reject(error);
      }
    }
    lanes.delete(signalId);
  }

  return {
    async change(read, changes) {
      for (const signal of read) leave(signal);
      const ids = [...new Set(changes.map(({ signalId }) => signalId))];
      const made = ids.map(
        (id) =>
          new Promise<readonly Changed[]>((resolve, reject) => {
            const own = { changes: changes.filter(({ signalId }) => signalId === id), resolve, reject };
            const lane = lanes.get(id);
            if (lane !== undefined) return void lane.push(own);
            const waiting = [own];
            lanes.set(id, waiting);
            void work(id, waiting);
          }),
      );
      return (await Promise.all(made)).flat();
    },
  };
}

/** By index: a delivery keeps its place, and whatever changes them raises the revision. */
async function makeChanges(
  signals: Model<SignalDocument>,
  read: SignalDocument,
  changes: readonly Change[],
): Promise<readonly Changed[]> {
  let signal: SignalDocument | null = read;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && signal !== null; attempt += 1) {
    const { deliveries, made, fields } = applied(signal, changes);
    if (made.length === 0) return [];
    const next = nextWorkMs({ deliveries, settled: signal.settled });
    const { matchedCount } = await signals.updateOne(asRead(signal), {
      $set: { ...fields, nextWorkMs: next },
      $inc: { revision: 1 },
    });
    const now = { ...signal, deliveries, nextWorkMs: next, revision: (signal.revision ?? 0) + 1 };
    if (matchedCount === 1) return made.map((change) => ({ change, signal: now }));
    signal = await signals.findOne({ _id: read._id }).lean<SignalDocument>();
  }
  if (signal === null) return [];
  throw new Error(`outbox: no change of signal ${read._id} in ${MOST_ATTEMPTS} attempts`);
}

interface Applied {
  readonly deliveries: SignalDocument['deliveries'];
  /** Those whose delivery is as expected, each after the ones before it. */
  readonly made: readonly Change[];
  readonly fields: Readonly<Record<string, unknown>>;
}

function applied(signal: SignalDocument, changes: readonly Change[]): Applied {
  const deliveries = [...signal.deliveries];
  const made: Change[] = [];
  const fields: Record<string, unknown> = {};
  for (const change of changes) {
    const index = deliveries.findIndex(({ id }) => id === change.deliveryId);
    const delivery = deliveries[index];
    if (delivery === undefined || !change.isExpected(delivery)) continue;
    deliveries[index] = { ...delivery, ...change.set };
    made.push(change);
    for (const [name, value] of Object.entries(change.set)) fields[`deliveries.${index}.${name}`] = value;
  }
  return { deliveries, made, fields };
}
