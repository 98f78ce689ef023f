import { writeFileSync } from 'node:fs';
import { judgeModel } from '../engine/evaluation/evaluate-model.ts';
import { frozenPlan, walkForwardPlan } from '../engine/evaluation/protocols.ts';
import { TIMEFRAMES, timeframeMs } from '../engine/market/timeframe.ts';
import { AVAILABLE_KINDS, modelMaker } from '../engine/models/create-model.ts';
import type { Fit } from '../engine/models/fit.ts';
import { prepareDataset } from '../engine/training/dataset.ts';
import { choiceOf, dateOf, defineCommand, numberOf, printJson, runCommand, UsageError } from './arguments.ts';
import { readMarkets } from './candle-files.ts';
import { evaluationText } from './evaluation-table.ts';
import { createProgress } from './progress.ts';
import { evaluationReport } from './report/evaluation-report.ts';

const command = defineCommand({
  name: 'evaluate',
  summary: 'Judges a model on candle files: walk-forward, or frozen at a day and tested on other files.',
  options: {
    data: { value: 'FILE', many: true, say: 'CSV or CSV.gz of candles; BTC/USDT=FILE names the market' },
    timeframe: { value: 'T', required: true, say: `length of the candles: ${TIMEFRAMES.join(' ')}` },
    model: { value: 'M', fallback: 'logistic', say: `one of ${AVAILABLE_KINDS.join(' ')}` },
    'test-data': {
      value: 'FILE',
      many: true,
      say: 'test on these files a model trained on --data until --train-until',
    },
    'train-until': { value: 'D', say: 'day at which the model is frozen, such as 2021-01-01; goes with --test-data' },
    seed: { value: 'N', fallback: '1', say: 'seed of the bootstrap and of models that use chance' },
    report: { value: 'F.html', say: 'also write a report with plots as one HTML file' },
    json: { say: 'print one JSON object' },
  },
  notes: ['Example: npm run evaluate -- --data BTCUSD_bitstamp_1h_2018-2022.csv.gz --timeframe 1h --model logistic'],
});

await runCommand(command, async (values) => {
  const startedMs = performance.now();
  const timeframe = choiceOf('timeframe', TIMEFRAMES, values.timeframe);
  const model = choiceOf('model', AVAILABLE_KINDS, values.model);
  const seed = numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  if (values.data.length === 0) throw new UsageError('expected --data FILE, was not given');
  const trainUntil = values['train-until'];
  const testFiles = values['test-data'];
  if ((trainUntil === null) !== (testFiles.length === 0))
    throw new UsageError('expected --test-data and --train-until together, was one without the other');
  const trainUntilMs = trainUntil === null ? null : dateOf('train-until', trainUntil);
  const dataset = prepareDataset(readMarkets(values.data, timeframe), timeframeMs(timeframe));
  const progress = createProgress();
  const maker = modelMaker(model);
  const notes: string[] = maker.note === undefined ? [] : [maker.note];
  const fit: Fit = (input) =>
    maker.fit({
      ...input,
      onProgress({ text, done, total }) {
        if (done === 0 && !notes.includes(text)) notes.push(text);
        progress.step(`${model}, ${text}`, done, total);
      },
    });
  const question = { model, timeframe, seed, fit };
  const plan =
    trainUntilMs === null
      ? walkForwardPlan(question, dataset, progress.step)
      : await frozenPlan(
          question,
          { training: dataset, test: readMarkets(testFiles, timeframe), trainUntilMs },
          progress.step,
        );
  const { report, decisions } = await judgeModel(plan);
  progress.end();
  if (values.report !== null) writeFileSync(values.report, evaluationReport(report, decisions));
  const elapsedMs = Math.round(performance.now() - startedMs);
  if (values.json) printJson({ ...report, notes, elapsedMs });
  else process.stdout.write(`${[evaluationText(report, elapsedMs), ...notes].join('\n')}\n`);
});
