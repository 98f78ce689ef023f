import { importSeriesFile } from '../../engine/adapters/files/import-candles-file.ts';
import { readCandlesFile } from '../../engine/adapters/files/read-candles-file.ts';
import { readPublished } from '../../engine/adapters/files/read-published.ts';
import { type CandleColumns, emptyColumns } from '../../engine/market/candle.ts';
import type { ContextColumns } from '../../engine/market/context-columns.ts';
import { TimeframeError } from '../../engine/market/csv/candle-file-error.ts';
import { commonSpacingMs } from '../../engine/market/csv/candle-finding.ts';
import type { ImportedSeries } from '../../engine/market/import/import-series.ts';
import { AS_WRITTEN, type FileReading } from '../../engine/market/import/layout.ts';
import { pathColumns } from '../../engine/market/path-columns.ts';
import { printable } from '../../engine/market/printable.ts';
import { PUBLISHED_NAMES, type PublishedName, publishedColumns } from '../../engine/market/published.ts';
import { symbolIn } from '../../engine/market/series.ts';
import { TIMEFRAMES, type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { MarketCandles } from '../../engine/training/dataset.ts';
import { UsageError } from '../terminal/arguments.ts';
import { joinCandles } from './join-candles.ts';
import { type NamedFile, namedFile } from './market-name.ts';

/** Rows of both, by time; where both have a candle that of `first` counts. Extra columns only survive when both have them. */
export function mergeColumns(first: CandleColumns, second: CandleColumns): CandleColumns {
  const known = new Set(first.openTimeMs);
  const rows = [
    ...Array.from(first.openTimeMs, (timeMs, row) => ({ timeMs, from: first, row })),
    ...Array.from(second.openTimeMs, (timeMs, row) => ({ timeMs, from: second, row })).filter(
      ({ timeMs }) => !known.has(timeMs),
    ),
  ].sort((a, b) => a.timeMs - b.timeMs);
  const merged = emptyColumns(rows.length);
  const both = (name: 'spread' | 'takerBuyVolume'): Float64Array | null =>
    first[name] !== null && second[name] !== null ? new Float64Array(rows.length) : null;
  const [spread, takerBuyVolume] = [both('spread'), both('takerBuyVolume')];
  rows.forEach(({ from, row }, at) => {
    for (const name of ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const)
      merged[name][at] = from[name][row] ?? Number.NaN;
    if (spread !== null) spread[at] = from.spread?.[row] ?? Number.NaN;
    if (takerBuyVolume !== null) takerBuyVolume[at] = from.takerBuyVolume?.[row] ?? Number.NaN;
  });
  return { ...merged, spread, takerBuyVolume };
}

/**
 * The markets in candle files of one timeframe, read and cleaned as backfill does, by name; files that say the same market
 * are joined, and where both have a candle the one whose path comes first in the alphabet counts: the order in which files
 * are named changes nothing. What cleaning changed is printed on standard error. Throws UsageError or CandleFileError.
 */
export function readMarkets(
  files: readonly string[],
  timeframe: Timeframe,
  reading: FileReading = AS_WRITTEN,
): readonly MarketCandles[] {
  const markets = new Map<string, CandleColumns>();
  for (const file of files.map(namedFile).toSorted(byNameAndPath)) {
    const columns = readMarket(file, timeframe, reading);
    const before = markets.get(file.name);
    markets.set(file.name, before === undefined ? columns : mergeColumns(before, columns));
  }
  return [...markets].map(([name, columns]) => ({ name, columns }));
}

function byNameAndPath(a: NamedFile, b: NamedFile): number {
  const [first, second] = a.name === b.name ? [a.path, b.path] : [a.name, b.name];
  return first < second ? -1 : first > second ? 1 : 0;
}

function readMarket({ name, path }: NamedFile, timeframe: Timeframe, reading: FileReading): CandleColumns {
  try {
    const imported = importSeriesFile(path, { symbol: symbolIn(name), timeframe }, reading);
    const changes = changesText(imported);
    if (changes !== null) process.stderr.write(`${printable(path, 200)}: ${changes}\n`);
    return imported.candles;
  } catch (error) {
    if (!(error instanceof TimeframeError)) throw error;
    const finer = TIMEFRAMES.find((each) => timeframeMs(each) === error.spacingMs);
    if (finer !== undefined && error.spacingMs < timeframeMs(timeframe))
      return joined({ name, path }, { finer, timeframe, reading });
    throw new UsageError(
      `expected candles of ${timeframe} (${timeframeMs(timeframe) / 60_000} min), ` +
        `${printable(path, 200)} has one every ${error.spacingMs / 60_000} min`,
      { cause: error },
    );
  }
}

/** Candles of a file that has finer ones than asked for, joined. */
function joined(
  file: NamedFile,
  {
    finer,
    timeframe,
    reading,
  }: { readonly finer: Timeframe; readonly timeframe: Timeframe; readonly reading: FileReading },
): CandleColumns {
  const candles = readMarket(file, finer, reading);
  process.stderr.write(`${printable(file.path, 200)}: candles of ${finer} joined to ${timeframe}\n`);
  return joinCandles(candles, { baseMs: timeframeMs(finer), candleMs: timeframeMs(timeframe) });
}

/** What cleaning left out or mended, null when nothing. */
function changesText({ rows, candles, findings, layout }: ImportedSeries): string | null {
  const counts = new Map<string, number>();
  for (const { code, action, candles: count } of findings) {
    if (action === 'kept') continue;
    const what = `${code} ${action}`;
    counts.set(what, (counts.get(what) ?? 0) + count);
  }
  if (counts.size === 0) return null;
  const parts = [...counts].map(([what, count]) => `${count} ${what}`);
  return `${rows} rows → ${candles.length} candles in ${layout.clock} (${parts.join(', ')})`;
}

/** What evaluate, train and features take besides candle files. */
export const CONTEXT_OPTIONS = {
  finer: { value: 'FILE', many: true, help: 'finer candles of a market of --data: how price went within each candle' },
  published: {
    value: 'NAME=FILE',
    many: true,
    help: `figures by time of publication (CSV published,value): ${PUBLISHED_NAMES.join(' ')}`,
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
