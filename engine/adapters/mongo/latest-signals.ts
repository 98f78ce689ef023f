import { type Model, type QueryFilter, trusted } from 'mongoose';
import type { LedgerEntry, SignalQuery } from '../../ports.ts';
import { DAY_MS } from '../../time.ts';
import { parseEntry, type SignalDocument } from './signal-document.ts';

const MAX_LIMIT = 1_000;
/** How many of the newest signals a query bounded by closes may well leave out: one each of so many series. */
const HIDDEN_GUESS = 24;
/** How far back "the latest" is looked for, in days, until enough is found; then without bound. */
const REACHES_DAYS = [2, 16, 128] as const;

/** What the reading of the latest signals remembers between two questions. */
export interface NewestSignal {
  /** A lower bound of the newest signal's time, null when unknown: it makes "the latest" a short range of an index. */
  atLeastMs: number | null;
}

/** Notes that there is a signal of this time. */
export function noteSignal(newest: NewestSignal, createdAtMs: number): void {
  newest.atLeastMs = Math.max(createdAtMs, newest.atLeastMs ?? createdAtMs);
}

/** The newest signals that the query asks for, newest first. A RangeError for a limit outside 1..1,000. */
export async function latestSignals(
  signals: Model<SignalDocument>,
  query: SignalQuery,
  newest: NewestSignal,
): Promise<readonly LedgerEntry[]> {
  if (!Number.isSafeInteger(query.limit) || query.limit < 1 || query.limit > MAX_LIMIT) {
    throw new RangeError(`expected a limit of 1..${MAX_LIMIT}, was ${query.limit}`);
  }
  const entries = (await findReachingBack(signals, query, newest)).map(parseEntry);
  const [first] = entries;
  if (first !== undefined) noteSignal(newest, first.signal.createdAtMs);
  return entries;
}

/** Looks at the last days first, and further back only while there are too few. */
async function findReachingBack(signals: Model<SignalDocument>, query: SignalQuery, newest: NewestSignal) {
  const topMs = query.beforeMs ?? (newest.atLeastMs === null ? null : newest.atLeastMs + 1);
  if (topMs !== null) {
    for (const days of REACHES_DAYS) {
      const found = await findShown(signals, query, topMs - days * DAY_MS);
      if (found.length === query.limit) return found;
    }
  }
  return await findShown(signals, query, null);
}

/** At most query.limit, newest first. Signals that are not shown yet are the newest few, so a few more are read. */
async function findShown(signals: Model<SignalDocument>, query: SignalQuery, fromMs: number | null) {
  const { closedBy, limit } = query;
  for (let read = closedBy === undefined ? limit : limit + HIDDEN_GUESS; ; read *= 2) {
    const found = await signals.find(latestFilter(query, fromMs)).sort({ createdAtMs: -1, _id: 1 }).limit(read).lean();
    // Not part of the filter: SecantusDB walks the whole collection for a $or.
    const shown = closedBy === undefined ? found : found.filter((document) => isClosedBy(document, closedBy));
    if (shown.length >= limit || found.length < read) return shown.slice(0, limit);
  }
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
    ...(query.family === undefined ? {} : { 'signal.family': query.family }),
    ...(Object.keys(createdAtMs).length === 0 ? {} : { createdAtMs: trusted(createdAtMs) }),
  };
}

function isClosedBy(
  document: Pick<SignalDocument, 'timeframe' | 'closeTimeMs' | 'signal'>,
  closedBy: NonNullable<SignalQuery['closedBy']>,
): boolean {
  const family = document.signal.family ?? 'next-candle';
  return closedBy.some(
    (each) =>
      each.family === family && each.timeframe === document.timeframe && document.closeTimeMs <= each.closeTimeMs,
  );
}
