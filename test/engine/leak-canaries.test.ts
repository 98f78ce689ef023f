import { describe, expect, it } from 'vitest';
import { leakAlarms, truncationLeaks } from '../../engine/evaluation/leak-alarm.ts';
import { computeFeatures } from '../../engine/features/compute.ts';
import { featureColumn } from '../../engine/features/matrix.ts';
import type { CandleColumns } from '../../engine/market/candle.ts';
import { fitLogistic } from '../../engine/models/logistic.ts';
import { purgedFolds } from '../../engine/models/purged-folds.ts';
import { createRandom } from '../../engine/random.ts';
import { accuracyScore, aucScore, confusionOf } from '../../engine/statistics/metrics.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { labelRows } from '../../engine/training/labels.ts';
import { randomWalk } from '../support/candles/random-walk.ts';

// Leak test (h): each leak that was reproduced is injected here into a random walk and must be caught.

const SEED = 77;
const candles = randomWalk({ rows: 6_000, seed: SEED });

/** ln(last close / first open) of the finished bar of `hours` that holds each candle: joined by open time, so known too early. */
function finishedBar(hours: number): (candles: CandleColumns) => Float64Array {
  return ({ openTimeMs, open, close }) => {
    const barOf = (row: number): number => Math.floor((openTimeMs[row] ?? 0) / (hours * HOUR_MS));
    const first = new Map<number, number>();
    const last = new Map<number, number>();
    for (let row = 0; row < close.length; row += 1) {
      if (!first.has(barOf(row))) first.set(barOf(row), open[row] ?? 1);
      last.set(barOf(row), close[row] ?? 1);
    }
    return close.map((_, row) => Math.log((last.get(barOf(row)) ?? 1) / (first.get(barOf(row)) ?? 1)));
  };
}

function centredMean({ close }: CandleColumns): Float64Array {
  return close.map((price, row) => {
    const window = close.subarray(Math.max(0, row - 2), row + 3);
    return window.reduce((sum, value) => sum + value, 0) / window.length / price - 1;
  });
}

function offByOne(all: CandleColumns): Float64Array {
  const returns = featureColumn(computeFeatures(all, HOUR_MS, ['return_1']), 'return_1');
  return returns.map((_, row) => returns[row + 1] ?? Number.NaN);
}

describe(`leak canaries (seed ${SEED})`, () => {
  const random = createRandom(SEED);
  const rows = Array.from({ length: 50 }, () => 300 + Math.floor(random() * 5_600));

  it.each([
    ['a finished 4 h bar joined by its open time', finishedBar(4), true],
    ['a finished daily bar joined by date', finishedBar(24), false],
    ['a centred mean of 5 candles', centredMean, true],
    ['a feature off by one candle', offByOne, true],
  ] as const)('%s is caught by truncation, and by the alarm where it is strong', (_, leak, isLoud) => {
    expect(truncationLeaks((all) => [leak(all)], candles, rows).length).toBeGreaterThan(30);
    const { up } = labelRows(candles, HOUR_MS);
    const matrix = { rows: candles.length, names: ['leak'], columns: [leak(candles)] };
    if (isLoud) expect(leakAlarms(matrix, up).map(({ what }) => what)).toEqual(['feature leak']);
  });

  it('an honest feature passes both', () => {
    expect(truncationLeaks((all) => computeFeatures(all, HOUR_MS).columns, candles, rows)).toEqual([]);
    expect(leakAlarms(computeFeatures(candles, HOUR_MS), labelRows(candles, HOUR_MS).up)).toEqual([]);
  });

  it('an easy label, the direction of a 5-candle mean, sets off the alarm for models', () => {
    const { close, length } = candles;
    const mean = (row: number): number => close.subarray(row - 4, row + 1).reduce((sum, value) => sum + value, 0);
    const up = close.map((_, row) => (row < 4 || row + 1 >= length ? Number.NaN : mean(row + 1) > mean(row) ? 1 : 0));
    const matrix = computeFeatures(candles, HOUR_MS);
    const all = Int32Array.from(up.keys()).slice(300, length - 1);
    const closeTimeMs = candles.openTimeMs.map((openMs) => openMs + HOUR_MS);
    const half = all.slice(0, 2_800);
    const model = fitLogistic({ matrix, up, rows: half, closeTimeMs, timeframeMs: HOUR_MS, seed: 1, previous: null });
    const auc = aucScore({ probability: model.scoreRows(matrix, 3_200, length - 1), up: up.slice(3_200, length - 1) });
    expect(auc).toBeGreaterThan(0.75);
    expect(leakAlarms({ rows: length, names: [], columns: [] }, up, auc)).toHaveLength(1);
  });

  it('shuffled folds with an overlapping 24 h label look skilful; purged folds do not', () => {
    const { close } = candles;
    const horizon = 24;
    const used = Int32Array.from({ length: 1_500 }, (_, i) => 400 + i);
    const up = close.map((price, row) => ((close[row + horizon] ?? 0) > price ? 1 : 0));
    const closeTimeMs = candles.openTimeMs.map((openMs) => openMs + HOUR_MS);
    const matrix = computeFeatures(candles, HOUR_MS, [
      'momentum_72',
      'momentum_168',
      'sma_168_distance',
      'volatility_24_168',
    ]);
    const distance = (a: number, b: number): number =>
      matrix.columns.reduce((sum, column) => sum + ((column[a] ?? 0) - (column[b] ?? 0)) ** 2, 0);
    /** One nearest neighbour: it remembers, so it shows what it may remember. */
    const nearest = (training: Int32Array, row: number): number => {
      let [best, least] = [0, Number.POSITIVE_INFINITY];
      for (const candidate of training) {
        const found = distance(row, candidate);
        if (found < least) [best, least] = [candidate, found];
      }
      return up[best] ?? 0;
    };
    const accuracy = (folds: readonly { readonly training: Int32Array; readonly validation: Int32Array }[]): number => {
      const probability = folds.flatMap(({ training, validation }) =>
        [...validation].map((row) => nearest(training, row)),
      );
      const actual = folds.flatMap(({ validation }) => [...validation].map((row) => up[row] ?? 0));
      return (
        accuracyScore(confusionOf({ probability: Float64Array.from(probability), up: Float64Array.from(actual) })) ?? 0
      );
    };
    const draw = createRandom(SEED);
    const foldOf = used.map(() => Math.floor(draw() * 5));
    const shuffled = Array.from({ length: 5 }, (_, fold) => ({
      training: used.filter((_row, i) => foldOf[i] !== fold),
      validation: used.filter((_row, i) => foldOf[i] === fold),
    }));
    const purged = purgedFolds({ rows: used, closeTimeMs, labelMs: horizon * HOUR_MS, embargoMs: 168 * HOUR_MS });
    expect(accuracy(shuffled)).toBeGreaterThan(0.7);
    expect(accuracy(purged)).toBeLessThan(0.56);
  });
});
