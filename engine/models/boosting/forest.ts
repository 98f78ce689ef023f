import type { BoostingTree } from './tree.ts';

/** Rows whose inputs are gathered at once, column after column. */
const BLOCK_ROWS = 128;

/** Trees flattened for scoring: all padded to the same depth, so that every row takes the same steps in each and nothing branches. */
interface Forest {
  readonly bias: number;
  readonly depth: number;
  readonly trees: number;
  /** Entry of the row's inputs that a node looks at; 2^depth − 1 nodes a tree. */
  readonly slot: Int32Array;
  readonly threshold: Float64Array;
  /** Log-odds of the leaves; 2^depth a tree. */
  readonly leaf: Float64Array;
  /** What fills the inputs: a column, and what a missing value counts as. */
  readonly inputs: readonly ForestInput[];
}

interface ForestInput {
  readonly column: number;
  /** ±∞: with the values above or below every threshold. */
  readonly missingAs: number;
}

function depthOf(tree: BoostingTree, node = 0): number {
  if ((tree.column[node] ?? -1) < 0) return 0;
  return 1 + Math.max(depthOf(tree, 2 * node + 1), depthOf(tree, 2 * node + 2));
}

/** Flattens trees; only columns that some tree cuts become inputs. */
function flattenForest({ bias, trees, mayMiss }: ForestTrees): Forest {
  const depth = trees.reduce((most, tree) => Math.max(most, depthOf(tree)), 1);
  const nodes = 2 ** depth - 1;
  const slot = new Int32Array(trees.length * nodes);
  const threshold = new Float64Array(trees.length * nodes).fill(Number.POSITIVE_INFINITY);
  const leaf = new Float64Array(trees.length * (nodes + 1));
  const inputs: ForestInput[] = [];
  const slotOf = (column: number, missingAs: number): number => {
    const at = inputs.findIndex((input) => input.column === column && input.missingAs === missingAs);
    return at >= 0 ? at : inputs.push({ column, missingAs }) - 1;
  };
  trees.forEach((tree, index) => {
    // A leaf above the last level hands its value down to all places below it; their cuts at infinity always lead left.
    const place = (node: number, at: number, value: number | null): void => {
      const column = tree.column[node] ?? -1;
      const settled = value ?? (column < 0 ? (tree.value[node] ?? 0) : null);
      if (at >= nodes) {
        leaf[index * (nodes + 1) + at - nodes] = settled ?? 0;
        return;
      }
      if (settled === null) {
        slot[index * nodes + at] = slotOf(
          column,
          mayMiss[column] === true && tree.missingRight[node] === 1
            ? Number.POSITIVE_INFINITY
            : Number.NEGATIVE_INFINITY,
        );
        threshold[index * nodes + at] = tree.threshold[node] ?? 0;
      }
      place(2 * node + 1, 2 * at + 1, settled);
      place(2 * node + 2, 2 * at + 2, settled);
    };
    place(0, 0, null);
  });
  if (inputs.length === 0) inputs.push({ column: 0, missingAs: Number.NEGATIVE_INFINITY });
  return { bias, depth, trees: trees.length, slot, threshold, leaf, inputs };
}

/** Log-odds of rows of feature columns. */
export interface ForestScorer {
  /** NaN where a column that may not miss is NaN. */
  scoreRow(columns: readonly Float64Array[], row: number): number;
  /** Rows [from, to); the same numbers as scoreRow, bit for bit. */
  scoreRows(columns: readonly Float64Array[], from: number, to: number): Float64Array;
}

/** Trees over columns of which some may miss values. */
export interface ForestTrees {
  readonly bias: number;
  readonly trees: readonly BoostingTree[];
  readonly mayMiss: readonly boolean[];
}

/** A scorer of trees, in log-odds. */
export function createForestScorer({ bias, trees, mayMiss }: ForestTrees): ForestScorer {
  const forest = flattenForest({ bias, trees, mayMiss });
  const walk = forest.depth === 3 ? scoreThreeLevels : scoreAnyDepth;
  const width = forest.inputs.length;
  const inputs = new Float64Array(width);
  const block = new Float64Array(width * BLOCK_ROWS);
  const certain = mayMiss.flatMap((may, column) => (may ? [] : [column]));

  return {
    scoreRow(columns, row) {
      for (const column of certain) if (Number.isNaN(columns[column]?.[row] ?? Number.NaN)) return Number.NaN;
      for (let at = 0; at < width; at += 1) {
        const { column = 0, missingAs = 0 } = forest.inputs[at] ?? {};
        const value = columns[column]?.[row] ?? Number.NaN;
        inputs[at] = Number.isNaN(value) ? missingAs : value;
      }
      return walk(forest, inputs);
    },
    scoreRows(columns, from, to) {
      const scores = new Float64Array(to - from);
      for (let start = from; start < to; start += BLOCK_ROWS) {
        const rows = Math.min(BLOCK_ROWS, to - start);
        forest.inputs.forEach((input, at) => {
          fillInput({ block, width, at, missingAs: input.missingAs }, columns[input.column], [start, rows]);
        });
        for (let row = 0; row < rows; row += 1) {
          for (let at = 0; at < width; at += 1) inputs[at] = block[row * width + at] ?? 0;
          scores[start - from + row] = walk(forest, inputs);
        }
      }
      for (const column of certain) spoilMissing(scores, columns[column], from);
      return scores;
    },
  };
}

interface InputPlace {
  readonly block: Float64Array;
  readonly width: number;
  readonly at: number;
  readonly missingAs: number;
}

/** Copies rows of a column into one input of every row of a block. */
function fillInput(
  { block, width, at, missingAs }: InputPlace,
  values: Float64Array | undefined,
  [start, rows]: readonly [number, number],
): void {
  for (let row = 0; row < rows; row += 1) {
    const value = values?.[start + row] ?? Number.NaN;
    block[row * width + at] = Number.isNaN(value) ? missingAs : value;
  }
}

function spoilMissing(scores: Float64Array, values: Float64Array | undefined, from: number): void {
  for (let at = 0; at < scores.length; at += 1) {
    if (Number.isNaN(values?.[from + at] ?? Number.NaN)) scores[at] = Number.NaN;
  }
}

/** Log-odds of one row from its inputs. Written out for the usual depth: a loop over three levels takes half as long again. */
function scoreThreeLevels({ bias, slot, threshold, leaf }: Forest, inputs: Float64Array): number {
  let sum = bias;
  let node = 0;
  for (let place = 0; place < leaf.length; place += 8) {
    const first = Number((inputs[slot[node] ?? 0] ?? 0) > (threshold[node] ?? 0));
    const middle = node + 1 + first;
    const second = 2 * first + Number((inputs[slot[middle] ?? 0] ?? 0) > (threshold[middle] ?? 0));
    const last = node + 3 + second;
    const third = 2 * second + Number((inputs[slot[last] ?? 0] ?? 0) > (threshold[last] ?? 0));
    sum += leaf[place + third] ?? 0;
    node += 7;
  }
  return sum;
}

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
