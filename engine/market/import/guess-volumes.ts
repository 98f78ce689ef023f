import { median, type NamelessColumns } from './nameless-columns.ts';
import type { Role } from './role.ts';

/** Quote ÷ base volume is the average price: how far its median may lie from the median close. */
const NEAR = 1.1;

/**
 * Adds volumes to the roles of prices. Two columns one of which is the other times the price are quote and base volume; without
 * such a pair the first column next to the prices that is no price itself is the volume. A last column of only 0 and 1, or of true
 * and false, separates closed candles from running ones.
 */
export function guessVolumes(nameless: NamelessColumns, prices: readonly (Role | null)[]): readonly (Role | null)[] {
  const { columns, timeField, clockField } = nameless;
  const roleColumn = (role: Role): Float64Array => columns[prices.indexOf(role)] ?? new Float64Array(0);
  const close = roleColumn('close');
  const [highs, lows] = [roleColumn('high'), roleColumn('low')];
  const isPriceLike = (column: Float64Array): boolean => {
    const inside = column.filter(
      (value, row) => value <= (highs[row] ?? 0) * 1.0001 && value >= (lows[row] ?? 0) / 1.0001,
    );
    return inside.length >= 0.9 * column.length;
  };
  const start = prices.findIndex((role) => role !== null);
  const free = columns
    .map((column, field) => ({ column, field }))
    .filter(({ field }) => prices[field] === null && field !== timeField && field !== clockField);
  const flag = free.find(({ column, field }) => field === columns.length - 1 && field > start && isFlag(column));
  const volumes = free.filter(
    ({ column, field }) => field !== flag?.field && median(column) >= 0 && !isPriceLike(column),
  );
  const found = pairOf(volumes, close) ?? {
    base: (volumes.find(({ field }) => field > start) ?? volumes[0])?.field,
    quote: undefined,
  };
  return prices.map((role, field): Role | null => {
    if (field === found.base) return 'volume';
    if (field === found.quote) return 'quoteVolume';
    return field === flag?.field && volumes.length > 0 ? 'isComplete' : role;
  });
}

/** Only 0 and 1, mostly 1: one candle of a list may still run. */
function isFlag(column: Float64Array): boolean {
  const ones = column.filter((value) => value === 1).length;
  return column.every((value) => value === 0 || value === 1) && ones >= column.length - 2 && ones > 0;
}

interface FreeColumn {
  readonly column: Float64Array;
  readonly field: number;
}

function pairOf(
  volumes: readonly FreeColumn[],
  close: Float64Array,
): { readonly base: number; readonly quote: number } | null {
  for (const base of volumes) {
    for (const quote of volumes) {
      if (quote === base) continue;
      const ratios = quote.column.map(
        (value, row) => value / (base.column[row] ?? Number.NaN) / (close[row] ?? Number.NaN),
      );
      const usual = median(ratios.filter((ratio) => Number.isFinite(ratio)));
      if (usual < NEAR && usual > 1 / NEAR) return { base: base.field, quote: quote.field };
    }
  }
  return null;
}
