import { type Connection, type QueryFilter, trusted } from 'mongoose';
import { seriesName } from '../../market/series.ts';
import type { LedgerEntry, SignalLedger, SignalQuery, SignalReader } from '../../ports.ts';
import type { Signal } from '../../signals/signal.ts';
import { DAY_MS } from '../../time.ts';
import { isDuplicateKey } from './connect.ts';
import { HEAD_DIGITS, parseEntry, type SignalDocument, signalDocument, signalModel } from './signal-document.ts';
import { createTallyStore } from './tally-store.ts';

const MAX_LIMIT = 1_000;
/** How many of the newest signals a query bounded by closes may well leave out: one each of so many series. */
const HIDDEN_GUESS = 24;
/** How far back "the latest" is looked for, in days, until enough is found; then without bound. */
const REACHES_DAYS = [2, 16, 128] as const;

/**
 * The ledger in MongoDB: one document per signal, born with its deliveries in one insert, so that a crash leaves both or
 * neither; the deterministic id as the key makes a repeat harmless.
 */
export function createMongoSignals(connection: Connection): SignalLedger & SignalReader {
  const signals = signalModel(connection);
  const tallies = createTallyStore(connection);
  // A lower bound of the newest signal's time: a hint that lets "the latest" be a short range of an index.
  let newestKnownMs: number | null = null;

  const parseMany = (documents: readonly unknown[]): readonly LedgerEntry[] => documents.map(parseEntry);

  const latest = async (query: SignalQuery): Promise<readonly LedgerEntry[]> => {
    if (!Number.isSafeInteger(query.limit) || query.limit < 1 || query.limit > MAX_LIMIT) {
      throw new RangeError(`expected a limit of 1..${MAX_LIMIT}, was ${query.limit}`);
    }
    const topMs = query.beforeMs ?? (newestKnownMs === null ? null : newestKnownMs + 1);
    const reaches = topMs === null ? [] : REACHES_DAYS.map((days) => topMs - days * DAY_MS);
    for (const fromMs of [...reaches, null]) {
      const found = await newestShown(query, fromMs);
      if (found.length === query.limit || fromMs === null) {
        const entries = parseMany(found);
        const newest = entries[0]?.signal.createdAtMs;
        if (newest !== undefined) newestKnownMs = Math.max(newest, newestKnownMs ?? newest);
        return entries;
      }
    }
    return [];
  };

  /** At most query.limit, newest first. Signals that are not shown yet are the newest few, so a few more are read. */
  const newestShown = async (query: SignalQuery, fromMs: number | null) => {
    const { closedBy, limit } = query;
    for (let read = closedBy === undefined ? limit : limit + HIDDEN_GUESS; ; read *= 2) {
      const found = await signals
        .find(latestFilter(query, fromMs))
        .sort({ createdAtMs: -1, _id: 1 })
        .limit(read)
        .lean();
      // Not part of the filter: SecantusDB walks the whole collection for a $or.
      const shown = closedBy === undefined ? found : found.filter((document) => isClosedBy(document, closedBy));
      if (shown.length >= limit || found.length < read) return shown.slice(0, limit);
    }
  };

  return {
    open: async (signal, deliveries) => {
      try {
        await signals.create([signalDocument(signal, deliveries)]);
      } catch (error) {
        if (isDuplicateKey(error)) return 'duplicate';
        throw error;
      }
      newestKnownMs = Math.max(signal.createdAtMs, newestKnownMs ?? signal.createdAtMs);
      await tallies.note('published', signal.series, signal.closeTimeMs);
      return 'opened';
    },
    close: async (id, outcome) => {
      const { matchedCount } = await signals.updateOne(
        { _id: id, settled: false },
        { $set: { outcome, settled: true } },
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
      return parseMany(found).map((entry): Signal => entry.signal);
    },
    latest,
    byId: async (idOrPrefix) => {
      const prefix = idOrPrefix.toLowerCase();
      if (!/^[0-9a-f]{6,64}$/.test(prefix)) return null;
      const sameHead = await signals.find({ head: prefix.slice(0, HEAD_DIGITS) }).lean();
      const [only, ...more] = sameHead.filter((document) => document._id.startsWith(prefix));
      return only === undefined || more.length > 0 ? null : parseEntry(only);
    },
  };
}

function latestFilter(query: SignalQuery, fromMs: number | null): QueryFilter<SignalDocument> {
  const { beforeMs } = query;
  const createdAtMs = {
    ...(fromMs === null ? {} : { $gte: fromMs }),
    ...(beforeMs === undefined ? {} : { $lt: beforeMs }),
  };
  return {
    supersededBy: null,
    ...(query.symbol === undefined ? {} : { symbol: query.symbol }),
    ...(query.timeframe === undefined ? {} : { timeframe: query.timeframe }),
    ...(Object.keys(createdAtMs).length === 0 ? {} : { createdAtMs: trusted(createdAtMs) }),
  };
}

function isClosedBy(
  document: Pick<SignalDocument, 'timeframe' | 'closeTimeMs'>,
  closedBy: NonNullable<SignalQuery['closedBy']>,
): boolean {
  return closedBy.some(
    ({ timeframe, closeTimeMs }) => document.timeframe === timeframe && document.closeTimeMs <= closeTimeMs,
  );
}
