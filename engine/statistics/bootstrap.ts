import { createRandom } from '../random.ts';
import { ascendingOrder } from './metrics.ts';

/** Paired differences (ours − theirs) with the time each belongs to; those of one moment stay together. */
export interface PairedDifferences {
  readonly timeMs: Float64Array;
  readonly difference: Float64Array;
}

/** How a block bootstrap draws. */
export interface BootstrapOptions {
  readonly blockMs: number;
  readonly draws: number;
  readonly seed: number;
}

/** Blocks of one week, because neighbouring candles depend on each other; 2,000 draws. */
export const WEEKLY_BOOTSTRAP = { blockMs: 7 * 86_400_000, draws: 2_000 } as const;

/** Running totals over moments in time order: totals[i] covers the first i moments. */
function totalsByMoment({ timeMs, difference }: PairedDifferences): {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  readonly spanMs: number;
} {
  const order = ascendingOrder(timeMs);
  const sums: number[] = [0];
  const counts: number[] = [0];
  let last = Number.NaN;
  for (const row of order) {
    const time = timeMs[row] ?? 0;
    if (time !== last) {
      sums.push(sums.at(-1) ?? 0);
      counts.push(counts.at(-1) ?? 0);
      last = time;
    }
    const at = sums.length - 1;
    sums[at] = (sums[at] ?? 0) + (difference[row] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const first = timeMs[order[0] ?? 0] ?? 0;
  return { sums: Float64Array.from(sums), counts: Float64Array.from(counts), spanMs: last - first };
}

/** Mean difference of each moment, in time order: several markets of one moment are one observation. */
export function meanByMoment(pairs: PairedDifferences): { readonly timeMs: Float64Array; readonly mean: Float64Array } {
  const { sums, counts } = totalsByMoment(pairs);
  const mean = sums.subarray(1).map((sum, i) => (sum - (sums[i] ?? 0)) / ((counts[i + 1] ?? 0) - (counts[i] ?? 0)));
  return { timeMs: Float64Array.from(new Set(pairs.timeMs)).sort(), mean };
}

/**
 * 95 % percentile interval of a mean difference by the moving-block bootstrap (Künsch 1989): blocks of neighbouring moments, as
 * long as blockMs of trading, are drawn with replacement until the series is as long as before. Null when it is shorter than two blocks.
 */
export function pairedBootstrapInterval(
  pairs: PairedDifferences,
  options: BootstrapOptions,
): readonly [number, number] | null {
  const { sums, counts, spanMs } = totalsByMoment(pairs);
  const moments = sums.length - 1;
  if (!(spanMs >= 2 * options.blockMs)) return null;
  const block = Math.max(1, Math.round((moments * options.blockMs) / spanMs));
  const blocks = Math.ceil(moments / block);
  const random = createRandom(options.seed);
  const means = new Float64Array(options.draws);
  for (let draw = 0; draw < options.draws; draw += 1) {
    let sum = 0;
    let count = 0;
    for (let drawn = 0; drawn < blocks; drawn += 1) {
      const start = Math.floor(random() * (moments - block + 1));
      sum += (sums[start + block] ?? 0) - (sums[start] ?? 0);
      count += (counts[start + block] ?? 0) - (counts[start] ?? 0);
    }
    means[draw] = sum / count;
  }
  means.sort();
  const at = (share: number): number => means[Math.round(share * (options.draws - 1))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}
