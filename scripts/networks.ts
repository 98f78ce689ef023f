import { presentBackends } from '../engine/adapters/tensorflow/backends.ts';
import { openTransformer, type TransformerSession } from '../engine/adapters/tensorflow/transformer.ts';
import { pairedBootstrapInterval, WEEKLY_BOOTSTRAP } from '../engine/evaluation/bootstrap.ts';
import {
  accuracyScore,
  aucScore,
  brierLoss,
  confusionOf,
  type Judged,
  skillScore,
} from '../engine/evaluation/metrics.ts';
import { createRandom } from '../engine/evaluation/seeded-random.ts';
import { pick } from '../engine/evaluation/slices.ts';
import { TIMEFRAMES, timeframeMs } from '../engine/market/timeframe.ts';
import { logOdds } from '../engine/models/calibration.ts';
import { modelMaker } from '../engine/models/create-model.ts';
import type { Fit } from '../engine/models/fit.ts';
import { createLogistic } from '../engine/models/logistic.ts';
import { NETWORK_CONFIG, type PreparedSequences, prepareSequences } from '../engine/models/network/fit-network.ts';
import { createStandardise, type InputRows } from '../engine/models/network/sequences.ts';
import { type Trainee, trainEarlyStopped } from '../engine/models/network/train-member.ts';
import { type Dataset, fitInputOf, prepareDataset } from '../engine/training/dataset.ts';
import {
  type Fold,
  lowerBound,
  protocolFor,
  spanOf,
  trainingRows,
  walkForwardFolds,
} from '../engine/training/split.ts';
import { walkForward } from '../engine/training/walk-forward.ts';
import { choiceOf, defineCommand, numberOf, printJson, runCommand, UsageError } from './arguments.ts';
import { readMarkets } from './candle-files.ts';
import { createProgress } from './progress.ts';
import { textTable } from './text-table.ts';

const KINDS = ['logistic', 'boosting', 'gru', 'lstm', 'transformer'] as const;
type Kind = (typeof KINDS)[number];
const DAY_MS = 86_400_000;
const BATCH_ROWS = 256;
const TRANSFORMER = { width: 32, heads: 2, hidden: 64, blocks: 2 } as const;

const command = defineCommand({
  name: 'networks',
  summary:
    'Compares networks, a small transformer encoder among them, with a straight line on the same walk-forward blocks.',
  options: {
    data: { value: 'FILE', many: true, say: 'CSV or CSV.gz of candles' },
    timeframe: { value: 'T', required: true, say: `length of the candles: ${TIMEFRAMES.join(' ')}` },
    model: { value: 'M', many: true, say: `which (default all): ${KINDS.join(' ')}` },
    members: { value: 'N', fallback: '2', say: 'transformers from different seeds that are averaged' },
    rounds: { value: 'N', fallback: String(NETWORK_CONFIG.training.maxRounds), say: 'most rounds of a transformer' },
    seed: { value: 'N', fallback: '1', say: 'seed' },
    json: { say: 'print one JSON object' },
  },
  notes: [
    'Everything is refitted as rarely as networks are (180 days at 1 h and above, 42 below), without recalibration, and compared with the logistic regression.',
    'The transformer is trained by TensorFlow.js: minutes per thousand candles and member on the wasm backend, fewer where tfjs-node loads.',
  ],
});

/** Log-odds of the rows [from, to) under a trained transformer; NaN where a window is not whole. */
async function addedBy(
  session: TransformerSession,
  inputs: InputRows,
  [from, to]: readonly [number, number],
): Promise<Float64Array> {
  const { steps } = NETWORK_CONFIG;
  const { values, width, wholeRows } = inputs;
  const count = width - 1;
  const added = new Float64Array(to - from).fill(Number.NaN);
  for (let start = from; start < to; start += BATCH_ROWS) {
    const rows = Math.min(BATCH_ROWS, to - start);
    const windows = new Float32Array(rows * steps * count);
    for (let row = 0; row < rows * steps; row += 1) {
      const source = (start + Math.floor(row / steps) - steps + 1 + (row % steps) - inputs.from) * width;
      if (source >= 0) windows.set(values.subarray(source, source + count), row * count);
    }
    added.set(await session.logOdds(windows, rows), start - from);
  }
  return added.map((value, at) => ((wholeRows[from + at - inputs.from] ?? 0) >= steps ? value : Number.NaN));
}

/** One transformer trained on the prepared windows, at its best on the validation block. */
async function trainTransformer(
  { data }: PreparedSequences,
  backend: Awaited<ReturnType<typeof presentBackends>>[number],
  { seed, maxRounds }: { readonly seed: number; readonly maxRounds: number },
): Promise<TransformerSession> {
  const { steps, training } = NETWORK_CONFIG;
  const settings = { ...training, maxRounds };
  const shape = { ...TRANSFORMER, steps, inputs: data.inputs.width - 1 };
  const random = createRandom(seed);
  const session = await openTransformer(backend, shape, { ...settings, random });
  const { validation, up, offsets } = data;
  const range = [validation[0] ?? 0, (validation.at(-1) ?? -1) + 1] as const;
  const trainee: Trainee = {
    step: (batch) => session.step(batch),
    keep: () => session.keep(),
    async validationLoss() {
      const added = await addedBy(session, data.inputs, range);
      const losses = Array.from(validation, (row) => {
        const value = (offsets[row] ?? 0) + (added[row - range[0]] ?? 0);
        return Math.log1p(Math.exp(up[row] === 1 ? -value : value));
      });
      return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    },
  };
  await trainEarlyStopped(trainee, { ...shape, units: shape.width }, { settings, data, random });
  session.restore();
  return session;
}

interface Walk {
  readonly dataset: Dataset;
  readonly folds: readonly Fold[];
  readonly seed: number;
  readonly onFold: (done: number, total: number) => void;
}

/** How many transformers are averaged, and how long each may be trained. */
interface Transformers {
  readonly members: number;
  readonly maxRounds: number;
}

/** Out-of-sample scores of the transformer. */
async function walkTransformer(walk: Walk, { members, maxRounds }: Transformers): Promise<Float64Array> {
  const { dataset, folds, seed, onFold } = walk;
  const [backend] = await presentBackends();
  if (backend === undefined) throw new Error('expected a TensorFlow.js backend, was none');
  const score = new Float64Array(dataset.rows).fill(Number.NaN);
  const width = dataset.matrix.names.length + 1;
  for (const [index, fold] of folds.entries()) {
    const { steps, validationShare } = NETWORK_CONFIG;
    const prepared = prepareSequences(fitInputOf(dataset, trainingRows(dataset, fold), { seed, previous: null }), {
      steps,
      validationShare,
      width,
      warm: null,
    });
    const line = createLogistic(prepared.line);
    const standardise = createStandardise(prepared.scaler);
    const sums = new Map<number, Float64Array>();
    for (let member = 0; member < members; member += 1) {
      const session = await trainTransformer(prepared, backend, { seed: seed + 7_919 * member, maxRounds });
      for (const [at, { from, to }] of dataset.markets.entries()) {
        const range = [
          lowerBound(dataset.closeTimeMs, fold.testFromMs, [from, to]),
          lowerBound(dataset.closeTimeMs, fold.testToMs, [from, to]),
        ] as const;
        const inputs = standardise(dataset.matrix, { from: Math.max(from, range[0] - steps), to: range[1], width });
        const added = await addedBy(session, inputs, range);
        const sum = sums.get(at) ?? new Float64Array(added.length);
        sums.set(
          at,
          sum.map((value, row) => value + (added[row] ?? Number.NaN) / members),
        );
      }
      session.dispose();
    }
    for (const [at, { from, to }] of dataset.markets.entries()) {
      const first = lowerBound(dataset.closeTimeMs, fold.testFromMs, [from, to]);
      const base = line.scoreRows(dataset.matrix, first, first + (sums.get(at)?.length ?? 0));
      base.forEach((value, row) => {
        if (dataset.usable[first + row] !== 1) return;
        score[first + row] = 1 / (1 + Math.exp(-(logOdds(value) + (sums.get(at)?.[row] ?? Number.NaN))));
      });
    }
    onFold(index + 1, folds.length);
  }
  return score;
}

async function scoresOf(kind: Kind, walk: Walk, transformers: Transformers): Promise<Float64Array> {
  if (kind === 'transformer') return walkTransformer(walk, transformers);
  const maker = modelMaker(kind);
  const fresh: Fit = (input) => maker.fit({ ...input, fresh: true });
  const { dataset, folds, seed, onFold } = walk;
  return (await walkForward({ dataset, folds, fit: fresh, seed, onFold })).score;
}

interface Line {
  readonly model: Kind;
  readonly accuracy: number | null;
  readonly auc: number | null;
  readonly brierSkill: number | null;
  /** By how much less of the base's Brier score than the logistic regression, with its weekly block bootstrap interval. */
  readonly gain: number;
  readonly interval: readonly [number, number] | null;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function compare(kind: Kind, scores: ReadonlyMap<Kind, Float64Array>, dataset: Dataset, seed: number): Line {
  const known = Int32Array.from(dataset.up.keys()).filter((row) =>
    [dataset.up, ...scores.values()].every((column) => !Number.isNaN(column[row] ?? Number.NaN)),
  );
  const up = pick(dataset.up, known);
  const judged = (name: Kind): Judged => ({ probability: pick(scores.get(name) ?? new Float64Array(0), known), up });
  const ours = judged(kind);
  const squares = ({ probability }: Judged): Float64Array => probability.map((p, at) => (p - (up[at] ?? 0)) ** 2);
  const share = mean(up);
  const base = share * (1 - share);
  const [own, line] = [squares(ours), squares(judged('logistic'))];
  const difference = own.map((loss, at) => ((line[at] ?? 0) - loss) / base);
  return {
    model: kind,
    accuracy: accuracyScore(confusionOf(ours)),
    auc: aucScore(ours),
    brierSkill: skillScore(brierLoss(ours), base),
    gain: mean(difference),
    interval: pairedBootstrapInterval(
      { timeMs: pick(dataset.closeTimeMs, known), difference },
      { ...WEEKLY_BOOTSTRAP, seed },
    ),
  };
}

const points = (value: number | null | undefined, digits = 3): string =>
  value == null ? '–' : (100 * value).toFixed(digits);

await runCommand(command, async (values) => {
  const timeframe = choiceOf('timeframe', TIMEFRAMES, values.timeframe);
  const seed = numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  const members = numberOf('members', values.members, { min: 1, max: 20, whole: true });
  const maxRounds = numberOf('rounds', values.rounds, { min: 1, max: 1_000, whole: true });
  if (values.data.length === 0) throw new UsageError('expected --data FILE, was not given');
  const asked = values.model.length === 0 ? KINDS : values.model.map((kind) => choiceOf('model', KINDS, kind));
  const kinds = [...new Set<Kind>(['logistic', ...asked])];
  const dataset = prepareDataset(readMarkets(values.data, timeframe), timeframeMs(timeframe));
  const { hours, minutes } = NETWORK_CONFIG.refitDays;
  const refitMs = (dataset.timeframeMs >= 3_600_000 ? hours : minutes) * DAY_MS;
  const folds = walkForwardFolds(spanOf(dataset), { ...protocolFor(dataset.timeframeMs), refitMs });
  if (folds.length === 0) throw new UsageError('expected more candles than the first training window, was fewer');
  const progress = createProgress();
  const scores = new Map<Kind, Float64Array>();
  for (const kind of kinds) {
    const onFold = (done: number, total: number): void => progress.step(kind, done, total);
    scores.set(kind, await scoresOf(kind, { dataset, folds, seed, onFold }, { members, maxRounds }));
  }
  progress.end();
  const lines = kinds.map((kind) => compare(kind, scores, dataset, seed));
  if (values.json) {
    printJson({ markets: dataset.markets.map(({ name }) => name), timeframe, folds: folds.length, members, lines });
    return;
  }
  const rows = lines.map(({ model, accuracy, auc, brierSkill, gain, interval }) => [
    model,
    points(accuracy, 2),
    auc?.toFixed(4) ?? '–',
    points(brierSkill),
    points(gain),
    interval === null ? '–' : `[${points(interval[0])}, ${points(interval[1])}]`,
  ]);
  const head = ['', 'accuracy, %', 'AUC', 'Brier skill, %', 'beside logistic, points', '95 %'];
  process.stdout.write(`${textTable([head, ...rows])}\n`);
});
