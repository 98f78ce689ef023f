import { seriesName } from '../../market/series.ts';
import type { Clock } from '../../ports.ts';
import type { Venue } from '../../venue/venue.ts';
import { VenueError } from '../../venue/venue-error.ts';
import type { VenueListener } from '../../venue/venue-event.ts';
import { CLOSE_GRACE_MS } from '../../walk/schedule.ts';
import { createSkewWatch } from './clock-skew.ts';
import { createGate } from './gate.ts';
import { createGuard } from './guarded-call.ts';
import { nearestSymbol } from './nearest-symbol.ts';
import { BadResponse } from './new-exchange.ts';
import { openExchange } from './open-exchange.ts';
import { createQuarantine, SERIES_REST_MS, VENUE_REST_MS } from './quarantine.ts';
import { createCandleReader } from './read-candles.ts';

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

/**
 * A venue through ccxt. One instance per venue and process, since the rate limiter lives on it. Every rejection is a
 * VenueError (a RangeError for a limit or start that makes no sense); retries, pauses and quarantine follow the error table.
 * Rejects for an id that ccxt does not have.
 */
export async function openCcxtVenue(deps: CcxtVenueDeps): Promise<CcxtVenue> {
  const {
    exchangeId,
    clock,
    wait,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    graceMs = CLOSE_GRACE_MS,
    onEvent = () => {},
  } = deps;
  const { random = Math.random, wallNowMs = () => performance.now() } = deps;
  const rateLimitMs = deps.rateLimitMs ?? (deps.baseUrl === undefined ? undefined : 1);
  const { exchange, factsOf } = await openExchange({
    exchangeId,
    timeoutMs,
    ...(deps.baseUrl === undefined ? {} : { baseUrl: deps.baseUrl }),
    ...(rateLimitMs === undefined ? {} : { rateLimitMs }),
  });
  const gate = createGate(exchangeId, wallNowMs);
  const refused = createQuarantine(SERIES_REST_MS, wallNowMs);
  const hint = (symbol: string): string => didYouMean(nearestSymbol(symbol, exchange.symbols ?? []));
  const guard = createGuard({
    ...{ exchangeId, gate, factsOf, wait, random, onEvent, hint },
    series: refused,
    venue: createQuarantine(VENUE_REST_MS, wallNowMs),
    nowMs: wallNowMs,
  });
  const skew = createSkewWatch(exchangeId, onEvent);
  const volumeKnown = (symbol: string): boolean => !(deps.symbolsWithoutVolume?.has(symbol) ?? false);
  const readCandles = createCandleReader({ exchange, guard, graceMs, volumeKnown });
  let listed = false;

  const list = async (): Promise<void> => {
    if (listed) return;
    // ccxt keeps the promise of a failed listing for ever unless told to reload.
    await guard({ what: 'list of markets', series: null, run: () => exchange.loadMarkets(true) });
    listed = true;
  };

  const timeMs = async (): Promise<number> => {
    if (exchange.has.fetchTime !== true) return clock.nowMs();
    const run = async (): Promise<number> => {
      const beforeMs = clock.nowMs();
      const venueMs = await exchange.fetchTime();
      if (venueMs === undefined || !Number.isFinite(venueMs))
        throw new BadResponse(`${exchangeId}: expected a time, was ${venueMs}`);
      skew.saw(venueMs, { beforeMs, afterMs: clock.nowMs() });
      return venueMs;
    };
    return guard({ what: 'time', series: null, run });
  };

  return {
    exchangeId,
    timeMs,
    async fetchCandles(series, sinceMs, limit) {
      requireWhole({ sinceMs, limit });
      const name = seriesName(series);
      refused.check(name);
      // A symbol that was unknown is looked for in a fresh list: ours may be older than the symbol.
      if (refused.reason(name)?.code === 'venue/bad-symbol') listed = false;
      await list();
      // Read before the candles: the venue's time can only be later when it answers, so no open candle passes for closed.
      const venueMs = await timeMs();
      skew.refuse();
      const { candles, findings } = await readCandles({ series, sinceMs, limit, venueMs });
      if (findings.length > 0) onEvent({ type: 'rows-suspect', exchangeId, series, findings });
      return candles;
    },
    async markets() {
      await list();
      return Object.values(exchange.markets ?? {}).map(({ symbol, base, quote, active }) => ({
        symbol: String(symbol),
        base: String(base),
        quote: String(quote),
        active: active !== false,
      }));
    },
    async checkSymbols(symbols) {
      await list();
      const known = exchange.symbols ?? [];
      return symbols.map((symbol) =>
        known.includes(symbol)
          ? { type: 'known', symbol }
          : { type: 'unknown', symbol, suggestion: nearestSymbol(symbol, known) },
      );
    },
    async close() {
      gate.shutForEver(new VenueError('venue/closed', `${exchangeId} was closed`, { retry: 'never' }));
      await exchange.close();
    },
  };
}

function requireWhole(values: Readonly<Record<'sinceMs' | 'limit', number>>): void {
  if (!Number.isSafeInteger(values.limit) || values.limit < 1)
    throw new RangeError(`expected a limit of at least 1, was ${values.limit}`);
  if (!Number.isSafeInteger(values.sinceMs) || values.sinceMs < 0)
    throw new RangeError(`expected sinceMs in epoch milliseconds, was ${values.sinceMs}`);
}

const didYouMean = (suggestion: string | null): string => (suggestion === null ? '' : ` (did you mean ${suggestion}?)`);
