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

/**
 * A cut as the rows see it: bins + lift, modulo 256, ≤ limit go left. A lift of 1 makes the missing bin the lowest
 * instead of the highest.
 */
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

/** What a tree is grown in: the order of the rows, node after node, and memory that is kept from tree to tree. */
interface Growth {
  readonly binned: BinnedColumns;
  readonly rules: TreeRules;
  readonly packing: GradientPacking;
  /** Row numbers; the rows of a node lie side by side. */
  readonly order: Int32Array;
  readonly spare: Int32Array;
  /** Gradients in the order of a node's rows. */
  readonly ordered: Float64Array;
  /** Histograms that no leaf holds now. */
  readonly histograms: Float64Array[];
  leaves: Leaf[];
  tree: BoostingTree;
}

const takeHistogram = ({ histograms, binned }: Growth): Float64Array =>
  histograms.pop() ?? emptyHistogram(binned.columns);

function splitOf({ binned, packing, rules }: Growth, { groups }: TreeTask, leaf: Omit<Leaf, 'split'>): Split | null {
  const { histogram, sum, own } = leaf;
  if (histogram === null) return null;
  return bestSplit({ histogram, sum, rows: own.to - own.from }, { groups, edges: binned.edges, packing, rules });
}

/** Writes the value of a leaf: one Newton step, shrunk by the learning rate. */
function settle({ tree, rules, packing }: Growth, leaf: Leaf): void {
  const [first, hessian] = unpack(leaf.sum, packing);
  tree.value[leaf.node] = Math.fround((-rules.learningRate * first) / (hessian + rules.l2));
}

/** Begins a tree with all rows of the task in its root. */
function start(growth: Growth, task: TreeTask): void {
  const { binned, order } = growth;
  const { rows, gradients, groups } = task;
  const count = rows?.length ?? binned.rows;
  let sum = 0;
  for (let at = 0; at < count; at += 1) {
    const row = rows === null ? at : (rows[at] ?? 0);
    order[at] = row;
    sum += gradients[row] ?? 0;
  }
  const own = { from: 0, to: count };
  const histogram = takeHistogram(growth);
  if (rows === null) fillHistogram(binned, { gradients, order: null }, { sums: histogram, groups });
  else fillByOrder(growth, task, { own, sums: histogram });
  const root = { node: 0, depth: 0, own, sum, histogram };
  growth.tree = emptyTree(growth.rules.maxDepth);
  growth.leaves = [{ ...root, split: splitOf(growth, task, root) }];
}

function fillByOrder(
  { binned, order, ordered }: Growth,
  { gradients, groups }: TreeTask,
  { own: { from, to }, sums }: { readonly own: Stretch; readonly sums: Float64Array },
): void {
  for (let at = from; at < to; at += 1) ordered[at] = gradients[order[at] ?? 0] ?? 0;
  const rows = { gradients: ordered.subarray(from, to), order: order.subarray(from, to) };
  fillHistogram(binned, rows, { sums, groups });
}

/** Histograms of two children out of their parent's: the smaller is counted, the larger is what is left. */
function childHistograms(
  growth: Growth,
  task: TreeTask,
  { parent, sides: [left, right] }: { readonly parent: Float64Array; readonly sides: readonly [Stretch, Stretch] },
): readonly [Float64Array, Float64Array] {
  const isLeftSmaller = left.to - left.from <= right.to - right.from;
  const smaller = takeHistogram(growth);
  fillByOrder(growth, task, { own: isLeftSmaller ? left : right, sums: smaller });
  subtractHistogram(parent, smaller, task.groups);
  return isLeftSmaller ? [smaller, parent] : [parent, smaller];
}

/** The rows of a leaf on both sides of its cut, moved so that each side lies together. */
function sidesOf({ binned, order, spare }: Growth, leaf: Leaf, split: Split): readonly [Stretch, Stretch] {
  const { column, bin } = split;
  const from = (column >> 2) * binned.rows;
  const isLifted = split.missingRight === false;
  const sieve = {
    words: binned.words.subarray(from, from + binned.rows),
    shift: (column & 3) * 8,
    lift: isLifted ? 1 : 0,
    limit: isLifted ? bin + 1 : bin,
  };
  const middle = partition(sieve, { list: order, spare }, leaf.own);
  return [
    { from: leaf.own.from, to: middle },
    { from: middle, to: leaf.own.to },
  ];
}

/** Cuts a leaf in two. Histograms are made only for children that may be cut again. */
function cut(growth: Growth, task: TreeTask, { leaf, split }: { readonly leaf: Leaf; readonly split: Split }): void {
  const { binned, rules, tree, leaves } = growth;
  const sides = sidesOf(growth, leaf, split);
  const [left, right] = sides.map(({ from, to }) => to - from);
  // Where no row of the node lacked the value, one that does goes with the larger side.
  const missingRight = split.missingRight ?? (right ?? 0) > (left ?? 0);
  tree.column[leaf.node] = split.column;
  tree.threshold[leaf.node] = binned.edges[split.column]?.[split.bin] ?? HIGHEST_THRESHOLD;
  tree.missingRight[leaf.node] = missingRight ? 1 : 0;
  const depth = leaf.depth + 1;
  const larger = Math.max(left ?? 0, right ?? 0);
  const willCut = depth < rules.maxDepth && leaves.length + 2 < rules.maxLeaves && larger >= 2 * rules.minLeafRows;
  const parent = leaf.histogram;
  const pair = willCut && parent !== null ? childHistograms(growth, task, { parent, sides }) : [null, null];
  if (!willCut && parent !== null) growth.histograms.push(parent);
  const sums = [split.leftSum, leaf.sum - split.leftSum];
  sides.forEach((own, side) => {
    const node = 2 * leaf.node + 1 + side;
    const child = { node, depth, own, sum: sums[side] ?? 0, histogram: pair[side] ?? null };
    const grown = { ...child, split: splitOf(growth, task, child) };
    settle(growth, grown);
    leaves.push(grown);
  });
}

/** Takes the leaf whose cut gains most off the list; null when none gains. */
function takeBest({ leaves }: Growth): { readonly leaf: Leaf; readonly split: Split } | null {
  let chosen = -1;
  leaves.forEach(({ split }, at) => {
    if (split !== null && split.gain > (leaves[chosen]?.split?.gain ?? 0)) chosen = at;
  });
  const [leaf] = chosen < 0 ? [] : leaves.splice(chosen, 1);
  return leaf === undefined || leaf.split === null ? null : { leaf, split: leaf.split };
}

/** A grower for the rows and columns of `binned`. */
export function createTreeGrower(binned: BinnedColumns, rules: TreeRules, packing: GradientPacking): TreeGrower {
  const growth: Growth = {
    binned,
    rules,
    packing,
    order: new Int32Array(binned.rows),
    spare: new Int32Array(binned.rows),
    ordered: new Float64Array(binned.rows),
    histograms: [],
    leaves: [],
    tree: emptyTree(rules.maxDepth),
  };
  return {
    grow(task) {
      start(growth, task);
      for (const leaf of growth.leaves) settle(growth, leaf);
      while (growth.leaves.length < rules.maxLeaves) {
        const best = takeBest(growth);
        if (best === null) break;
        cut(growth, task, best);
      }
      for (const { histogram } of growth.leaves) if (histogram !== null) growth.histograms.push(histogram);
      return growth.tree;
    },
  };
}
