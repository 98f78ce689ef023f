import { columnsOf, sliceColumns } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { CandleStore } from '../../../engine/ports.ts';
import type { Predictor } from '../../../engine/predict.ts';
import { createPredictor } from '../../../engine/predictor.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { trainModel } from '../../../engine/training/train.ts';
import { reversingCandles } from '../candles/candles.ts';

const SERIES: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };

/** The engine's own predictor with a logistic model fitted on 4,000 made-up hourly candles, and those candles. */
export async function trainedPredictor(): Promise<{
  readonly predictor: Predictor;
  /** In ccxt's order, oldest first. */
  readonly rows: readonly (readonly (number | null)[])[];
}> {
  const candles = reversingCandles({ count: 4_000, seed: 1, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS });
  const columns = columnsOf(candles);
  const trained = await trainModel({
    series: [{ name: 'binance:BTC/USDT@1h', columns }],
    timeframe: '1h',
    kind: 'logistic',
    seed: 1,
  });
  const store: CandleStore = {
    append: async () => {},
    read: async (_series, fromMs, toMs) => {
      const from = columns.openTimeMs.findIndex((openMs) => openMs >= fromMs);
      const to = columns.openTimeMs.findIndex((openMs) => openMs >= toMs);
      return sliceColumns(columns, from < 0 ? columns.length : from, to < 0 ? columns.length : to);
    },
    readNewest: async (_series, count) => sliceColumns(columns, Math.max(0, columns.length - count)),
    newestOpenTimeMs: async () => columns.openTimeMs.at(-1) ?? null,
  };
  const predictor = createPredictor({
    series: [SERIES],
    knownSymbols: [],
    candles: store,
    modelFor: (symbol, timeframe) => (symbol === SERIES.symbol && timeframe === SERIES.timeframe ? trained : null),
    confidencesBefore: async () => trained.recentConfidences,
  });
  const rows = candles.map((one) => [one.openTimeMs, one.open, one.high, one.low, one.close, one.volume]);
  return { predictor, rows };
}
