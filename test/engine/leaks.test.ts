import { beforeAll, describe, expect, it } from 'vitest';
import { readCandlesFile } from '../../engine/adapters/files/read-candles-file.ts';
import { leakAlarms, truncationLeaks } from '../../engine/evaluation/leak-alarm.ts';
import { computeFeatures } from '../../engine/features/compute.ts';
import { availableFeatures, FEATURES, WARM_UP_CANDLES } from '../../engine/features/table.ts';
import { type CandleColumns, columnsOf, sliceColumns } from '../../engine/market/candle.ts';
import type { Fit } from '../../engine/models/fit.ts';
import { fitLogistic } from '../../engine/models/logistic.ts';
import { modelMaker } from '../../engine/models/model-maker.ts';
import type { TrainedModel } from '../../engine/models/trained.ts';
import { createRandom } from '../../engine/random.ts';
import { evaluateRows } from '../../engine/signals/evaluate.ts';
import { accuracyScore, aucScore, brierLoss, confusionOf, skillScore } from '../../engine/statistics/metrics.ts';
import { DAY_MS, HOUR_MS } from '../../engine/time.ts';
import { type Dataset, prepareDataset } from '../../engine/training/dataset.ts';
import { recalibrate } from '../../engine/training/recalibrate.ts';
import { protocolFor, spanOf, walkForwardFolds } from '../../engine/training/split.ts';
import { trainModel } from '../../engine/training/train.ts';
import { walkForward } from '../../engine/training/walk-forward.ts';
import { reversingCandles } from '../support/candles/candles.ts';
import { quoted, randomWalk } from '../support/candles/random-walk.ts';
import { sharedPath } from '../support/shared.ts';

// The leak tests of every build: (a) to (g) here, (h) in leak-canaries.test.ts.

const SEED = 20_240_101;
const ALL = FEATURES.map(({ name }) => name);
const allFeatures = (candles: CandleColumns): readonly Float64Array[] => computeFeatures(candles, HOUR_MS, ALL).columns;

const walk = quoted(randomWalk({ rows: 3_000, seed: SEED }), SEED);
const reversing = columnsOf(
  reversingCandles({ count: 12_000, seed: SEED, startMs: Date.UTC(2020, 0, 1), candleMs: HOUR_MS }),
);
const bitstamp = sharedPath('data/BTCUSD_bitstamp_1h_2018-2022.csv.gz');

function drawnRows(count: number, from: number, to: number): readonly number[] {
  const random = createRandom(SEED);
  return Array.from({ length: count }, () => from + Math.floor(random() * (to - from)));
}

/** A walk-forward with short windows, so that a small market gives many folds. */
function shortFolds(dataset: Dataset) {
  return walkForwardFolds(spanOf(dataset), {
    ...protocolFor(HOUR_MS),
    firstWindowMs: 100 * DAY_MS,
    refitMs: 7 * DAY_MS,
  });
}

function judge(dataset: Dataset, score: Float64Array) {
  const rows = Int32Array.from(score.keys()).filter((row) => !Number.isNaN((score[row] ?? 0) + (dataset.up[row] ?? 0)));
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row] ?? 0);
  return { probability: pick(score), up: pick(dataset.up) };
}

describe(`leak tests (seed ${SEED})`, () => {
  it('(a) truncation: features of a prefix equal the full run bit for bit', () => {
    expect(truncationLeaks(allFeatures, walk, drawnRows(50, 0, walk.length))).toEqual([]);
  });

  it('(b) warm-up: from the declared warm-up only, features are the same within 1e-6', () => {
    const whole = allFeatures(walk);
    for (const row of drawnRows(50, WARM_UP_CANDLES, walk.length)) {
      const short = allFeatures(sliceColumns(walk, row - WARM_UP_CANDLES, row + 1));
      whole.forEach((column, index) => {
        const [ours = 0, theirs = 0] = [short[index]?.[WARM_UP_CANDLES], column[row]];
        expect(Math.abs(ours - theirs), `${ALL[index]} at ${row}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(theirs)));
      });
    }
  });

  it.skipIf(bitstamp === null)('(b) warm-up holds on real candles (skipped without ../shared)', () => {
    const candles = quoted(sliceColumns(readCandlesFile(bitstamp ?? ''), 14_000, 18_000), SEED);
    const whole = allFeatures(candles);
    for (const row of drawnRows(50, WARM_UP_CANDLES, candles.length)) {
      const short = allFeatures(sliceColumns(candles, row - WARM_UP_CANDLES, row + 1));
      whole.forEach((column, index) => {
        const [ours = 0, theirs = 0] = [short[index]?.[WARM_UP_CANDLES], column[row]];
        expect(Math.abs(ours - theirs), `${ALL[index]} at ${row}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(theirs)));
      });
    }
  });

  describe('(c) future scramble', () => {
    let trained: TrainedModel;
    beforeAll(async () => {
      trained = await trainModel({
        series: [{ name: 'BTC/USDT', columns: sliceColumns(reversing, 0, 3_000) }],
        timeframe: '1h',
        kind: 'logistic',
        seed: 1,
      });
    });

    it('noise after a row changes nothing at it: features, score, threshold, decision', () => {
      const context = {
        series: { exchange: 'x', symbol: 'BTC/USDT', timeframe: '1h' },
        recentConfidences: trained.recentConfidences,
        from: 2_000,
      } as const;
      const candles = sliceColumns(reversing, 0, 3_000);
      const before = evaluateRows(candles, trained, context);
      for (const row of drawnRows(8, 2_000, 2_900)) {
        const noise = randomWalk({ rows: 3_000, seed: row });
        const scrambled = structuredClone(candles);
        for (const name of ['open', 'high', 'low', 'close', 'volume'] as const)
          scrambled[name].set(noise[name].subarray(row + 1), row + 1);
        const after = evaluateRows(scrambled, trained, context);
        expect(after.slice(0, row - 2_000 + 1)).toEqual(before.slice(0, row - 2_000 + 1));
        expect(after[row - 2_000 + 1]).not.toEqual(before[row - 2_000 + 1]);
      }
    });
  });

  describe('in a market that reverses', () => {
    const dataset = prepareDataset([{ name: 'BTC/USD', columns: reversing }], HOUR_MS);
    const folds = shortFolds(dataset);
    const fitPlain: Fit = (input) => fitLogistic(input, { ridge: 300 });

    it('(d) labels shuffled in training give AUC .50 ± 3 standard errors', async () => {
      const random = createRandom(SEED);
      const fitShuffled: Fit = (input) => {
        const up = input.up.slice();
        for (let at = input.rows.length - 1; at > 0; at -= 1) {
          const [a = 0, b = 0] = [input.rows[at], input.rows[Math.floor(random() * (at + 1))]];
          [up[a], up[b]] = [up[b] ?? 0, up[a] ?? 0];
        }
        return fitLogistic({ ...input, up, previous: null }, { ridge: 300 });
      };
      const judged = judge(dataset, (await walkForward({ dataset, folds, fit: fitShuffled, seed: 1 })).score);
      const positives = judged.up.reduce((sum, up) => sum + up, 0);
      const error = Math.sqrt((1 / positives + 1 / (judged.up.length - positives)) / 12);
      expect(judged.up.length).toBeGreaterThan(9_000);
      expect(Math.abs((aucScore(judged) ?? 0) - 0.5)).toBeLessThan(3 * error);
    });

    it('(f) predictions delayed by one candle lose accuracy', async () => {
      const { score } = await walkForward({ dataset, folds, fit: fitPlain, seed: 1 });
      const delayed = score.map((_, row) => score[row - 1] ?? Number.NaN);
      const accuracy = (values: Float64Array): number => accuracyScore(confusionOf(judge(dataset, values))) ?? 0;
      expect(accuracy(score)).toBeGreaterThan(0.58);
      expect(accuracy(delayed)).toBeLessThan(accuracy(score) - 0.05);
    });
  });

  /** A walk-forward of a model over a simulated random walk. */
  async function placebo(seed: number, fit: Fit) {
    const columns = randomWalk({ rows: 31_239, seed: SEED + seed });
    const dataset = prepareDataset([{ name: 'BTC/USD', columns }], HOUR_MS);
    const folds = walkForwardFolds(spanOf(dataset), protocolFor(HOUR_MS));
    return { dataset, ...(await walkForward({ dataset, folds, fit, seed: 1 })) };
  }

  it('(e) placebo: the ensemble that is served finds next to nothing in a simulated random walk', async () => {
    const { dataset, score, baseRate } = await placebo(1, modelMaker('ensemble').fit);
    const judged = judge(dataset, recalibrate(dataset, score).probability);
    // Mid-ranks of n rows stray by about 1 / √(3 n).
    expect(Math.abs((aucScore(judged) ?? 0) - 0.5)).toBeLessThan(3 / Math.sqrt(3 * judged.up.length));
    expect(skillScore(brierLoss(judged), brierLoss(judge(dataset, baseRate)))).toBeLessThan(0.0003);
  });

  it.each([1, 2, 3])('(e) placebo: nothing is found in simulated random walk %i', async (seed) => {
    const { dataset, score, baseRate } = await placebo(seed, fitLogistic);
    for (const values of [score, recalibrate(dataset, score).probability]) {
      const judged = judge(dataset, values);
      const error = 0.5 / Math.sqrt(judged.up.length);
      expect(Math.abs((accuracyScore(confusionOf(judged)) ?? 0) - 0.5)).toBeLessThan(3 * error);
      expect(skillScore(brierLoss(judged), brierLoss(judge(dataset, baseRate)))).toBeLessThanOrEqual(0);
    }
  });

  it.skipIf(bitstamp === null)(
    '(f) (g) on Bitstamp: a delay costs accuracy, and neither a feature nor the model sets off the alarm (skipped without ../shared)',
    async () => {
      const candles = readCandlesFile(bitstamp ?? '');
      const dataset = prepareDataset([{ name: 'bitstamp:BTC/USD', columns: candles }], HOUR_MS);
      const folds = walkForwardFolds(spanOf(dataset), protocolFor(HOUR_MS));
      const { score } = await walkForward({ dataset, folds, fit: fitLogistic, seed: 1 });
      const delayed = score.map((_, row) => score[row - 1] ?? Number.NaN);
      const accuracy = (values: Float64Array): number => accuracyScore(confusionOf(judge(dataset, values))) ?? 0;
      expect(accuracy(score)).toBeGreaterThan(0.549);
      expect(accuracy(delayed)).toBeLessThan(accuracy(score) - 0.02);
      expect(dataset.matrix.names).toEqual(availableFeatures([candles]));
      expect(dataset.matrix.names.length).toBeGreaterThan(50);
      expect(leakAlarms(dataset.matrix, dataset.up, aucScore(judge(dataset, score)))).toEqual([]);
    },
  );
});
