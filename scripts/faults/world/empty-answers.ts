import type { AnswerSources } from '../../../bot/answers/answers.ts';
import type { FaultDatabase } from './database.ts';

/** Readers ask nothing in the harness: what they would be told rejects. */
export function emptyAnswers(stores: FaultDatabase): AnswerSources {
  const none = async (): Promise<never> => {
    throw new Error('expected no reader to ask in the fault harness');
  };
  return {
    ...{ signals: stores.ledger, candles: stores.candles, payments: stores.payments, useCounts: stores.useCounts },
    ...{ trackRecord: { read: none }, markets: none, predictor: none, explain: none },
    evidence: { read: none },
    backtests: { versionOf: () => null, run: none },
    ...{ series: [], swing: [], channels: { free: null, pro: null, elite: null }, marketNote: () => null },
    ...{
      renderChart: none,
      renderWhy: none,
      renderQr: none,
      renderBacktest: none,
      renderCalibration: none,
      renderEquity: none,
      renderMarket: none,
    },
    ...{ wallNowMs: () => 0, onFailed: () => {} },
  };
}
