/**
 * First and second derivative of the log loss of a row as one number: second · 2^shift + first, both whole numbers. Sums of packed numbers
 * are packed sums, exactly, so one addition does the work of two.
 */
export interface GradientPacking {
  readonly shift: number;
  /** Whole numbers per unit of the first derivative (−1..1) and of the second (0..¼). */
  readonly firstScale: number;
  readonly secondScale: number;
}

const MANTISSA_BITS = 52;
/** Beyond this the whole numbers would get too coarse. */
export const MAX_ROWS = 2 ** 22;

/** The finest packing whose sums over so many rows stay exact. Throws above 4,194,304 rows. */
export function packingFor(rows: number): GradientPacking {
  if (rows > MAX_ROWS) throw new Error(`expected at most ${MAX_ROWS} training rows, was ${rows}`);
  const rowBits = Math.ceil(Math.log2(rows + 1));
  const bits = MANTISSA_BITS - 2 * rowBits;
  const firstBits = Math.min(14, Math.ceil(bits / 2) + 1);
  const secondBits = Math.min(12, bits - firstBits);
  return { shift: rowBits + firstBits + 1, firstScale: 2 ** firstBits - 1, secondScale: 4 * (2 ** secondBits - 1) };
}

/** Labels 1 or 0 and present scores in log-odds, columns of equal length. */
export interface GradientSource {
  readonly margin: Float64Array;
  readonly labels: Uint8Array;
}

const CELLS_PER_UNIT = 128;
const REACH = 16;
/** The logistic function on a grid, read with linear interpolation: within 10⁻⁶, which is finer than the packing. */
const LOGISTIC = Float64Array.from(
  { length: 2 * REACH * CELLS_PER_UNIT + 2 },
  (_, cell) => 1 / (1 + Math.exp(REACH - cell / CELLS_PER_UNIT)),
);

/**
 * Packed derivatives of the rows in the bag (null: all), each at its row's place. What rounding leaves of a row is
 * carried to the next one, so that the error of a sum does not grow with its rows; no chance is needed.
 */
export function packGradients(
  { margin, labels }: GradientSource,
  { bag, packing }: { readonly bag: Int32Array | null; readonly packing: GradientPacking },
  into: Float64Array,
): void {
  const { firstScale, secondScale } = packing;
  const unit = 2 ** packing.shift;
  let firstLeft = 0;
  let secondLeft = 0;
  const count = bag?.length ?? into.length;
  for (let at = 0; at < count; at += 1) {
    const row = bag === null ? at : (bag[at] ?? 0);
    const place = (Math.min(REACH, Math.max(-REACH, margin[row] ?? 0)) + REACH) * CELLS_PER_UNIT;
    const cell = Math.floor(place);
    const low = LOGISTIC[cell] ?? 0;
    const p = low + (place - cell) * ((LOGISTIC[cell + 1] ?? 0) - low);
    const first = (p - (labels[row] ?? 0)) * firstScale + firstLeft;
    const second = p * (1 - p) * secondScale + secondLeft;
    const firstWhole = Math.floor(first + 0.5);
    const secondWhole = Math.floor(second + 0.5);
    firstLeft = first - firstWhole;
    secondLeft = second - secondWhole;
    into[row] = secondWhole * unit + firstWhole;
  }
}
