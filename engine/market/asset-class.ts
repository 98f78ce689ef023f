/** What a market trades: it decides when it is closed, what a trade costs and which markets are like it. */
export type AssetClass = 'crypto' | 'forex' | 'metal';

/** ISO 4217 codes of the currencies that FX venues quote; stablecoins are not among them. The only such list of the product. */
const FIAT: ReadonlySet<string> = new Set(
  (
    'USD EUR GBP JPY CHF AUD NZD CAD SEK NOK DKK ISK PLN CZK HUF RON BGN TRY ZAR MXN BRL ARS CLP COP PEN SGD HKD CNH CNY ' +
    'INR KRW THB TWD IDR MYR PHP VND ILS RUB UAH AED SAR QAR KWD BHD OMR JOD EGP MAD KES NGN'
  ).split(' '),
);

/** ISO 4217 codes of gold, silver, platinum and palladium by the ounce. Tokens of gold (PAXG, XAUT) trade like crypto. */
const METALS: ReadonlySet<string> = new Set(['XAU', 'XAG', 'XPT', 'XPD']);

/** Whether a code is a currency that a state issues. */
export function isFiat(code: string): boolean {
  return FIAT.has(code);
}

/**
 * "forex" when both sides of a unified symbol such as "EUR/USD" are fiat currencies, "metal" when one is a metal and
 * the other fiat or a metal ("XAU/USD", "XAU/XAG"), otherwise "crypto".
 */
export function assetClass(symbol: string): AssetClass {
  const [base = '', quote = ''] = symbol.split(':')[0]?.split('/') ?? [];
  if (FIAT.has(base) && FIAT.has(quote)) return 'forex';
  return METALS.has(base) && (FIAT.has(quote) || METALS.has(quote)) ? 'metal' : 'crypto';
}

/** Whether a symbol is named as brokers name their contracts on stock indices: SPX500, US30/USD, GER40. No token of crypto is so far. */
export function isIndexName(symbol: string): boolean {
  return /^[A-Z]{2,6}\d{2,3}(?:\/[A-Z]{3,4})?$/.test(symbol);
}
