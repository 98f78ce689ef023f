import { type CandleColumns, sliceColumns } from '../../engine/market/candle.ts';
import { calendarOf, missingBetween } from '../../engine/market/gaps.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { CandleStore, Clock } from '../../engine/ports.ts';
import type { DataQuality, MarketSource } from '../../engine/signals/signal.ts';
import type { ModelRoom } from '../../engine/training/model-room.ts';
import type { MarketStatus } from '../http/dependencies.ts';

const RECENT_CLOSES = 96;

export interface MarketStatusDependencies {
  readonly series: readonly SeriesKey[];
  readonly marketSource: MarketSource;
  readonly candles: CandleStore;
  readonly clock: Clock;
  readonly models: ModelRoom;
}

/** What is known of each series: the newest stored candles are read when asked, the stamps come from the walk's decisions. */
export interface MarketBoard {
  read(): Promise<readonly MarketStatus[]>;
  /** Remembers the stamp of the newest decision of a series. */
  stamp(series: SeriesKey, quality: DataQuality): void;
}

interface Counted {
  readonly newestMs: number;
  readonly candles: number;
  readonly gaps: number;
}

export function createMarketBoard(deps: MarketStatusDependencies): MarketBoard {
  const stamps = new Map<string, DataQuality>();
  const counted = new Map<string, Counted>();

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
    const gaps = gapsIn(fresh, series) + (known?.gaps ?? 0);
    const candles = known === undefined ? fresh.length : known.candles + fresh.length - 1;
    counted.set(name, { newestMs, candles, gaps });
    return { candles, gaps };
  }

  async function statusOf(series: SeriesKey): Promise<MarketStatus> {
    const recent = await deps.candles.readNewest(series, RECENT_CLOSES);
    const newestOpenMs = recent.openTimeMs[recent.length - 1] ?? null;
    const closeMs = newestOpenMs === null ? null : newestOpenMs + timeframeMs(series.timeframe);
    const { candles, gaps } = await count(series, newestOpenMs);
    return {
      ...series,
      marketSource: deps.marketSource,
      lastCandleTime: closeMs === null ? null : new Date(closeMs).toISOString(),
      ageSeconds: closeMs === null ? null : Math.max(0, Math.round((deps.clock.nowMs() - closeMs) / 1_000)),
      candles,
      gaps,
      dataQuality: stamps.get(seriesName(series)) ?? null,
      modelVersion: deps.models.modelFor(series.symbol, series.timeframe)?.version ?? null,
      recentCloses: [...sliceColumns(recent, 0).close],
    };
  }

  return {
    read: () => Promise.all(deps.series.map(statusOf)),
    stamp(series, quality) {
      stamps.set(seriesName(series), quality);
    },
  };
}

function gapsIn(columns: CandleColumns, series: SeriesKey): number {
  const calendar = calendarOf(series.symbol);
  const candleMs = timeframeMs(series.timeframe);
  let missing = 0;
  for (let row = 1; row < columns.length; row++) {
    const previousOpenMs = columns.openTimeMs[row - 1] ?? 0;
    const nextOpenMs = columns.openTimeMs[row] ?? 0;
    if (nextOpenMs - previousOpenMs > candleMs)
      missing += missingBetween({ previousOpenMs, nextOpenMs, timeframeMs: candleMs, calendar });
  }
  return missing;
}
