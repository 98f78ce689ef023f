import { type BlockSums, type Overfitting, overfittingOf } from './overfitting.ts';

/** Blocks of the combinatorially symmetric cross-validation. */
const CSCV_BLOCKS = 16;

/** Sums of each configuration over blocks of neighbouring periods. */
function blockSums(performance: readonly Float64Array[], blocks: number): BlockSums {
  const periods = performance[0]?.length ?? 0;
  const bound = (block: number): number => Math.floor((block * periods) / blocks);
  const configurations = performance.length;
  const over = (of: (value: number) => number): Float64Array =>
    Float64Array.from({ length: blocks * configurations }, (_, at) => {
      const block = Math.floor(at / configurations);
      const values = performance[at % configurations]?.subarray(bound(block), bound(block + 1)) ?? new Float64Array(0);
      return values.reduce((sum, value) => sum + of(value), 0);
    });
  return {
    configurations,
    blocks,
    counts: Float64Array.from({ length: blocks }, (_, block) => bound(block + 1) - bound(block)),
    sums: over((value) => value),
    squares: over((value) => value * value),
  };
}

/**
 * Probability of backtest overfitting over performance[k][t], configuration k in period t (see
 * backtest/overfitting.ts). Null with fewer than two configurations or fewer than two periods a block. Throws when
 * lengths differ or the number of blocks is not even.
 */
export function overfittingProbability(
  performance: readonly Float64Array[],
  blocks: number = CSCV_BLOCKS,
): Overfitting | null {
  const periods = performance[0]?.length ?? 0;
  if (blocks % 2 !== 0 || blocks < 2 || blocks > 20)
    throw new RangeError(`expected an even number of 2 to 20 blocks, was ${blocks}`);
  if (performance.some((values) => values.length !== periods))
    throw new Error(`expected performance over the same ${periods} periods`);
  return performance.length < 2 || periods < 2 * blocks ? null : overfittingOf(blockSums(performance, blocks));
}
