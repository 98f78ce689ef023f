import type { CandleColumns } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import { firstRowAt } from './rows.ts';

/** Candles of one market and where they come from. */
export interface MarketSeries {
  readonly key: SeriesKey;
  readonly columns: CandleColumns;
  /** File name, "binance" or "simulated". */
  readonly origin: string;
}

export type ReplaySpan =
  /** pastCandles: fewest candles that any series has before the start. */
  | { readonly type: 'span'; readonly startMs: number; readonly endMs: number; readonly pastCandles: number }
  | { readonly type: 'too-short'; readonly say: string };

const DAY_MS = 86_400_000;
const WANTED_PAST_CANDLES = 1_500;
/** Below this there is nothing to learn from. */
const LEAST_PAST_CANDLES = 500;
const LEAST_REPLAY_MS = 10 * DAY_MS;

/**
 * Where the replay of several markets on one clock starts and ends: two thirds into the time they have in common, later when
 * that leaves fewer than 1,500 candles of past, and at least ten days before the end.
 */
export function replaySpan(series: readonly MarketSeries[]): ReplaySpan {
  const gridMs = Math.max(...series.map(({ key }) => timeframeMs(key.timeframe)));
  const fromMs = Math.max(...series.map(({ columns }) => columns.openTimeMs[0] ?? Number.POSITIVE_INFINITY));
  const endMs = Math.min(...series.map(closeOfLast));
  if (!(endMs > fromMs)) return { type: 'too-short', say: 'expected markets with a time in common, had none' };
  const onGrid = (timeMs: number): number => Math.ceil(timeMs / gridMs) * gridMs;
  const twoThirds = onGrid(fromMs + ((endMs - fromMs) * 2) / 3);
  const latest = Math.floor((endMs - LEAST_REPLAY_MS) / gridMs) * gridMs;
  const startMs = Math.min(Math.max(twoThirds, onGrid(afterCandles(series, WANTED_PAST_CANDLES))), latest);
  const pastCandles = Math.min(...series.map((each) => firstRowAt(each.columns, startMs)));
  if (startMs <= fromMs || pastCandles < LEAST_PAST_CANDLES) {
    const say = `expected ${LEAST_PAST_CANDLES} candles of past and 10 days to replay in common, were ${Math.max(0, pastCandles)} candles before the last 10 days`;
    return { type: 'too-short', say };
  }
  return { type: 'span', startMs, endMs, pastCandles };
}

function closeOfLast({ key, columns }: MarketSeries): number {
  return (columns.openTimeMs[columns.length - 1] ?? Number.NEGATIVE_INFINITY) + timeframeMs(key.timeframe);
}

/** When the last of the series has had so many candles; Infinity when one never has. */
function afterCandles(series: readonly MarketSeries[], count: number): number {
  return Math.max(
    ...series.map(
      ({ key, columns }) => (columns.openTimeMs[count - 1] ?? Number.POSITIVE_INFINITY) + timeframeMs(key.timeframe),
    ),
  );
}
