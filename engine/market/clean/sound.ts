import { unknownVolume, withoutVolume } from '../unknown-volume.ts';
import type { Cleaned } from './order.ts';
import { type CleanFinding, keepRows, lineOf, type RawRows } from './raw-rows.ts';

/** Rounding of a source that computes with binary fractions (158599.99999999997), relative to the price. */
const ROUNDING = 1e-6;
/** Quote volume over base volume is the average price; this is how far it may be off for a candle of two decimals of volume. */
const PRICE_FACTOR = 2;

/**
 * Leaves out rows with a price that is not positive, and mends a high below (or a low above) open and close when what is
 * lacking is within the candle's own range: then the extreme was cut off, and open and close are the wider witness. When
 * more is lacking it is unknown which of the four is wrong.
 */
export function makeSound(rows: RawRows): Cleaned {
  const { open, high, low, close } = rows;
  const keep = new Uint8Array(rows.length).fill(1);
  const findings: CleanFinding[] = [];
  let mended: { readonly high: Float64Array; readonly low: Float64Array } | null = null;
  for (let row = 0; row < rows.length; row += 1) {
    const o = open[row] ?? Number.NaN;
    const h = high[row] ?? Number.NaN;
    const l = low[row] ?? Number.NaN;
    const c = close[row] ?? Number.NaN;
    if (l > 0 && h < Number.POSITIVE_INFINITY && h >= o && h >= c && l <= o && l <= c) continue;
    const top = Math.max(o, c);
    const bottom = Math.min(o, c);
    const lacking = Math.max(top - h, l - bottom);
    const positive = Math.min(bottom, l) > 0 && Math.max(top, h) < Number.POSITIVE_INFINITY;
    const told = { openTimeMs: rows.openTimeMs[row] ?? Number.NaN, candles: 1, line: lineOf(rows, row) };
    if (positive && lacking <= Math.max(h - l, top * ROUNDING)) {
      mended ??= { high: high.slice(), low: low.slice() };
      mended.high[row] = Math.max(h, top);
      mended.low[row] = Math.min(l, bottom);
      const say = `expected low ≤ open, close ≤ high, was open ${o}, high ${h}, low ${l}, close ${c}; widened`;
      findings.push({ ...told, code: 'high-low', action: 'repaired', say });
    } else {
      keep[row] = 0;
      const say = `expected positive prices with low ≤ open, close ≤ high, was open ${o}, high ${h}, low ${l}, close ${c}`;
      findings.push({ ...told, code: 'unsound', action: 'removed', say });
    }
  }
  return { rows: keepRows(mended === null ? rows : { ...rows, ...mended }, keep), findings };
}

/** Takes stated volumes that are none as unknown, with one finding for all of them. */
export function blankUnknownVolumes(rows: RawRows, whole: boolean): Cleaned {
  const unknown = unknownVolume(rows, { whole });
  if (unknown === null) return { rows, findings: [] };
  const first = unknown.rows.indexOf(1);
  const say =
    unknown.why === 'zeros'
      ? 'expected a volume where the price moves, was 0: taken as unknown'
      : `expected volumes that differ, was ${rows.volume[first]} in every row: taken as unknown`;
  const openTimeMs = rows.openTimeMs[first] ?? Number.NaN;
  const finding = { openTimeMs, candles: unknown.count, line: lineOf(rows, first), say };
  return { rows: withoutVolume(rows, unknown), findings: [{ code: 'volume-unknown', action: 'repaired', ...finding }] };
}

/** How near one volume ÷ the other must be to the price, as a factor, in most rows: only then the other is a quote volume at all. */
const PROVEN_FACTOR = 1.1;

/** Whether in most rows one of the two volumes is the other times the price: a moving average of the volume is not. */
function isQuoteVolume({ volume, quoteVolume, close }: RawRows): boolean {
  if (quoteVolume === null) return false;
  let [known, proven] = [0, 0];
  for (let row = 0; row < volume.length; row += 1) {
    const [base = Number.NaN, quote = Number.NaN, price = Number.NaN] = [volume[row], quoteVolume[row], close[row]];
    if (!(base > 0 && quote > 0)) continue;
    known += 1;
    if (isPrice(base / quote, price, PROVEN_FACTOR) || isPrice(quote / base, price, PROVEN_FACTOR)) proven += 1;
  }
  return proven * 2 > known;
}

/**
 * Volumes that can be: negative or infinite ones become unknown; base and quote volume that changed places change back.
 * They did when base ÷ quote is the price (within a factor of two, volumes being rounded) and quote ÷ base is not, in a file most
 * of whose rows prove that it has a quote volume; near a price of one there is no finding.
 */
export function mendVolumes(rows: RawRows): Cleaned {
  const findings: CleanFinding[] = [];
  const { volume, close } = rows;
  const quoteVolume = isQuoteVolume(rows) ? rows.quoteVolume : null;
  let mended: Float64Array | null = null;
  for (let row = 0; row < rows.length; row += 1) {
    const base = volume[row] ?? Number.NaN;
    const told = { openTimeMs: rows.openTimeMs[row] ?? Number.NaN, candles: 1, line: lineOf(rows, row) };
    if (base < 0 || base === Number.POSITIVE_INFINITY) {
      mended ??= volume.slice();
      mended[row] = Number.NaN;
      const say = `expected volume ≥ 0, was ${base}; taken as unknown`;
      findings.push({ ...told, code: 'volume-unsound', action: 'repaired', say });
    } else if (base === 0) {
      findings.push({ ...told, code: 'zero-volume', action: 'kept', say: 'no trade in this candle' });
    } else if (quoteVolume !== null) {
      const quote = quoteVolume[row] ?? Number.NaN;
      const price = close[row] ?? Number.NaN;
      if (!(quote > 0) || !isPrice(base / quote, price) || isPrice(quote / base, price)) continue;
      mended ??= volume.slice();
      mended[row] = quote;
      const say = `expected quote ÷ base volume near ${price}, was ${quote} ÷ ${base}; changed places`;
      findings.push({ ...told, code: 'volume-swapped', action: 'repaired', say });
    }
  }
  return { rows: mended === null ? rows : { ...rows, volume: mended }, findings };
}

function isPrice(ratio: number, price: number, factor = PRICE_FACTOR): boolean {
  return ratio < price * factor && ratio > price / factor;
}
