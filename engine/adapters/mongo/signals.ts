import { type Connection, trusted } from 'mongoose';
import { seriesName } from '../../market/series.ts';
import type { SettledReader, SignalLedger, SignalReader } from '../../ports.ts';
import { isDuplicateKey } from './connect.ts';
import { latestSignals, type NewestSignal, noteSignal } from './latest-signals.ts';
import { HEAD_DIGITS, newDelivery, parseEntry, signalDocument, signalModel } from './signal-document.ts';
import { storedOutcome } from './stored/stored-signal.ts';
import { createTallyStore } from './tally-store.ts';
import { after } from './up-to.ts';

/** The sender looks at a signal's deliveries again, whatever it knew of them. */
const LOOK_AT_ONCE = { $set: { nextWorkMs: 0 }, $inc: { revision: 1 } } as const;

const MOST_SETTLED = 10_000;

/**
 * The ledger in MongoDB: one document per signal, born with its deliveries in one insert, so that a crash leaves both or
 * neither; the deterministic id as the key makes a repeat harmless.
 */
export function createMongoSignals(connection: Connection): SignalLedger & SignalReader & SettledReader {
  const signals = signalModel(connection);
  const tallies = createTallyStore(connection);
  const newest: NewestSignal = { atLeastMs: null };
  return {
    open: async (signal, deliveries) => {
      try {
        await signals.create([signalDocument(signal, deliveries)]);
      } catch (error) {
        if (isDuplicateKey(error)) return 'duplicate';
        throw error;
      }
      noteSignal(newest, signal.createdAtMs);
      await tallies.note('published', signal.series, signal.closeTimeMs);
      return 'opened';
    },
    addStep: async (id, step, deliveries) => {
      const { matchedCount } = await signals.updateOne(
        {
          ...{ _id: id, settled: false },
          // Of an array: no step has it.
          'steps.closeTimeMs': trusted({ $ne: step.closeTimeMs }),
          'steps.type': trusted({ $ne: 'leave' }),
        },
        { $push: { steps: step, deliveries: { $each: deliveries.map(newDelivery) } }, ...LOOK_AT_ONCE },
      );
      return matchedCount === 0 ? 'duplicate' : 'added';
    },
    newest: async (series, family) => {
      const wanted = { series: seriesName(series), 'signal.family': family, supersededBy: null };
      const found = await signals.findOne(wanted).sort({ closeTimeMs: -1 }).lean();
      return found === null ? null : parseEntry(found);
    },
    close: async (id, outcome) => {
      const { matchedCount } = await signals.updateOne(
        { _id: id, settled: false },
        { $set: { outcome: storedOutcome(outcome), settled: true, ...LOOK_AT_ONCE.$set }, $inc: LOOK_AT_ONCE.$inc },
      );
      if (matchedCount === 0 && (await signals.exists({ _id: id })) === null) {
        throw new Error(`expected a signal with the id "${id}", there is none`);
      }
    },
    unsettled: async (series) => {
      const found = await signals
        .find({ settled: false, series: seriesName(series) })
        .sort({ closeTimeMs: 1 })
        .lean();
      return found.map(parseEntry);
    },
    latest: (query) => latestSignals(signals, query, newest),
    settledSince: async (fromMs) => {
      const settled = { 'outcome.settledAtMs': after(fromMs - 1), supersededBy: null };
      const found = await signals.find(settled).sort({ 'outcome.settledAtMs': -1 }).limit(MOST_SETTLED).lean();
      return found.map(parseEntry);
    },
    byId: async (idOrPrefix) => {
      const prefix = idOrPrefix.toLowerCase();
      if (!/^[0-9a-f]{6,64}$/.test(prefix)) return null;
      const sameHead = await signals.find({ head: prefix.slice(0, HEAD_DIGITS) }).lean();
      const [only, ...more] = sameHead.filter((document) => document._id.startsWith(prefix));
      return only === undefined || more.length > 0 ? null : parseEntry(only);
    },
  };
}
