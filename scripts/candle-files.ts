import { basename } from 'node:path';
import { seriesOfFileName } from '../bot/sandbox/market/market-file.ts';
import { type CandleColumns, emptyColumns } from '../engine/market/candle.ts';
import { pathColumns } from '../engine/market/candle-path.ts';
import { commonSpacingMs } from '../engine/market/checks.ts';
import type { ContextColumns } from '../engine/market/context-columns.ts';
import { PUBLISHED_NAMES, type PublishedName, publishedColumns, readPublished } from '../engine/market/published.ts';
import { CandleFileError, readCandlesFile } from '../engine/market/read-csv.ts';
import { type Timeframe, timeframeMs } from '../engine/market/timeframe.ts';
import { type MarketCandles, symbolIn } from '../engine/training/dataset.ts';
import { UsageError } from './arguments.ts';

interface NamedFile {
  readonly name: string;
  readonly path: string;
}

/** "BTC/USDT=path" names the market; otherwise the file name says it ("BTCUSDT_binance_1h.csv.gz" is binance:BTC/USDT), or is the name itself. */
export function namedFile(argument: string): NamedFile {
  const named = /^((?:[a-z0-9]+:)?[A-Z0-9.]+\/[A-Z0-9.]+(?::[A-Z0-9]+)?)=(.+)$/.exec(argument);
  if (named?.[1] !== undefined && named[2] !== undefined) return { name: named[1], path: named[2] };
  const series = seriesOfFileName(argument);
  if (series !== null) return { name: `${series.exchange}:${series.symbol}`, path: argument };
  return { name: basename(argument).replace(/\.csv(?:\.gz)?$/, ''), path: argument };
}

function requireSpacing(columns: CandleColumns, file: NamedFile, timeframe: Timeframe): void {
  const spacingMs = commonSpacingMs(columns);
  if (spacingMs === null)
    throw new CandleFileError(`${file.path}: expected at least two candles, was ${columns.length}`);
  if (spacingMs !== timeframeMs(timeframe)) {
    throw new UsageError(
      `expected candles of ${timeframe} (${timeframeMs(timeframe) / 60_000} min), ${file.path} has one every ${spacingMs / 60_000} min`,
    );
  }
}

/** Rows of both, by time; where both have a candle the earlier file's counts. Extra columns only survive when both have them. */
export function mergeColumns(first: CandleColumns, second: CandleColumns): CandleColumns {
  const known = new Set(first.openTimeMs);
  const rows = [
    ...Array.from(first.openTimeMs, (timeMs, row) => ({ timeMs, from: first, row })),
    ...Array.from(second.openTimeMs, (timeMs, row) => ({ timeMs, from: second, row })).filter(
      ({ timeMs }) => !known.has(timeMs),
    ),
  ].sort((a, b) => a.timeMs - b.timeMs);
  const merged = emptyColumns(rows.length);
  const spread = first.spread !== null && second.spread !== null ? new Float64Array(rows.length) : null;
  rows.forEach(({ from, row }, at) => {
    for (const name of ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const)
      merged[name][at] = from[name][row] ?? Number.NaN;
    if (spread !== null) spread[at] = from.spread?.[row] ?? Number.NaN;
  });
  return { ...merged, spread };
}

/** The markets in candle files of one timeframe; files that say the same market are joined. Throws UsageError or CandleFileError. */
export function readMarkets(files: readonly string[], timeframe: Timeframe): readonly MarketCandles[] {
  const markets = new Map<string, CandleColumns>();
  for (const file of files.map(namedFile)) {
    const columns = readCandlesFile(file.path);
    requireSpacing(columns, file, timeframe);
    const before = markets.get(file.name);
    markets.set(file.name, before === undefined ? columns : mergeColumns(before, columns));
  }
  return [...markets].map(([name, columns]) => ({ name, columns }));
}

/** What evaluate, train and features take besides candle files. */
export const CONTEXT_OPTIONS = {
  finer: { value: 'FILE', many: true, say: 'finer candles of a market of --data: how price went within each candle' },
  published: {
    value: 'NAME=FILE',
    many: true,
    say: `figures by time of publication (CSV published,value): ${PUBLISHED_NAMES.join(' ')}`,
  },
} as const;

interface ContextFiles {
  readonly finer: readonly string[];
  readonly published: readonly string[];
}

function publishedFile(argument: string): { readonly name: PublishedName; readonly path: string } {
  const at = argument.indexOf('=');
  const name = PUBLISHED_NAMES.find((one) => one === argument.slice(0, at));
  if (name === undefined)
    throw new UsageError(
      `expected --published NAME=FILE with NAME one of ${PUBLISHED_NAMES.join(' ')}, was "${argument}"`,
    );
  return { name, path: argument.slice(at + 1) };
}

function pathOf(market: MarketCandles, finer: readonly MarketCandles[], candleMs: number): ContextColumns {
  const own = finer.find(({ name }) => symbolIn(name) === symbolIn(market.name));
  if (own === undefined) return {};
  const spacingMs = commonSpacingMs(own.columns) ?? candleMs;
  if (spacingMs >= candleMs || candleMs % spacingMs !== 0)
    throw new UsageError(
      `expected --finer candles that divide ${candleMs / 60_000} min, ${own.name} has one every ${spacingMs / 60_000} min`,
    );
  return pathColumns(
    { candles: market.columns, timeframeMs: candleMs },
    { candles: own.columns, timeframeMs: spacingMs },
  );
}

/** Markets with what lies around them: the path from finer candles, and figures as they were known at each close. Throws UsageError. */
export function addContext(
  markets: readonly MarketCandles[],
  files: ContextFiles,
  timeframe: Timeframe,
): readonly MarketCandles[] {
  if (files.finer.length === 0 && files.published.length === 0) return markets;
  const candleMs = timeframeMs(timeframe);
  const finer = files.finer.map(namedFile).map(({ name, path }) => ({ name, columns: readCandlesFile(path) }));
  const figures = files.published.map(publishedFile).map(({ name, path }) => ({ name, series: readPublished(path) }));
  return markets.map((market) => {
    const closes = market.columns.openTimeMs.map((openMs) => openMs + candleMs);
    const published = figures.map(({ name, series }) => publishedColumns(closes, name, series));
    const context = Object.assign({ ...market.columns.context }, pathOf(market, finer, candleMs), ...published);
    return { ...market, columns: { ...market.columns, context } };
  });
}
