/**
 * A regression tree of at most `depth` levels of cuts, laid out as if it were full: the children of node k are 2k + 1 (≤ threshold) and
 * 2k + 2. Arrays of 2^(depth + 1) − 1 nodes; what no row can reach is 0.
 */
export interface BoostingTree {
  readonly depth: number;
  /** Column that a node cuts, −1 for a leaf. */
  readonly column: Int16Array;
  /** Values ≤ threshold go left. */
  readonly threshold: Float64Array;
  /** 1: missing values go right. */
  readonly missingRight: Uint8Array;
  /** What the node would answer as a leaf, in log-odds. */
  readonly value: Float64Array;
}

/** A tree of one leaf. */
export function emptyTree(depth: number): BoostingTree {
  const nodes = 2 ** (depth + 1) - 1;
  return {
    depth,
    column: new Int16Array(nodes).fill(-1),
    threshold: new Float64Array(nodes),
    missingRight: new Uint8Array(nodes),
    value: new Float64Array(nodes),
  };
}

/** JSON value: the value of a leaf, [value, column, threshold, missingRight, left, right] of a cut. */
export function treeToJson(tree: BoostingTree, node = 0): unknown {
  const column = tree.column[node] ?? -1;
  const value = tree.value[node];
  if (column < 0) return value;
  const children = [2 * node + 1, 2 * node + 2].map((child) => treeToJson(tree, child));
  return [value, column, tree.threshold[node], tree.missingRight[node], ...children];
}

function finite(value: unknown, what: 'leaf' | 'value' | 'column' | 'threshold' | 'missingRight'): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Error(
    `expected ${what === 'leaf' ? 'a' : 'the'} ${what} of a tree to be a number, was ${JSON.stringify(value)}`,
  );
}

/** A tree from its JSON value. Throws when the value is not what treeToJson gives for trees of that depth over so many columns. */
export function parseTree(
  json: unknown,
  { depth, columns }: { readonly depth: number; readonly columns: number },
): BoostingTree {
  const tree = emptyTree(depth);
  const read = (part: unknown, node: number): void => {
    if (node >= tree.column.length) throw new Error(`expected a tree of at most ${depth} levels, was deeper`);
    if (!Array.isArray(part)) {
      tree.value[node] = finite(part, 'leaf');
      return;
    }
    const [value, column, threshold, missingRight, left, right]: readonly unknown[] = part;
    tree.value[node] = finite(value, 'value');
    tree.column[node] = finite(column, 'column');
    tree.threshold[node] = finite(threshold, 'threshold');
    tree.missingRight[node] = finite(missingRight, 'missingRight');
    const cut = tree.column[node] ?? -1;
    if (cut !== column || cut < 0 || cut >= columns)
      throw new Error(`expected a column of a tree below ${columns}, was ${JSON.stringify(column)}`);
    read(left, 2 * node + 1);
    read(right, 2 * node + 2);
  };
  read(json, 0);
  return tree;
}
