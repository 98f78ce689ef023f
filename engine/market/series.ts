import { parseTimeframe, type Timeframe } from './timeframe.ts';

/** Names one series of candles: a venue, a unified ccxt symbol such as "BTC/USDT", and a timeframe. */
export interface SeriesKey {
  readonly exchange: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

/** "binance:BTC/USDT@1h", the form used in settings, logs, metrics and as a database key. */
export function seriesName(series: SeriesKey): string {
  return `${series.exchange}:${series.symbol}@${series.timeframe}`;
}

/** The series a text such as "binance:BTC/USDT@1h" names, or null when it does not have that form. */
export function parseSeries(text: string): SeriesKey | null {
  const match = /^([a-z0-9]+):([A-Z0-9.]+\/[A-Z0-9.]+(?::[A-Z0-9]+)?)@(\w+)$/.exec(text.trim());
  const [, exchange, symbol, timeframeText] = match ?? [];
  const timeframe = timeframeText === undefined ? null : parseTimeframe(timeframeText);
  return exchange === undefined || symbol === undefined || timeframe === null ? null : { exchange, symbol, timeframe };
}

/** The symbol in a market's name: "BTC/USDT" of "binance:BTC/USDT@1h", and of "BTC/USDT" itself. */
export function symbolIn(name: string): string {
  return /^(?:[a-z0-9]+:)?([^@]+)/.exec(name)?.[1] ?? name;
}
