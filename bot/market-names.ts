import type { SeriesKey } from '../engine/market/series.ts';

const VENUE_NAMES: Readonly<Record<string, string>> = {
  binance: 'Binance',
  binanceus: 'Binance US',
  coinbase: 'Coinbase',
  coinbaseexchange: 'Coinbase',
  bitstamp: 'Bitstamp',
  kraken: 'Kraken',
  oanda: 'OANDA',
  mt5: 'MetaTrader 5',
  okx: 'OKX',
  file: 'a file',
};

/** A venue as people call it: "coinbaseexchange" → "Coinbase". */
export function venueName(exchange: string): string {
  return VENUE_NAMES[exchange] ?? exchange.charAt(0).toUpperCase() + exchange.slice(1);
}

/** "BTC/USDT and ETH/USDT (Binance, 1h) and EUR/USD (OANDA, 1h)"; a simulated market has no venue. */
export function marketNames(keys: readonly SeriesKey[]): string {
  const groups = new Map<string, string[]>();
  for (const { exchange, symbol, timeframe } of keys) {
    const place = exchange === 'simulated' ? timeframe : `${venueName(exchange)}, ${timeframe}`;
    groups.set(place, [...(groups.get(place) ?? []), symbol]);
  }
  return listText([...groups].map(([place, symbols]) => `${listText(symbols)} (${place})`));
}

/** "a", "a and b", "a, b and c". */
export function listText(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
