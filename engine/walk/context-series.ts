import { CONTEXT_FEATURES } from '../features/context-features.ts';
import { withMarketContext } from '../features/market-context.ts';
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

/** The other followed series whose candles features of one look at. */
export interface Companions {
  /** Same asset class and timeframe, without the series itself. */
  readonly peers: readonly SeriesKey[];
  /** The coarsest of its own market's finer series that divide a candle; null when none is followed. */
  readonly finer: SeriesKey | null;
}

/** Companions of a series among those that are followed. */
export function companionsOf(series: SeriesKey, followed: readonly SeriesKey[]): Companions {
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

/** Whether a model looks beyond the series it is asked about. */
export function readsContext({ features }: Model): boolean {
  return CONTEXT_FEATURES.some(({ name }) => features.includes(name));
}

/** What a series' companions and the papers say. */
export interface Beside {
  readonly peers: readonly SeriesCandles[];
  readonly finer: SeriesCandles | null;
  readonly published: PublishedFigures;
}

function ownContext({ series, candles }: SeriesCandles, { finer, published }: Omit<Beside, 'peers'>): ContextColumns {
  const candleMs = timeframeMs(series.timeframe);
  const closes = candles.openTimeMs.map((openMs) => openMs + candleMs);
  const path =
    finer === null
      ? {}
      : pathColumns(
          { candles, timeframeMs: candleMs },
          { candles: finer.candles, timeframeMs: timeframeMs(finer.series.timeframe) },
        );
  // Funding, positions and the mood of crypto say nothing of currencies.
  if (assetClass(series.symbol) !== 'crypto') return path;
  return Object.assign(path, ...[...published].map(([name, figures]) => publishedColumns(closes, name, figures)));
}

/** Candles of a series with what was known beside them at each close: what training and deciding both look at. */
export function inContext(own: SeriesCandles, { peers, finer, published }: Beside): CandleColumns {
  const context = { ...own.candles.context, ...ownContext(own, { finer, published }) };
  const columns: CandleColumns = { ...own.candles, context };
  const markets = [
    { symbol: own.series.symbol, columns },
    ...peers.map(({ series, candles }) => ({ symbol: series.symbol, columns: candles })),
  ];
  return withMarketContext(markets, timeframeMs(own.series.timeframe))[0]?.columns ?? columns;
}
