import { ATR, BollingerBands, EMA, MACD, RSI, SD, SMA } from 'technicalindicators';
import { createFeatureStream } from '../../engine/features/compute.ts';
import type { FeatureMatrix } from '../../engine/features/matrix.ts';
import { MODEL_FEATURES } from '../../engine/features/table.ts';
import { type CandleColumns, sliceColumns } from '../../engine/market/candle.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { type Bench, leastProcessorMs } from './bench.ts';

const ROWS = 1_000_000;
const FIVE = [
  'rsi_14',
  'ema_24_price',
  'macd_histogram_price',
  'bollinger_mean_20_price',
  'bollinger_width_20_price',
  'atr_14_price',
];
const REFERENCE = 'technicalindicators 3.1.0';

interface Arrays {
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
}

/** The library takes plain arrays; the conversion is not timed. */
function arraysOf({ high, low, close }: CandleColumns): Arrays {
  return { high: [...high], low: [...low], close: [...close] };
}

/** RSI, EMA, MACD, Bollinger bands and ATR by the library. */
export function fiveByReference({ high, low, close }: Arrays): void {
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
}

/** What the library has of the whole list: the five, and the rolling deviations and mean over a day and a week. */
function allByReference(arrays: Arrays): void {
  fiveByReference(arrays);
  const { close } = arrays;
  SD.calculate({ period: 6, values: close });
  SD.calculate({ period: 24, values: close });
  SD.calculate({ period: 168, values: close });
  SMA.calculate({ period: 168, values: close });
}

const perSecond = (ms: number): number => ROWS / 1e3 / ms;

async function compare(
  names: readonly string[],
  byReference: (arrays: Arrays) => void,
): Promise<{ ours: number; reference: number; referenceName: string }> {
  const candles = randomWalk({ rows: ROWS, seed: 1 });
  const arrays = arraysOf(candles);
  let kept: FeatureMatrix | undefined;
  const ours = await leastProcessorMs(5, () => {
    kept = createFeatureStream(HOUR_MS, names).push(candles, kept);
  });
  const reference = await leastProcessorMs(1, () => byReference(arrays));
  return { ours: perSecond(ours), reference: perSecond(reference), referenceName: REFERENCE };
}

/** Candles a second when they come one by one, as live. */
async function oneByOne(): Promise<{ ours: number; reference: null; referenceName: null }> {
  const candles = randomWalk({ rows: 20_000, seed: 1 });
  const each = Array.from({ length: candles.length }, (_, row) => sliceColumns(candles, row, row + 1));
  const ms = await leastProcessorMs(3, () => {
    const stream = createFeatureStream(HOUR_MS);
    for (const candle of each) stream.push(candle);
  });
  return { ours: candles.length / ms, reference: null, referenceName: null };
}

/** Features of a million candles beside the usual library, in the same run. */
export const FEATURE_BENCHES: readonly Bench[] = [
  { name: 'features: RSI, EMA, MACD, Bollinger, ATR', unit: 'M candles/s', run: () => compare(FIVE, fiveByReference) },
  {
    name: `features: all ${MODEL_FEATURES.length} columns`,
    unit: 'M candles/s',
    run: () => compare(MODEL_FEATURES, allByReference),
  },
  { name: 'features: one more candle, all columns', unit: 'thousand updates/s', run: oneByOne },
];
