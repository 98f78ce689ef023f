import { wilsonInterval } from '../math.ts';
import { createRandom, normalFrom } from '../random.ts';
import { ascendingOrder, type Judged } from './metrics.ts';

/** One line of a reliability table. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanProbability: number;
  readonly shareUp: number;
  readonly interval: readonly [number, number] | null;
}

/** An order cut into `bins` groups of equal size (to one), without empty ones. */
function groups(order: Uint32Array, bins = 10): readonly Uint32Array[] {
  return Array.from({ length: bins }, (_, bin) =>
    order.subarray(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins)),
  ).filter((rows) => rows.length > 0);
}

/** Decisions by ascending probability in `bins` groups of equal size (to one), each with what came. Empty groups are left out. */
export function reliabilityTable({ probability, up }: Judged, bins = 10): readonly ReliabilityBin[] {
  return groups(ascendingOrder(probability), bins).map((rows) => {
    const count = rows.length;
    const sumOf = (column: Float64Array): number => rows.reduce((sum, row) => sum + (column[row] ?? 0), 0);
    const ups = sumOf(up);
    return {
      from: probability[rows[0] ?? 0] ?? 0,
      to: probability[rows[count - 1] ?? 0] ?? 0,
      count,
      meanProbability: sumOf(probability) / count,
      shareUp: ups / count,
      interval: wilsonInterval(ups, count),
    };
  });
}

/**
 * Expected calibration error: mean distance of stated probability and what came over 10 groups of equal size, weighted
 * by size; null without decisions.
 */
export function calibrationError(judged: Judged): number | null {
  const table = reliabilityTable(judged);
  const total = judged.up.length;
  if (total === 0) return null;
  return table.reduce((sum, bin) => sum + (bin.count / total) * Math.abs(bin.meanProbability - bin.shareUp), 0);
}

/** The calibration error that probabilities would show by chance if each outcome came exactly as stated. */
export interface CalibrationNoise {
  /** Its mean over all that could have come. */
  readonly expected: number;
  /** 95 of 100 times it is below this. */
  readonly upper: number;
}

const NOISE_DRAWS = 2_000;
const NOISE_SEED = 1;

/**
 * What chance alone makes of `calibrationError` on as many decisions with the same probabilities: in each group the mean
 * outcome strays by a normal deviate of variance Σ p (1 − p) / n². An error below `upper` is no sign of wrong probabilities.
 */
export function calibrationNoise({ probability }: Pick<Judged, 'probability'>): CalibrationNoise | null {
  const total = probability.length;
  if (total === 0) return null;
  const order = ascendingOrder(probability);
  const spreads = groups(order).map(
    (rows) =>
      Math.sqrt(rows.reduce((sum, row) => sum + (probability[row] ?? 0) * (1 - (probability[row] ?? 0)), 0)) / total,
  );
  const random = createRandom(NOISE_SEED);
  const draws = Float64Array.from({ length: NOISE_DRAWS }, () =>
    spreads.reduce((sum, spread) => sum + spread * Math.abs(normalFrom(random)), 0),
  ).sort();
  return {
    expected: Math.sqrt(2 / Math.PI) * spreads.reduce((sum, spread) => sum + spread, 0),
    upper: draws[Math.floor(0.95 * NOISE_DRAWS)] ?? 0,
  };
}
