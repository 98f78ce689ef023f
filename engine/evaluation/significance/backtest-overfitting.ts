/** Blocks of the combinatorially symmetric cross-validation: evaluation.md. */
export const CSCV_BLOCKS = 16;

/** How often the best configuration of one half of the time is below the median of the other half. */
export interface OverfittingEstimate {
  /** 0..1; about ½ when configurations differ by luck only. */
  readonly probability: number;
  readonly splits: number;
  readonly configurations: number;
  /** Median over splits of the best one's relative rank out of sample, 0 worst..1 best. */
  readonly medianRank: number;
}

/** Sum and sum of squares of each configuration in each block. */
interface BlockSums {
  readonly count: Float64Array;
  readonly sum: readonly Float64Array[];
  readonly square: readonly Float64Array[];
}

function blockSums(performance: readonly Float64Array[], blocks: number): BlockSums {
  const periods = performance[0]?.length ?? 0;
  const bound = (block: number): number => Math.floor((block * periods) / blocks);
  const each = (of: (value: number) => number) =>
    performance.map((values) =>
      Float64Array.from({ length: blocks }, (_, block) =>
        values.subarray(bound(block), bound(block + 1)).reduce((sum, value) => sum + of(value), 0),
      ),
    );
  return {
    count: Float64Array.from({ length: blocks }, (_, block) => bound(block + 1) - bound(block)),
    sum: each((value) => value),
    square: each((value) => value * value),
  };
}

/** Mean over standard deviation of each configuration over the blocks of a bit mask; 0 without spread. */
function ratios({ count, sum, square }: BlockSums, mask: number): Float64Array {
  return Float64Array.from(sum, (sums, index) => {
    const squares = square[index] ?? sums;
    let [n, s, q] = [0, 0, 0];
    for (let block = 0; block < count.length; block += 1) {
      if ((mask & (1 << block)) === 0) continue;
      n += count[block] ?? 0;
      s += sums[block] ?? 0;
      q += squares[block] ?? 0;
    }
    const variance = (q - (s * s) / n) / (n - 1);
    return variance > 1e-300 ? s / n / Math.sqrt(variance) : 0;
  });
}

function masksWithHalf(blocks: number): readonly number[] {
  const masks: number[] = [];
  for (let mask = 0; mask < 1 << blocks; mask += 1) {
    let bits = 0;
    for (let rest = mask; rest > 0; rest &= rest - 1) bits += 1;
    if (bits === blocks / 2) masks.push(mask);
  }
  return masks;
}

/** Mid-rank of the value at `index` among all, 1 worst. */
function rankOf(values: Float64Array, index: number): number {
  const own = values[index] ?? 0;
  let below = 0;
  let equal = 0;
  for (const value of values) {
    if (value < own) below += 1;
    else if (value === own) equal += 1;
  }
  return below + (equal + 1) / 2;
}

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey, Borwein, López de Prado and Zhu 2017): time is cut into
 * `blocks` parts, and for every choice of half of them the configuration with the best mean/deviation there is ranked on the other half; the
 * probability is the share of splits in which it does not come above the median. performance[k][t] is configuration k in period t. Null with
 * fewer than two configurations or fewer than two periods a block.
 */
export function overfittingProbability(
  performance: readonly Float64Array[],
  blocks: number = CSCV_BLOCKS,
): OverfittingEstimate | null {
  const periods = performance[0]?.length ?? 0;
  if (blocks % 2 !== 0 || blocks < 2 || blocks > 20)
    throw new RangeError(`expected an even number of 2 to 20 blocks, was ${blocks}`);
  if (performance.some((values) => values.length !== periods))
    throw new Error(`expected performance over the same ${periods} periods`);
  const configurations = performance.length;
  if (configurations < 2 || periods < 2 * blocks) return null;
  const sums = blockSums(performance, blocks);
  const everything = (1 << blocks) - 1;
  const masks = masksWithHalf(blocks);
  const ranks = Float64Array.from(masks, (mask) => {
    const inSample = ratios(sums, mask);
    const best = inSample.indexOf(inSample.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY));
    return rankOf(ratios(sums, everything ^ mask), best) / (configurations + 1);
  });
  const lost = ranks.filter((rank) => rank <= 0.5).length;
  ranks.sort();
  return {
    probability: lost / masks.length,
    splits: masks.length,
    configurations,
    medianRank: ranks[Math.floor(ranks.length / 2)] ?? Number.NaN,
  };
}
