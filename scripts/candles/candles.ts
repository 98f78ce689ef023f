import { basename, join } from 'node:path';
import { candleFileFormat, writeCandleFile } from '../../engine/adapters/files/candle-file.ts';
import { createMongoCandleArchive } from '../../engine/adapters/mongo/candles/candle-archive.ts';
import { createMongoCandles } from '../../engine/adapters/mongo/candles/candles.ts';
import { ensureIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { CandleArchive, CandleStore } from '../../engine/ports.ts';
import { DAY_MS } from '../../engine/time.ts';
import { createClosedCandles } from '../../engine/walk/closed-candles.ts';
import { seriesOf, withDatabase } from '../market-files/open-candles.ts';
import { openBucket, parseS3Address } from '../s3-files/s3-address.ts';
import { withFolder } from '../s3-files/with-folder.ts';
import { dateOf, defineCommand, numberOf, printJson, runCommand, UsageError } from '../terminal/arguments.ts';

/** Candle lengths that a stored bucket spans. */
const BUCKET_CANDLES = 1_000;

const command = defineCommand({
  name: 'candles',
  summary: 'Lists the stored candles, writes them to a file, or removes old ones.',
  options: {
    list: { help: 'every series with its candles, first and last time' },
    export: { value: 'FILE', help: 'write one series to FILE.csv.gz or FILE.parquet, which may be s3://BUCKET/KEY' },
    prune: { help: 'remove candles older than --keep-days; a bucket of 1,000 goes as a whole or stays' },
    check: { help: 'with --prune: say what would go, remove nothing' },
    exchange: { value: 'ID', help: 'venue of the series' },
    symbol: { value: 'S', help: 'market of the series, such as BTC/USDT' },
    timeframe: { value: 'T', help: 'candle length of the series' },
    since: { value: 'D', help: 'with --export: first day, such as 2021-01-01' },
    until: { value: 'D', help: 'with --export: day to stop before' },
    'keep-days': {
      value: 'N',
      help: 'with --prune: days that stay, counted back from the newest candle of each series',
    },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Examples:',
    '  npm run candles -- --list',
    '  npm run candles -- --export btc.parquet --exchange binance --symbol BTC/USDT --timeframe 1h --since 2023-01-01',
    '  npm run candles -- --export s3://archive/candles/btc.parquet --exchange binance --symbol BTC/USDT --timeframe 1h',
    '  npm run candles -- --prune --keep-days 1825 --check',
    'Without --exchange, --symbol and --timeframe, --prune is about every series. Models train on two years: keep more.',
  ],
});

type Values = Parameters<Parameters<typeof runCommand<(typeof command)['options']>>[1]>[0];

interface Stores {
  readonly archive: CandleArchive;
  readonly candles: CandleStore;
}

function show(values: Values, result: object, text: string): void {
  if (values.json) printJson(result);
  else process.stdout.write(`${text}\n`);
}

const dayOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);

/** The series that the options name, null when they name none. */
function namedSeries({ exchange, symbol, timeframe }: Values): SeriesKey | null {
  if (exchange === null && symbol === null && timeframe === null) return null;
  return seriesOf(exchange ?? 'none', symbol ?? 'none', timeframe ?? 'none');
}

const minuteOf = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')}`;

async function list(values: Values, { archive, candles: store }: Stores): Promise<void> {
  const found = [];
  for (const summary of await archive.list()) {
    const { series, oldestBucketMs, newestOpenMs } = summary;
    const oldest = await store.read(
      series,
      oldestBucketMs,
      oldestBucketMs + BUCKET_CANDLES * timeframeMs(series.timeframe),
    );
    found.push({ ...summary, firstOpenMs: oldest.openTimeMs[0] ?? newestOpenMs });
  }
  const lines = found.map(
    ({ series, candles, firstOpenMs, newestOpenMs }) =>
      `${seriesName(series)}  ${candles.toLocaleString('en')} candles, ${minuteOf(firstOpenMs)} → ${minuteOf(newestOpenMs)} UTC`,
  );
  const shown = found.map(({ series, candles, firstOpenMs, oldestBucketMs, newestOpenMs }) => {
    const times = { first: new Date(firstOpenMs).toISOString(), last: new Date(newestOpenMs).toISOString() };
    return { name: seriesName(series), candles, ...times, firstOpenMs, oldestBucketMs, newestOpenMs };
  });
  show(values, { series: shown }, lines.length === 0 ? 'no candles are stored' : lines.join('\n'));
}

async function exportSeries(values: Values, path: string, { candles }: Stores): Promise<void> {
  const series = namedSeries(values);
  const format = candleFileFormat(path);
  if (series === null) throw new UsageError('expected --exchange, --symbol and --timeframe with --export');
  if (format === null) throw new UsageError(`expected --export to name a .csv.gz or .parquet file, was "${path}"`);
  const sinceMs = values.since === null ? 0 : dateOf('since', values.since);
  const untilMs = values.until === null ? Number.MAX_SAFE_INTEGER : dateOf('until', values.until);
  const columns = await candles.read(series, sinceMs, untilMs);
  if (columns.length === 0) throw new Error(`expected candles of ${seriesName(series)} in that time, found none`);
  await writeTo(path, (file) => writeCandleFile(file, format, columns));
  show(values, { path, format, candles: columns.length }, `${columns.length.toLocaleString('en')} candles in ${path}`);
}

/** Writes a file where it is wanted: on this machine, or in S3. */
async function writeTo(path: string, write: (file: string) => Promise<void>): Promise<void> {
  const address = parseS3Address(path);
  if (address === null) return await write(path);
  const bucket = await openBucket(address);
  await withFolder(async (folder) => {
    const file = join(folder, basename(path));
    await write(file);
    await bucket.put(address.key, file);
  });
}

function tellUnclosed(series: SeriesKey, text: string): void {
  process.stderr.write(`${seriesName(series)}: ${text}\n`);
}

async function prune(values: Values, { archive, candles }: Stores): Promise<void> {
  if (values['keep-days'] === null) throw new UsageError('expected --keep-days N with --prune, was not given');
  const keepMs = numberOf('keep-days', values['keep-days'], { min: 1, max: 100_000 }) * DAY_MS;
  const named = namedSeries(values);
  const stored = await archive.list();
  const chosen = named === null ? stored : stored.filter((each) => seriesName(each.series) === seriesName(named));
  if (named !== null && chosen.length === 0) throw new Error(`expected a stored series, was ${seriesName(named)}`);
  const removed = [];
  const now = { clock: createSystemClock(), onUnclosed: tellUnclosed };
  const closed = createClosedCandles(candles, now);
  for (const { series, newestOpenMs: storedMs } of chosen) {
    // Counted back from a candle of the future, every real one would be old.
    const newestOpenMs = await closed.newestOpenTimeMs(series);
    if (newestOpenMs === null) {
      removed.push({ name: seriesName(series), before: dayOf(storedMs), candles: 0 });
      continue;
    }
    const beforeMs = newestOpenMs - keepMs;
    const count = values.check ? await archive.removable(series, beforeMs) : await archive.prune(series, beforeMs);
    removed.push({ name: seriesName(series), before: dayOf(beforeMs), candles: count });
  }
  const verb = values.check ? 'would go' : 'removed';
  const lines = removed.map(
    ({ name, before, candles }) => `${name}: ${candles.toLocaleString('en')} candles before ${before} ${verb}`,
  );
  show(values, { check: values.check, removed }, lines.length === 0 ? 'no candles are stored' : lines.join('\n'));
}

await runCommand(command, async (values) => {
  const asked = [values.list, values.export !== null, values.prune].filter(Boolean).length;
  if (asked !== 1) throw new UsageError('expected one of --list, --export FILE and --prune');
  await withDatabase(async (connection) => {
    await ensureIndexes(connection);
    const stores = { archive: createMongoCandleArchive(connection), candles: createMongoCandles(connection) };
    if (values.list) await list(values, stores);
    else if (values.export !== null) await exportSeries(values, values.export, stores);
    else await prune(values, stores);
  });
});
