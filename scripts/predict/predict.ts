import { ENGLISH } from '../../bot/texts/language.ts';
import { reasonText } from '../../bot/texts/reason-text.ts';
import { candleAt, sliceColumns } from '../../engine/market/candle.ts';
import { symbolIn } from '../../engine/market/series.ts';
import { TIMEFRAMES, type Timeframe } from '../../engine/market/timeframe.ts';
import { MODEL_KINDS, type ModelKind } from '../../engine/models/model.ts';
import type { CandleStore } from '../../engine/ports.ts';
import type { PredictionAnswer } from '../../engine/predict.ts';
import { createPredictor } from '../../engine/predictor.ts';
import { LOOK_BACK_CANDLES } from '../../engine/signals/evaluate.ts';
import { trainModel } from '../../engine/training/train.ts';
import { readMarkets } from '../market-files/candle-files.ts';
import { FILE_OPTIONS, fileReadingOf } from '../market-files/file-options.ts';
import { choiceOf, defineCommand, numberOf, printJson, runCommand, UsageError } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import { predictStored } from './predict-stored.ts';

const command = defineCommand({
  name: 'predict',
  summary:
    'Predicts the candle after the newest: of a stored market, or of a file (trained on all of it but the newest).',
  options: {
    symbol: { value: 'S', help: 'a stored market, such as BTC/USDT; its serving model answers, or one fitted now' },
    data: {
      value: 'FILE',
      help: 'instead: CSV or JSON of candles, packed or not; BTC/USDT=FILE names the market',
    },
    ...FILE_OPTIONS,
    timeframe: { value: 'T', required: true, help: `length of the candles: ${TIMEFRAMES.join(' ')}` },
    exchange: { value: 'ID', help: 'with --symbol: the venue, where several have the market' },
    model: { value: 'M', help: `fit one of ${MODEL_KINDS.join(' ')} (a file: logistic unless given)` },
    seed: { value: 'N', fallback: '1', help: 'seed of models that use chance' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Examples:',
    '  npm run predict -- --symbol BTC/USDT --timeframe 1h',
    '  npm run predict -- --data BTC/USDT=candles.csv --timeframe 1h --model boosting',
  ],
});

const DISCLAIMER = ENGLISH.plain('disclaimer-prediction');

const refuse = (): Promise<never> =>
  Promise.reject(new Error('expected no use of the candle store: the candles come with the request'));

/** The request brings its candles, so nothing is ever read from a store. */
const NO_STORE: CandleStore = { append: refuse, read: refuse, readNewest: refuse, newestOpenTimeMs: refuse };

/** Data quality as the API answers it: with sentences. */
function qualityBody({ dataQuality: { stamp, reasons } }: PredictionAnswer) {
  return { stamp, reasons: reasons.map((reason) => reasonText(reason, ENGLISH)) };
}

function answerText(answer: PredictionAnswer): string {
  const {
    action,
    symbol,
    timeframe,
    closeTime,
    direction,
    confidencePercent,
    expectedValueBps,
    dataQuality,
    modelVersion,
  } = answer;
  const reasons =
    dataQuality.reasons.length > 0
      ? ` (${dataQuality.reasons.map((reason) => reasonText(reason, ENGLISH)).join('; ')})`
      : '';
  const value = expectedValueBps === null ? 'unknown' : `${expectedValueBps.toFixed(1)} bps`;
  return [
    `${action} ${symbol} ${timeframe}: the candle after ${closeTime} more likely goes ${direction}, ` +
      `confidence ${confidencePercent.toFixed(1)} %`,
    `expected value after cost ${value}; data ${dataQuality.stamp}${reasons}; model ${modelVersion}`,
    DISCLAIMER,
  ].join('\n');
}

interface FileQuestion {
  readonly data: string;
  readonly reading: ReturnType<typeof fileReadingOf>;
  readonly timeframe: Timeframe;
  readonly kind: ModelKind;
  readonly seed: number;
}

async function predictFile({ data, reading, timeframe, kind, seed }: FileQuestion): Promise<PredictionAnswer> {
  const [market] = readMarkets([data], timeframe, reading);
  if (market === undefined) throw new UsageError('expected --data FILE, was not given');
  const { name, columns } = market;
  const symbol = symbolIn(name);
  const progress = createProgress();
  const onFold = (done: number, total: number): void => progress.step(kind, done, total);
  const trained = await trainModel({
    series: [{ name, columns: sliceColumns(columns, 0, -1) }],
    timeframe,
    kind,
    seed,
    onFold,
  });
  progress.end();
  const predict = createPredictor({
    series: [],
    knownSymbols: [symbol],
    candles: NO_STORE,
    modelFor: () => trained,
    confidencesBefore: () => Promise.resolve(trained.recentConfidences),
  });
  const newest = sliceColumns(columns, -LOOK_BACK_CANDLES);
  const candles = Array.from({ length: newest.length }, (_, row) => candleAt(newest, row));
  const result = await predict({ symbol, timeframe, candles });
  if (result.type === 'refused') throw new Error(reasonText(result.reason, ENGLISH));
  return result.answer;
}

await runCommand(command, async (values) => {
  const timeframe = choiceOf('timeframe', TIMEFRAMES, values.timeframe);
  const kind = values.model === null ? null : choiceOf('model', MODEL_KINDS, values.model);
  const seed = numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  const { data, symbol, exchange } = values;
  if ((data === null) === (symbol === null))
    throw new UsageError(`expected either --symbol S or --data FILE, was ${data === null ? 'neither' : 'both'}`);
  const progress = createProgress();
  const answer =
    data !== null
      ? await predictFile({ data, reading: fileReadingOf(values), timeframe, kind: kind ?? 'logistic', seed })
      : await predictStored({
          ...{ symbol: symbol ?? '', timeframe, exchange, kind, seed, nowMs: Date.now() },
          onFold: (of, done, total) => progress.step(of, done, total),
          note: (line) => void process.stderr.write(`${line}\n`),
        });
  progress.end();
  if (values.json) printJson({ ...answer, dataQuality: qualityBody(answer), disclaimer: DISCLAIMER });
  else process.stdout.write(`${answerText(answer)}\n`);
});
