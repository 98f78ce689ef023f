import type { Connection } from 'mongoose';
import { seriesName } from '../../market/series.ts';
import type { SignalLedger, SignalReader } from '../../ports.ts';
import type { Signal } from '../../signals/signal.ts';
import { isDuplicateKey } from './connect.ts';
import { latestSignals, type NewestSignal, noteSignal } from './latest-signals.ts';
import { HEAD_DIGITS, parseEntry, signalDocument, signalModel } from './signal-document.ts';
import { storedOutcome } from './stored/stored-signal.ts';
import { createTallyStore } from './tally-store.ts';

/**
 * The ledger in MongoDB: one document per signal, born with its deliveries in one insert, so that a crash leaves both or
 * neither; the deterministic id as the key makes a repeat harmless.
 */
export function createMongoSignals(connection: Connection): SignalLedger & SignalReader {
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
    close: async (id, outcome) => {
      const { matchedCount } = await signals.updateOne(
        { _id: id, settled: false },
        { $set: { outcome: storedOutcome(outcome), settled: true } },
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
      return found.map((document): Signal => parseEntry(document).signal);
    },
    latest: (query) => latestSignals(signals, query, newest),
    byId: async (idOrPrefix) => {
      const prefix = idOrPrefix.toLowerCase();
      if (!/^[0-9a-f]{6,64}$/.test(prefix)) return null;
      const sameHead = await signals.find({ head: prefix.slice(0, HEAD_DIGITS) }).lean();
      const [only, ...more] = sameHead.filter((document) => document._id.startsWith(prefix));
      return only === undefined || more.length > 0 ? null : parseEntry(only);
    },
  };
}
