/** Rolling sums are summed anew at every row whose number is a multiple of this, so that rounding cannot pile up. A power of two. */
const RESUM_EVERY = 512;

/** Whether sums are summed anew at this row of the series. */
export function isResumed(row: number): boolean {
  return (row & (RESUM_EVERY - 1)) === 0;
}

/** A column read, the column written, and the rows to work on (window positions; `base` is the row number of position 0). */
export interface Sweep {
  readonly input: Float64Array;
  readonly output: Float64Array;
  readonly base: number;
  readonly from: number;
  readonly to: number;
}

/** output[i] = Σ input over the `length` newest rows ≤ i; over all rows there are while fewer. */
export function rollingSum({ input, output, base, from, to }: Sweep, length: number): void {
  let sum = from > 0 ? (output[from - 1] ?? 0) : 0;
  for (let i = from; i < to; i += 1) {
    if (isResumed(base + i)) {
      sum = 0;
      for (let j = i < length ? 0 : i - length + 1; j <= i; j += 1) sum += input[j] ?? 0;
    } else {
      const leaving = i >= length ? (input[i - length] ?? 0) : 0;
      sum = sum + (input[i] ?? 0) - leaving;
    }
    output[i] = sum;
  }
}
