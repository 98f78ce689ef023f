import { measuredBackend } from '../../engine/adapters/tensorflow/measured-backend.ts';
import { type SkillGain, skillGainOver } from '../../engine/evaluation/gain.ts';
import { pick } from '../../engine/evaluation/slices.ts';
import { TIMEFRAMES, type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import { modelMaker } from '../../engine/models/model-maker.ts';
import { NETWORK_CONFIG } from '../../engine/models/network/fit-network.ts';
import {
  accuracyScore,
  aucScore,
  brierLoss,
  confusionOf,
  type Judged,
  skillScore,
} from '../../engine/statistics/metrics.ts';
import { DAY_MS } from '../../engine/time.ts';
import { type Dataset, prepareDataset } from '../../engine/training/dataset.ts';
import { protocolFor, spanOf, walkForwardFolds } from '../../engine/training/split.ts';
import { type WalkForward, type WalkForwardPlan, walkForward } from '../../engine/training/walk-forward.ts';
import { openRecords } from '../evaluate/evaluate-records.ts';
import { readMarkets } from '../market-files/candle-files.ts';
import { FILE_OPTIONS, fileReadingOf } from '../market-files/file-options.ts';
import { choiceOf, defineCommand, numberOf, printJson, runCommand, UsageError } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import { textTable } from '../terminal/text-table.ts';
import { type Transformers, transformerMaker } from './transformer-fit.ts';

const KINDS = ['logistic', 'boosting', 'gru', 'lstm', 'transformer'] as const;
type Kind = (typeof KINDS)[number];

const command = defineCommand({
  name: 'networks',
  summary:
    'Compares networks, a small transformer encoder among them, with a straight line on the same walk-forward blocks.',
  options: {
    data: { value: 'FILE', many: true, help: 'CSV or JSON of candles, packed or not' },
    ...FILE_OPTIONS,
    timeframe: { value: 'T', required: true, help: `length of the candles: ${TIMEFRAMES.join(' ')}` },
    model: { value: 'M', many: true, help: `which (default all): ${KINDS.join(' ')}` },
    members: { value: 'N', fallback: '2', help: 'transformers from different seeds that are averaged' },
    rounds: { value: 'N', fallback: String(NETWORK_CONFIG.training.maxRounds), help: 'most rounds of a transformer' },
    seed: { value: 'N', fallback: '1', help: 'seed' },
    trials: { value: 'F', help: 'registry of trials (default trials.jsonl under DATA_DIR)' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Everything is refitted as rarely as networks are (180 days at 1 h and above, 42 below), ' +
      'without recalibration, and compared with the logistic regression.',
    'The transformer is trained by TensorFlow.js: some ten minutes a member for 33 thousand hours ' +
      'on the wasm backend. Every kind compared goes into the registry of trials.',
  ],
});

/** Out-of-sample scores of one kind, fitted afresh for every block. */
async function walkOf(
  kind: Kind,
  walk: Omit<WalkForwardPlan, 'fit'>,
  transformers: Transformers,
): Promise<WalkForward> {
  const { fit } = kind === 'transformer' ? await transformerMaker(transformers) : modelMaker(kind, measuredBackend);
  return walkForward({ ...walk, fit: (input) => fit({ ...input, fresh: true }) });
}

interface Line extends SkillGain {
  readonly model: Kind;
  readonly accuracy: number | null;
  readonly auc: number | null;
  readonly brierSkill: number | null;
}

/** Walks over the same blocks, on the decisions that all of them took. */
interface Compared {
  readonly dataset: Dataset;
  readonly walks: ReadonlyMap<Kind, WalkForward>;
  readonly reversal: WalkForward;
  readonly seed: number;
}

/** Each kind compared with the logistic regression; every one is a trial of the registry. */
function compare({ dataset, walks, reversal, seed }: Compared, timeframe: Timeframe, trialsPath: string | null) {
  const columns = [dataset.up, ...[...walks.values()].map(({ score }) => score)];
  const rows = Int32Array.from(dataset.up.keys()).filter((row) =>
    columns.every((column) => !Number.isNaN(column[row] ?? Number.NaN)),
  );
  const up = pick(dataset.up, rows);
  const timeMs = pick(dataset.closeTimeMs, rows);
  const judged = (column: Float64Array): Judged => ({ probability: pick(column, rows), up });
  const records = openRecords(trialsPath);
  const isoAt = (place: number): string | null =>
    rows.length === 0 ? null : new Date(timeMs.toSorted().at(place) ?? 0).toISOString();
  const line = walks.get('logistic');
  return [...walks].map(([model, { score, baseRate }]): Line => {
    const ours = judged(score);
    const baseLoss = brierLoss(judged(baseRate)) ?? Number.NaN;
    const figures = {
      accuracy: accuracyScore(confusionOf(ours)),
      auc: aucScore(ours),
      brierSkill: skillScore(brierLoss(ours), baseLoss),
    };
    const markets = dataset.markets.map(({ name }) => name);
    const span = { from: isoAt(0), to: isoAt(-1), rows: rows.length };
    records.recordTrial({
      report: { model: `${model}, refitted rarely`, markets, timeframe, protocol: 'walk-forward', ...span, ...figures },
      decisions: {
        dataset,
        timeMs,
        judged: ours,
        baselines: new Map([['reversal', judged(reversal.score)]]),
        score,
        probability: score,
      },
      seed,
    });
    const theirs = judged(line?.score ?? score);
    return { model, ...figures, ...skillGainOver({ ours, theirs, timeMs, seed }, baseLoss) };
  });
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
  const dataset = prepareDataset(readMarkets(values.data, timeframe, fileReadingOf(values)), timeframeMs(timeframe));
  const { hours, minutes } = NETWORK_CONFIG.refitDays;
  const refitMs = (dataset.timeframeMs >= 3_600_000 ? hours : minutes) * DAY_MS;
  const folds = walkForwardFolds(spanOf(dataset), { ...protocolFor(dataset.timeframeMs), refitMs });
  if (folds.length === 0) throw new UsageError('expected more candles than the first training window, was fewer');
  const progress = createProgress();
  const walks = new Map<Kind, WalkForward>();
  for (const kind of kinds) {
    const onFold = (done: number, total: number): void => progress.step(kind, done, total);
    walks.set(kind, await walkOf(kind, { dataset, folds, seed, onFold }, { members, maxRounds }));
  }
  const reversal = await walkForward({ dataset, folds, seed, fit: modelMaker('reversal').fit });
  progress.end();
  const lines = compare({ dataset, walks, reversal, seed }, timeframe, values.trials);
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
