import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MODEL_FEATURES } from '../../engine/features/table.ts';
import { fitBoosting } from '../../engine/models/boosting.ts';
import { createEnsemble } from '../../engine/models/ensemble.ts';
import type { FitInput } from '../../engine/models/fit.ts';
import { fitLogistic } from '../../engine/models/logistic.ts';
import { createRandom, normalFrom } from '../../engine/random.ts';
import { type Bench, type BenchResult, leastProcessorMs } from './bench.ts';

const COLUMNS = 33;
const TREES = 150;
const SETTINGS = {
  trees: TREES,
  learningRate: 0.05,
  maxDepth: 3,
  maxLeaves: 8,
  l2: 1,
  minLeafRows: 100,
  minLeafHessian: 1e-3,
  rowShare: 1,
  columnShare: 1,
};
const FIXED = { stopping: 'fixed', isMirrored: false, settings: SETTINGS } as const;

/** Normal columns, one of them signs and one rounded, and labels that lean on six of them. */
function problem(rows: number): FitInput {
  const random = createRandom(rows);
  const columns = Array.from({ length: COLUMNS }, (_, column) =>
    Float64Array.from({ length: rows }, () => {
      const value = normalFrom(random);
      if (column === 3) return Math.sign(value);
      return column === 7 ? Math.round(value) : value;
    }),
  );
  const at = (column: number, row: number): number => columns[column]?.[row] ?? 0;
  const up = Float64Array.from({ length: rows }, (_, row) => {
    const line = 0.35 * at(0, row) - 0.3 * Math.tanh(2 * at(1, row)) + 0.25 * at(2, row) * at(3, row);
    const jumps = 0.3 * Number(at(4, row) > 0.7) - 0.2 * at(5, row) ** 2 * Number(at(7, row) > 0);
    return Number(random() < 1 / (1 + Math.exp(-0.8 * (line + jumps))));
  });
  return {
    matrix: { rows, names: MODEL_FEATURES.slice(0, COLUMNS), columns },
    up,
    rows: Int32Array.from({ length: rows }, (_, row) => row),
    closeTimeMs: Float64Array.from({ length: rows }, (_, row) => row * 3_600_000),
    timeframeMs: 3_600_000,
    seed: 1,
    previous: null,
  };
}

/** Least processor milliseconds of LightGBM on one thread, binning included, with the same settings on the same numbers. */
const LIGHTGBM = `
import sys, time, numpy, lightgbm
rows, columns, trees = map(int, sys.argv[3:6])
X = numpy.fromfile(sys.argv[1]).reshape(columns, rows).T.copy()
y = numpy.fromfile(sys.argv[2])
settings = dict(objective='binary', num_leaves=8, max_depth=3, learning_rate=0.05, lambda_l2=1.0, min_data_in_leaf=100,
                min_sum_hessian_in_leaf=1e-3, max_bin=255, num_threads=1, verbose=-1)
times = []
for _ in range(3):
    start = time.process_time()
    lightgbm.train(settings, lightgbm.Dataset(X, y), trees)
    times.append(time.process_time() - start)
print(lightgbm.__version__, min(times) * 1000)
`;

const bytesOf = (values: Float64Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** LightGBM's milliseconds and version; null where no Python with the package is found. */
async function byLightGbm({ matrix, up }: FitInput): Promise<{ readonly ms: number; readonly name: string } | null> {
  const folder = await mkdtemp(join(tmpdir(), 'boosting-bench-'));
  try {
    const [columns, labels] = [join(folder, 'x'), join(folder, 'y')];
    await writeFile(columns, Buffer.concat(matrix.columns.map(bytesOf)));
    await writeFile(labels, bytesOf(up));
    const sizes = [matrix.rows, COLUMNS, TREES].map(String);
    const python = process.env.PYTHON ?? 'python3';
    const { stdout } = await promisify(execFile)(python, ['-c', LIGHTGBM, columns, labels, ...sizes], {
      timeout: 120_000,
    });
    const [version = '', ms = ''] = stdout.trim().split(' ');
    return { ms: Number(ms), name: `LightGBM ${version}, one thread` };
  } catch {
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Milliseconds of one tree's histograms by the plainest loops there are: doubles, bin by bin, both derivatives, every
 * row at each level.
 */
async function byPlainLoops({ matrix }: FitInput): Promise<{ readonly ms: number; readonly name: string }> {
  const bins = matrix.columns.map((column) =>
    Uint8Array.from(column, (value) => Math.max(0, Math.min(254, 128 + 40 * value))),
  );
  const first = new Float64Array(matrix.rows).fill(0.5);
  const second = new Float64Array(matrix.rows).fill(0.25);
  const ms = await leastProcessorMs(3, () => {
    for (let level = 0; level < 3; level += 1) {
      for (const column of bins) {
        const sums = Array.from({ length: 255 }, () => ({ first: 0, second: 0 }));
        column.forEach((bin, row) => {
          const sum = sums[bin];
          if (sum === undefined) return;
          sum.first += first[row] ?? 0;
          sum.second += second[row] ?? 0;
        });
      }
    }
  });
  return { ms: ms * TREES, name: 'plain loops over the same bins (no Python with lightgbm; set PYTHON)' };
}

async function compareFit(rows: number): Promise<BenchResult> {
  const input = problem(rows);
  const ours = await leastProcessorMs(5, () => fitBoosting(input, FIXED));
  const reference = (await byLightGbm(input)) ?? (await byPlainLoops(input));
  return { ours: 1e3 / ours, reference: 1e3 / reference.ms, referenceName: reference.name };
}

/** Speed of boosting: fits beside LightGBM's with the same settings, and predictions. */
export const BOOSTING_BENCHES: readonly Bench[] = [
  { name: `boosting fit, ${TREES} trees of 40 k rows`, unit: 'fits/s', run: () => compareFit(40_000) },
  { name: `boosting fit, ${TREES} trees of 200 k rows`, unit: 'fits/s', run: () => compareFit(200_000) },
  {
    name: `boosting scores of 10 k rows, ${TREES} trees`,
    unit: 'M rows/s',
    async run() {
      const input = problem(10_000);
      const model = fitBoosting(input, FIXED);
      const ms = await leastProcessorMs(40, () => model.scoreRows(input.matrix, 0, 10_000));
      return { ours: 10 / ms, reference: 1.15, referenceName: 'XGBoost, as published for such a machine' };
    },
  },
  {
    name: 'boosting and logistic, one row',
    unit: 'predictions/s',
    async run() {
      const input = problem(10_000);
      const members = [fitBoosting(input, FIXED), fitLogistic(input, { ridge: 300 })];
      const model = createEnsemble(members.map((member) => ({ model: member, weight: 0.5 })));
      const ms = await leastProcessorMs(20, () => {
        for (let row = 0; row < 10_000; row += 1) model.score(input.matrix, row);
      });
      return { ours: 1e7 / ms, reference: 1e6 / 16, referenceName: "LightGBM's booster through Python, as published" };
    },
  },
];
