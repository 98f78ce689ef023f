import { sliceColumns } from '../market/candle.ts';
import { clockToleranceMs, futureText } from '../market/candle-age.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { CandleStore, Clock } from '../ports.ts';

/** The clock by which candles have closed, and the listener for rows that are ignored. */
export interface ClosedCandlesOptions {
  readonly clock: Clock;
  /** Told once for each candle that is ignored, in words. */
  readonly onUnclosed: (series: SeriesKey, text: string) => void;
}

/**
 * A store with a clock: a candle that is not over (within the tolerance of clocks) is neither stored nor read. One candle of
 * the future, stored by an import under a wrong clock, would else be "the newest" and the walk would wait for its time to come.
 * It stays in the store, ignored, until its time has come or a real candle takes its place.
 */
export function createClosedCandles(store: CandleStore, { clock, onUnclosed }: ClosedCandlesOptions): CandleStore {
  const told = new Set<string>();
  /** Open time from which on candles are not over yet. */
  const limitMs = ({ timeframe }: SeriesKey): number => {
    const candleMs = timeframeMs(timeframe);
    return clock.nowMs() + clockToleranceMs(candleMs) - candleMs + 1;
  };
  const tell = (series: SeriesKey, openTimeMs: number): void => {
    const key = `${seriesName(series)} ${openTimeMs}`;
    if (told.has(key)) return;
    told.add(key);
    const text = futureText(openTimeMs, { candleMs: timeframeMs(series.timeframe), nowMs: clock.nowMs() });
    onUnclosed(series, `ignored: ${text}`);
  };

  const readNewest: CandleStore['readNewest'] = async (series, count) => {
    const endMs = limitMs(series);
    const newest = await store.readNewest(series, count);
    const lastMs = newest.openTimeMs.at(-1);
    if (lastMs === undefined || lastMs < endMs) return newest;
    tell(series, lastMs);
    // Weekends and gaps make a span hold fewer candles than it could.
    for (let reachMs = 2 * (count + 1) * timeframeMs(series.timeframe); ; reachMs *= 8) {
      const rows = await store.read(series, Math.max(0, endMs - reachMs), endMs);
      if (rows.length >= count || reachMs >= endMs) return sliceColumns(rows, Math.max(0, rows.length - count));
    }
  };

  return {
    async append(series, candles) {
      const endMs = limitMs(series);
      const firstOpen = candles.openTimeMs.findIndex((timeMs) => timeMs >= endMs);
      if (firstOpen < 0) return store.append(series, candles);
      tell(series, candles.openTimeMs[firstOpen] ?? endMs);
      if (firstOpen > 0) await store.append(series, sliceColumns(candles, 0, firstOpen));
    },
    read: (series, fromMs, toMs) => store.read(series, fromMs, Math.min(toMs, limitMs(series))),
    readNewest,
    async newestOpenTimeMs(series) {
      const newestMs = await store.newestOpenTimeMs(series);
      if (newestMs === null || newestMs < limitMs(series)) return newestMs;
      return (await readNewest(series, 1)).openTimeMs[0] ?? null;
    },
  };
}
