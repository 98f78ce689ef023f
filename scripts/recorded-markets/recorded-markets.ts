import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { importSeriesFile } from '../../engine/adapters/files/import-candles-file.ts';
import { candleAt } from '../../engine/market/candle.ts';
import { parseSeries } from '../../engine/market/series.ts';
import { defineCommand, runCommand } from '../terminal/arguments.ts';

/** One file of bot/sandbox/market/recorded/ and the file of the collection it is made of. */
interface Recording {
  readonly file: string;
  readonly source: string;
  readonly series: string;
  /** Kept: fromMs ≤ open < untilMs. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** Decimals of the volume: more are noise that fills the repository. */
  readonly volumeDecimals: number;
  /** Bid and ask instead of one price. */
  readonly isQuoted: boolean;
}

const WHOLE = { fromMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY };
const RECORDINGS: readonly Recording[] = [
  {
    file: 'BTCUSD_coinbase_4h_2016-2025.csv.gz',
    source: 'raw/ta4j_Coinbase-BTC-USD-PT4H.json.gz',
    series: 'coinbase:BTC/USD@4h',
    ...WHOLE,
    volumeDecimals: 1,
    isQuoted: false,
  },
  {
    file: 'ETHUSD_coinbase_4h_2016-2021.csv.gz',
    source: 'longer/ETHUSD_coinbase_4h_2016-2021.csv.gz',
    series: 'coinbase:ETH/USD@4h',
    ...WHOLE,
    volumeDecimals: 1,
    isQuoted: false,
  },
  {
    file: 'BTCUSDT_binance_1h_2024.csv.gz',
    source: 'BTCUSDT_binance_1h_2024.csv.gz',
    series: 'binance:BTC/USDT@1h',
    ...WHOLE,
    volumeDecimals: 3,
    isQuoted: false,
  },
  {
    file: 'ETHUSDT_binance_1h_2024.csv.gz',
    source: 'ETHUSDT_binance_1h_2024.csv.gz',
    series: 'binance:ETH/USDT@1h',
    ...WHOLE,
    volumeDecimals: 3,
    isQuoted: false,
  },
  {
    file: 'EURUSD_oanda-bidask_1h_2016-2018.csv.gz',
    source: 'EURUSD_oanda-bidask_1h_2007-2018.csv.gz',
    series: 'oanda:EUR/USD@1h',
    fromMs: Date.UTC(2016, 4, 1),
    untilMs: Date.UTC(2019, 0, 1),
    volumeDecimals: 0,
    isQuoted: true,
  },
];

const command = defineCommand({
  name: 'recorded-markets',
  summary:
    'Makes the recorded candles that the sandbox replays by default anew. Run it as: npx tsx scripts/recorded-markets/recorded-markets.ts',
  options: {
    from: { value: 'DIR', fallback: '../shared/data', help: 'collection of candles, as its README.md describes it' },
    out: { value: 'DIR', fallback: 'bot/sandbox/market/recorded', help: 'where the files go' },
  },
});

await runCommand(command, async ({ from, out }) => {
  mkdirSync(out, { recursive: true });
  for (const recording of RECORDINGS) {
    const path = join(from, recording.source);
    const text = recording.isQuoted ? sliceOfLines(path, recording) : importedText(path, recording);
    const file = gzipSync(text, { level: 9 });
    writeFileSync(join(out, recording.file), file);
    const candles = text.trimEnd().split('\n').length - 1;
    console.log(`${recording.file}: ${candles.toLocaleString('en')} candles, ${file.length} bytes`);
  }
});

/** Bid and ask as they are: the importer makes mid prices of them. */
function sliceOfLines(path: string, { fromMs, untilMs }: Recording): string {
  const [header = '', ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  const within = lines.filter((line) => {
    const timeMs = Date.parse(line.slice(0, line.indexOf(',')));
    return timeMs >= fromMs && timeMs < untilMs;
  });
  return `${[header, ...within].join('\n')}\n`;
}

/** Candles as the importer cleans them. */
function importedText(path: string, { series, volumeDecimals }: Recording): string {
  const key = parseSeries(series);
  if (key === null) throw new Error(`expected a series, was "${series}"`);
  const { candles, findings } = importSeriesFile(path, key);
  for (const { action, say } of findings) if (action !== 'kept') console.log(`  ${series}: ${say} (${action})`);
  const lines = Array.from({ length: candles.length }, (_, row) => {
    const { openTimeMs, open, high, low, close, volume } = candleAt(candles, row);
    const time = new Date(openTimeMs).toISOString().replace('.000Z', 'Z');
    return [time, open, high, low, close, volume === null ? '' : Number(volume.toFixed(volumeDecimals))].join(',');
  });
  return `time,open,high,low,close,volume\n${lines.join('\n')}\n`;
}
