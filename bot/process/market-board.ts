import type { EngineEvent } from '../../engine/events.ts';
import { calendarOf, isOpenAt, unexplainedBefore } from '../../engine/market/calendar/gaps.ts';
import { type CandleColumns, sliceColumns } from '../../engine/market/candle.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { TrainedModel } from '../../engine/models/trained.ts';
import type { CandleStore, Clock, RevisionLog } from '../../engine/ports.ts';
import type { Reason } from '../../engine/reason.ts';
import { LOOK_BACK_CANDLES } from '../../engine/signals/evaluate.ts';
import { type FeedFacts, windowQuality } from '../../engine/signals/quality.ts';
import type { DataQuality, MarketSource } from '../../engine/signals/signal.ts';
import type { VenueEvent } from '../../engine/venue/venue-event.ts';
import type { MarketStatus, MarketTrouble } from '../market-status.ts';
import { troubleKeysOf, troubleOf } from '../troubles/trouble-table.ts';

const RECENT_CLOSES = 96;

export interface MarketBoardDependencies {
  readonly series: readonly SeriesKey[];
  readonly marketSource: MarketSource;
  readonly candles: CandleStore;
  readonly revisions: RevisionLog;
  readonly clock: Clock;
  /** The model that serves a series, null while there is none. */
  readonly modelFor: (series: SeriesKey) => TrainedModel | null;
  /** Why a series publishes no signals, or null. */
  readonly mutedReason?: (series: SeriesKey, nowMs: number) => Reason | null;
  /** The newest stored candles of a series, null before its first fetch. */
  readonly recent: (series: SeriesKey) => CandleColumns | null;
  /** What the feed of a series knows of its newest candles, null while it has none. */
  readonly feedFacts: (series: SeriesKey) => FeedFacts | null;
}

/** What is known of each series: its newest candles and their stamp when asked, its troubles from the events that began them. */
export interface MarketBoard {
  read(): Promise<readonly MarketStatus[]>;
  onEvent(event: EngineEvent | VenueEvent): void;
}

interface Counted {
  readonly newestMs: number;
  readonly candles: number;
  readonly gaps: number;
}

/** What the board keeps between two readings. */
interface BoardMemory {
  /** By the series' name, as are the revisions. */
  readonly counted: Map<string, Counted>;
  readonly revised: Map<string, number>;
  /** Troubles that have begun and are not over, by their keys. */
  readonly troubles: Map<string, MarketTrouble>;
}

export function createMarketBoard(deps: MarketBoardDependencies): MarketBoard {
  const memory: BoardMemory = { counted: new Map(), revised: new Map(), troubles: new Map() };
  return {
    read: () => Promise.all(deps.series.map((series) => statusOf(deps, memory, series))),
    onEvent(event) {
      followTroubles(memory, event);
      followCounts(memory, event);
    },
  };
}

async function statusOf(deps: MarketBoardDependencies, memory: BoardMemory, series: SeriesKey): Promise<MarketStatus> {
  const nowMs = deps.clock.nowMs();
  const recent = deps.recent(series) ?? (await deps.candles.readNewest(series, LOOK_BACK_CANDLES));
  const newestOpenMs = recent.openTimeMs.at(-1) ?? null;
  const closeMs = newestOpenMs === null ? null : newestOpenMs + timeframeMs(series.timeframe);
  const trouble = gravestTrouble(memory, series) ?? closedAt(series, nowMs);
  return {
    ...series,
    marketSource: deps.marketSource,
    lastCandleTime: closeMs === null ? null : new Date(closeMs).toISOString(),
    ageSeconds: closeMs === null ? null : Math.max(0, Math.round((nowMs - closeMs) / 1_000)),
    ...(await countCandles(deps, memory, { series, newestMs: newestOpenMs })),
    revisions: await countRevisions(deps, memory, series),
    dataQuality: newestOpenMs === null ? null : stampOf(deps, series, recent),
    state: trouble?.state ?? 'ok',
    stateReason: trouble?.reason ?? null,
    mutedReason: deps.mutedReason?.(series, nowMs) ?? null,
    modelVersion: deps.modelFor(series)?.version ?? null,
    recentCloses: [...sliceColumns(recent, Math.max(0, recent.length - RECENT_CLOSES)).close],
  };
}

/** Counts candles and gaps once in full, then only what has come since. */
async function countCandles(
  { candles }: MarketBoardDependencies,
  { counted }: BoardMemory,
  { series, newestMs }: { readonly series: SeriesKey; readonly newestMs: number | null },
): Promise<{ readonly candles: number; readonly gaps: number }> {
  const name = seriesName(series);
  const known = counted.get(name);
  if (newestMs === null) return { candles: 0, gaps: 0 };
  if (known?.newestMs === newestMs) return { candles: known.candles, gaps: known.gaps };
  const fresh = await candles.read(series, known?.newestMs ?? 0, Number.MAX_SAFE_INTEGER);
  const missing = unexplainedBefore(fresh, timeframeMs(series.timeframe), calendarOf(series.symbol));
  const count = {
    candles: known === undefined ? fresh.length : known.candles + fresh.length - 1,
    gaps: missing.reduce((sum, each) => sum + each, 0) + (known?.gaps ?? 0),
  };
  counted.set(name, { newestMs, ...count });
  return count;
}

async function countRevisions(
  { revisions }: MarketBoardDependencies,
  { revised }: BoardMemory,
  series: SeriesKey,
): Promise<number> {
  const known = revised.get(seriesName(series)) ?? (await revisions.count(series));
  revised.set(seriesName(series), known);
  return known;
}

function stampOf({ feedFacts }: MarketBoardDependencies, series: SeriesKey, recent: CandleColumns): DataQuality {
  const market = { timeframeMs: timeframeMs(series.timeframe), calendar: calendarOf(series.symbol) };
  return windowQuality(recent, market, feedFacts(series));
}

function closedAt(series: SeriesKey, nowMs: number): MarketTrouble | null {
  if (isOpenAt(calendarOf(series.symbol), nowMs)) return null;
  return { state: 'closed', reason: { code: 'market-closed', params: {} } };
}

/** A series shows the gravest of its own troubles and its venue's. */
function gravestTrouble({ troubles }: BoardMemory, series: SeriesKey): MarketTrouble | null {
  const key = troubleKeysOf(series).find((each) => troubles.has(each));
  return key === undefined ? null : (troubles.get(key) ?? null);
}

function followTroubles({ troubles }: BoardMemory, event: EngineEvent | VenueEvent): void {
  const trouble = troubleOf(event);
  if (trouble === null) return;
  if (trouble.state === 'over') {
    troubles.delete(trouble.key);
    if (trouble.endsToo !== undefined) troubles.delete(trouble.endsToo);
  } else if (trouble.market !== undefined) troubles.set(trouble.key, trouble.market);
}

function followCounts({ counted, revised }: BoardMemory, event: EngineEvent | VenueEvent): void {
  if (event.type === 'candle-revised') {
    const name = seriesName(event.series);
    const before = revised.get(name);
    if (before !== undefined) revised.set(name, before + 1);
  }
  // Older candles came, as when a hole is filled: the counts no longer hold.
  if (event.type === 'candles-stored' && event.count > 0) {
    const name = seriesName(event.series);
    const known = counted.get(name);
    if (known !== undefined && event.newestOpenTimeMs <= known.newestMs) counted.delete(name);
  }
}
