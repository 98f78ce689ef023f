import { CONTEXT_FEATURES } from '../features/context-features.ts';
import { inMarketContext } from '../features/market-context.ts';
import { assetClass } from '../market/asset-class.ts';
import type { CandleColumns } from '../market/candle.ts';
import type { ContextColumns } from '../market/context-columns.ts';
import { pathColumns } from '../market/path-columns.ts';
import { type PublishedFigures, publishedColumns } from '../market/published.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { Model } from '../models/model.ts';

/** A series with some of its candles. */
export interface SeriesCandles {
  readonly series: SeriesKey;
  readonly candles: CandleColumns;
}

/** The other followed series that features of one series read. */
export interface ContextSeries {
  /** Same asset class and timeframe, without the series itself. */
  readonly peers: readonly SeriesKey[];
  /** The coarsest of its own market's finer series that divide a candle; null when none is followed. */
  readonly finer: SeriesKey | null;
}

/** The context series of one among those that are followed. */
export function contextSeriesOf(series: SeriesKey, followed: readonly SeriesKey[]): ContextSeries {
  const name = seriesName(series);
  const candleMs = timeframeMs(series.timeframe);
  const peers = followed.filter(
    (each) =>
      seriesName(each) !== name &&
      each.timeframe === series.timeframe &&
      assetClass(each.symbol) === assetClass(series.symbol),
  );
  const [finer = null] = followed
    .filter(({ exchange, symbol }) => exchange === series.exchange && symbol === series.symbol)
    .filter(({ timeframe }) => timeframeMs(timeframe) < candleMs && candleMs % timeframeMs(timeframe) === 0)
    .toSorted((a, b) => timeframeMs(b.timeframe) - timeframeMs(a.timeframe));
  return { peers, finer };
}

/** Whether a model reads more than the candles of its own series. */
export function readsContext({ features }: Model): boolean {
  return CONTEXT_FEATURES.some(({ name }) => features.includes(name));
}

/** Candles of the context series, and the figures published so far. */
export interface Context {
  readonly peers: readonly SeriesCandles[];
  readonly finer: SeriesCandles | null;
  readonly published: PublishedFigures;
}

function ownContext({ series, candles }: SeriesCandles, { finer, published }: Omit<Context, 'peers'>): ContextColumns {
  const candleMs = timeframeMs(series.timeframe);
  const closes = candles.openTimeMs.map((openMs) => openMs + candleMs);
  const path =
    finer === null
      ? {}
      : pathColumns(
          { candles, timeframeMs: candleMs },
          { candles: finer.candles, timeframeMs: timeframeMs(finer.series.timeframe) },
        );
  // Funding, positions and sentiment are figures of crypto; currencies get none.
  if (assetClass(series.symbol) !== 'crypto') return path;
  return Object.assign(path, ...[...published].map(([name, figures]) => publishedColumns(closes, name, figures)));
}

/** Candles of a series with the context columns known at each close. Training and deciding both come here, so that they read the same. */
export function withContext(own: SeriesCandles, { peers, finer, published }: Context): CandleColumns {
  const context = { ...own.candles.context, ...ownContext(own, { finer, published }) };
  const columns: CandleColumns = { ...own.candles, context };
  const others = peers.map(({ series, candles }) => ({ symbol: series.symbol, columns: candles }));
  return inMarketContext({ symbol: own.series.symbol, columns }, others, timeframeMs(own.series.timeframe)).columns;
}
