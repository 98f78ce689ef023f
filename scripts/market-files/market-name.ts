import { basename } from 'node:path';
import { assetClass } from '../../engine/market/asset-class.ts';
import { seriesOfFileName } from '../../engine/market/import/series-of-file-name.ts';

/** A candle file and the market that it holds. */
export interface NamedFile {
  readonly name: string;
  readonly path: string;
}

const QUOTES = 'USDT|USDC|FDUSD|BUSD|TUSD|DAI|USD|EUR|GBP|JPY|KRW|BTC|ETH|BNB';
const BASES =
  'BTC|XBT|ETH|SOL|XRP|ADA|BNB|DOGE|LTC|DOT|TRX|AVAX|LINK|BCH|XLM|ATOM|UNI|ETC|FIL|NEAR|APT|ARB|OP|SUI|SHIB|PEPE|TON|MATIC|POL';
const METALS = 'XAU|XAG|XPT|XPD';
const PAIR = new RegExp(`^([A-Z0-9]{2,10}?)[-_ /]?(${QUOTES})$`);
const KNOWN_PAIR = new RegExp(`^(${BASES}|${METALS})[-_ /]?(${QUOTES})$`, 'i');

/**
 * "BTC/USDT=path" (or "SPX500=path") names the market; otherwise the file name does ("BTCUSDT_binance_1h.csv.gz" is
 * binance:BTC/USDT, "EURUSD60.csv" EUR/USD, "BINANCE_ADAUSDT, 60.csv" ADA/USDT), or is the name itself.
 */
export function namedFile(argument: string): NamedFile {
  const named = /^((?:[a-z0-9]+:)?[A-Z0-9.]+(?:\/[A-Z0-9.]+(?::[A-Z0-9]+)?)?)=(.+)$/.exec(argument);
  if (named?.[1] !== undefined && named[2] !== undefined) return { name: named[1], path: named[2] };
  const series = seriesOfFileName(argument);
  if (series !== null) return { name: `${series.exchange}:${series.symbol}`, path: argument };
  const bare = basename(argument).replace(/(?:\.(?:csv|json|txt|gz|zip|tsv|prn))+$/i, '');
  return { name: symbolIn(bare) ?? bare, path: argument };
}

/** What may stick to a pair: the minutes of MetaTrader (EURUSD60), a timeframe (EURUSDH1), the kind of contract. */
const ENDS = [/\d{1,5}$/, /[HMDW]\d{1,2}$/i, /PERP$/i];

/** The pair that a file's bare name has among its words, or null. */
function symbolIn(name: string): string | null {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const candidates = [...words, ...words.slice(1).map((word, at) => `${words[at] ?? ''}-${word}`)];
  for (const candidate of candidates) {
    const stems = ENDS.map((end) => candidate.replace(end, ''));
    const symbol = [candidate, ...stems].map(pairIn).find((pair) => pair !== null);
    if (symbol !== undefined) return symbol;
  }
  return null;
}

function pairIn(word: string): string | null {
  const fiat = /^([A-Za-z]{3})-?([A-Za-z]{3})$/.exec(word);
  if (fiat !== null) {
    const symbol = `${fiat[1] ?? ''}/${fiat[2] ?? ''}`.toUpperCase();
    if (assetClass(symbol) !== 'crypto') return symbol;
  }
  const [, base, quote] = KNOWN_PAIR.exec(word) ?? PAIR.exec(word) ?? [];
  if (base === undefined || quote === undefined || !/[A-Za-z]/.test(base)) return null;
  return `${base}/${quote}`.toUpperCase();
}
