/** Rolling sums are summed anew at every row whose number is a multiple of this, so that rounding cannot pile up. */
export const RESUM_EVERY = 512;

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
  for (let i = from; i < to; i += 1) {
    if ((base + i) % RESUM_EVERY === 0) {
      let sum = 0;
      for (let j = Math.max(0, i - length + 1); j <= i; j += 1) sum += input[j] ?? 0;
      output[i] = sum;
    } else {
      const leaving = i >= length ? (input[i - length] ?? 0) : 0;
      output[i] = (output[i - 1] ?? 0) + (input[i] ?? 0) - leaving;
    }
  }
}

/** output[i] = output[i − 1] + weight · (input[i] − output[i − 1]), beginning with the first input. */
export function exponentialMean({ input, output, base, from, to }: Sweep, weight: number): void {
  let i = from;
  if (base + i === 0 && i < to) {
    output[i] = input[i] ?? 0;
    i += 1;
  }
  let value = i > 0 ? (output[i - 1] ?? 0) : 0;
  for (; i < to; i += 1) {
    value += weight * ((input[i] ?? 0) - value);
    output[i] = value;
  }
}
