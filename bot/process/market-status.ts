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
import type { MarketSource } from '../../engine/signals/signal.ts';
import type { VenueEvent } from '../../engine/venue/venue-event.ts';
import type { MarketStatus } from '../market-status.ts';
import type { Trouble } from '../troubles/trouble.ts';
import { troubleKeysOf, troubleOf } from '../troubles/trouble-table.ts';

const RECENT_CLOSES = 96;

export interface MarketStatusDependencies {
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

/** What is known of each series: its newest candles and their stamp when asked, its troubles from the events that told them. */
export interface MarketBoard {
  read(): Promise<readonly MarketStatus[]>;
  onEvent(event: EngineEvent | VenueEvent): void;
}

interface Counted {
  readonly newestMs: number;
  readonly candles: number;
  readonly gaps: number;
}

type MarketTrouble = NonNullable<Trouble['market']>;

export function createMarketBoard(deps: MarketStatusDependencies): MarketBoard {
  const counted = new Map<string, Counted>();
  const revised = new Map<string, number>();
  const troubles = createTroubles();

  /** Counts candles and gaps once in full, then only what has come since. */
  async function count(
    series: SeriesKey,
    newestMs: number | null,
  ): Promise<{ readonly candles: number; readonly gaps: number }> {
    const name = seriesName(series);
    const known = counted.get(name);
    if (newestMs === null) return { candles: 0, gaps: 0 };
    if (known?.newestMs === newestMs) return known;
    const fresh = await deps.candles.read(series, known?.newestMs ?? 0, Number.MAX_SAFE_INTEGER);
    const missing = unexplainedBefore(fresh, timeframeMs(series.timeframe), calendarOf(series.symbol));
    const gaps = missing.reduce((sum, each) => sum + each, 0) + (known?.gaps ?? 0);
    const candles = known === undefined ? fresh.length : known.candles + fresh.length - 1;
    counted.set(name, { newestMs, candles, gaps });
    return { candles, gaps };
  }

  async function revisionsOf(series: SeriesKey): Promise<number> {
    const known = revised.get(seriesName(series)) ?? (await deps.revisions.count(series));
    revised.set(seriesName(series), known);
    return known;
  }

  async function statusOf(series: SeriesKey): Promise<MarketStatus> {
    const nowMs = deps.clock.nowMs();
    const recent = deps.recent(series) ?? (await deps.candles.readNewest(series, LOOK_BACK_CANDLES));
    const newestOpenMs = recent.openTimeMs.at(-1) ?? null;
    const closeMs = newestOpenMs === null ? null : newestOpenMs + timeframeMs(series.timeframe);
    const trouble = troubles.of(series) ?? closedAt(series, nowMs);
    return {
      ...series,
      marketSource: deps.marketSource,
      lastCandleTime: closeMs === null ? null : new Date(closeMs).toISOString(),
      ageSeconds: closeMs === null ? null : Math.max(0, Math.round((nowMs - closeMs) / 1_000)),
      ...(await count(series, newestOpenMs)),
      revisions: await revisionsOf(series),
      dataQuality: newestOpenMs === null ? null : stampOf(series, recent),
      state: trouble?.state ?? 'ok',
      stateReason: trouble?.reason ?? null,
      mutedReason: deps.mutedReason?.(series, nowMs) ?? null,
      modelVersion: deps.modelFor(series)?.version ?? null,
      recentCloses: [...sliceColumns(recent, Math.max(0, recent.length - RECENT_CLOSES)).close],
    };
  }

  function stampOf(series: SeriesKey, recent: CandleColumns) {
    const market = { timeframeMs: timeframeMs(series.timeframe), calendar: calendarOf(series.symbol) };
    return windowQuality(recent, market, deps.feedFacts(series));
  }

  return {
    read: () => Promise.all(deps.series.map(statusOf)),
    onEvent(event) {
      troubles.onEvent(event);
      if (event.type === 'candle-revised') {
        const name = seriesName(event.series);
        const before = revised.get(name);
        if (before !== undefined) revised.set(name, before + 1);
      }
      // Older candles came, as when a hole is filled: what was counted is not so any more.
      if (event.type === 'candles-stored' && event.count > 0) {
        const known = counted.get(seriesName(event.series));
        if (known !== undefined && event.newestOpenTimeMs <= known.newestMs) counted.delete(seriesName(event.series));
      }
    },
  };
}

function closedAt(series: SeriesKey, nowMs: number): MarketTrouble | null {
  return isOpenAt(calendarOf(series.symbol), nowMs)
    ? null
    : { state: 'closed', reason: 'the market does not trade now' };
}

/** The troubles that have begun and are not over; a series shows the gravest of its own and its venue's. */
function createTroubles() {
  const current = new Map<string, MarketTrouble>();
  return {
    of(series: SeriesKey): MarketTrouble | null {
      const key = troubleKeysOf(series).find((each) => current.has(each));
      return key === undefined ? null : (current.get(key) ?? null);
    },
    onEvent(event: EngineEvent | VenueEvent): void {
      const trouble = troubleOf(event);
      if (trouble === null) return;
      if (trouble.state === 'over') {
        current.delete(trouble.key);
        if (trouble.endsToo !== undefined) current.delete(trouble.endsToo);
      } else if (trouble.market !== undefined) current.set(trouble.key, trouble.market);
    },
  };
}
