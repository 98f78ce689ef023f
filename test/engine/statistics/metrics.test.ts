import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../engine/math.ts';
import { calibrationLine } from '../../../engine/models/calibration.ts';
import { createRandom } from '../../../engine/random.ts';
import { calibrationError, calibrationNoise, reliabilityTable } from '../../../engine/statistics/calibration-error.ts';
import {
  accuracyScore,
  aucScore,
  balancedAccuracyScore,
  brierLoss,
  confusionOf,
  logLoss,
  matthewsScore,
  precisionScores,
  recallScores,
  skillScore,
} from '../../../engine/statistics/metrics.ts';
import { congruential } from '../../support/candles/congruential.ts';

/** The 400 pairs that the golden numbers below were computed on: p rounded to cents (so with ties), y drawn from p. */
function sample() {
  const numbers = congruential(1200, 42);
  const probability = numbers.slice(0, 400).map((u) => Math.round((0.3 + 0.4 * u) * 100) / 100);
  const up = numbers.slice(400, 800).map((u, i) => (u < (probability[i] ?? 0) ? 1 : 0));
  return { probability, up };
}

// scikit-learn 1.9.1 on the sample above: accuracy_score, balanced_accuracy_score, matthews_corrcoef, roc_auc_score, brier_score_loss,
// log_loss, precision_score and recall_score for both classes, LogisticRegression(penalty=None) on the log-odds.
const GOLDEN = {
  accuracy: 0.6225,
  balancedAccuracy: 0.624198717948718,
  matthews: 0.24889965587606735,
  auc: 0.6595302483974359,
  brier: 0.2316715,
  logLoss: 0.6556579735687734,
  precision: { buy: 0.5953488372093023, sell: 0.654054054054054 },
  recall: { buy: 0.6666666666666666, sell: 0.5817307692307693 },
  slope: 1.1673184614427428,
  intercept: -0.11397593829125233,
};

describe('metrics', () => {
  const judged = sample();
  const counts = confusionOf(judged);

  it.each([
    ['accuracy', accuracyScore(counts), GOLDEN.accuracy],
    ['balanced accuracy', balancedAccuracyScore(counts), GOLDEN.balancedAccuracy],
    ['Matthews correlation', matthewsScore(counts), GOLDEN.matthews],
    ['AUC with ties', aucScore(judged), GOLDEN.auc],
    ['Brier score', brierLoss(judged), GOLDEN.brier],
    ['log loss', logLoss(judged), GOLDEN.logLoss],
    ['precision of buys', precisionScores(counts).buy, GOLDEN.precision.buy],
    ['precision of sells', precisionScores(counts).sell, GOLDEN.precision.sell],
    ['recall of buys', recallScores(counts).buy, GOLDEN.recall.buy],
    ['recall of sells', recallScores(counts).sell, GOLDEN.recall.sell],
  ])('%s agrees with scikit-learn', (_, ours, theirs) => {
    expect(ours).toBeCloseTo(theirs, 12);
  });

  it('the calibration line agrees with an unpenalised logistic regression of scikit-learn', () => {
    const line = calibrationLine({ score: judged.probability, up: judged.up });
    expect(line?.slope).toBeCloseTo(GOLDEN.slope, 5);
    expect(line?.intercept).toBeCloseTo(GOLDEN.intercept, 5);
  });

  it.each([
    [55, 100, 0.4524, 0.6439],
    [228, 380, 0.55, 0.648],
  ])('Wilson 95 %% of %i of %i is [%f, %f]', (right, count, low, high) => {
    const interval = wilsonInterval(right, count);
    expect(interval?.[0]).toBeCloseTo(low, 4);
    expect(interval?.[1]).toBeCloseTo(high, 4);
  });

  it('what is undefined is null', () => {
    const none = { probability: new Float64Array(0), up: new Float64Array(0) };
    const oneSided = { probability: Float64Array.of(0.6, 0.7), up: Float64Array.of(1, 1) };
    expect([
      accuracyScore(confusionOf(none)),
      aucScore(none),
      brierLoss(none),
      logLoss(none),
      wilsonInterval(0, 0),
    ]).toEqual(Array(5).fill(null));
    expect([
      aucScore(oneSided),
      balancedAccuracyScore(confusionOf(oneSided)),
      matthewsScore(confusionOf(oneSided)),
    ]).toEqual([null, null, null]);
    expect(skillScore(0.2, 0)).toBeNull();
    expect(calibrationError(none)).toBeNull();
    expect(calibrationNoise(none)).toBeNull();
  });

  it('the reliability table has ten groups of equal size whose weighted distances are the calibration error', () => {
    const table = reliabilityTable(judged);
    expect(table.map(({ count }) => count)).toEqual(Array(10).fill(40));
    const error = table.reduce((sum, bin) => sum + 0.1 * Math.abs(bin.meanProbability - bin.shareUp), 0);
    expect(calibrationError(judged)).toBeCloseTo(error, 12);
  });

  it('a perfectly calibrated forecast has no calibration error', () => {
    const probability = Float64Array.from({ length: 100 }, (_, i) => (i < 50 ? 0.2 : 0.8));
    const up = Float64Array.from({ length: 100 }, (_, i) => ((i < 50 ? i % 5 === 0 : i % 5 !== 0) ? 1 : 0));
    expect(calibrationError({ probability, up })).toBeCloseTo(0, 12);
  });

  it('says what calibration error right probabilities show by chance: as 400 simulations of the outcomes do', () => {
    const random = createRandom(11);
    const probability = Float64Array.from({ length: 5_000 }, () => 0.4 + 0.2 * random());
    const simulated = Float64Array.from({ length: 400 }, () => {
      const up = probability.map((p) => (random() < p ? 1 : 0));
      return calibrationError({ probability, up }) ?? Number.NaN;
    }).sort();
    const noise = calibrationNoise({ probability });
    const mean = simulated.reduce((sum, error) => sum + error, 0) / simulated.length;
    expect((noise?.expected ?? 0) / mean).toBeCloseTo(1, 1);
    expect((noise?.upper ?? 0) / (simulated[380] ?? 0)).toBeCloseTo(1, 1);
    expect(noise).toEqual(calibrationNoise({ probability }));
  });
});
