import type { BoostingTree } from './tree.ts';

/** An input of a forest: a feature column, and what stands for a missing value: ±∞, with the values above or below every threshold. */
export interface ForestInput {
  readonly column: number;
  readonly missingAs: number;
}

/**
 * Trees flattened for scoring: all padded to the same depth, so that every row takes the same steps in each and nothing
 * branches. Thresholds, leaves and the values they meet are 32-bit floats, four of which a processor compares at once;
 * leaves are added up in 64 bits.
 */
export interface Forest {
  readonly depth: number;
  readonly trees: number;
  /** Input and threshold of node k of tree t stand at t·(2^depth − 1) + k; the children of k are 2k + 1 (≤ threshold) and 2k + 2. */
  readonly slot: Int32Array;
  readonly threshold: Float32Array;
  /** Leaf l of tree t at t·2^depth + l. */
  readonly leaf: Float32Array;
}

/** The largest threshold: only +∞, which stands for a missing value, lies above. */
export const HIGHEST_THRESHOLD = 2 ** 128 - 2 ** 104;

function depthOf(tree: BoostingTree, node = 0): number {
  if ((tree.column[node] ?? -1) < 0) return 0;
  return 1 + Math.max(depthOf(tree, 2 * node + 1), depthOf(tree, 2 * node + 2));
}

/** The inputs that some trees look at, each once. */
export interface ForestInputs {
  readonly inputs: readonly ForestInput[];
  /** The number of the input that stands for a column whose missing values go to this side. */
  slotOf(column: number, missingRight: boolean): number;
}

/** Collects inputs as they are asked for; columns that miss nothing are one input whatever the side. */
export function createForestInputs(mayMiss: readonly boolean[]): ForestInputs {
  const inputs: ForestInput[] = [];
  const places = new Map<number, number>();
  return {
    inputs,
    slotOf(column, missingRight) {
      const missingAs = missingRight && mayMiss[column] === true ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
      const key = 2 * column + (missingAs > 0 ? 1 : 0);
      const place = places.get(key) ?? inputs.push({ column, missingAs }) - 1;
      places.set(key, place);
      return place;
    },
  };
}

/** Room for so many trees of one depth. */
export function emptyForest(trees: number, depth: number): Forest {
  const nodes = 2 ** depth - 1;
  return {
    depth,
    trees,
    slot: new Int32Array(trees * nodes),
    threshold: new Float32Array(trees * nodes),
    leaf: new Float32Array(trees * (nodes + 1)),
  };
}

/** Writes a tree into place `at` of a forest that is at least as deep. */
export function packTree(
  tree: BoostingTree,
  { into, at }: { readonly into: Forest; readonly at: number },
  { slotOf }: ForestInputs,
): void {
  const nodes = 2 ** into.depth - 1;
  const base = at * nodes;
  const fill = (node: number, from: number | null, value: number): void => {
    const cut = from === null ? -1 : (tree.column[from] ?? -1);
    const own = from === null ? value : (tree.value[from] ?? 0);
    if (node >= nodes) {
      into.leaf[at * (nodes + 1) + node - nodes] = own;
      return;
    }
    const isCut = from !== null && cut >= 0;
    // Below a leaf every step leads to the same answer, whatever is compared.
    into.slot[base + node] = isCut ? slotOf(cut, tree.missingRight[from] === 1) : 0;
    into.threshold[base + node] = isCut ? Math.min(HIGHEST_THRESHOLD, tree.threshold[from] ?? 0) : HIGHEST_THRESHOLD;
    fill(2 * node + 1, isCut ? 2 * from + 1 : null, own);
    fill(2 * node + 2, isCut ? 2 * from + 2 : null, own);
  };
  fill(0, 0, 0);
}

/** All trees in one forest, as deep as the deepest of them. */
export function packForest(trees: readonly BoostingTree[], inputs: ForestInputs): Forest {
  const forest = emptyForest(
    trees.length,
    trees.reduce((most, tree) => Math.max(most, depthOf(tree)), 1),
  );
  trees.forEach((tree, at) => {
    packTree(tree, { into: forest, at }, inputs);
  });
  return forest;
}
