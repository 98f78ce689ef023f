import { writeFileSync } from 'node:fs';
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { measuredBackend } from '../../engine/adapters/tensorflow/measured-backend.ts';
import { type Ablation, type AblationPart, ablate } from '../../engine/evaluation/ablation.ts';
import { FEATURES, featureRow } from '../../engine/features/table.ts';
import { TIMEFRAMES, timeframeMs } from '../../engine/market/timeframe.ts';
import { MODEL_KINDS } from '../../engine/models/model.ts';
import { modelMaker } from '../../engine/models/model-maker.ts';
import { type Dataset, fitInputOf, prepareDataset } from '../../engine/training/dataset.ts';
import { contributionsOf } from '../../engine/training/feature-weights.ts';
import { trainingRows } from '../../engine/training/split.ts';
import { addContext, CONTEXT_OPTIONS, readMarkets } from '../market-files/candle-files.ts';
import { FILE_OPTIONS, fileReadingOf } from '../market-files/file-options.ts';
import { choiceOf, defineCommand, numberOf, printJson, runCommand, UsageError } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import { type FeatureReport, featureMarkdown } from './feature-document.ts';

const command = defineCommand({
  name: 'features',
  summary: 'Writes the document of features: what each is, why it may matter, its weight, and what is lost without it.',
  options: {
    data: { value: 'FILE', many: true, help: 'CSV or JSON of candles, packed or not; BTC/USDT=FILE names the market' },
    ...FILE_OPTIONS,
    timeframe: { value: 'T', required: true, help: `length of the candles: ${TIMEFRAMES.join(' ')}` },
    ...CONTEXT_OPTIONS,
    model: { value: 'M', fallback: 'logistic', help: `model to weigh them with: ${MODEL_KINDS.join(' ')}` },
    indicator: { value: 'NAME', many: true, help: 'a technicalindicators feature besides, such as ti:CCI(20)' },
    each: { help: 'also leave out every feature alone, not only every group' },
    out: { value: 'F.md', help: 'write the document here (default: standard output)' },
    seed: { value: 'N', fallback: '1', help: 'seed of the bootstrap and of models that use chance' },
    json: { help: 'print one JSON object' },
  },
  notes: ['Example: npm run features -- --data BTCUSD_bitstamp_1h_2018-2022.csv.gz --timeframe 1h --each --out F.md'],
});

/** The groups among the features, and where wanted every feature alone. */
function partsOf({ matrix: { names } }: Dataset, each: boolean): readonly AblationPart[] {
  const groups = [...new Set(FEATURES.map(({ group }) => group))].flatMap((group): readonly AblationPart[] => {
    const features = names.filter((name) => featureRow(name).group === group);
    return features.length === 0 || features.length === names.length ? [] : [{ name: group, features }];
  });
  return each ? [...groups, ...names.map((name) => ({ name, features: [name] }))] : groups;
}

await runCommand(command, async (values) => {
  const timeframe = choiceOf('timeframe', TIMEFRAMES, values.timeframe);
  const kind = choiceOf('model', MODEL_KINDS, values.model);
  const seed = numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  if (values.data.length === 0) throw new UsageError('expected --data FILE, was not given');
  const markets = addContext(readMarkets(values.data, timeframe, fileReadingOf(values)), values, timeframe);
  const dataset = prepareDataset(markets, timeframeMs(timeframe), { indicators: values.indicator });
  const maker = modelMaker(kind, measuredBackend);
  const progress = createProgress();
  const ablation: Ablation = await ablate({
    dataset,
    fit: maker.fit,
    seed,
    parts: partsOf(dataset, values.each),
    async onProgress(done, total) {
      progress.step(`${kind} without parts`, done, total);
      await yieldToLoop();
    },
  });
  const rows = trainingRows(dataset, { trainFromMs: Number.NEGATIVE_INFINITY, trainUntilMs: Number.POSITIVE_INFINITY });
  const model = await maker.fit(fitInputOf(dataset, rows, { seed, previous: null, fresh: true }));
  progress.end();
  const report: FeatureReport = {
    kind,
    timeframe,
    markets: dataset.markets.map(({ name }) => name),
    contributions: contributionsOf(model, dataset.matrix, rows),
    ablation,
  };
  if (values.json) {
    printJson({ ...report, contributions: Object.fromEntries(report.contributions) });
    return;
  }
  const text = featureMarkdown(report);
  if (values.out === null) process.stdout.write(text);
  else writeFileSync(values.out, text);
});
