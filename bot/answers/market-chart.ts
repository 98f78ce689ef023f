import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import type { CandleStore } from '../../engine/ports.ts';
import { SIGNAL_FAMILIES } from '../../engine/signals/signal.ts';
import type { AnswerFailure } from './chart.ts';
import type { MarketDrawing } from './drawings.ts';
import type { ReaderSignal } from './reader-signal.ts';
import { type Ask, latestVisibleSignals, type SignalSources } from './visible-signals.ts';

/** More than the picture shows. */
const CANDLES = 60;

/** A market that is followed, and the look of its picture (null: the installation's). */
export interface MarketChartAsk extends Ask, Pick<MarketDrawing, 'theme' | 'languageCode'> {
  readonly series: SeriesKey;
}

/** A market now. */
export interface MarketChart {
  /** Null: no candle is known. */
  readonly last: { readonly price: number; readonly openTimeMs: number } | null;
  /** Signals that this reader may see and that have not ended; at most one of each family. */
  readonly open: readonly ReaderSignal[];
  /** Null when there are no candles or drawing failed. */
  readonly png: Buffer | null;
}

export interface MarketChartSources extends Pick<SignalSources, 'signals'> {
  readonly candles: Pick<CandleStore, 'readNewest'>;
  /** Draws a PNG. */
  readonly renderMarket: (picture: MarketDrawing) => Promise<Buffer>;
  readonly onFailed: (failure: AnswerFailure) => void;
}

/** The newest candles of a market with the open signals that the reader's tier may see: candles are public, decisions are not. */
export async function marketChart(ask: MarketChartAsk, sources: MarketChartSources): Promise<MarketChart> {
  const { series, theme, languageCode } = ask;
  const [candles, ...newest] = await Promise.all([
    sources.candles.readNewest(series, CANDLES),
    ...SIGNAL_FAMILIES.map((family) =>
      latestVisibleSignals(
        {
          ...{ tier: ask.tier, nowMs: ask.nowMs, family, limit: 1 },
          ...{ symbol: series.symbol, timeframe: series.timeframe },
        },
        sources,
      ),
    ),
  ]);
  const open = newest.flat().filter(({ outcome }) => outcome === null);
  const last = candles.length - 1;
  const [price, openTimeMs] = [candles.close[last], candles.openTimeMs[last]];
  if (price === undefined || openTimeMs === undefined) return { last: null, open, png: null };
  const drawn = async (): Promise<Buffer | null> => {
    try {
      return await sources.renderMarket({ series, candles, open, theme, languageCode });
    } catch (error) {
      sources.onFailed({ type: 'drawing-failed', of: seriesName(series), error });
      return null;
    }
  };
  return { last: { price, openTimeMs }, open, png: await drawn() };
}
