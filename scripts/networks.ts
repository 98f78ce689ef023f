import { pairedBootstrapInterval, WEEKLY_BOOTSTRAP } from '../engine/evaluation/bootstrap.ts';
import {
  accuracyScore,
  aucScore,
  brierLoss,
  confusionOf,
  type Judged,
  skillScore,
} from '../engine/evaluation/metrics.ts';
import { pick } from '../engine/evaluation/slices.ts';
import { TIMEFRAMES, timeframeMs } from '../engine/market/timeframe.ts';
import { modelMaker } from '../engine/models/create-model.ts';
import { NETWORK_CONFIG } from '../engine/models/network/fit-network.ts';
import { type Dataset, prepareDataset } from '../engine/training/dataset.ts';
import { protocolFor, spanOf, walkForwardFolds } from '../engine/training/split.ts';
import { type WalkForwardPlan, walkForward } from '../engine/training/walk-forward.ts';
import { choiceOf, defineCommand, numberOf, printJson, runCommand, UsageError } from './arguments.ts';
import { readMarkets } from './candle-files.ts';
import { createProgress } from './progress.ts';
import { textTable } from './text-table.ts';
import { type Transformers, transformerMaker } from './transformer-fit.ts';

const KINDS = ['logistic', 'boosting', 'gru', 'lstm', 'transformer'] as const;
type Kind = (typeof KINDS)[number];
const DAY_MS = 86_400_000;

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

/** Out-of-sample scores of one kind, fitted afresh for every block. */
async function scoresOf(
  kind: Kind,
  walk: Omit<WalkForwardPlan, 'fit'>,
  transformers: Transformers,
): Promise<Float64Array> {
  const { fit } = kind === 'transformer' ? await transformerMaker(transformers) : modelMaker(kind);
  return (await walkForward({ ...walk, fit: (input) => fit({ ...input, fresh: true }) })).score;
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
