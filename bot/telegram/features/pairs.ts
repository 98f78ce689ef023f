import type { SeriesKey } from '../../../engine/market/series.ts';

/** The symbols followed, each once, in the order they are offered. */
export function symbolsOf(series: readonly SeriesKey[]): readonly string[] {
  return [...new Set(series.map(({ symbol }) => symbol))];
}

/** The followed symbol somebody means by "btc", "BTCUSDT", "btc-usdt" or "BTC/USDT"; null when none or several fit. */
export function findSymbol(asked: string, series: readonly SeriesKey[]): string | null {
  const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const symbols = symbolsOf(series);
  const wanted = plain(asked);
  const exact = symbols.find((symbol) => plain(symbol) === wanted);
  if (exact !== undefined) return exact;
  const byBase = symbols.filter((symbol) => symbol.split('/')[0] === wanted);
  return byBase.length === 1 ? (byBase[0] ?? null) : null;
}

/** Rows of at most `width`. */
export function inRows<T>(items: readonly T[], width: number): readonly (readonly T[])[] {
  const rows: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += width) rows.push(items.slice(from, from + width));
  return rows;
}
