import { ascendingOrder, type Judged, wilsonInterval } from './metrics.ts';

/** One line of a reliability table. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanProbability: number;
  readonly shareUp: number;
  readonly interval: readonly [number, number] | null;
}

/** Decisions by ascending probability in `bins` groups of equal size (to one), each with what came. Empty groups are left out. */
export function reliabilityTable({ probability, up }: Judged, bins = 10): readonly ReliabilityBin[] {
  const order = ascendingOrder(probability);
  const table: ReliabilityBin[] = [];
  for (let bin = 0; bin < bins; bin += 1) {
    const rows = order.subarray(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins));
    const count = rows.length;
    if (count === 0) continue;
    const sumOf = (column: Float64Array): number => rows.reduce((sum, row) => sum + (column[row] ?? 0), 0);
    const ups = sumOf(up);
    table.push({
      from: probability[rows[0] ?? 0] ?? 0,
      to: probability[rows[count - 1] ?? 0] ?? 0,
      count,
      meanProbability: sumOf(probability) / count,
      shareUp: ups / count,
      interval: wilsonInterval(ups, count),
    });
  }
  return table;
}

/** Expected calibration error: mean distance of stated probability and what came over 10 groups of equal size, weighted by size; null without decisions. */
export function calibrationError(judged: Judged): number | null {
  const table = reliabilityTable(judged);
  const total = judged.up.length;
  if (total === 0) return null;
  return table.reduce((sum, bin) => sum + (bin.count / total) * Math.abs(bin.meanProbability - bin.shareUp), 0);
}
