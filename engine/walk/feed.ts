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
import type { CandleStore, Clock, RevisionLog, Venue } from '../ports.ts';
import { DAY_MS } from '../time.ts';
import { newestCloseMs } from './schedule.ts';
import { createSuspects, type HeldCandle, type Suspects } from './suspects.ts';
import { joinRows } from './window.ts';

export interface FeedDependencies {
  readonly venue: Venue;
  readonly candles: CandleStore;
  readonly revisions: RevisionLog;
  readonly clock: Clock;
  /** Candles fetched when a series is met for the first time: the training past. */
  readonly historyCandles: number;
  /** Newest candles kept in memory, and given to who decides. */
  readonly windowCandles: number;
  readonly onEvent: EngineListener;
}

/** Brings the closed candles of venues into the store, and keeps the newest of each series at hand. */
export interface Feed {
  /**
   * Asks the venue for what is new, and again for candles it told before; stores what is believed; returns the newest stored
   * candles. A call while another is under way joins it. A candle that reaches absurdly far is not among them before a second call has seen it again. Throws what the
   * venue or the database throws; everything done so far stays.
   */
  refresh(series: SeriesKey): Promise<CandleColumns>;
  /** Candles of a series that its venue revised, at or after fromMs. */
  revisedSince(series: SeriesKey, fromMs: number): number;
  /** The newest stored candles, null before the first refresh of a series. */
  window(series: SeriesKey): CandleColumns | null;
}

const PAGE_CANDLES = 1_000;
/** Stored candles asked for again each time: revisions come soon after the close, mostly. Two more than are needed to see a gap. */
const REREAD_CANDLES = 5;
/** How often the last day is asked for again, in the same request. */
const DAY_REREAD_EVERY_MS = 6 * 3_600_000;

/** What becomes of each page, and what is known when it comes. */
interface PageTaker {
  readonly nowMs: number;
  readonly known: CandleColumns;
  readonly take: (page: readonly Candle[]) => Promise<void>;
}

interface SeriesState {
  window: CandleColumns;
  dayRereadAtMs: number;
  readonly revisedMs: Set<number>;
  readonly suspects: Suspects;
  /** Of the first fetch, until it is complete. */
  past: Candle[];
}

export function createFeed(deps: FeedDependencies): Feed {
  const states = new Map<string, SeriesState>();

  /** The series' state; with the window read anew when the day is to be read again, because another process may have filled gaps. */
  async function stateOf(series: SeriesKey, nowMs: number): Promise<SeriesState> {
    const known = states.get(seriesName(series));
    if (known !== undefined && nowMs < known.dayRereadAtMs) return known;
    const window = await deps.candles.readNewest(series, deps.windowCandles);
    if (known !== undefined) {
      known.window = window;
      return known;
    }
    const revisedMs = new Set(await deps.revisions.openTimesSince(series, window.openTimeMs[0] ?? 0));
    const state = { window, dayRereadAtMs: 0, revisedMs, suspects: createSuspects(), past: [] };
    states.set(seriesName(series), state);
    const newestOpenTimeMs = newestOf(window);
    // Nothing stored, but known: ages of candles are told from the first moment on.
    if (newestOpenTimeMs !== null) deps.onEvent({ type: 'candles-stored', series, count: 0, newestOpenTimeMs });
    return state;
  }

  async function fetchPages(series: SeriesKey, sinceMs: number, { take, ...about }: PageTaker): Promise<void> {
    const candleMs = timeframeMs(series.timeframe);
    for (let from = sinceMs; ; ) {
      const page = await deps.venue.fetchCandles(series, from, PAGE_CANDLES);
      const newest = page.at(-1);
      if (newest === undefined) return;
      const { candles, refused } = acceptCandles(page, { ...series, ...about });
      if (refused.length > 0)
        deps.onEvent({ type: 'candles-refused', series, findings: refused.map((each) => each.text) });
      await take(candles);
      if (page.length < PAGE_CANDLES || newest.openTimeMs < from) return;
      from = newest.openTimeMs + candleMs;
    }
  }

  async function store(series: SeriesKey, state: SeriesState, candles: CandleColumns): Promise<void> {
    if (candles.length === 0) return;
    await deps.candles.append(series, candles);
    state.window = joinRows(state.window, candles, deps.windowCandles);
    const newestOpenTimeMs = newestOf(state.window) ?? 0;
    deps.onEvent({ type: 'candles-stored', series, count: candles.length, newestOpenTimeMs });
  }

  /** The training past, cleaned as a whole like one from a file: there is nothing stored yet to hold a candle against. */
  async function fetchPast(series: SeriesKey, state: SeriesState, sinceMs: number): Promise<void> {
    const { past } = state;
    const newest = past.at(-1);
    const candleMs = timeframeMs(series.timeframe);
    // Pages that came before a failure are kept: the next attempt goes on after them.
    const fromMs = newest === undefined ? sinceMs : newest.openTimeMs + candleMs;
    const nowMs = deps.clock.nowMs() + clockToleranceMs(candleMs);
    await fetchPages(series, fromMs, { nowMs, known: state.window, take: async (page) => void past.push(...page) });
    const context = { timeframe: series.timeframe, calendar: calendarOf(series.symbol), nowMs };
    const { candles, findings } = clean(rawRowsOf(columnsOf(past)), context);
    const mended = findings.filter((finding) => finding.action !== 'kept');
    if (mended.length > 0)
      deps.onEvent({ type: 'candles-refused', series, findings: mended.map((finding) => finding.say) });
    await store(series, state, candles);
    state.past = [];
  }

  /** What an answer says about candles that are stored already: holes it fills, and values it tells differently now. */
  async function restate(series: SeriesKey, state: SeriesState, older: readonly Candle[]): Promise<void> {
    const { revisions, filled, missing } = compareCandles(state.window, older);
    const verdicts = state.suspects.judgeRevised(
      state.window,
      revisions.map((each) => each.after),
    );
    tellSuspects(series, verdicts);
    const believed = revisions.filter((each) => verdicts.believed.includes(each.after));
    // Recorded before the candles change: a crash between the two is made good by the next comparison.
    if (believed.length > 0) await deps.revisions.record(series, believed, deps.clock.nowMs());
    const changed = ascending([...missing, ...filled, ...believed.map((each) => each.after)]);
    await store(series, state, columnsOf(changed));
    for (const revision of believed) {
      state.revisedMs.add(revision.openTimeMs);
      deps.onEvent({ type: 'candle-revised', series, revision });
    }
  }

  function tellSuspects(
    series: SeriesKey,
    { held, confirmed }: { readonly held: readonly HeldCandle[]; readonly confirmed: readonly HeldCandle[] },
  ): void {
    for (const { candle, reach } of held) deps.onEvent({ type: 'candle-held', series, candle, reach });
    for (const { candle, reach } of confirmed) deps.onEvent({ type: 'candle-confirmed', series, candle, reach });
  }

  async function take(series: SeriesKey, state: SeriesState, page: readonly Candle[]): Promise<void> {
    const newestMs = newestOf(state.window) ?? Number.NEGATIVE_INFINITY;
    await restate(
      series,
      state,
      page.filter((candle) => candle.openTimeMs <= newestMs),
    );
    const newer = page.filter((candle) => candle.openTimeMs > newestMs);
    if (newer.length === 0) return;
    const verdicts = state.suspects.judgeNewer(state.window, newer);
    tellSuspects(series, verdicts);
    await store(series, state, columnsOf(verdicts.believed));
  }

  /** Fetches in flight: the state of a series is changed by one at a time, and a second caller gets the same answer. */
  const refreshing = new Map<string, Promise<CandleColumns>>();

  async function refresh(series: SeriesKey): Promise<CandleColumns> {
    const nowMs = deps.clock.nowMs();
    const candleMs = timeframeMs(series.timeframe);
    const state = await stateOf(series, nowMs);
    const newestMs = newestOf(state.window);
    if (newestMs === null) {
      await fetchPast(series, state, newestCloseMs(nowMs, candleMs) - deps.historyCandles * candleMs);
    } else {
      const oldestMs = state.window.openTimeMs[0] ?? newestMs;
      const rereadMs = newestMs - (REREAD_CANDLES - 1) * candleMs;
      const dayMs = nowMs < state.dayRereadAtMs ? rereadMs : newestMs - DAY_MS;
      const sinceMs = Math.min(rereadMs, dayMs, state.suspects.oldestHeldMs() ?? rereadMs);
      state.suspects.nextFetch();
      const taker = { nowMs: nowMs + clockToleranceMs(candleMs), known: state.window };
      await fetchPages(series, Math.max(sinceMs, oldestMs), { ...taker, take: (page) => take(series, state, page) });
    }
    if (nowMs >= state.dayRereadAtMs) state.dayRereadAtMs = nowMs + DAY_REREAD_EVERY_MS;
    return state.window;
  }

  return {
    refresh(series) {
      const name = seriesName(series);
      const underWay = refreshing.get(name);
      if (underWay !== undefined) return underWay;
      const started = refresh(series).finally(() => refreshing.delete(name));
      refreshing.set(name, started);
      return started;
    },
    revisedSince(series, fromMs) {
      const revised = states.get(seriesName(series))?.revisedMs ?? [];
      let count = 0;
      for (const timeMs of revised) if (timeMs >= fromMs) count += 1;
      return count;
    },
    window: (series) => states.get(seriesName(series))?.window ?? null,
  };
}

function newestOf(window: CandleColumns): number | null {
  return window.openTimeMs[window.length - 1] ?? null;
}

function ascending(candles: readonly Candle[]): readonly Candle[] {
  return [...candles].sort((one, other) => one.openTimeMs - other.openTimeMs);
}
