import { type Forest, type ForestTrees, flattenForest, USUAL_DEPTH } from './forest.ts';

/** Log-odds of rows of feature columns. */
export interface ForestScorer {
  /** NaN where a column that may not miss is NaN. */
  scoreRow(columns: readonly Float64Array[], row: number): number;
  /** Rows [from, to); the same numbers as scoreRow, bit for bit. */
  scoreRows(columns: readonly Float64Array[], from: number, to: number): Float64Array;
}

/** A scorer of trees, in log-odds. */
export function createForestScorer(trees: ForestTrees): ForestScorer {
  const forest = flattenForest(trees);
  const { mayMiss } = trees;
  const inputs = new Float64Array(forest.inputs.length);
  const certain = mayMiss.flatMap((may, column) => (may ? [] : [column]));
  const isUsual = forest.depth === USUAL_DEPTH && forest.inputs.length <= desk.inputs.length;

  return {
    scoreRow(columns, row) {
      for (const column of certain) if (Number.isNaN(columns[column]?.[row] ?? Number.NaN)) return Number.NaN;
      readInputs(forest, { columns, row }, inputs);
      return scoreAnyDepth(forest, inputs);
    },
    scoreRows(columns, from, to) {
      const scores = new Float64Array(to - from);
      if (isUsual) scoreOnDesk(forest, { columns, from }, scores);
      else {
        for (let at = 0; at < scores.length; at += 1) {
          readInputs(forest, { columns, row: from + at }, inputs);
          scores[at] = scoreAnyDepth(forest, inputs);
        }
      }
      for (const column of certain) spoilMissing(scores, columns[column], from);
      return scores;
    },
  };
}

function readInputs(
  forest: Forest,
  { columns, row }: { readonly columns: readonly Float64Array[]; readonly row: number },
  into: Float64Array,
): void {
  for (let at = 0; at < into.length; at += 1) {
    const { column = 0, missingAs = 0 } = forest.inputs[at] ?? {};
    const value = columns[column]?.[row] ?? Number.NaN;
    into[at] = Number.isNaN(value) ? missingAs : value;
  }
}

/** Log-odds of one row from its inputs. */
function scoreAnyDepth({ bias, depth, trees, slot, threshold, leaf }: Forest, inputs: Float64Array): number {
  const nodes = 2 ** depth - 1;
  let sum = bias;
  for (let tree = 0; tree < trees; tree += 1) {
    const root = tree * nodes;
    let at = 0;
    for (let level = 0; level < depth; level += 1) {
      const node = root + at;
      at = 2 * at + 1 + Number((inputs[slot[node] ?? 0] ?? 0) > (threshold[node] ?? 0));
    }
    sum += leaf[root + tree + at - nodes] ?? 0;
  }
  return sum;
}

const NODES = 2 ** USUAL_DEPTH - 1;
const LEAVES = NODES + 1;
/** Trees that lie on the desk at once. */
const DESK_TREES = 512;

/**
 * Where trees of the usual depth and blocks of rows are laid out to be scored together. It belongs to the module and not to a scorer on purpose: V8
 * then knows the arrays' places and lengths as constants, which makes the walk through many rows twice as quick.
 */
const desk = {
  slot: new Int32Array(DESK_TREES * NODES),
  threshold: new Float64Array(DESK_TREES * NODES),
  leaf: new Float64Array(DESK_TREES * LEAVES),
  inputs: new Float64Array(32_768),
};
const { slot: deskSlot, threshold: deskThreshold, leaf: deskLeaf, inputs: deskInputs } = desk;

/** The sum of one row and the first trees on the desk, added to `sum` in their order. The row's inputs stand from `from` on. */
function addFromDesk(sum: number, from: number, trees: number): number {
  let total = sum;
  let node = 0;
  const end = trees * LEAVES;
  for (let place = 0; place < end; place += LEAVES) {
    const first = Number((deskInputs[from + (deskSlot[node] ?? 0)] ?? 0) > (deskThreshold[node] ?? 0));
    const middle = node + 1 + first;
    const second = 2 * first + Number((deskInputs[from + (deskSlot[middle] ?? 0)] ?? 0) > (deskThreshold[middle] ?? 0));
    const last = node + 3 + second;
    const third = 2 * second + Number((deskInputs[from + (deskSlot[last] ?? 0)] ?? 0) > (deskThreshold[last] ?? 0));
    total += deskLeaf[place + third] ?? 0;
    node += NODES;
  }
  return total;
}

/** Scores of the rows from `from` on, as many as there is room in `scores`, in blocks of rows and of trees. */
function scoreOnDesk(
  forest: Forest,
  { columns, from }: { readonly columns: readonly Float64Array[]; readonly from: number },
  scores: Float64Array,
): void {
  const width = forest.inputs.length;
  const blockRows = Math.floor(deskInputs.length / width);
  scores.fill(forest.bias);
  for (let tree = 0; tree < forest.trees; tree += DESK_TREES) {
    const trees = Math.min(DESK_TREES, forest.trees - tree);
    deskSlot.set(forest.slot.subarray(tree * NODES, (tree + trees) * NODES));
    deskThreshold.set(forest.threshold.subarray(tree * NODES, (tree + trees) * NODES));
    deskLeaf.set(forest.leaf.subarray(tree * LEAVES, (tree + trees) * LEAVES));
    for (let start = 0; start < scores.length; start += blockRows) {
      const rows = Math.min(blockRows, scores.length - start);
      forest.inputs.forEach(({ column, missingAs }, at) => {
        layOut(columns[column]?.subarray(from + start, from + start + rows), missingAs, [at, width]);
      });
      for (let row = 0; row < rows; row += 1) {
        scores[start + row] = addFromDesk(scores[start + row] ?? 0, row * width, trees);
      }
    }
  }
}

/** Lays values out as one input of row after row. */
function layOut(values: Float64Array | undefined, missingAs: number, [at, width]: readonly [number, number]): void {
  if (values === undefined) return;
  let place = at;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? 0;
    deskInputs[place] = Number.isNaN(value) ? missingAs : value;
    place += width;
  }
}

function spoilMissing(scores: Float64Array, values: Float64Array | undefined, from: number): void {
  for (let at = 0; at < scores.length; at += 1) {
    if (Number.isNaN(values?.[from + at] ?? Number.NaN)) scores[at] = Number.NaN;
  }
}
