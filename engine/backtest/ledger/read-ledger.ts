import type { LedgerEntry, SignalQuery, SignalReader } from '../../ports.ts';

/** Most entries that one question of a reader may ask for. */
const PAGE = 1_000;

/**
 * Every entry of the ledger that the query names, oldest first, read in pages. Entries of one moment may lie on both
 * sides of a page's end, so each page begins with the moment at which the one before ended. Throws when more than a
 * page was made in one millisecond.
 */
export async function readLedger(
  reader: Pick<SignalReader, 'latest'>,
  query: Pick<SignalQuery, 'symbol' | 'timeframe' | 'family'>,
): Promise<readonly LedgerEntry[]> {
  const entries = new Map<string, LedgerEntry>();
  let beforeMs: number | undefined;
  for (;;) {
    const page = await reader.latest({ ...query, limit: PAGE, ...(beforeMs === undefined ? {} : { beforeMs }) });
    for (const entry of page) entries.set(entry.signal.id, entry);
    const oldest = page.at(-1);
    if (page.length < PAGE || oldest === undefined) break;
    const nextMs = oldest.signal.createdAtMs + 1;
    if (beforeMs !== undefined && nextMs >= beforeMs)
      throw new Error(`expected at most ${PAGE} signals at ${new Date(nextMs - 1).toISOString()}, was more`);
    beforeMs = nextMs;
  }
  return [...entries.values()].sort((a, b) => a.signal.closeTimeMs - b.signal.closeTimeMs);
}
