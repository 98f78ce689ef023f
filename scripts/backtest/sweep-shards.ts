import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { joinTables, type SweepInput, type SweepTable, sweepSize } from '../../engine/backtest/sweep/sweep.ts';
import { numberOf, UsageError } from '../terminal/arguments.ts';

/** One of several equal parts of a sweep, counted from 0 as AWS Batch counts. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

const MOST_SHARDS = 10_000;

/** "2/8", or "/8" for the index that AWS Batch gives to each job of an array. Throws UsageError. */
export function shardOf(text: string, batchIndex: string | undefined): Shard {
  const [, given = '', count = ''] = /^(\d*)\/(\d+)$/.exec(text) ?? [];
  if (count === '') throw new UsageError(`expected --shard to be I/N, from 0/N on, was "${text}"`);
  const of = numberOf('shard', count, { min: 1, max: MOST_SHARDS, whole: true });
  const index = given === '' ? batchIndex : given;
  if (index === undefined)
    throw new UsageError(`expected --shard I/N, or AWS_BATCH_JOB_ARRAY_INDEX with --shard ${text}`);
  return { index: numberOf('shard', index, { min: 0, max: of - 1, whole: true }), of };
}

/** Combinations of a part: [from, to). */
export function rangeOf({ index, of }: Shard, total: number): { readonly from: number; readonly to: number } {
  return { from: Math.floor((index * total) / of), to: Math.floor(((index + 1) * total) / of) };
}

/** Parts belong together when plan, grid and every candle and signal are the same. */
function fingerprintOf({ plan, grid, markets }: SweepInput): string {
  const hash = createHash('sha256').update(JSON.stringify({ plan, grid }));
  for (const { name, candles, signals } of markets) {
    hash.update(JSON.stringify([name, candles.length]));
    const { openTimeMs, open, high, low, close } = candles;
    for (const column of [openTimeMs, open, high, low, close, signals.action, signals.strength])
      if (column !== null) hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest('hex');
}

const column = z.string().transform((text) => {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Float64Array(bytes.buffer);
});

const shardFile = z.strictObject({
  fingerprint: z.string(),
  seconds: z.number(),
  table: z.strictObject({
    ...{ from: z.number(), to: z.number(), netReturn: column, sharpe: column, maxDrawdown: column },
    ...{ profitFactor: column, trades: column, blockSums: column, blockSquares: column, blockCounts: column },
  }),
});

/** Writes a part: its figures are kept bit by bit. */
export function writeShard(
  path: string,
  input: SweepInput,
  part: { readonly table: SweepTable; readonly seconds: number },
): void {
  const { table, seconds } = part;
  const text = (values: Float64Array): string =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
  const { from, to } = table;
  const columns = {
    netReturn: text(table.netReturn),
    sharpe: text(table.sharpe),
    maxDrawdown: text(table.maxDrawdown),
    profitFactor: text(table.profitFactor),
    trades: text(table.trades),
    blockSums: text(table.blockSums),
    blockSquares: text(table.blockSquares),
    blockCounts: text(table.blockCounts),
  };
  writeFileSync(path, JSON.stringify({ fingerprint: fingerprintOf(input), seconds, table: { from, to, ...columns } }));
}

/** The whole table from its parts, and the seconds that they took. Throws when parts are missing, doubled or of another sweep. */
export function mergeShards(
  paths: readonly string[],
  input: SweepInput,
): { readonly table: SweepTable; readonly seconds: number } {
  const wanted = fingerprintOf(input);
  const parts = paths.map((path) => {
    const part = shardFile.parse(JSON.parse(readFileSync(path, 'utf8')));
    if (part.fingerprint !== wanted)
      throw new Error(`expected ${path} to be of the sweep that these options and files describe, it is of another`);
    return part;
  });
  const ranges = parts
    .map(({ table }) => table)
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  let next = 0;
  for (const { from, to } of ranges) {
    if (from !== next)
      throw new Error(`expected a part that begins with combination ${next}, found one that begins with ${from}`);
    next = to;
  }
  const total = sweepSize(input.grid);
  if (next !== total) throw new Error(`expected parts up to combination ${total}, they end at ${next}`);
  return { table: joinTables(ranges), seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0) };
}
