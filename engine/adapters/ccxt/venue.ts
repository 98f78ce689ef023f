import { BadResponse, type Exchange, NotSupported } from 'ccxt';
import type { Candle } from '../../market/candle.ts';
import { type SeriesKey, seriesName } from '../../market/series.ts';
import { timeframeMs } from '../../market/timeframe.ts';
import type { Clock, Venue } from '../../ports.ts';
import { CLOSE_GRACE_MS } from '../../schedule.ts';
import { type CheckedRows, checkRows, findGaps } from './check-rows.ts';
import { createGate } from './gate.ts';
import { createGuard } from './guarded-call.ts';
import { nearestSymbol } from './nearest-symbol.ts';
import { openExchange } from './open-exchange.ts';
import { VenueError } from './venue-error.ts';
import type { VenueListener } from './venue-event.ts';

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
  readonly maxWaitMs?: number;
  readonly onEvent?: VenueListener;
}

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
const DEFAULT_MAX_WAIT_MS = 60_000;
const DEFAULT_PAGE_ROWS = 500;
/** Rows asked beyond what is needed: the open candle and one that may be refused. */
const SPARE_ROWS = 2;
const MAX_EMPTY_PAGES = 20;
/** A venue whose candles lag behind its clock shows an unfinished one without a successor: such a one must be this old. */
const LONE_GRACE_MS = 5_000;
const SKEW_WARN_MS = 1_000;
const SKEW_STOP_MS = 5_000;

/**
 * A venue through ccxt. One instance per venue and process, since the rate limiter lives on it. Every rejection is a
 * VenueError; retries, pauses and quarantine follow the error table. Throws at once for an id that ccxt does not have.
 */
export function createCcxtVenue(deps: CcxtVenueDeps): CcxtVenue {
  const {
    exchangeId,
    clock,
    wait,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    graceMs = CLOSE_GRACE_MS,
    onEvent = () => {},
  } = deps;
  const { random = Math.random, wallNowMs = () => performance.now(), maxWaitMs = DEFAULT_MAX_WAIT_MS } = deps;
  const rateLimitMs = deps.rateLimitMs ?? (deps.baseUrl === undefined ? undefined : 1);
  const { exchange, factsOf } = openExchange({
    exchangeId,
    timeoutMs,
    ...(deps.baseUrl === undefined ? {} : { baseUrl: deps.baseUrl }),
    ...(rateLimitMs === undefined ? {} : { rateLimitMs }),
  });
  const gate = createGate({ exchangeId, wait, nowMs: wallNowMs, maxWaitMs });
  const hint = (symbol: string): string => didYouMean(nearestSymbol(symbol, exchange.symbols ?? []));
  const guard = createGuard({ exchangeId, gate, factsOf, wait, random, onEvent, hint });
  const watchSkew = skewWatch(exchangeId, onEvent);
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
      const before = clock.nowMs();
      const venueMs = await exchange.fetchTime();
      if (venueMs === undefined || !Number.isFinite(venueMs))
        throw new BadResponse(`${exchangeId}: expected a time, was ${venueMs}`);
      watchSkew(venueMs, before, clock.nowMs());
      return venueMs;
    };
    return guard({ what: 'time', series: null, run });
  };

  const page = (series: SeriesKey, sinceMs: number, { size, venueMs }: PageSize): Promise<CheckedRows> => {
    const { symbol, timeframe } = series;
    const volumeKnown = !(deps.symbolsWithoutVolume?.has(symbol) ?? false);
    const run = async (): Promise<CheckedRows> => {
      if (exchange.timeframes !== undefined && !Object.hasOwn(exchange.timeframes, timeframe)) {
        throw new NotSupported(`${exchangeId} has no ${timeframe} candles`);
      }
      const rows = await exchange.fetchOHLCV(symbol, timeframe, sinceMs, size);
      try {
        return checkRows(rows, {
          candleMs: timeframeMs(timeframe),
          sinceMs,
          closedByMs: venueMs - graceMs,
          settledByMs: venueMs - Math.max(graceMs, LONE_GRACE_MS),
          size,
          volumeKnown,
        });
      } catch (error) {
        throw error instanceof TypeError ? new BadResponse(`${exchangeId}: ${error.message}`) : error;
      }
    };
    return guard({ what: `candles of ${seriesName(series)}`, series, run });
  };

  return {
    exchangeId,
    timeMs,
    async fetchCandles(series, sinceMs, limit) {
      requireWhole({ sinceMs, limit });
      await list();
      // Read before the candles: the venue's time can only be later when it answers, so no open candle passes for closed.
      const venueMs = await timeMs();
      refuseSkew(exchangeId, watchSkew.current());
      const { candles, findings } = await collect({
        series,
        sinceMs,
        limit,
        venueMs,
        graceMs,
        maxRows: pageRows(exchange),
        page,
      });
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

interface PageSize {
  readonly size: number;
  readonly venueMs: number;
}

interface CollectInput {
  readonly series: SeriesKey;
  readonly sinceMs: number;
  readonly limit: number;
  readonly venueMs: number;
  readonly graceMs: number;
  readonly maxRows: number;
  readonly page: (series: SeriesKey, sinceMs: number, size: PageSize) => Promise<CheckedRows>;
}

/** Pages forward by the last open time + timeframe until there are enough candles or no newer closed ones. */
async function collect(input: CollectInput): Promise<Omit<CheckedRows, 'newestOpenTimeMs'>> {
  const { series, sinceMs, limit, venueMs, maxRows, page } = input;
  const candleMs = timeframeMs(series.timeframe);
  const closedByMs = venueMs - input.graceMs;
  const candles: Candle[] = [];
  const findings: CheckedRows['findings'][number][] = [];
  let cursor = sinceMs;
  let emptyPages = 0;
  while (candles.length < limit && cursor + candleMs <= closedByMs && emptyPages < MAX_EMPTY_PAGES) {
    const size = Math.min(limit - candles.length + SPARE_ROWS, maxRows);
    const windowEndMs = cursor + size * candleMs;
    const first = await page(series, cursor, { size, venueMs });
    // Nothing at all, though there should be: only when asked twice is it believed and looked beyond.
    const isHole = first.newestOpenTimeMs === null && windowEndMs <= closedByMs;
    const checked = isHole ? await page(series, cursor, { size, venueMs }) : first;
    candles.push(...checked.candles);
    findings.push(...checked.findings);
    if (checked.newestOpenTimeMs === null && !isHole) break;
    const next = checked.newestOpenTimeMs === null ? windowEndMs : checked.newestOpenTimeMs + candleMs;
    emptyPages = checked.newestOpenTimeMs === null ? emptyPages + 1 : 0;
    if (next <= cursor) throw stuck(series, cursor);
    cursor = next;
  }
  const wanted = candles.slice(0, limit);
  return { candles: wanted, findings: [...findings, ...findGaps(wanted, series)] };
}

function stuck(series: SeriesKey, cursorMs: number): VenueError {
  const say = `${seriesName(series)}: expected candles from ${new Date(cursorMs).toISOString()} on, were older ones`;
  return new VenueError('venue/no-progress', say, { retry: 'later' });
}

/** Rows that the venue gives at most in one answer. */
function pageRows(exchange: Exchange): number {
  const limit: unknown = exchange.features?.spot?.fetchOHLCV?.limit;
  return typeof limit === 'number' && limit > SPARE_ROWS ? limit : DEFAULT_PAGE_ROWS;
}

function requireWhole(values: Readonly<Record<'sinceMs' | 'limit', number>>): void {
  if (!Number.isSafeInteger(values.limit) || values.limit < 1)
    throw new RangeError(`expected a limit of at least 1, was ${values.limit}`);
  if (!Number.isSafeInteger(values.sinceMs) || values.sinceMs < 0)
    throw new RangeError(`expected sinceMs in epoch milliseconds, was ${values.sinceMs}`);
}

const didYouMean = (suggestion: string | null): string => (suggestion === null ? '' : ` (did you mean ${suggestion}?)`);

interface SkewWatch {
  (venueMs: number, beforeMs: number, afterMs: number): void;
  current(): number;
}

/** The part of the difference between two clocks that the time a request took cannot explain. */
function skewWatch(exchangeId: string, onEvent: VenueListener): SkewWatch {
  let skewMs = 0;
  let level: 'fine' | 'warn' | 'stop' = 'fine';
  const watch = (venueMs: number, beforeMs: number, afterMs: number): void => {
    skewMs = venueMs < beforeMs ? venueMs - beforeMs : Math.max(0, venueMs - afterMs);
    const size = Math.abs(skewMs);
    const now = size >= SKEW_STOP_MS ? 'stop' : size >= SKEW_WARN_MS ? 'warn' : 'fine';
    if (now !== level) onEvent({ type: 'clock-skew', exchangeId, skewMs, level: now });
    level = now;
  };
  return Object.assign(watch, { current: () => skewMs });
}

function refuseSkew(exchangeId: string, skewMs: number): void {
  if (Math.abs(skewMs) < SKEW_STOP_MS) return;
  throw new VenueError(
    'venue/clock-skew',
    `${exchangeId}: expected clocks within ${SKEW_STOP_MS} ms of each other, were ${skewMs} ms apart`,
    { retry: 'later', retryAfterMs: 60_000 },
  );
}
