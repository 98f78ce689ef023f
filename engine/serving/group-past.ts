import type { CandleColumns } from '../market/candle.ts';
import type { PublishedFigures } from '../market/published.ts';
import type { SeriesKey } from '../market/series.ts';
import type { CandleStore } from '../ports.ts';
import { contextSeriesOf, type SeriesCandles, withContext } from '../walk/context-series.ts';
import type { ModelGroup } from './model-group.ts';

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

/** The candles of a group's series, oldest first, with the context columns known at each close. */
export async function groupPast(deps: PastDependencies, group: ModelGroup): Promise<readonly SeriesCandles[]> {
  const plain = await Promise.all(
    group.series.map(async (series) => ({
      series,
      candles: await deps.candles.readNewest(series, deps.trainingCandles),
    })),
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
