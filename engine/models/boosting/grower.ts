import type { BinnedColumns } from './bins.ts';
import { HIGHEST_THRESHOLD } from './forest.ts';
import type { GradientPacking } from './gradients.ts';
import { emptyHistogram, fillHistogram, subtractHistogram } from './histogram.ts';
import { bestSplit, type LeafRules, type Split, unpack } from './split.ts';
import { type BoostingTree, emptyTree } from './tree.ts';

/** Shape of a tree and what its leaves must have. */
export interface TreeRules extends LeafRules {
  readonly maxDepth: number;
  readonly maxLeaves: number;
  readonly learningRate: number;
}

/** What one tree is grown on. */
export interface TreeTask {
  /** Ascending rows; null: all. */
  readonly rows: Int32Array | null;
  /** Packed gradient of each row of the table. */
  readonly gradients: Float64Array;
  /** Words of columns that it may cut. */
  readonly groups: readonly number[];
}

/** Grows trees over the same table again and again, reusing its memory. */
export interface TreeGrower {
  grow(task: TreeTask): BoostingTree;
}

/** Rows [from, to) of a list. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Leaf {
  readonly node: number;
  readonly depth: number;
  readonly own: Stretch;
  readonly sum: number;
  readonly histogram: Float64Array | null;
  readonly split: Split | null;
}

/** A cut as the rows see it: bins + lift, modulo 256, ≤ limit go left. A lift of 1 makes the missing bin the lowest instead of the highest. */
interface Sieve {
  readonly words: Int32Array;
  readonly shift: number;
  readonly lift: number;
  readonly limit: number;
}

/** Moves the rows that go left to the front of a stretch, order kept on both sides; returns where the right ones begin. */
function partition(
  { words, shift, lift, limit }: Sieve,
  { list, spare }: { readonly list: Int32Array; readonly spare: Int32Array },
  { from, to }: Stretch,
): number {
  let left = from;
  let right = 0;
  for (let at = from; at < to; at += 1) {
    const row = list[at] ?? 0;
    const isLeft = Number(((((words[row] ?? 0) >>> shift) + lift) & 255) <= limit);
    list[left] = row;
    spare[right] = row;
    left += isLeft;
    right += 1 - isLeft;
  }
  list.set(spare.subarray(0, right), left);
  return left;
}

/** A grower for the rows and columns of `binned`. */
export function createTreeGrower(binned: BinnedColumns, rules: TreeRules, packing: GradientPacking): TreeGrower {
  const order = new Int32Array(binned.rows);
  const spare = new Int32Array(binned.rows);
  const ordered = new Float64Array(binned.rows);
  const histograms: Float64Array[] = [];
  let leaves: Leaf[] = [];
  let tree = emptyTree(rules.maxDepth);

  const takeHistogram = (): Float64Array => histograms.pop() ?? emptyHistogram(binned.columns);
  const splitOf = ({ groups }: TreeTask, leaf: Omit<Leaf, 'split'>): Split | null => {
    const { histogram, sum, own } = leaf;
    if (histogram === null) return null;
    return bestSplit({ histogram, sum, rows: own.to - own.from }, { groups, edges: binned.edges, packing, rules });
  };

  function settle(leaf: Leaf): void {
    const [first, hessian] = unpack(leaf.sum, packing);
    tree.value[leaf.node] = Math.fround((-rules.learningRate * first) / (hessian + rules.l2));
  }

  function start(task: TreeTask): void {
    const { rows, gradients, groups } = task;
    const count = rows?.length ?? binned.rows;
    let sum = 0;
    for (let at = 0; at < count; at += 1) {
      const row = rows === null ? at : (rows[at] ?? 0);
      order[at] = row;
      sum += gradients[row] ?? 0;
    }
    const own = { from: 0, to: count };
    const histogram = takeHistogram();
    if (rows === null) fillHistogram(binned, { gradients, order: null }, { sums: histogram, groups });
    else fillByOrder(task, own, histogram);
    const root = { node: 0, depth: 0, own, sum, histogram };
    leaves = [{ ...root, split: splitOf(task, root) }];
  }

  function fillByOrder({ gradients, groups }: TreeTask, { from, to }: Stretch, sums: Float64Array): void {
    for (let at = from; at < to; at += 1) ordered[at] = gradients[order[at] ?? 0] ?? 0;
    const rows = { gradients: ordered.subarray(from, to), order: order.subarray(from, to) };
    fillHistogram(binned, rows, { sums, groups });
  }

  /** Histograms of two children out of their parent's. */
  function childHistograms(
    parent: Float64Array,
    [left, right]: readonly [Stretch, Stretch],
    task: TreeTask,
  ): readonly [Float64Array, Float64Array] {
    const isLeftSmaller = left.to - left.from <= right.to - right.from;
    const smaller = takeHistogram();
    fillByOrder(task, isLeftSmaller ? left : right, smaller);
    subtractHistogram(parent, smaller, task.groups);
    return isLeftSmaller ? [smaller, parent] : [parent, smaller];
  }

  function cut(leaf: Leaf, split: Split, task: TreeTask): void {
    const { column, bin } = split;
    const { edges, words, rows } = binned;
    const from = (column >> 2) * rows;
    const isLifted = split.missingRight === false;
    const sieve = {
      words: words.subarray(from, from + rows),
      shift: (column & 3) * 8,
      lift: isLifted ? 1 : 0,
      limit: isLifted ? bin + 1 : bin,
    };
    const middle = partition(sieve, { list: order, spare }, leaf.own);
    const sides = [
      { from: leaf.own.from, to: middle },
      { from: middle, to: leaf.own.to },
    ] as const;
    // Where no row of the node lacked the value, one that does goes with the larger side.
    const missingRight = split.missingRight ?? leaf.own.to - middle > middle - leaf.own.from;
    tree.column[leaf.node] = column;
    tree.threshold[leaf.node] = edges[column]?.[bin] ?? HIGHEST_THRESHOLD;
    tree.missingRight[leaf.node] = missingRight ? 1 : 0;
    const depth = leaf.depth + 1;
    const larger = Math.max(middle - leaf.own.from, leaf.own.to - middle);
    const willCut = depth < rules.maxDepth && leaves.length + 2 < rules.maxLeaves && larger >= 2 * rules.minLeafRows;
    const pair = willCut && leaf.histogram !== null ? childHistograms(leaf.histogram, sides, task) : [null, null];
    if (!willCut && leaf.histogram !== null) histograms.push(leaf.histogram);
    const sums = [split.leftSum, leaf.sum - split.leftSum];
    sides.forEach((own, side) => {
      const child = {
        node: 2 * leaf.node + 1 + side,
        depth,
        own,
        sum: sums[side] ?? 0,
        histogram: pair[side] ?? null,
      };
      const grown = { ...child, split: splitOf(task, child) };
      settle(grown);
      leaves.push(grown);
    });
  }

  return {
    grow(task) {
      tree = emptyTree(rules.maxDepth);
      start(task);
      for (const leaf of leaves) settle(leaf);
      while (leaves.length < rules.maxLeaves) {
        let chosen = -1;
        leaves.forEach(({ split }, at) => {
          if (split !== null && split.gain > (leaves[chosen]?.split?.gain ?? 0)) chosen = at;
        });
        const [leaf] = chosen < 0 ? [] : leaves.splice(chosen, 1);
        if (leaf === undefined || leaf.split === null) break;
        cut(leaf, leaf.split, task);
      }
      for (const { histogram } of leaves) if (histogram !== null) histograms.push(histogram);
      return tree;
    },
  };
}
