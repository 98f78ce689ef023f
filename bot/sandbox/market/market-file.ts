import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { seriesOfFileName } from '../../../engine/market/import/series-of-file-name.ts';
import { parseSeries, type SeriesKey } from '../../../engine/market/series.ts';

/** A file of candles and the market it holds. */
export interface MarketFile {
  readonly path: string;
  readonly series: SeriesKey;
  /** Named by the user, so it must be used; a file found in a folder may be left out. */
  readonly required: boolean;
}

/** MARKET_DATA that cannot be used: one line a person can act on. */
export class MarketDataError extends Error {
  readonly code = 'market-data/invalid';
}

/** Exchange of a market that a setting names without one. */
const NAMELESS_EXCHANGE = 'file';
/**
 * The files that MARKET_DATA names: folders, files named after a market, or "BTC/USDT@1h=path" (with or without "exchange:"
 * before it), separated by commas. In a folder, files whose names hold no market are ignored. Throws MarketDataError.
 */
export function listMarketFiles(marketData: string): readonly MarketFile[] {
  const files = marketData
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .flatMap(filesOfEntry);
  if (files.length === 0)
    throw new MarketDataError(`MARKET_DATA: expected files of candles, found none in "${marketData}"`);
  return files;
}

function filesOfEntry(entry: string): readonly MarketFile[] {
  const named = /^([^=]*@[^=]*)=(.+)$/.exec(entry);
  if (named !== null) {
    const [, name = '', path = ''] = named;
    const series = parseSeries(name.includes(':') ? name : `${NAMELESS_EXCHANGE}:${name}`);
    if (series === null) throw new MarketDataError(`MARKET_DATA: expected BASE/QUOTE@timeframe=path, was "${entry}"`);
    requirePath(path);
    return [{ path, series, required: true }];
  }
  if (requirePath(entry) === 'folder') return filesOfFolder(entry);
  const series = seriesOfFileName(entry);
  if (series === null) {
    throw new MarketDataError(
      `MARKET_DATA: expected a name such as BTCUSDT_binance_1h.csv, or the market before it: BTC/USDT@1h=${entry}`,
    );
  }
  return [{ path: entry, series, required: true }];
}

/** Files of a folder whose names hold their market, in a stable order. */
export function filesOfFolder(folder: string): readonly MarketFile[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name): readonly MarketFile[] => {
      const series = seriesOfFileName(name);
      return series === null ? [] : [{ path: join(folder, name), series, required: false }];
    });
}

function requirePath(path: string): 'file' | 'folder' {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined)
    throw new MarketDataError(`MARKET_DATA: expected a file or folder, "${path}" does not exist`);
  return found.isDirectory() ? 'folder' : 'file';
}
