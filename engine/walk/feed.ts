import type { EngineListener } from '../events.ts';
import { acceptCandles } from '../market/accept.ts';
import { calendarOf } from '../market/calendar/gaps.ts';
import { type Candle, type CandleColumns, columnsOf } from '../market/candle.ts';
import { clockToleranceMs } from '../market/candle-age.ts';
import { clean } from '../market/clean/clean.ts';
import { rawRowsOf } from '../market/clean/raw-rows.ts';
import { compareCandles } from '../market/revision.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { CandleStore, Clock, RevisionLog } from '../ports.ts';
import { DAY_MS } from '../time.ts';
import type { Venue } from '../venue/venue.ts';
import { joinRows } from './join-rows.ts';
import { newestCloseMs } from './schedule.ts';
import { createSuspects, type HeldCandle, type Suspects } from './suspects.ts';

/** What the feed works with. */
export interface FeedDependencies {
  readonly venue: Venue;
  readonly candles: CandleStore;
  readonly revisions: RevisionLog;
  readonly clock: Clock;
  /** Candles fetched when a series is met for the first time: the training past. */
  readonly historyCandles: number;
  /** Newest candles kept in memory, which decisions look back on. */
  readonly windowCandles: number;
  readonly onEvent: EngineListener;
}

/** What the feed remembers of one series. */
interface SeriesFeed {
  readonly series: SeriesKey;
  /** The newest stored candles, oldest first. */
  window: CandleColumns;
  /** When the candles of the last day are asked for again. */
  dayRereadAtMs: number;
  /** Open times of the candles that the venue revised. */
  readonly revisedMs: Set<number>;
  readonly suspects: Suspects;
  /** Candles of the first fetch, until it is complete. */
  past: Candle[];
}

/** What the feed remembers, by series name. */
export interface FeedMemory {
  readonly series: Map<string, SeriesFeed>;
  /** Fetches in flight: a series is changed by one at a time, and a second caller gets the same answer. */
  readonly refreshing: Map<string, Promise<CandleColumns>>;
}

/** Brings the closed candles of venues into the store, and keeps the newest of each series in memory. */
export interface Feed extends FeedDependencies {
  readonly memory: FeedMemory;
}

/** A feed that remembers nothing yet: each series is read from the store when it is first asked for. */
export function openFeed(deps: FeedDependencies): Feed {
  return { ...deps, memory: { series: new Map(), refreshing: new Map() } };
}

/**
 * Asks the venue for what is new, and again for the newest known candles; stores what is believed; returns the newest stored
 * candles. A call while another is under way joins it. A candle that reaches absurdly far is not among them before a second call
 * has seen it again. Throws what the venue or the database throws; everything done so far stays.
 */
export function refreshFeed(feed: Feed, series: SeriesKey): Promise<CandleColumns> {
  const { refreshing } = feed.memory;
  const name = seriesName(series);
  const underWay = refreshing.get(name);
  if (underWay !== undefined) return underWay;
  const started = refresh(feed, series).finally(() => refreshing.delete(name));
  refreshing.set(name, started);
  return started;
}

/** The newest stored candles of a series, oldest first; null before its first refresh. */
export function newestWindow({ memory }: Pick<Feed, 'memory'>, series: SeriesKey): CandleColumns | null {
  return memory.series.get(seriesName(series))?.window ?? null;
}

/** Reads the newest candles of a series from the store where none are remembered; asks no venue. */
export async function readStoredWindow(feed: Feed, series: SeriesKey): Promise<void> {
  await seriesFeed(feed, series, Number.NEGATIVE_INFINITY);
}

/** How many candles of a series with openTimeMs ≥ fromMs its venue has revised. */
export function revisedSince({ memory }: Pick<Feed, 'memory'>, series: SeriesKey, fromMs: number): number {
  const revised = memory.series.get(seriesName(series))?.revisedMs ?? [];
  let count = 0;
  for (const timeMs of revised) if (timeMs >= fromMs) count += 1;
  return count;
}

const PAGE_CANDLES = 1_000;
/** Stored candles asked for again each time: most revisions come soon after the close. Two more than are needed to see a gap. */
const REREAD_CANDLES = 5;
/** How often the last day is asked for again, in the same request. */
const DAY_REREAD_EVERY_MS = 6 * 3_600_000;

/** From when on to fetch, what is known, and what becomes of each page. */
interface PageRequest {
  readonly sinceMs: number;
  readonly nowMs: number;
  readonly known: CandleColumns;
  readonly take: (page: readonly Candle[]) => Promise<void>;
}

/** The memory of a series; with the window read anew when the day is to be read again, because another process may have filled gaps. */
async function seriesFeed(feed: Feed, series: SeriesKey, nowMs: number): Promise<SeriesFeed> {
  const name = seriesName(series);
  const known = feed.memory.series.get(name);
  if (known !== undefined && nowMs < known.dayRereadAtMs) return known;
  const window = await feed.candles.readNewest(series, feed.windowCandles);
  if (known !== undefined) {
    known.window = window;
    return known;
  }
  const revisedMs = new Set(await feed.revisions.openTimesSince(series, window.openTimeMs[0] ?? 0));
  const fresh: SeriesFeed = { series, window, dayRereadAtMs: 0, revisedMs, suspects: createSuspects(), past: [] };
  feed.memory.series.set(name, fresh);
  const newestOpenTimeMs = newestOf(window);
  // Nothing new is stored; the event lets the metrics know the age of the newest candle from the start.
  if (newestOpenTimeMs !== null) feed.onEvent({ type: 'candles-stored', series, count: 0, newestOpenTimeMs });
  return fresh;
}

async function refresh(feed: Feed, series: SeriesKey): Promise<CandleColumns> {
  const nowMs = feed.clock.nowMs();
  const candleMs = timeframeMs(series.timeframe);
  const state = await seriesFeed(feed, series, nowMs);
  const newestMs = newestOf(state.window);
  if (newestMs === null) {
    await fetchPast(feed, state, newestCloseMs(nowMs, candleMs) - feed.historyCandles * candleMs);
  } else {
    const oldestMs = state.window.openTimeMs[0] ?? newestMs;
    const rereadMs = newestMs - (REREAD_CANDLES - 1) * candleMs;
    const dayMs = nowMs < state.dayRereadAtMs ? rereadMs : newestMs - DAY_MS;
    const sinceMs = Math.min(rereadMs, dayMs, state.suspects.oldestHeldMs() ?? rereadMs);
    state.suspects.nextFetch();
    await fetchPages(feed, state, {
      sinceMs: Math.max(sinceMs, oldestMs),
      nowMs: nowMs + clockToleranceMs(candleMs),
      known: state.window,
      take: (page) => takePage(feed, state, page),
    });
  }
  if (nowMs >= state.dayRereadAtMs) state.dayRereadAtMs = nowMs + DAY_REREAD_EVERY_MS;
  return state.window;
}

async function fetchPages(feed: Feed, { series }: SeriesFeed, { sinceMs, take, ...about }: PageRequest): Promise<void> {
  const candleMs = timeframeMs(series.timeframe);
  for (let from = sinceMs; ; ) {
    const page = await feed.venue.fetchCandles(series, from, PAGE_CANDLES);
    const newest = page.at(-1);
    if (newest === undefined) return;
    const { candles, refused } = acceptCandles(page, { ...series, ...about });
    if (refused.length > 0)
      feed.onEvent({ type: 'candles-refused', series, findings: refused.map((each) => each.text) });
    await take(candles);
    if (page.length < PAGE_CANDLES || newest.openTimeMs < from) return;
    from = newest.openTimeMs + candleMs;
  }
}

/** The training past, cleaned as a whole like one from a file: there is nothing stored yet to hold a candle against. */
async function fetchPast(feed: Feed, state: SeriesFeed, sinceMs: number): Promise<void> {
  const { past, series } = state;
  const newest = past.at(-1);
  const candleMs = timeframeMs(series.timeframe);
  // Pages that came before a failure are kept: the next attempt goes on after them.
  const fromMs = newest === undefined ? sinceMs : newest.openTimeMs + candleMs;
  const nowMs = feed.clock.nowMs() + clockToleranceMs(candleMs);
  const take = async (page: readonly Candle[]): Promise<void> => void past.push(...page);
  await fetchPages(feed, state, { sinceMs: fromMs, nowMs, known: state.window, take });
  const context = { timeframe: series.timeframe, calendar: calendarOf(series.symbol), nowMs };
  const { candles, findings } = clean(rawRowsOf(columnsOf(past)), context);
  const mended = findings.filter((finding) => finding.action !== 'kept');
  if (mended.length > 0)
    feed.onEvent({ type: 'candles-refused', series, findings: mended.map((finding) => finding.say) });
  await store(feed, state, candles);
  state.past = [];
}

async function takePage(feed: Feed, state: SeriesFeed, page: readonly Candle[]): Promise<void> {
  const newestMs = newestOf(state.window) ?? Number.NEGATIVE_INFINITY;
  await restate(
    feed,
    state,
    page.filter((candle) => candle.openTimeMs <= newestMs),
  );
  const newer = page.filter((candle) => candle.openTimeMs > newestMs);
  if (newer.length === 0) return;
  const verdicts = state.suspects.judgeNewer(state.window, newer);
  reportSuspects(feed, state, verdicts);
  await store(feed, state, columnsOf(verdicts.believed));
}

/** Candles of an answer that are stored already: fills holes, and follows the venue where it has revised a closed candle. */
async function restate(feed: Feed, state: SeriesFeed, older: readonly Candle[]): Promise<void> {
  const { series, window } = state;
  const { revisions, filled, missing } = compareCandles(window, older);
  const verdicts = state.suspects.judgeRevised(
    window,
    revisions.map((each) => each.after),
  );
  reportSuspects(feed, state, verdicts);
  const believed = revisions.filter((each) => verdicts.believed.includes(each.after));
  // Recorded before the candles change: a crash between the two is made good by the next comparison.
  if (believed.length > 0) await feed.revisions.record(series, believed, feed.clock.nowMs());
  const changed = ascending([...missing, ...filled, ...believed.map((each) => each.after)]);
  await store(feed, state, columnsOf(changed));
  for (const revision of believed) {
    state.revisedMs.add(revision.openTimeMs);
    feed.onEvent({ type: 'candle-revised', series, revision });
  }
}

async function store(feed: Feed, state: SeriesFeed, candles: CandleColumns): Promise<void> {
  if (candles.length === 0) return;
  const { series } = state;
  await feed.candles.append(series, candles);
  state.window = joinRows(state.window, candles, feed.windowCandles);
  const newestOpenTimeMs = newestOf(state.window) ?? 0;
  feed.onEvent({ type: 'candles-stored', series, count: candles.length, newestOpenTimeMs });
}

function reportSuspects(
  { onEvent }: Feed,
  { series }: SeriesFeed,
  { held, confirmed }: { readonly held: readonly HeldCandle[]; readonly confirmed: readonly HeldCandle[] },
): void {
  for (const { candle, reach } of held) onEvent({ type: 'candle-held', series, candle, reach });
  for (const { candle, reach } of confirmed) onEvent({ type: 'candle-confirmed', series, candle, reach });
}

function newestOf(window: CandleColumns): number | null {
  return window.openTimeMs[window.length - 1] ?? null;
}

function ascending(candles: readonly Candle[]): readonly Candle[] {
  return [...candles].sort((one, other) => one.openTimeMs - other.openTimeMs);
}
