import { type CandleColumns, sliceColumns } from '../market/candle.ts';
import type { PublishedFigures } from '../market/published.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { CandleStore } from '../ports.ts';
import { contextSeriesOf, type SeriesCandles, withContext } from '../walk/context-series.ts';
import type { ModelGroup } from './model-group.ts';
import type { NewestCandles } from './trainer.ts';

/** Where a training takes its candles from. */
export interface PastDependencies {
  readonly candles: CandleStore;
  /** All followed series. */
  readonly series: readonly SeriesKey[];
  /** Candles of each series a fit may look back on. */
  readonly trainingCandles: number;
  /** Figures published so far, by name. */
  readonly published?: () => PublishedFigures;
}

/** The past up to a candle of each series; `nowMs` in epoch milliseconds: newer ones may be stored by now. */
export interface PastUntil {
  readonly newest: NewestCandles;
  readonly nowMs: number;
}

/**
 * The candles of a group's series, oldest first, with the context columns known at each close: all that are stored, or those up to a
 * candle.
 */
export async function groupPast(
  deps: PastDependencies,
  group: ModelGroup,
  until: PastUntil | null = null,
): Promise<readonly SeriesCandles[]> {
  const plain = await Promise.all(
    group.series.map(async (series) => ({ series, candles: await newestPast(deps, series, until) })),
  );
  const published = deps.published?.() ?? new Map();
  return await Promise.all(
    plain.map(async (own) => {
      const { finer } = contextSeriesOf(own.series, deps.series);
      const path = finer === null ? null : { series: finer, candles: await finerPast(deps, own, finer) };
      const peers = plain.filter((each) => each !== own);
      return { series: own.series, candles: withContext(own, { peers, finer: path, published }) };
    }),
  );
}

async function finerPast(deps: PastDependencies, { candles }: SeriesCandles, finer: SeriesKey): Promise<CandleColumns> {
  return deps.candles.read(finer, candles.openTimeMs[0] ?? 0, Number.MAX_SAFE_INTEGER);
}

async function newestPast(
  { candles, trainingCandles }: PastDependencies,
  series: SeriesKey,
  until: PastUntil | null,
): Promise<CandleColumns> {
  const newestMs = until?.newest.get(seriesName(series));
  if (until === null || newestMs === undefined) return await candles.readNewest(series, trainingCandles);
  const since = Math.max(0, Math.ceil((until.nowMs - newestMs) / timeframeMs(series.timeframe)));
  const read = await candles.readNewest(series, trainingCandles + since);
  const end = read.openTimeMs.filter((openMs) => openMs <= newestMs).length;
  return sliceColumns(read, Math.max(0, end - trainingCandles), end);
}
