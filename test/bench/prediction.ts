import { sliceColumns } from '../../engine/market/candle.ts';
import { evaluate, LOOK_BACK_CANDLES } from '../../engine/signals/evaluate.ts';
import { trainModel } from '../../engine/training/train.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { type Bench, leastProcessorMs } from './bench.ts';
import { fiveByReference } from './features.ts';

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
      const arrays = { high: [...candles.high], low: [...candles.low], close: [...candles.close] };
      const repeat = (work: () => unknown): Promise<number> =>
        leastProcessorMs(3, () => {
          for (let round = 0; round < ROUNDS; round += 1) work();
        });
      const ours = await repeat(() => evaluate(candles, trained, context));
      const reference = await repeat(() => fiveByReference(arrays));
      return {
        ours: (ROUNDS * 1e3) / ours,
        reference: (ROUNDS * 1e3) / reference,
        referenceName: 'technicalindicators 3.1.0, five indicators',
      };
    },
  },
];
