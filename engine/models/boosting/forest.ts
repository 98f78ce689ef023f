import type { BoostingTree } from './tree.ts';

/** Trees less deep are padded to this depth, which is walked fastest. */
export const USUAL_DEPTH = 3;

/** Trees flattened for scoring: all padded to the same depth, so that every row takes the same steps in each and nothing branches. */
export interface Forest {
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

export interface ForestInput {
  readonly column: number;
  /** ±∞: with the values above or below every threshold. */
  readonly missingAs: number;
}

function depthOf(tree: BoostingTree, node = 0): number {
  if ((tree.column[node] ?? -1) < 0) return 0;
  return 1 + Math.max(depthOf(tree, 2 * node + 1), depthOf(tree, 2 * node + 2));
}

/** Trees over columns of which some may miss values. */
export interface ForestTrees {
  readonly bias: number;
  readonly trees: readonly BoostingTree[];
  readonly mayMiss: readonly boolean[];
}

/** Flattens trees; only columns that some tree cuts become inputs. */
export function flattenForest({ bias, trees, mayMiss }: ForestTrees): Forest {
  const depth = trees.reduce((most, tree) => Math.max(most, depthOf(tree)), USUAL_DEPTH);
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
