import type { SeriesKey } from '../engine/market/series.ts';
import type { Language } from './texts/language.ts';

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
};

/** A venue as people call it: "coinbaseexchange" → "Coinbase". */
export function venueName(exchange: string, { plain }: Language): string {
  if (exchange === 'file') return plain('market-from-file');
  return VENUE_NAMES[exchange] ?? exchange.charAt(0).toUpperCase() + exchange.slice(1);
}

/** "BTC/USDT and ETH/USDT (Binance, 1h) and EUR/USD (OANDA, 1h)"; a simulated market has no venue. */
export function marketNames(keys: readonly SeriesKey[], language: Language): string {
  const { format } = language;
  const groups = new Map<string, string[]>();
  for (const { exchange, symbol, timeframe } of keys) {
    const place = exchange === 'simulated' ? timeframe : `${venueName(exchange, language)}, ${timeframe}`;
    groups.set(place, [...(groups.get(place) ?? []), symbol]);
  }
  return format.list([...groups].map(([place, symbols]) => `${format.list(symbols)} (${place})`));
}
