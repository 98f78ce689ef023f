import type { Exchange } from 'ccxt';
import type { Candle } from '../../market/candle.ts';
import { type SeriesKey, seriesName } from '../../market/series.ts';
import { timeframeMs } from '../../market/timeframe.ts';
import type { RowFinding } from '../../venue/row-finding.ts';
import { VenueError } from '../../venue/venue-error.ts';
import { candleRows } from './candle-rows.ts';
import { type CheckedRows, checkRows, findGaps } from './check-rows.ts';
import type { Guard } from './guarded-call.ts';
import { BadResponse, NotSupported } from './new-exchange.ts';

/** What reading candles needs; graceMs: a candle counts as closed this long after its end by the venue's clock. */
export interface CandleReaderDeps {
  readonly exchange: Exchange;
  readonly guard: Guard;
  readonly graceMs: number;
  readonly volumeKnown: (symbol: string) => boolean;
}

/** Closed candles with openTimeMs ≥ sinceMs, at most `limit`. Times are epoch milliseconds. */
export interface CandleQuestion {
  readonly series: SeriesKey;
  readonly sinceMs: number;
  readonly limit: number;
  /** The venue's time, read before the candles. */
  readonly venueMs: number;
}

/** Sound closed candles, oldest first, and what was wrong with the rows they came in. */
export interface ReadCandles {
  readonly candles: readonly Candle[];
  readonly findings: readonly RowFinding[];
}

const DEFAULT_PAGE_ROWS = 500;
/** Rows asked beyond what is needed: the open candle and one that may be refused. */
const SPARE_ROWS = 2;
const MAX_EMPTY_PAGES = 20;
/** A venue whose candles lag behind its clock shows an unfinished one without a successor: such a one must be this old. */
const LONE_GRACE_MS = 5_000;

/** Reads closed candles of a venue; rejects with VenueError. */
export type CandleReader = (question: CandleQuestion) => Promise<ReadCandles>;

/** Reads page by page, forward by the last open time + timeframe, until there are enough or no newer ones. */
export function createCandleReader(deps: CandleReaderDeps): CandleReader {
  const maxRows = pageRows(deps.exchange);
  /** Symbols whose unknown volume was reported once: it comes with every answer. */
  const toldVolume = new Set<string>();
  const news = ({ symbol }: SeriesKey, findings: readonly RowFinding[]): readonly RowFinding[] => {
    const isKnown = toldVolume.has(symbol);
    const fresh = findings.filter(
      ({ type }, index) =>
        type !== 'volume-unknown' || (!isKnown && findings.findIndex((each) => each.type === type) === index),
    );
    if (fresh.some(({ type }) => type === 'volume-unknown')) toldVolume.add(symbol);
    return fresh;
  };
  return async ({ series, sinceMs, limit, venueMs }) => {
    const candleMs = timeframeMs(series.timeframe);
    const closedByMs = venueMs - deps.graceMs;
    const candles: Candle[] = [];
    const findings: RowFinding[] = [];
    let cursor = sinceMs;
    let emptyPages = 0;
    while (candles.length < limit && cursor + candleMs <= closedByMs && emptyPages < MAX_EMPTY_PAGES) {
      const size = Math.min(limit - candles.length + SPARE_ROWS, maxRows);
      const windowEndMs = cursor + size * candleMs;
      const page = { series, sinceMs: cursor, size, venueMs };
      const first = await readPage(deps, page);
      // Nothing at all, though there should be: only when asked twice is it believed and looked beyond.
      const isHole = first.newestOpenTimeMs === null && windowEndMs <= closedByMs;
      const checked = isHole ? await readPage(deps, page) : first;
      candles.push(...checked.candles);
      findings.push(...checked.findings);
      if (checked.newestOpenTimeMs === null && !isHole) break;
      const next = checked.newestOpenTimeMs === null ? windowEndMs : checked.newestOpenTimeMs + candleMs;
      emptyPages = checked.newestOpenTimeMs === null ? emptyPages + 1 : 0;
      if (next <= cursor) throw stuck(series, cursor);
      cursor = next;
    }
    const wanted = candles.slice(0, limit);
    return { candles: wanted, findings: [...news(series, findings), ...findGaps(wanted, series)] };
  };
}

interface Page {
  readonly series: SeriesKey;
  readonly sinceMs: number;
  readonly size: number;
  readonly venueMs: number;
}

function readPage(
  { exchange, guard, graceMs, volumeKnown }: CandleReaderDeps,
  { series, sinceMs, size, venueMs }: Page,
): Promise<CheckedRows> {
  const { symbol, timeframe } = series;
  const run = async (): Promise<CheckedRows> => {
    if (exchange.timeframes !== undefined && !Object.hasOwn(exchange.timeframes, timeframe)) {
      throw new NotSupported(`${exchange.id} has no ${timeframe} candles`);
    }
    const rows = await candleRows(exchange, { symbol, timeframe, sinceMs, size });
    try {
      return checkRows(rows, {
        series,
        sinceMs,
        closedByMs: venueMs - graceMs,
        settledByMs: venueMs - Math.max(graceMs, LONE_GRACE_MS),
        size,
        volumeKnown: volumeKnown(symbol),
      });
    } catch (error) {
      throw error instanceof TypeError ? new BadResponse(`${exchange.id}: ${error.message}`) : error;
    }
  };
  return guard({ what: `candles ${seriesName(series)}`, series, run });
}

function stuck(series: SeriesKey, cursorMs: number): VenueError {
  const from = new Date(cursorMs).toISOString();
  return new VenueError(
    'venue/no-progress',
    `${seriesName(series)}: expected candles from ${from} on, were older ones`,
    {
      retry: 'later',
    },
  );
}

/** Rows that the venue gives at most in one answer. */
function pageRows(exchange: Exchange): number {
  const limit: unknown = exchange.features?.spot?.fetchOHLCV?.limit;
  return typeof limit === 'number' && limit > SPARE_ROWS ? limit : DEFAULT_PAGE_ROWS;
}
