import { isFiat } from '../../../engine/market/asset-class.ts';

/** ISO 4217 currencies that are quoted to a pip of 0.01 (shown to a tenth of it), so to three decimals. */
const COARSE_FIAT: ReadonlySet<string> = new Set(['JPY', 'HUF', 'KRW', 'THB', 'RUB', 'INR', 'CZK']);
const SIGNIFICANT_DIGITS = 5;
const MOST_DECIMALS = 10;
/** Prices closer than this share of themselves are the same price but for floating-point noise. */
const LEAST_RELATIVE_GAP = 1e-9;
/** Keeps a gap such as 1.00012 − 1.00011, a hair below 1e-5, from asking for one decimal more. */
const ROUNDING = 1e-6;

/**
 * Decimals for the prices of a pair: tenths of a pip for two fiat currencies, else five significant digits and at least
 * two decimals; more when `prices` lie so close together that they would look alike.
 */
export function priceDecimals(symbol: string, prices: readonly number[]): number {
  const finite = prices.filter((price) => Number.isFinite(price));
  const largest = Math.max(...finite.map(Math.abs), 0);
  const smallestGap = finite
    .toSorted((a, b) => a - b)
    .map((price, index, sorted) => price - (sorted[index - 1] ?? Number.NEGATIVE_INFINITY))
    .filter((gap) => gap > LEAST_RELATIVE_GAP * largest && Number.isFinite(gap))
    .reduce((least, gap) => Math.min(least, gap), Number.POSITIVE_INFINITY);
  const apart = Number.isFinite(smallestGap) ? -Math.floor(Math.log10(smallestGap) + ROUNDING) : 0;
  const usual = pipDecimals(symbol) ?? magnitudeDecimals(largest);
  return Math.min(MOST_DECIMALS, Math.max(usual, apart));
}

function pipDecimals(symbol: string): number | null {
  const [base = '', quote = ''] = symbol.split(/[/:]/);
  if (!isFiat(base) || !isFiat(quote)) {
    return null;
  }
  return COARSE_FIAT.has(quote) ? 3 : 5;
}

function magnitudeDecimals(largest: number): number {
  if (largest <= 0 || !Number.isFinite(largest)) {
    return 2;
  }
  return Math.max(2, SIGNIFICANT_DIGITS - 1 - Math.floor(Math.log10(largest)));
}
