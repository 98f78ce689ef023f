import { ATR, BollingerBands, EMA, MACD, RSI } from 'technicalindicators';
import { sliceColumns } from '../../engine/market/candle.ts';
import { evaluate, LOOK_BACK_CANDLES } from '../../engine/signals/evaluate.ts';
import { trainModel } from '../../engine/training/train.ts';
import { randomWalk } from '../support/random-walk.ts';
import { type Bench, leastProcessorMs } from './bench.ts';

const ROUNDS = 200;

/** One decision in process, from candles to signal, beside what the usual library needs for five indicators of the same candles. */
export const PREDICTION_BENCHES: readonly Bench[] = [
  {
    name: 'prediction in process',
    unit: 'predictions/s',
    async run() {
      const past = randomWalk({ rows: 4_000, seed: 2 });
      const trained = await trainModel({
        series: [{ name: 'BTC/USDT', columns: past }],
        timeframe: '1h',
        kind: 'logistic',
        seed: 1,
      });
      const candles = sliceColumns(past, past.length - LOOK_BACK_CANDLES);
      const context = {
        series: { exchange: 'file', symbol: 'BTC/USDT', timeframe: '1h' as const },
        recentConfidences: trained.recentConfidences,
      };
      const high = [...candles.high];
      const low = [...candles.low];
      const close = [...candles.close];
      const byReference = (): void => {
        RSI.calculate({ period: 14, values: close });
        EMA.calculate({ period: 24, values: close });
        MACD.calculate({
          values: close,
          fastPeriod: 12,
          slowPeriod: 26,
          signalPeriod: 9,
          SimpleMAOscillator: false,
          SimpleMASignal: false,
        });
        BollingerBands.calculate({ period: 20, values: close, stdDev: 2 });
        ATR.calculate({ period: 14, high, low, close });
      };
      const repeat = (work: () => unknown): Promise<number> =>
        leastProcessorMs(3, () => {
          for (let round = 0; round < ROUNDS; round += 1) work();
        });
      const ours = await repeat(() => evaluate(candles, trained, context));
      const reference = await repeat(byReference);
      return {
        ours: (ROUNDS * 1e3) / ours,
        reference: (ROUNDS * 1e3) / reference,
        referenceName: 'technicalindicators 3.1.0, five indicators',
      };
    },
  },
];
