import { basename } from 'node:path';
import type { SeriesKey } from '../series.ts';
import { parseTimeframe } from '../timeframe.ts';

const QUOTES = [
  'USDT',
  'USDC',
  'FDUSD',
  'BUSD',
  'TUSD',
  'DAI',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'CHF',
  'AUD',
  'CAD',
  'NZD',
  'BTC',
  'ETH',
  'BNB',
];
const FILE_NAME = /^([A-Z0-9]{5,})_([a-z0-9]+)(?:-[a-z]+)?_(\d+[mhd])(?:_[^.]*)?\.csv(?:\.gz)?$/;

/**
 * The series a file name such as "BTCUSDT_binance_1h_2024.csv.gz" or "EURUSD_oanda-bidask_1h.csv" names: pair, venue (what
 * follows a hyphen is the kind of price), timeframe, then anything. Null when it names none.
 */
export function seriesOfFileName(path: string): SeriesKey | null {
  const [, pair = '', exchange = '', timeframeText = ''] = FILE_NAME.exec(basename(path)) ?? [];
  const timeframe = parseTimeframe(timeframeText);
  const quote = QUOTES.find((candidate) => pair.endsWith(candidate) && pair.length > candidate.length);
  if (timeframe === null || quote === undefined) return null;
  return { exchange, symbol: `${pair.slice(0, -quote.length)}/${quote}`, timeframe };
}
