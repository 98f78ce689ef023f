import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { createProcessTrainer } from '../../engine/adapters/training-process/create-process-trainer.ts';
import { columnsOf } from '../../engine/market/candle.ts';
import { modelMaker } from '../../engine/models/model-maker.ts';
import { prepareDataset } from '../../engine/training/dataset.ts';
import { protocolFor, spanOf, walkForwardFolds } from '../../engine/training/split.ts';
import { trainModel } from '../../engine/training/train.ts';
import { walkForward } from '../../engine/training/walk-forward.ts';
import { reversingCandles } from '../support/candles/candles.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { type Bench, leastProcessorMs } from './bench.ts';

const CANDLES = 17_520;

/** The delay of the event loop that 99 % of its turns stay below while `work` runs, milliseconds; the least of some runs. */
async function loopDelayMs(runs: number, work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await work();
    delay.disable();
    least = Math.min(least, delay.percentile(99) / 1e6);
  }
  return least;
}

/**
 * A whole walk-forward; and two years of hourly candles fitted while the process serves: on a thread, as the engine
 * does, and on the loop itself.
 */
export const TRAINING_BENCHES: readonly Bench[] = [
  {
    name: 'walk-forward of the ensemble on 33 k hours',
    unit: 'walks/min',
    async run() {
      const candles = reversingCandles({ count: 33_259, seed: 4, startMs: Date.UTC(2018, 4), candleMs: 3_600_000 });
      const dataset = prepareDataset([{ name: 'BTC/USDT', columns: columnsOf(candles) }], 3_600_000);
      const folds = walkForwardFolds(spanOf(dataset), protocolFor(dataset.timeframeMs));
      const { fit } = modelMaker('ensemble');
      const tookMs = await leastProcessorMs(1, () => walkForward({ dataset, folds, fit, seed: 1 }));
      return { ours: 60_000 / tookMs, reference: 1, referenceName: 'the minute that it may take' };
    },
  },
  {
    name: 'walk-forward of twice as many hours',
    unit: 'rows/s on 120 k rows per row/s on 60 k',
    async run() {
      const { fit } = modelMaker('ensemble');
      const tookMs = async (count: number): Promise<number> => {
        const candles = reversingCandles({ count, seed: 4, startMs: Date.UTC(2008, 0), candleMs: 3_600_000 });
        const dataset = prepareDataset([{ name: 'BTC/USDT', columns: columnsOf(candles) }], 3_600_000);
        const folds = walkForwardFolds(spanOf(dataset), protocolFor(dataset.timeframeMs));
        return leastProcessorMs(1, () => walkForward({ dataset, folds, fit, seed: 1 }));
      };
      const half = await tookMs(60_000);
      const whole = await tookMs(120_000);
      return { ours: (2 * half) / whole, reference: 0.8, referenceName: '2.5 times the time for twice the rows' };
    },
  },
  {
    name: 'event loop while training',
    unit: 'turns/s at the 99th percentile',
    async run() {
      const series = [{ name: 'BTC/USDT', columns: randomWalk({ rows: CANDLES, seed: 4 }) }];
      const order = { series, timeframe: '1h', kind: 'ensemble', seed: 1 } as const;
      const train = createProcessTrainer({ checkpoints: null });
      const { signal } = new AbortController();
      const ours = await loopDelayMs(3, () => train({ ...order, signal, onProgress: () => {} }));
      const reference = await loopDelayMs(3, () => trainModel({ ...order, onFold: async () => yieldToLoop() }));
      return {
        ours: 1e3 / ours,
        reference: 1e3 / reference,
        referenceName: 'training on the loop, a pause after each fold',
      };
    },
  },
];
