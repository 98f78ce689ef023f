import type { RawRows } from '../clean/raw-rows.ts';
import { median } from './nameless-columns.ts';
import type { Role } from './role.ts';

/** How far quote ÷ base volume may lie from the price for the one to be taken for the other, as a factor. */
const NEAR = 1.5;

/**
 * Base and quote volume from the columns that a file has. Ticks of a broker count where its real volume is 0 throughout; of "vol" and
 * "amount" (HTX calls the base amount, Tushare the quote) the price decides which it is.
 */
export function baseVolume(
  cells: ReadonlyMap<Role, Float64Array>,
  length: number,
  close: Float64Array,
): Pick<RawRows, 'volume' | 'quoteVolume'> {
  const unknown = (): Float64Array => new Float64Array(length).fill(Number.NaN);
  const [plain, ticks, amount] = [cells.get('volume'), cells.get('tickVolume'), cells.get('amount')];
  const isEmpty = plain === undefined || plain.every((value) => !(value > 0));
  const volume = isEmpty && ticks !== undefined ? ticks : plain;
  const quoteVolume = cells.get('quoteVolume') ?? null;
  if (amount === undefined) return { volume: volume ?? unknown(), quoteVolume };
  if (volume === undefined) return { volume: amount, quoteVolume };
  if (isPrice(volume, amount, close) && !isPrice(amount, volume, close)) return { volume: amount, quoteVolume: volume };
  return { volume, quoteVolume: quoteVolume ?? (isPrice(amount, volume, close) ? amount : null) };
}

/** Whether quote ÷ base is usually the price. */
function isPrice(quote: Float64Array, base: Float64Array, close: Float64Array): boolean {
  const ratios = quote.map((value, row) => value / (base[row] ?? Number.NaN) / (close[row] ?? Number.NaN));
  const usual = median(ratios.filter((ratio) => Number.isFinite(ratio)));
  return usual < NEAR && usual > 1 / NEAR;
}
