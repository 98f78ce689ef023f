import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type BoostingOptions, createBoosting, fitBoosting, parseBoosting } from '../../../engine/models/boosting.ts';
import type { Model } from '../../../engine/models/model.ts';
import { createRandom } from '../../../engine/random.ts';
import { aucScore, logLoss } from '../../../engine/statistics/metrics.ts';
import golden from '../../golden/boosting.json' with { type: 'json' };
import { boostingProblem } from '../../support/models/boosting-problem.ts';

const TRAINING = 8_000;
const ALL = 12_000;
/** The settings of the golden script. */
const SAME: BoostingOptions = {
  stopping: 'fixed',
  settings: {
    trees: 150,
    learningRate: 0.05,
    maxDepth: 3,
    maxLeaves: 8,
    l2: 1,
    minLeafRows: 50,
    minLeafHessian: 1,
    rowShare: 1,
    columnShare: 1,
  },
};

const problem = boostingProblem(ALL);
const seen = { ...problem, rows: problem.rows.slice(0, TRAINING) };
const unseenUp = problem.up.slice(TRAINING);
const unseen = (model: Model): Float64Array => model.scoreRows(problem.matrix, TRAINING, ALL);
const lossOf = (probability: Float64Array): number => logLoss({ probability, up: unseenUp }) ?? Number.NaN;
const aucOf = (probability: Float64Array): number => aucScore({ probability, up: unseenUp }) ?? Number.NaN;

interface Reference {
  readonly name: string;
  readonly auc: number;
  readonly logLoss: number;
  readonly scores: readonly number[];
}

function isAsGoodAs(ours: Float64Array, reference: Reference): void {
  expect(aucOf(ours)).toBeGreaterThan(reference.auc - 0.002);
  expect(lossOf(ours)).toBeLessThan(reference.logLoss + 0.002);
}

/** Runs the golden script with a Python that has the packages; null when there is none. */
function liveReferences(): readonly Reference[] | null {
  try {
    const python = process.env.PYTHON ?? 'python3';
    const text = execFileSync(python, ['-c', golden.script.join('\n')], {
      timeout: 60_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return JSON.parse(text.toString()).references;
  } catch {
    return null;
  }
}

describe('boosting beside LightGBM and scikit-learn', () => {
  const model = fitBoosting(seen, SAME);
  const ours = unseen(model);

  it('stands on the same numbers as the golden script', () => {
    expect(problem.up.reduce((sum, up) => sum + up, 0) / ALL).toBe(golden.upShare);
  });

  it.each(golden.references)(
    'is as good as $name of the golden file on unseen rows with the same settings',
    (reference) => {
      isAsGoodAs(ours, reference);
    },
  );

  it('answers row by row about as near to LightGBM as scikit-learn does', () => {
    const [light = [], other = []] = golden.references.map(({ scores }) => scores);
    const distanceTo = (scores: ArrayLike<number>): number =>
      light.reduce((sum, score, at) => sum + Math.abs(score - (scores[at] ?? Number.NaN)), 0) / light.length;
    expect(light).toHaveLength(200);
    expect(distanceTo(ours)).toBeLessThan(1.25 * distanceTo(other));
  });

  const live = liveReferences();
  it.skipIf(live === null)(
    `is as good as the packages installed here${live === null ? ' (skipped: no Python with lightgbm and scikit-learn; set PYTHON)' : ''}`,
    () => {
      for (const reference of live ?? []) isAsGoodAs(ours, reference);
    },
  );
});

describe('boosting', () => {
  const few: BoostingOptions = {
    stopping: 'fixed',
    settings: { trees: 30, learningRate: 0.1, rowShare: 0.5, columnShare: 0.5 },
  };

  it('answers the same for a seed, and differently for another', () => {
    const textOf = (seed: number): string => JSON.stringify(fitBoosting({ ...seen, seed }, few).toJSON());
    expect(textOf(7)).toBe(textOf(7));
    expect(textOf(8)).not.toBe(textOf(7));
  });

  it('averages forests of neighbouring seeds in log-odds', () => {
    const logOdds = (score: number): number => Math.log(score / (1 - score));
    const single = [1, 2].map((seed) => unseen(fitBoosting({ ...seen, seed }, few)));
    const both = unseen(fitBoosting({ ...seen, seed: 1 }, { ...few, forests: 2 }));
    for (let row = 0; row < 50; row += 1) {
      const mean = (logOdds(single[0]?.[row] ?? 0) + logOdds(single[1]?.[row] ?? 0)) / 2;
      expect(logOdds(both[row] ?? 0)).toBeCloseTo(mean, 9);
    }
  });

  it.each(['blocks', 'trailing-block'] as const)(
    'stops at about as many trees as help unseen rows, judged on %s',
    (stopping) => {
      const settings = { learningRate: 0.3, trees: 300, rowShare: 1, columnShare: 1 };
      const chosen = fitBoosting({ ...seen, rows: seen.rows.slice(0, 2_000) }, { stopping, settings });
      const all = fitBoosting({ ...seen, rows: seen.rows.slice(0, 2_000) }, { stopping: 'fixed', settings });
      expect(parseBoosting(chosen.toJSON()).trees.length).toBeLessThan(150);
      expect(lossOf(unseen(chosen))).toBeLessThan(lossOf(unseen(all)));
    },
  );

  it('grows hardly anything where there is nothing to learn', () => {
    const random = createRandom(3);
    const up = problem.up.map(() => Number(random() < 0.5));
    const scores = unseen(fitBoosting({ ...seen, up }));
    expect(Math.max(...scores) - Math.min(...scores)).toBeLessThan(0.06);
  });

  it('keeps the number of trees of the model before until the rows have grown by half', () => {
    const choiceOf = (model: Model): unknown => parseBoosting(model.toJSON()).choice;
    const rowsOf = (count: number) => ({ ...seen, rows: seen.rows.slice(0, count) });
    const options: BoostingOptions = { settings: { trees: 40, learningRate: 0.2 } };
    const first = fitBoosting(rowsOf(2_000), options);
    expect(choiceOf(fitBoosting({ ...rowsOf(2_900), previous: first }, options))).toEqual(choiceOf(first));
    expect(choiceOf(fitBoosting({ ...rowsOf(3_100), previous: first }, options))).toMatchObject({ rows: 3_100 });
  });

  describe('on a long past', () => {
    const random = createRandom(8);
    const count = 26_000;
    const column = Float64Array.from({ length: count }, () => random());
    const long = {
      ...seen,
      matrix: { rows: count, names: ['x'], columns: [column] },
      up: column.map((value) => Number(random() < 0.4 + 0.2 * value)),
      closeTimeMs: column.map((_, row) => row * 3_600_000),
    };
    const rowsOf = (rows: number) => ({ ...long, rows: Int32Array.from({ length: rows }, (_, row) => row) });
    const options: BoostingOptions = { settings: { trees: 4, learningRate: 0.2 }, stopping: 'fixed' };
    const grownOn = (model: Model): number => parseBoosting(model.toJSON()).grownOn;

    it('keeps the forest of the model before until the rows have grown by 3 %, but for a fresh fit', () => {
      const first = fitBoosting(rowsOf(24_000), options);
      const again = createBoosting(parseBoosting(JSON.parse(JSON.stringify(first.toJSON()))));
      const next = { ...rowsOf(24_719), previous: again };
      expect(fitBoosting(next, options)).toBe(again);
      expect(grownOn(fitBoosting({ ...rowsOf(24_720), previous: first }, options))).toBe(24_720);
      expect(grownOn(fitBoosting({ ...next, fresh: true }, options))).toBe(24_719);
      expect(grownOn(fitBoosting({ ...rowsOf(23_000), previous: first }, options))).toBe(23_000);
    });

    it('grows anew on a shorter one, where the newest rows weigh more', () => {
      const first = fitBoosting(rowsOf(23_000), options);
      expect(grownOn(fitBoosting({ ...rowsOf(23_001), previous: first }, options))).toBe(23_001);
    });

    it('reads a forest of before this was kept as grown on the rows of its choice', () => {
      const first = fitBoosting(rowsOf(2_000), options);
      const { grownOn: _, ...older }: Record<string, unknown> = { ...Object(first.toJSON()) };
      expect(parseBoosting(older).grownOn).toBe(2_000);
    });
  });

  it('knows what to do where a value is missing that was missing in training, and says NaN for another', () => {
    const model = fitBoosting(seen, few);
    const without = (column: number) => ({
      ...problem.matrix,
      columns: problem.matrix.columns.map((values, at) => (at === column ? values.map(() => Number.NaN) : values)),
    });
    expect(model.score(without(4), 0)).toBeGreaterThan(0);
    expect(model.score(without(0), 0)).toBeNaN();
    // x7 carries nothing, so that perhaps no tree cuts it.
    expect(model.score(without(7), 0)).toBeNaN();
    expect(model.scoreRows(without(7), 0, 2)).toEqual(Float64Array.of(Number.NaN, Number.NaN));
  });

  it('takes a past of one kind, and a column without values', () => {
    const matrix = {
      ...problem.matrix,
      columns: problem.matrix.columns.map((values, at) => (at === 2 ? values.map(() => Number.NaN) : values)),
    };
    const up = problem.up.map(() => 1);
    const model = fitBoosting({ ...seen, matrix, up, rows: seen.rows.slice(0, 300) });
    expect(model.score(matrix, 0)).toBeGreaterThan(0.99);
  });

  it('scores trees of any depth as a walk through them does', () => {
    for (const maxDepth of [1, 2, 3, 4, 6]) {
      const model = fitBoosting(seen, {
        ...few,
        settings: { ...few.settings, maxDepth, maxLeaves: 2 ** maxDepth, minLeafRows: 30 },
      });
      for (let row = 0; row < 200; row += 7) {
        const { bias, parts } = model.explain(problem.matrix, row);
        const sum = parts.reduce((total, { logOdds }) => total + logOdds, bias);
        expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(model.score(problem.matrix, row), 12);
      }
    }
  });

  it('refuses forests that are damaged', () => {
    const sound = JSON.parse(JSON.stringify(fitBoosting(seen, few).toJSON()));
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ ...sound, trees: 3 }, /expected a forest/],
      [{ ...sound, depth: 99 }, /expected a depth of 1 to 8, was 99/],
      [{ ...sound, mayMiss: [true] }, /expected 8 entries of mayMiss, was 1/],
      [{ ...sound, choice: null }, /expected a forest with its choice/],
      [{ ...sound, trees: [[0, 8, 1, 0, 0, 0]] }, /expected a column of a tree below 8, was 8/],
      [{ ...sound, trees: [[0, 0.5, 1, 0, 0, 0]] }, /expected a column/],
      [{ ...sound, trees: [[0, 1, 'a', 0, 0, 0]] }, /expected the threshold of a tree to be a number, was "a"/],
      [{ ...sound, trees: [null] }, /expected a leaf of a tree to be a number, was null/],
      [{ ...sound, depth: 1, trees: [[0, 1, 1, 0, [0, 1, 1, 0, 0, 0], 0]] }, /expected a tree of at most 1 levels/],
    ];
    for (const [value, message] of cases) expect(() => parseBoosting(value)).toThrow(message);
    expect(unseen(createBoosting(parseBoosting(sound)))).toEqual(unseen(fitBoosting(seen, few)));
  });
});
