export type AssetClass = 'crypto' | 'forex';

/** ISO 4217 codes of the currencies that FX venues quote; stablecoins are not among them. */
const FIAT = new Set(
  'USD EUR GBP JPY CHF AUD NZD CAD SEK NOK DKK PLN CZK HUF TRY ZAR MXN SGD HKD CNH CNY INR KRW THB ILS BRL RUB'.split(
    ' ',
  ),
);

/** "forex" when both sides of a unified symbol such as "EUR/USD" are fiat currencies, otherwise "crypto". */
export function assetClass(symbol: string): AssetClass {
  const [base = '', quote = ''] = symbol.split(':')[0]?.split('/') ?? [];
  return FIAT.has(base) && FIAT.has(quote) ? 'forex' : 'crypto';
}
