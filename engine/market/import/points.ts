import { assetClass } from '../asset-class.ts';
import type { RawRows } from '../clean/raw-rows.ts';

/** Yen-like quotes have three decimals, the others five; above these figures a whole number is a count of points. */
const POINT_SIZES = { yen: { size: 0.001, above: 10_000 }, other: { size: 0.00001, above: 1_000 } } as const;
/** Quote currencies whose unit is too small for that: their prices may well be large whole numbers. */
const SMALL_UNITS = new Set(['KRW', 'HUF', 'RUB', 'INR', 'THB', 'CZK', 'TRY', 'ZAR', 'MXN']);
const WHOLE = 1e-6;

/**
 * Size of a point when the prices are whole numbers of points, as MetaTrader stores them; 1 when they are prices. Only decided
 * of fiat pairs, whose magnitude is known: EUR/USD at 112345 can be nothing else than 1.12345.
 */
export function pointSizeOf(rows: RawRows, symbol: string): number {
  const quote = symbol.split(/[/:]/)[1] ?? '';
  if (assetClass(symbol) !== 'forex' || SMALL_UNITS.has(quote)) return 1;
  const { size, above } = POINT_SIZES[quote === 'JPY' ? 'yen' : 'other'];
  const isPoints = (price: number): boolean =>
    Number.isNaN(price) || (price > above && Math.abs(price - Math.round(price)) < WHOLE);
  return rows.length > 0 && rows.close.every(isPoints) && rows.open.every(isPoints) ? size : 1;
}

/** Prices from points; whole numbers of points are rounded first, because some files carry binary rounding (158599.99999999997). */
export function scalePrices(rows: RawRows, pointSize: number): RawRows {
  if (pointSize === 1) return rows;
  const perUnit = Math.round(1 / pointSize);
  const isInverse = Math.abs(perUnit * pointSize - 1) < 1e-9;
  // 158600 ÷ 100000 is the closest number to 1.586; 158600 × 0.00001 is not.
  const scale = (points: number): number => {
    const whole = Math.abs(points - Math.round(points)) < WHOLE ? Math.round(points) : points;
    return isInverse ? whole / perUnit : whole * pointSize;
  };
  const { open, high, low, close, spread } = rows;
  return {
    ...rows,
    open: open.map(scale),
    high: high.map(scale),
    low: low.map(scale),
    close: close.map(scale),
    spread: spread === null ? null : spread.map(scale),
  };
}
