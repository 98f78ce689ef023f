import type { Tier } from '../../../billing/tiers.ts';
import type { AnswerSources } from '../../../bot/answers/answers.ts';
import type { Language } from '../../../bot/texts/language.ts';
import { testedRule } from '../models/tested-rule.ts';
import { CALIBRATION, MARKET } from '../process/http-server.ts';
import {
  memorySignals,
  SAMPLE_WHY,
  SMALL_PNG,
  sampleCandles,
  sampleEntries,
  samplePredictor,
  sampleRecord,
} from './stage-samples.ts';

/** The markets that the samples are of. */
export const SAMPLE_SERIES = [
  { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
  { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '1h' },
] as const;

/** Answers of a product with samples for its engine. */
export function sampleSources(channelIds: Readonly<Record<Tier, number | null>>) {
  return {
    signals: memorySignals(sampleEntries(channelIds)),
    candles: sampleCandles(),
    trackRecord: sampleRecord,
    markets: async () => [MARKET],
    predictor: samplePredictor,
    explain: async () => SAMPLE_WHY,
    evidence: { read: async () => ({ overall: CALIBRATION, perSeries: [] }) },
    backtests: { versionOf: () => 'logistic-2024-05-01-a1b2c3', run: async () => testedRule() },
    swing: [],
    series: SAMPLE_SERIES,
    marketNote: ({ plain }: Language) => plain('sandbox-replay', { source: 'recorded', speed: '720' }),
    renderChart: async () => SMALL_PNG,
    renderWhy: async () => SMALL_PNG,
    renderMarket: async () => SMALL_PNG,
    renderCalibration: async () => SMALL_PNG,
    renderEquity: async () => SMALL_PNG,
    renderBacktest: async () => SMALL_PNG,
    renderQr: async () => SMALL_PNG,
  } satisfies Partial<AnswerSources>;
}
