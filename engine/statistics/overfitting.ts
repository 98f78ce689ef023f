/** Returns of many configurations over the same periods, summed by block. */
export interface BlockSums {
  readonly configurations: number;
  readonly blocks: number;
  /** Periods in each block. */
  readonly counts: Float64Array;
  /** Σ returns and Σ squared returns: configuration c and block b at b · configurations + c. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** How likely it is that the configuration that looks best in sample is below the median out of sample. */
export interface Overfitting {
  /** 0..1; above ½ choosing the best is worse than choosing at random. */
  readonly probability: number;
  readonly splits: number;
  /** Mean rank (0..1, 1 best) out of sample of what was best in sample. */
  readonly meanRank: number;
  /** Share of the splits in which the choice lost money out of sample. */
  readonly lossShare: number;
}

/** Σ and Σ of squares of some blocks, per configuration, and how many periods they have. */
interface Totals {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  count: number;
}

const emptyTotals = (configurations: number): Totals => ({
  sums: new Float64Array(configurations),
  squares: new Float64Array(configurations),
  count: 0,
});

/** into = from + block. */
function addBlock(
  into: Totals,
  from: Totals,
  { source, block }: { readonly source: BlockSums; readonly block: number },
): void {
  const offset = block * source.configurations;
  for (let each = 0; each < source.configurations; each += 1) {
    into.sums[each] = (from.sums[each] ?? 0) + (source.sums[offset + each] ?? 0);
    into.squares[each] = (from.squares[each] ?? 0) + (source.squares[offset + each] ?? 0);
  }
  into.count = from.count + (source.counts[block] ?? 0);
}

/** Sharpe ratio squared with its sign: orders as the ratio does, without a root. 0 for a configuration that never moved. */
function signedSquare(sum: number, squares: number, count: number): number {
  const mean = sum / count;
  const variance = squares / count - mean * mean;
  return variance > 1e-18 ? (mean * Math.abs(mean)) / variance : 0;
}

function indexOfBest(scores: Float64Array): number {
  let best = 0;
  for (let each = 1; each < scores.length; each += 1) if ((scores[each] ?? 0) > (scores[best] ?? 0)) best = each;
  return best;
}

/** Rank 0..1 of one score among all, 1 the best, ties counting half: r / (N + 1). */
function rankOf(scores: Float64Array, chosen: number): number {
  const own = scores[chosen] ?? 0;
  let below = 0;
  let equal = 0;
  for (let each = 0; each < scores.length; each += 1) {
    const other = scores[each] ?? 0;
    if (other < own) below += 1;
    else if (other === own) equal += 1;
  }
  return (below + (equal + 1) / 2) / (scores.length + 1);
}

/** Judges the ways to part the blocks into halves; each serves twice, either half being in sample. */
function createJudge(source: BlockSums) {
  const { configurations, blocks } = source;
  const all = emptyTotals(configurations);
  for (let block = 0; block < blocks; block += 1) addBlock(all, all, { source, block });
  const scores = [new Float64Array(configurations), new Float64Array(configurations)] as const;
  const found = { splits: 0, below: 0, ranks: 0, losses: 0 };
  const judge = (inside: Float64Array, outside: Float64Array): void => {
    const chosen = indexOfBest(inside);
    const rank = rankOf(outside, chosen);
    found.splits += 1;
    found.ranks += rank;
    if (rank <= 0.5) found.below += 1;
    if ((outside[chosen] ?? 0) < 0) found.losses += 1;
  };
  return {
    found,
    part({ sums, squares, count }: Totals): void {
      const [inside, outside] = scores;
      const others = all.count - count;
      for (let each = 0; each < configurations; each += 1) {
        const sum = sums[each] ?? 0;
        const square = squares[each] ?? 0;
        inside[each] = signedSquare(sum, square, count);
        outside[each] = signedSquare((all.sums[each] ?? 0) - sum, (all.squares[each] ?? 0) - square, others);
      }
      judge(inside, outside);
      judge(outside, inside);
    },
  };
}

/** C(n, k) for small numbers. */
function choose(n: number, k: number): number {
  let ways = 1;
  for (let at = 1; at <= k; at += 1) ways = (ways * (n - k + at)) / at;
  return Math.round(ways);
}

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey, Borwein, López de Prado
 * and Zhu, "The Probability of Backtest Overfitting", 2015): over all ways to take half of the blocks, how often the
 * best of that half (by Sharpe ratio) ranks not above the median of the other. Null below two configurations, with an
 * odd number of blocks, or an empty one. `onSplit` may report progress.
 */
export function overfittingOf(source: BlockSums, onSplit?: (done: number, total: number) => void): Overfitting | null {
  const { configurations, blocks, counts } = source;
  const half = blocks / 2;
  if (configurations < 2 || blocks < 2 || blocks % 2 !== 0 || counts.some((count) => count === 0)) return null;
  const total = choose(blocks, half);
  const { found, part } = createJudge(source);
  const levels = Array.from({ length: half + 1 }, () => emptyTotals(configurations));
  const walk = (depth: number, from: number): void => {
    const here = levels[depth];
    if (here === undefined) return;
    if (depth === half) {
      part(here);
      if (found.splits % 128 === 0) onSplit?.(found.splits, total);
      return;
    }
    // Halves with the first block are enough: the others are their complements.
    const lastBlock = depth === 0 ? 0 : blocks - (half - depth);
    for (let block = from; block <= lastBlock; block += 1) {
      const next = levels[depth + 1];
      if (next !== undefined) addBlock(next, here, { source, block });
      walk(depth + 1, block + 1);
    }
  };
  walk(0, 0);
  const { splits, below, ranks, losses } = found;
  return { probability: below / splits, splits, meanRank: ranks / splits, lossShare: losses / splits };
}
