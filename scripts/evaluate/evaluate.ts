import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { readConfig } from '../../bot/config.ts';
import { createFileCheckpoints } from '../../engine/adapters/files/checkpoints.ts';
import { measuredBackend } from '../../engine/adapters/tensorflow/measured-backend.ts';
import { type EvaluationPlan, judgeModel } from '../../engine/evaluation/judge-model.ts';
import { LOCKBOX_MS } from '../../engine/evaluation/lockbox.ts';
import type { EvaluationReport } from '../../engine/evaluation/report.ts';
import { frozenPlan, type ModelQuestion, walkForwardPlan } from '../../engine/evaluation/walk-forward-plan.ts';
import { sliceColumns } from '../../engine/market/candle.ts';
import { TIMEFRAMES, type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { Fit } from '../../engine/models/fit.ts';
import { MODEL_KINDS, type ModelKind } from '../../engine/models/model.ts';
import { modelMaker } from '../../engine/models/model-maker.ts';
import { type Dataset, type MarketCandles, prepareDataset } from '../../engine/training/dataset.ts';
import { spanOf } from '../../engine/training/split.ts';
import { absentHourNotes } from '../market-files/absent-hour-notes.ts';
import { addContext, CONTEXT_OPTIONS, readMarkets } from '../market-files/candle-files.ts';
import { FILE_OPTIONS, fileReadingOf } from '../market-files/file-options.ts';
import { levelBreakNotes, noteSections } from '../market-files/level-break-notes.ts';
import { evaluationReport, modelAlarmText } from '../report/evaluation-report.ts';
import { fitStageText, makerNotes } from '../report/fit-text.ts';
import { trialSection } from '../report/trial-section.ts';
import { recordResult } from '../results/record-result.ts';
import {
  choiceOf,
  dateOf,
  defineCommand,
  numberOf,
  type OptionValues,
  printJson,
  runCommand,
  UsageError,
} from '../terminal/arguments.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { checkLeaks, leakText } from './evaluate-leaks.ts';
import { openRecords, packageVersion } from './evaluate-records.ts';
import { evaluationFigures } from './evaluation-figures.ts';
import { evaluationText, trialText } from './evaluation-table.ts';

const command = defineCommand({
  name: 'evaluate',
  summary: 'Judges a model on candle files: walk-forward, or frozen at a day and tested on other files.',
  options: {
    data: { value: 'FILE', many: true, help: 'CSV or JSON of candles, packed or not; BTC/USDT=FILE names the market' },
    ...FILE_OPTIONS,
    timeframe: { value: 'T', required: true, help: `length of the candles: ${TIMEFRAMES.join(' ')}` },
    model: { value: 'M', fallback: 'ensemble', help: `one of ${MODEL_KINDS.join(' ')}` },
    'test-data': {
      value: 'FILE',
      many: true,
      help: 'test on these files a model trained on --data until --train-until',
    },
    'train-until': { value: 'D', help: 'day at which the model is frozen, such as 2021-01-01; goes with --test-data' },
    ...CONTEXT_OPTIONS,
    indicator: {
      value: 'NAME',
      many: true,
      help: 'a technicalindicators feature besides the table, such as ti:CCI(20)',
    },
    seed: { value: 'N', fallback: '1', help: 'seed of the bootstrap and of models that use chance' },
    report: { value: 'F.html', help: 'also write a report with plots as one HTML file' },
    trials: { value: 'F', help: 'registry of trials (default trials.jsonl under DATA_DIR); its tests join --json' },
    'before-lockbox': { help: 'leave the newest 12 months alone, as development should' },
    lockbox: { help: 'judge on the newest 12 months: once per release, and logged' },
    release: { value: 'R', help: 'name of the release that reads the lockbox (default the version of package.json)' },
    'leak-check': { help: 'check features for knowledge of the future instead of judging a model' },
    feature: { value: 'FILE', many: true, help: 'with --leak-check: check the functions of candles this file exports' },
    record: { value: 'LABEL', help: 'also write the figures as the row LABEL of engine/evaluation/RESULTS.md' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Every configuration judged goes into the registry of trials. Ctrl-C stops; the same command goes on where it stopped.',
    'Example: npm run evaluate -- --data BTCUSD_bitstamp_1h_2018-2022.csv.gz --timeframe 1h --model logistic',
    'Leaks: npm run evaluate -- --leak-check --feature my-feature.ts --data FILE --timeframe 1h, where the file',
    '  exports functions of candles {length, openTimeMs, open, high, low, close, volume}, each giving a Float64Array.',
  ],
});

type Values = OptionValues<typeof command.options>;

function requireFitting(values: Values): void {
  if (values.data.length === 0) throw new UsageError('expected --data FILE, was not given');
  if ((values['train-until'] === null) !== (values['test-data'].length === 0))
    throw new UsageError('expected --test-data and --train-until together, was one without the other');
  const isFrozen = values['train-until'] !== null;
  if (values.lockbox && (isFrozen || values['before-lockbox']))
    throw new UsageError('expected --lockbox alone, was with --test-data or --before-lockbox');
  if (values.feature.length > 0 && !values['leak-check'])
    throw new UsageError('expected --feature with --leak-check, was without');
}

/** Where the newest 12 months of a data set begin. */
function lockboxFromMs(dataset: Dataset): number {
  return spanOf(dataset).endMs - LOCKBOX_MS;
}

/** The candles that have closed before the lockbox begins. */
function beforeLockbox(markets: readonly MarketCandles[], dataset: Dataset, indicators: readonly string[]): Dataset {
  const untilMs = lockboxFromMs(dataset) - dataset.timeframeMs;
  const older = markets.map(({ name, columns }) => ({
    name,
    columns: sliceColumns(columns, 0, columns.openTimeMs.filter((openMs) => openMs < untilMs).length),
  }));
  return prepareDataset(older, dataset.timeframeMs, { indicators });
}

interface Question {
  readonly question: ModelQuestion;
  /** What the reader of the figures should know of the model. */
  readonly notes: readonly string[];
}

function questionOf(values: Values, timeframe: Timeframe, progress: Progress): Question {
  const model: ModelKind = choiceOf('model', MODEL_KINDS, values.model);
  const seed = numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  const maker = modelMaker(model, measuredBackend);
  const notes: string[] = [...makerNotes(maker)];
  const fit: Fit = (input) =>
    maker.fit({
      ...input,
      onProgress({ stage, done, total }) {
        const text = fitStageText(stage);
        if (done === 0 && !notes.includes(text)) notes.push(text);
        progress.step(`${model}, ${text}`, done, total);
      },
    });
  const checkpointOf = createFileCheckpoints(resolve(readConfig().dataDir, 'evaluation', 'unfinished'));
  return { question: { model, timeframe, seed, fit, checkpointOf }, notes };
}

async function planOf(values: Values, question: ModelQuestion, progress: Progress): Promise<EvaluationPlan> {
  const { timeframe } = question;
  const markets = addContext(readMarkets(values.data, timeframe, fileReadingOf(values)), values, timeframe);
  const indicators = values.indicator;
  const dataset = prepareDataset(markets, timeframeMs(timeframe), { indicators });
  const step = async (name: string, done: number, total: number): Promise<void> => {
    progress.step(name, done, total);
    // Without this Ctrl-C would wait for the end of a walk that never waits for anything.
    await yieldToLoop();
  };
  const trainUntil = values['train-until'];
  if (trainUntil !== null) {
    const trainUntilMs = dateOf('train-until', trainUntil);
    return frozenPlan(
      question,
      {
        training: dataset,
        test: addContext(readMarkets(values['test-data'], timeframe, fileReadingOf(values)), values, timeframe),
        trainUntilMs,
      },
      step,
    );
  }
  if (values['before-lockbox']) return walkForwardPlan(question, beforeLockbox(markets, dataset, indicators), step);
  const judged = values.lockbox ? { ...question, judgeFromMs: lockboxFromMs(dataset) } : question;
  return walkForwardPlan(judged, dataset, step);
}

/** What makes a report worthless however good it looks, in words; each ends the command with exit code 1. */
function alarmsOf({
  rows,
  accuracy,
  auc,
  excludedLookBack,
  excludedNotAdjacent,
  excludedEqual,
}: EvaluationReport): readonly string[] {
  if (rows === 0)
    return [
      `expected decisions to judge, there are none: ${excludedLookBack} candles without a decision, ` +
        `${excludedNotAdjacent} without a next candle, ${excludedEqual} where it closed as it opened; ` +
        `more history is needed than the first training window`,
    ];
  if (auc !== null) return [];
  const share = accuracy === null ? '' : `, so an accuracy of ${(100 * accuracy).toFixed(1)} % says nothing`;
  return [`expected candles that rise and candles that fall, all ${rows} judged ones went one way${share}`];
}

async function judge(values: Values, timeframe: Timeframe): Promise<void> {
  const startedMs = performance.now();
  const progress = createProgress();
  const { question, notes: aboutModel } = questionOf(values, timeframe, progress);
  const records = openRecords(values.trials);
  const plan = await planOf(values, question, progress);
  const release = values.release ?? packageVersion();
  const markets = plan.dataset.markets.map(({ name }) => name);
  if (values.lockbox) records.requireUnread({ release, markets, timeframe });
  const { report, decisions } = await judgeModel(plan);
  progress.end();
  const tested = plan.dataset.markets.map(({ name, candles }) => ({ name, columns: candles }));
  const breaks = levelBreakNotes(tested, timeframe);
  const absent = absentHourNotes(tested, timeframe);
  const notes = [...breaks, ...absent, ...aboutModel];
  if (values.lockbox) records.recordReading(report, release);
  const trials = records.recordTrial({ report, decisions, seed: question.seed });
  if (values.report !== null)
    writeFileSync(
      values.report,
      evaluationReport(report, decisions, [...noteSections([...breaks, ...absent]), trialSection(trials)]),
    );
  if (values.record !== null) recordResult(values.record, evaluationFigures(report));
  for (const alarm of alarmsOf(report)) {
    process.stderr.write(`evaluate: ${alarm}\n`);
    process.exitCode = 1;
  }
  const elapsedMs = Math.round(performance.now() - startedMs);
  // Only where a registry was named: otherwise the same command would print different figures as the registry grows.
  const registry = values.trials === null ? {} : { trials };
  if (values.json) printJson({ ...report, alarms: report.alarms.map(modelAlarmText), notes, ...registry, elapsedMs });
  else process.stdout.write(`${[evaluationText(report, elapsedMs), trialText(trials), ...notes].join('\n')}\n`);
}

async function leaks(values: Values, timeframe: Timeframe): Promise<void> {
  const seed = numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  const markets = readMarkets(values.data, timeframe, fileReadingOf(values));
  const found = await checkLeaks(markets, { files: values.feature, timeframeMs: timeframeMs(timeframe), seed });
  if (values.json) printJson(found);
  else process.stdout.write(`${leakText(found)}\n`);
  if (!found.ok) process.exitCode = 1;
}

process.once('SIGINT', () => {
  process.stderr.write('evaluate: stopped; the same command goes on where it stopped\n');
  process.exit(1);
});

await runCommand(command, async (values) => {
  const timeframe = choiceOf('timeframe', TIMEFRAMES, values.timeframe);
  requireFitting(values);
  if (values['leak-check']) await leaks(values, timeframe);
  else await judge(values, timeframe);
});
