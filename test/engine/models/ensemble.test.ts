import { describe, expect, it } from 'vitest';
import { createBaseRate } from '../../../engine/models/base-rate.ts';
import { fitBoosting } from '../../../engine/models/boosting.ts';
import { createEnsemble, fitEnsemble, parseEnsemble } from '../../../engine/models/ensemble.ts';
import type { FitInput } from '../../../engine/models/fit.ts';
import { fitLogistic } from '../../../engine/models/logistic.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { prepareDataset } from '../../../engine/training/dataset.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

const logOdds = (score: number): number => Math.log(score / (1 - score));

/** Features of a random walk; the first `count` usable rows to fit on. */
function walkInput(count: number): FitInput {
  const dataset = prepareDataset([{ name: 'BTC/USDT', columns: randomWalk({ rows: 1_500, seed: 4 }) }], HOUR_MS);
  const { matrix, up, closeTimeMs, usable } = dataset;
  const rows = Int32Array.from(up.keys())
    .filter((row) => usable[row] === 1 && !Number.isNaN(up[row] ?? Number.NaN))
    .subarray(0, count);
  return { matrix, up, rows, closeTimeMs, timeframeMs: HOUR_MS, seed: 1, previous: null };
}

describe('an ensemble', () => {
  const input = walkInput(800);
  const row = 1_200;

  it('is the mean of logistic regression and boosting in log-odds', () => {
    const [line, trees] = [fitLogistic(input), fitBoosting(input)];
    const mean = (logOdds(line.score(input.matrix, row)) + logOdds(trees.score(input.matrix, row))) / 2;
    expect(logOdds(fitEnsemble(input).score(input.matrix, row))).toBeCloseTo(mean, 12);
  });

  it('hands each member its own model of the fold before', () => {
    const longer = walkInput(840);
    const [line, trees] = [fitLogistic(input), fitBoosting(input)];
    const next = fitEnsemble({ ...longer, previous: fitEnsemble(input) });
    const members = [fitLogistic({ ...longer, previous: line }), fitBoosting({ ...longer, previous: trees })];
    const own = createEnsemble(members.map((model) => ({ model, weight: 0.5 })));
    expect(JSON.stringify(next.toJSON())).toBe(JSON.stringify(own.toJSON()));
  });

  it('weighs its members as told', () => {
    const both = createEnsemble([
      { model: createBaseRate(0.6), weight: 0.75 },
      { model: createBaseRate(0.2), weight: 0.25 },
    ]);
    expect(logOdds(both.score(input.matrix, row))).toBeCloseTo(0.75 * logOdds(0.6) + 0.25 * logOdds(0.2), 12);
  });

  it('refuses weights that do not add up to 1, and members it does not know', () => {
    expect(() => createEnsemble([{ model: createBaseRate(0.5), weight: 0.4 }])).toThrow(
      'expected weights that add up to 1, was 0.4',
    );
    expect(() => parseEnsemble({ members: [{ kind: 'oracle', weight: 1, model: {} }] })).toThrow(
      /expected a member .* was "oracle"/,
    );
    expect(() => parseEnsemble({ members: [{ kind: 'logistic', weight: 1, model: {} }] })).toThrow(
      /expected logistic weights/,
    );
  });
});
