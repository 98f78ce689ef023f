import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { parquetWriteFile } from 'hyparquet-writer';
import type { CandleColumns } from '../../market/candle.ts';

/** The formats that candles are exported in, as their files end. */
export type CandleFileFormat = 'csv.gz' | 'parquet';

const CHUNK_ROWS = 5_000;
/** Rows of a row group: about 6 MB of doubles, small enough to skip, large enough to pack well. */
const GROUP_ROWS = 100_000;
const PRICES = ['open', 'high', 'low', 'close'] as const;

/** The format by the ending of a file's name, or null. */
export function candleFileFormat(path: string): CandleFileFormat | null {
  if (path.endsWith('.csv.gz')) return 'csv.gz';
  return path.endsWith('.parquet') ? 'parquet' : null;
}

/**
 * Writes candles as one file, complete or not at all (a neighbour is written first, then renamed). CSV has the header
 * `time,open,high,low,close,volume` that every command of ours reads, prices with every digit they have, an unknown volume
 * empty; Parquet has doubles, null for unknown, and time as milliseconds UTC. taker_buy_volume and spread follow where known.
 */
export async function writeCandleFile(path: string, format: CandleFileFormat, candles: CandleColumns): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    if (format === 'parquet') writeParquet(unfinished, candles);
    else await pipeline(Readable.from(csvChunks(candles)), createGzip(), createWriteStream(unfinished));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

interface ExtraColumn {
  readonly name: string;
  readonly values: Float64Array;
}

function extrasOf({ takerBuyVolume, spread }: CandleColumns): readonly ExtraColumn[] {
  return [
    ...(takerBuyVolume === null ? [] : [{ name: 'taker_buy_volume', values: takerBuyVolume }]),
    ...(spread === null ? [] : [{ name: 'spread', values: spread }]),
  ];
}

function* csvChunks(candles: CandleColumns): Generator<string> {
  const extras = extrasOf(candles);
  const columns = [...PRICES.map((name) => candles[name]), candles.volume, ...extras.map((extra) => extra.values)];
  yield `${['time', ...PRICES, 'volume', ...extras.map((extra) => extra.name)].join(',')}\n`;
  for (let from = 0; from < candles.length; from += CHUNK_ROWS) {
    let text = '';
    for (let row = from; row < Math.min(from + CHUNK_ROWS, candles.length); row += 1) {
      text += new Date(candles.openTimeMs[row] ?? 0).toISOString().replace('.000Z', 'Z');
      for (const column of columns) {
        const value = column[row] ?? Number.NaN;
        text += Number.isNaN(value) ? ',' : `,${value}`;
      }
      text += '\n';
    }
    yield text;
  }
}

function writeParquet(filename: string, candles: CandleColumns): void {
  const optional = (name: string, values: Float64Array) => ({
    name,
    data: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    type: 'DOUBLE' as const,
    nullable: true,
  });
  parquetWriteFile({
    filename,
    rowGroupSize: GROUP_ROWS,
    columnData: [
      {
        name: 'time',
        data: Array.from(candles.openTimeMs, (timeMs) => new Date(timeMs)),
        type: 'TIMESTAMP',
        nullable: false,
      },
      ...PRICES.map((name) => ({ name, data: candles[name], type: 'DOUBLE' as const, nullable: false })),
      optional('volume', candles.volume),
      ...extrasOf(candles).map(({ name, values }) => optional(name, values)),
    ],
  });
}
