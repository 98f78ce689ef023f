import { createRandom } from '../random.ts';
import type { BootstrapOptions } from './bootstrap.ts';

/** Returns of equal periods in time order; several accounts are columns over the same periods. */
export interface PeriodColumns {
  readonly timeMs: Float64Array;
  readonly returns: readonly Float64Array[];
}

/** Annualised Sharpe ratios with 95 % percentile intervals; null where undefined. */
export interface SharpeIntervals {
  readonly sharpes: readonly (number | null)[];
  readonly intervals: readonly (readonly [number, number] | null)[];
  /** Sharpe of the first account minus that of each other one, on the same resampled weeks. */
  readonly differences: readonly {
    readonly difference: number | null;
    readonly interval: readonly [number, number] | null;
  }[];
}

interface RunningSums {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

function runningSums(returns: Float64Array): RunningSums {
  const sums = new Float64Array(returns.length + 1);
  const squares = new Float64Array(returns.length + 1);
  returns.forEach((value, at) => {
    sums[at + 1] = (sums[at] ?? 0) + value;
    squares[at + 1] = (squares[at] ?? 0) + value * value;
  });
  return { sums, squares };
}

function sharpeOf(sum: number, squares: number, about: { readonly count: number; readonly perYear: number }): number {
  const mean = sum / about.count;
  const variance = (squares - about.count * mean * mean) / (about.count - 1);
  return variance > 0 ? (mean / Math.sqrt(variance)) * Math.sqrt(about.perYear) : Number.NaN;
}

/** The middle 95 % of draws; null when too few of them are defined. */
function percentileInterval(draws: Float64Array): readonly [number, number] | null {
  const sorted = draws.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length < draws.length / 2) return null;
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/**
 * Sharpe ratios of accounts over the same periods, with intervals by the moving-block bootstrap (Künsch 1989; blocks of
 * blockMs, drawn alike for all accounts). perYear is the number of periods in a year. Intervals are null for less than
 * two blocks.
 */
export function sharpeIntervals(
  { timeMs, returns }: PeriodColumns,
  perYear: number,
  options: BootstrapOptions,
): SharpeIntervals {
  const count = timeMs.length;
  const spanMs = (timeMs.at(-1) ?? 0) - (timeMs[0] ?? 0);
  const totals = returns.map(runningSums);
  const sharpes = totals.map(({ sums, squares }) =>
    count < 2 ? Number.NaN : sharpeOf(sums.at(-1) ?? 0, squares.at(-1) ?? 0, { count, perYear }),
  );
  const drawn = returns.map(() => new Float64Array(options.draws).fill(Number.NaN));
  if (spanMs >= 2 * options.blockMs) {
    const block = Math.max(1, Math.round((count * options.blockMs) / spanMs));
    const blocks = Math.ceil(count / block);
    const random = createRandom(options.seed);
    const starts = new Int32Array(blocks);
    for (let draw = 0; draw < options.draws; draw += 1) {
      for (let each = 0; each < blocks; each += 1) starts[each] = Math.floor(random() * (count - block + 1));
      totals.forEach(({ sums, squares }, account) => {
        let sum = 0;
        let square = 0;
        for (const start of starts) {
          sum += (sums[start + block] ?? 0) - (sums[start] ?? 0);
          square += (squares[start + block] ?? 0) - (squares[start] ?? 0);
        }
        const column = drawn[account];
        if (column !== undefined) column[draw] = sharpeOf(sum, square, { count: blocks * block, perYear });
      });
    }
  }
  const [first = new Float64Array(0)] = drawn;
  return {
    sharpes: sharpes.map(orNull),
    intervals: drawn.map(percentileInterval),
    differences: drawn.slice(1).map((column, at) => ({
      difference: orNull((sharpes[0] ?? Number.NaN) - (sharpes[at + 1] ?? Number.NaN)),
      interval: percentileInterval(first.map((value, draw) => value - (column[draw] ?? Number.NaN))),
    })),
  };
}
