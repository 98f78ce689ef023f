/** 1 / (1 + e⁻ˣ): the probability 0..1 of log-odds in nats. NaN stays NaN. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/**
 * ln(p / (1 − p)), the log-odds in nats of a probability 0..1; ±Infinity at its ends. `logOdds` of
 * models/calibration.ts stays away from them.
 */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** The arithmetic mean, summed in order; NaN without values. */
export function meanOf(values: Float64Array | readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The unbiased variance (divided by n − 1); null for less than two values. */
export function sampleVariance(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** Quantile 0..1 of ascending values, linear between neighbours (Hyndman and Fan 1996, type 7). NaN without values. */
export function sortedQuantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (at - below) * (high - low);
}

/** Reorders values so that those before place `at` are no larger than the one there, and those after it no smaller (Hoare 1961, "FIND"). */
function placeInOrder(values: Float64Array, at: number): void {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >>> 1] ?? 0;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left += 1;
      while ((values[right] ?? 0) > pivot) right -= 1;
      if (left > right) break;
      [values[left], values[right]] = [values[right] ?? 0, values[left] ?? 0];
      left += 1;
      right -= 1;
    }
    if (at <= right) high = right;
    else if (at >= left) low = left;
    else return;
  }
}

/** The same quantile of values in any order, none NaN, which it reorders: several times faster than to sort them for it alone. */
export function quantileOf(values: Float64Array, share: number): number {
  if (values.length === 0) return Number.NaN;
  const at = share * (values.length - 1);
  const below = Math.floor(at);
  placeInOrder(values, below);
  const low = values[below] ?? Number.NaN;
  const after = values.subarray(below + 1);
  const high = after.length === 0 ? low : after.reduce((least, value) => Math.min(least, value));
  return low + (at - below) * (high - low);
}

/** The 97.5 % quantile of the standard normal distribution: half the width of a 95 % interval in standard deviations. */
const Z95 = 1.959963984540054;

/** Wilson's 95 % interval of a share of `right` among `count` (Wilson 1927); null without any. */
export function wilsonInterval(right: number, count: number): readonly [number, number] | null {
  if (count <= 0) return null;
  const p = right / count;
  const square = Z95 * Z95;
  const centre = p + square / (2 * count);
  const spread = Z95 * Math.sqrt((p * (1 - p)) / count + square / (4 * count * count));
  const scale = 1 + square / count;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}
