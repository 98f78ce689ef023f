import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileLines } from '../../engine/adapters/files/checkpoints.ts';
import { createProcessTrainer } from '../../engine/adapters/training-process/create-process-trainer.ts';
import { parseSeries, type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { TIMEFRAMES, type Timeframe } from '../../engine/market/timeframe.ts';
import { writeArtefact } from '../../engine/models/artefact.ts';
import { MODEL_KINDS } from '../../engine/models/model.ts';
import type { MarketCandles } from '../../engine/training/dataset.ts';
import { addContext, CONTEXT_OPTIONS, readMarkets } from '../market-files/candle-files.ts';
import { FILE_OPTIONS, fileReadingOf } from '../market-files/file-options.ts';
import { withCandleStore } from '../market-files/open-candles.ts';
import { percentText, plainText } from '../report/number-text.ts';
import { choiceOf, defineCommand, numberOf, printJson, runCommand, UsageError } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import { cardHtml, cardMarkdown, notesOf } from './model-card.ts';

const command = defineCommand({
  name: 'train',
  summary: 'Trains a model on candle files or stored candles and writes its artefact and its card.',
  options: {
    data: { value: 'FILE', many: true, help: 'CSV or JSON of candles, packed or not; BTC/USDT=FILE names the market' },
    ...FILE_OPTIONS,
    symbol: { value: 'S', many: true, help: 'stored candles instead: BTC/USDT, or kraken:EUR/USD' },
    exchange: { value: 'X', fallback: 'binance', help: 'exchange of symbols that name none' },
    timeframe: { value: 'T', required: true, help: `length of the candles: ${TIMEFRAMES.join(' ')}` },
    ...CONTEXT_OPTIONS,
    indicator: {
      value: 'NAME',
      many: true,
      help: 'a technicalindicators feature besides the table, such as ti:CCI(20)',
    },
    model: { value: 'M', fallback: 'ensemble', help: `one of ${MODEL_KINDS.join(' ')}` },
    out: { value: 'DIR', required: true, help: 'folder for the artefact (JSON) and the card (HTML and Markdown)' },
    seed: { value: 'N', fallback: '1', help: 'seed of models that use chance' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Several files or symbols are pooled into one model. Ctrl-C stops; the same command goes on where it stopped.',
    'Example: npm run train -- --data BTCUSD_bitstamp_1h_2018-2022.csv.gz --timeframe 1h --model logistic --out models',
  ],
});

function seriesOf(symbol: string, exchange: string, timeframe: Timeframe): SeriesKey {
  const series = parseSeries(`${symbol.includes(':') ? symbol : `${exchange}:${symbol}`}@${timeframe}`);
  if (series === null) throw new UsageError(`expected --symbol such as BTC/USDT or kraken:EUR/USD, was "${symbol}"`);
  return series;
}

function storedMarkets(series: readonly SeriesKey[]): Promise<readonly MarketCandles[]> {
  return withCandleStore((store) =>
    Promise.all(
      series.map(async (each) => {
        const columns = await store.read(each, 0, Number.MAX_SAFE_INTEGER);
        if (columns.length === 0)
          throw new Error(`expected stored candles of ${seriesName(each)}, was none: npm run backfill fetches them`);
        return { name: seriesName(each), columns };
      }),
    ),
  );
}

/** Aborts at Ctrl-C, once; the process then ends by itself. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('stopped; the same command goes on where it stopped')));
  return stop.signal;
}

await runCommand(command, async (values) => {
  const startedMs = performance.now();
  const timeframe = choiceOf('timeframe', TIMEFRAMES, values.timeframe);
  const kind = choiceOf('model', MODEL_KINDS, values.model);
  const seed = numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  if ((values.data.length === 0) === (values.symbol.length === 0))
    throw new UsageError('expected either --data FILE or --symbol S, was neither or both');
  const series =
    values.data.length > 0
      ? addContext(readMarkets(values.data, timeframe, fileReadingOf(values)), values, timeframe)
      : await storedMarkets(values.symbol.map((symbol) => seriesOf(symbol, values.exchange, timeframe)));
  const progress = createProgress();
  mkdirSync(values.out, { recursive: true });
  const train = createProcessTrainer({ checkpoints: createFileLines(join(values.out, 'unfinished')) });
  const { trained } = await train({
    series,
    timeframe,
    kind,
    seed,
    indicators: values.indicator,
    onProgress: ({ done, total }) => progress.step(kind, done, total),
    signal: stopSignal(),
  });
  progress.end();
  const artefact = writeArtefact(trained);
  const sha256 = createHash('sha256').update(artefact).digest('hex');
  const paths = {
    artefact: join(values.out, `${trained.version}.json`),
    html: join(values.out, `${trained.version}.html`),
    markdown: join(values.out, `${trained.version}.md`),
  };
  writeFileSync(paths.artefact, artefact);
  writeFileSync(paths.html, cardHtml(trained, sha256));
  writeFileSync(paths.markdown, cardMarkdown(trained, sha256));
  const elapsedMs = Math.round(performance.now() - startedMs);
  const { trainedOn, rows, outOfSample, notes = [] } = trained.card;
  if (values.json) {
    printJson({
      version: trained.version,
      kind,
      timeframe,
      trainedOn,
      rows,
      outOfSample,
      notes,
      sha256,
      paths,
      elapsedMs,
    });
    return;
  }
  const figures =
    outOfSample === null
      ? 'too short to judge out of sample'
      : `out of sample ${percentText(outOfSample.accuracy, { digits: 2 })} of ${plainText(outOfSample.rows, { digits: 0 })} right ` +
        `(95 %: ${outOfSample.accuracyInterval.map((bound) => percentText(bound)).join(' to ')}; ` +
        `reversal ${percentText(outOfSample.reversalAccuracy, { digits: 2 })}), ` +
        `Brier skill ${percentText(outOfSample.brierSkill, { digits: 2 })}`;
  const lines = [
    `${trained.version}: ${plainText(rows, { digits: 0 })} rows of ${trainedOn.join(', ')}; ${figures}`,
    ...notesOf(trained.card),
  ];
  process.stdout.write(`${[...lines, ...Object.values(paths)].join('\n')}\ntook ${(elapsedMs / 1_000).toFixed(1)} s\n`);
});
