import type { Exchange } from 'ccxt';
import type { Candle } from '../../market/candle.ts';
import { type SeriesKey, seriesName } from '../../market/series.ts';
import type { Clock } from '../../ports.ts';
import type { Venue } from '../../venue/venue.ts';
import { VenueError } from '../../venue/venue-error.ts';
import type { VenueListener } from '../../venue/venue-event.ts';
import { CLOSE_GRACE_MS } from '../../walk/schedule.ts';
import { createGate, type Gate } from './gate.ts';
import { createGuard, type Guard } from './guarded-call.ts';
import { nearestSymbol } from './nearest-symbol.ts';
import { BadResponse } from './new-exchange.ts';
import { openExchange } from './open-exchange.ts';
import { createQuarantine, type Quarantine, SERIES_REST_MS, VENUE_REST_MS } from './quarantine.ts';
import { type CandleReader, createCandleReader } from './read-candles.ts';
import { createSkewWatch, type SkewWatch } from './skew-watch.ts';

/** Which venue is opened, and its clocks. Durations are milliseconds. */
export interface CcxtVenueDeps {
  /** ccxt's id: "binance", "kraken", … */
  readonly exchangeId: string;
  readonly clock: Clock;
  /** Sleeps in wall time. */
  readonly wait: (ms: number) => Promise<void>;
  /** An origin such as "http://127.0.0.1:4711" that answers instead of the venue (the sandbox's stand-in). */
  readonly baseUrl?: string;
  /** Longest time for one request, whole body included. */
  readonly timeoutMs?: number;
  /** Wall milliseconds per unit of request weight. Absent: ccxt's figure, or 1 with a baseUrl. */
  readonly rateLimitMs?: number;
  /** A candle counts as closed this long after its end by the venue's clock. */
  readonly graceMs?: number;
  /** Symbols whose volume the venue states as 0 because it does not know it. */
  readonly symbolsWithoutVolume?: ReadonlySet<string>;
  /** 0..1, for jitter. */
  readonly random?: () => number;
  /** Monotonic wall time, for pauses. */
  readonly wallNowMs?: () => number;
  readonly onEvent?: VenueListener;
}

/** One spot market of a venue, under ccxt's unified symbol. */
export interface VenueMarket {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly active: boolean;
}

/** A symbol as the venue has it, or the closest one it has. */
export type SymbolCheck =
  | { readonly type: 'known'; readonly symbol: string }
  | { readonly type: 'unknown'; readonly symbol: string; readonly suggestion: string | null };

/** A Venue that also lists its markets and can be closed. */
export interface CcxtVenue extends Venue {
  readonly exchangeId: string;
  /** The venue's spot markets. */
  markets(): Promise<readonly VenueMarket[]>;
  /** Looks symbols up before anything is asked of them. */
  checkSymbols(symbols: readonly string[]): Promise<readonly SymbolCheck[]>;
  /** Later calls are refused with venue/closed. */
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** An open venue: what its calls share. */
interface OpenVenue {
  readonly exchangeId: string;
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly guard: Guard;
  /** Series the venue refuses, by name. */
  readonly refused: Quarantine;
  readonly skew: SkewWatch;
  readonly readCandles: CandleReader;
  readonly onEvent: VenueListener;
  /** Whether the venue's markets have been listed, and no symbol since that the list does not know. */
  isListed: boolean;
}

/**
 * A venue through ccxt. One instance per venue and process, since the rate limiter lives on it. Every rejection is a
 * VenueError (a RangeError for a limit or start that makes no sense); retries, pauses and quarantine follow the error table.
 * Rejects for an id that ccxt does not have.
 */
export async function openCcxtVenue(deps: CcxtVenueDeps): Promise<CcxtVenue> {
  const venue = await openVenue(deps);
  const { exchange, gate } = venue;
  return {
    exchangeId: deps.exchangeId,
    timeMs: () => venueTimeMs(venue),
    fetchCandles: (series, sinceMs, limit) => fetchCandles(venue, series, { sinceMs, limit }),
    async markets() {
      await listMarkets(venue);
      return Object.values(exchange.markets ?? {}).map(({ symbol, base, quote, active }) => ({
        symbol: String(symbol),
        base: String(base),
        quote: String(quote),
        active: active !== false,
      }));
    },
    async checkSymbols(symbols) {
      await listMarkets(venue);
      const known = exchange.symbols ?? [];
      return symbols.map((symbol) =>
        known.includes(symbol)
          ? { type: 'known', symbol }
          : { type: 'unknown', symbol, suggestion: nearestSymbol(symbol, known) },
      );
    },
    async close() {
      gate.shutForEver(new VenueError('venue/closed', `${deps.exchangeId} was closed`, { retry: 'never' }));
      await exchange.close();
    },
  };
}

async function openVenue(deps: CcxtVenueDeps): Promise<OpenVenue> {
  const { exchangeId, clock, wait, graceMs = CLOSE_GRACE_MS, onEvent = () => {} } = deps;
  const { random = Math.random, wallNowMs = () => performance.now() } = deps;
  const rateLimitMs = deps.rateLimitMs ?? (deps.baseUrl === undefined ? undefined : 1);
  const { exchange, factsOf } = await openExchange({
    exchangeId,
    timeoutMs: deps.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    ...(deps.baseUrl === undefined ? {} : { baseUrl: deps.baseUrl }),
    ...(rateLimitMs === undefined ? {} : { rateLimitMs }),
  });
  const gate = createGate(exchangeId, wallNowMs);
  const refused = createQuarantine(SERIES_REST_MS, wallNowMs);
  const guard = createGuard({
    ...{ exchangeId, gate, factsOf, wait, random, onEvent },
    series: refused,
    venue: createQuarantine(VENUE_REST_MS, wallNowMs),
    nowMs: wallNowMs,
    suggest: (symbol) => nearestSymbol(symbol, exchange.symbols ?? []),
  });
  const volumeKnown = (symbol: string): boolean => !(deps.symbolsWithoutVolume?.has(symbol) ?? false);
  const readCandles = createCandleReader({ exchange, guard, graceMs, volumeKnown });
  const skew = createSkewWatch(exchangeId, onEvent);
  return { exchangeId, exchange, clock, gate, guard, refused, skew, readCandles, onEvent, isListed: false };
}

async function listMarkets(venue: OpenVenue): Promise<void> {
  if (venue.isListed) return;
  // ccxt caches the promise of a failed listing for ever; only `reload` clears it.
  await venue.guard({ what: 'markets', series: null, run: () => venue.exchange.loadMarkets(true) });
  venue.isListed = true;
}

async function venueTimeMs({ exchangeId, exchange, clock, guard, skew }: OpenVenue): Promise<number> {
  if (exchange.has.fetchTime !== true) return clock.nowMs();
  const run = async (): Promise<number> => {
    const beforeMs = clock.nowMs();
    const venueMs = await exchange.fetchTime();
    if (venueMs === undefined || !Number.isFinite(venueMs))
      throw new BadResponse(`${exchangeId}: expected a time, was ${venueMs}`);
    skew.saw(venueMs, { beforeMs, afterMs: clock.nowMs() });
    return venueMs;
  };
  return await guard({ what: 'time', series: null, run });
}

async function fetchCandles(
  venue: OpenVenue,
  series: SeriesKey,
  { sinceMs, limit }: { readonly sinceMs: number; readonly limit: number },
): Promise<readonly Candle[]> {
  requireWhole({ sinceMs, limit });
  const name = seriesName(series);
  venue.refused.check(name);
  // A symbol that was unknown is looked for in a fresh list: ours may be older than the symbol.
  if (venue.refused.reason(name)?.code === 'venue/bad-symbol') venue.isListed = false;
  await listMarkets(venue);
  // Read before the candles: the venue's time can only be later when it answers, so no open candle passes for closed.
  const venueMs = await venueTimeMs(venue);
  venue.skew.refuse();
  const { candles, findings } = await venue.readCandles({ series, sinceMs, limit, venueMs });
  if (findings.length > 0) {
    venue.onEvent({ type: 'rows-suspect', exchangeId: venue.exchangeId, series, findings });
  }
  return candles;
}

function requireWhole(values: Readonly<Record<'sinceMs' | 'limit', number>>): void {
  if (!Number.isSafeInteger(values.limit) || values.limit < 1)
    throw new RangeError(`expected a limit of at least 1, was ${values.limit}`);
  if (!Number.isSafeInteger(values.sinceMs) || values.sinceMs < 0)
    throw new RangeError(`expected sinceMs in epoch milliseconds, was ${values.sinceMs}`);
}
