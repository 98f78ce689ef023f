import type { CandleColumns } from '../../../engine/market/candle.ts';
import { firstRowAt } from '../../../engine/market/rows.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import { SWING_CANDLES, SWING_TIMEFRAME } from '../../../engine/swing/decide-swing.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { ENGLISH } from '../../texts/language.ts';

/** Candles of one market and where they come from. */
export interface MarketSeries {
  readonly key: SeriesKey;
  readonly columns: CandleColumns;
  /** Whether the swing family decides on it as well; absent: it does not. */
  readonly isSwing?: boolean;
  /** File name, "binance" or "simulated". */
  readonly origin: string;
  /** Whole years by which its candles are dated later than they were; absent: 0. */
  readonly yearsLater?: number;
}

export type ReplaySpan =
  /** pastCandles: fewest candles that any series has before the start. */
  | { readonly type: 'span'; readonly startMs: number; readonly endMs: number; readonly pastCandles: number }
  | { readonly type: 'too-short'; readonly reason: string };

const WANTED_PAST_CANDLES = 1_500;
/** Where the swing family may decide, what it reads is enough, and a few candles for holes. */
const WANTED_SWING_PAST_CANDLES = SWING_CANDLES + 4;
/** Below this there is nothing to learn from. */
const LEAST_PAST_CANDLES = 500;
const LEAST_REPLAY_MS = 10 * DAY_MS;
/** A live market has no last candle; some venues serve no more than 720 candles of the past. */
const LEAST_LIVE_REPLAY_MS = 3 * DAY_MS;

/**
 * Where the replay of several markets on one clock starts and ends: half way into the time they have in common, later when
 * that leaves fewer than 1,500 candles of past (905 of 4 h), and at least ten days before the end (three when the market `continues` live).
 */
export function replaySpan(
  series: readonly MarketSeries[],
  { continues }: { readonly continues: boolean },
): ReplaySpan {
  const leastReplayMs = continues ? LEAST_LIVE_REPLAY_MS : LEAST_REPLAY_MS;
  const gridMs = Math.max(...series.map(({ key }) => timeframeMs(key.timeframe)));
  const fromMs = Math.max(...series.map(({ columns }) => columns.openTimeMs[0] ?? Number.POSITIVE_INFINITY));
  const endMs = Math.min(...series.map(closeOfLast));
  if (!(endMs > fromMs)) return { type: 'too-short', reason: ENGLISH.plain('market-no-time-in-common') };
  const onGrid = (timeMs: number): number => Math.ceil(timeMs / gridMs) * gridMs;
  const halfWay = onGrid(fromMs + (endMs - fromMs) / 2);
  const latest = Math.floor((endMs - leastReplayMs) / gridMs) * gridMs;
  const startMs = Math.min(Math.max(halfWay, onGrid(afterWantedPast(series))), latest);
  const pastCandles = Math.min(...series.map((each) => firstRowAt(each.columns, startMs)));
  if (startMs <= fromMs || pastCandles < LEAST_PAST_CANDLES) {
    const reason = ENGLISH.plain('market-span', {
      candles: String(LEAST_PAST_CANDLES),
      days: String(leastReplayMs / DAY_MS),
      found: String(Math.max(0, pastCandles)),
    });
    return { type: 'too-short', reason };
  }
  return { type: 'span', startMs, endMs, pastCandles };
}

function closeOfLast({ key, columns }: MarketSeries): number {
  return (columns.openTimeMs[columns.length - 1] ?? Number.NEGATIVE_INFINITY) + timeframeMs(key.timeframe);
}

/** When the last of the series has had the candles wanted; Infinity when one never has. */
function afterWantedPast(series: readonly MarketSeries[]): number {
  const ends = series.map(({ key, columns }) => {
    const count = key.timeframe === SWING_TIMEFRAME ? WANTED_SWING_PAST_CANDLES : WANTED_PAST_CANDLES;
    return (columns.openTimeMs[count - 1] ?? Number.POSITIVE_INFINITY) + timeframeMs(key.timeframe);
  });
  return Math.max(...ends);
}
