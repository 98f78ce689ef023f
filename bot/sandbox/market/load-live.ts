import { type CandleColumns, columnsOf, sliceColumns } from '../../../engine/market/candle.ts';
import { firstRowAt, joinColumns } from '../../../engine/market/rows.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import type { Venue } from '../../../engine/venue/venue.ts';
import { venueName } from '../../market-names.ts';
import { ENGLISH } from '../../texts/language.ts';
import type { CandleCache } from './candle-cache.ts';
import { type LiveVenue, venueTrouble } from './pick-venue.ts';
import type { MarketSeries } from './replay-span.ts';

export interface LiveDeps {
  /** A venue by ccxt id on the system's clock. */
  readonly openVenue: (exchangeId: string) => Promise<LiveVenue>;
  readonly cache: CandleCache;
  readonly log: (line: string) => void;
  /** How long a venue may take to answer with its time. */
  readonly probeMs?: number;
}

const PROBE_MS = 3_000;
const FETCH_MS = 60_000;
const HISTORY_CANDLES = 6_000;

/**
 * Recent history of live markets: kept candles, topped up from the venue where it can be reached within 3 seconds. Null when
 * a market has neither. Failures are logged and never thrown: another source is tried then.
 */
export async function loadLive(wanted: readonly SeriesKey[], deps: LiveDeps): Promise<readonly MarketSeries[] | null> {
  const exchanges = [...new Set(wanted.map(({ exchange }) => exchange))];
  const loaded = await Promise.all(
    exchanges.map((exchange) =>
      loadVenue(
        exchange,
        wanted.filter((series) => series.exchange === exchange),
        deps,
      ),
    ),
  );
  const series = loaded.flatMap((ofVenue) => ofVenue ?? []);
  return series.length === wanted.length ? series : null;
}

async function loadVenue(
  exchange: string,
  wanted: readonly SeriesKey[],
  deps: LiveDeps,
): Promise<readonly MarketSeries[] | null> {
  const kept = wanted.map((key) => ({ key, columns: readKept(key, deps) }));
  const all = kept.flatMap(({ key, columns }) => (columns === null ? [] : [{ key, columns, origin: exchange }]));
  let venue: LiveVenue | null = null;
  try {
    venue = await deps.openVenue(exchange);
    const nowMs = await within(deps.probeMs ?? PROBE_MS, venue.timeMs());
    const fetched = fetchAll({ venue, kept, nowMs, exchange, cache: deps.cache });
    return await within(FETCH_MS, fetched);
  } catch (error) {
    const isKept = all.length === wanted.length;
    const failure = { venue: venueName(exchange, ENGLISH), trouble: venueTrouble(error) };
    deps.log(ENGLISH.plain(isKept ? 'market-kept-replayed' : 'market-none-kept', failure));
    return isKept ? all : null;
  } finally {
    await venue?.close();
  }
}

function readKept(key: SeriesKey, { cache, log }: LiveDeps): CandleColumns | null {
  try {
    return cache.read(key);
  } catch {
    log(ENGLISH.plain('market-kept-damaged', { timeframe: key.timeframe, symbol: key.symbol }));
    return null;
  }
}

interface FetchInput {
  readonly venue: Venue;
  readonly kept: readonly { readonly key: SeriesKey; readonly columns: CandleColumns | null }[];
  readonly nowMs: number;
  readonly exchange: string;
  readonly cache: CandleCache;
}

async function fetchAll({ venue, kept, nowMs, exchange, cache }: FetchInput): Promise<readonly MarketSeries[]> {
  return Promise.all(
    kept.map(async ({ key, columns }): Promise<MarketSeries> => {
      const topped = await topUp(venue, { key, columns, nowMs });
      if (topped.length > (columns?.length ?? 0)) cache.write(key, topped);
      return { key, columns: topped, origin: exchange };
    }),
  );
}

/** Kept candles and all newer closed ones of the venue; the newest 6,000 when none are kept. */
async function topUp(
  venue: Venue,
  { key, columns, nowMs }: { readonly key: SeriesKey; readonly columns: CandleColumns | null; readonly nowMs: number },
): Promise<CandleColumns> {
  const candleMs = timeframeMs(key.timeframe);
  const last = columns?.openTimeMs.at(-1);
  const sinceMs = last === undefined ? Math.floor(nowMs / candleMs - HISTORY_CANDLES) * candleMs : last + candleMs;
  const count = Math.max(1, Math.ceil((nowMs - sinceMs) / candleMs));
  const newer = columnsOf(await venue.fetchCandles(key, Math.max(0, sinceMs), count));
  return columns === null ? newer : joinColumns(columns, sliceColumns(newer, firstRowAt(newer, (last ?? 0) + 1)));
}

class LateError extends Error {
  readonly code = 'venue/timeout';
  constructor(ms: number) {
    super(`no answer within ${ms / 1_000} s`);
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new LateError(ms)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
