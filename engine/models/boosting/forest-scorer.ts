import { createForestInputs, type ForestInput, packForest } from './forest.ts';
import { createForestKernel, type ForestKernel } from './forest-kernel.ts';
import type { BoostingTree } from './tree.ts';

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

/** Trees and floats of inputs that a kernel holds at once: about what the processor's cache holds. */
const KERNEL_TREES = 512;
const KERNEL_FLOATS = 65_536;
/** Fewer rows than this are walked one by one. */
const FEW_ROWS = 4;

/** One kernel per depth, shared by all scorers: no state stays in it between calls. */
const kernels = new Map<number, ForestKernel>();

function kernelFor(depth: number, inputs: number): ForestKernel {
  const before = kernels.get(depth);
  if (before !== undefined && before.inputs >= inputs) return before;
  const rows = Math.max(8, Math.floor(KERNEL_FLOATS / inputs));
  const kernel = createForestKernel({ depth, rows, inputs, trees: KERNEL_TREES });
  kernels.set(depth, kernel);
  return kernel;
}

/** Copies values of one input, missing ones as what stands for them. */
function layOut(values: Float64Array, missingAs: number, into: Float32Array): void {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    into[at] = Number.isNaN(value) ? missingAs : value;
  }
}

function spoilMissing(scores: Float64Array, values: Float64Array | undefined, from: number): void {
  for (let at = 0; at < scores.length; at += 1) {
    if (Number.isNaN(values?.[from + at] ?? Number.NaN)) scores[at] = Number.NaN;
  }
}

/** A scorer of trees, in log-odds. */
export function createForestScorer({ bias, trees, mayMiss }: ForestTrees): ForestScorer {
  const collected = createForestInputs(mayMiss);
  const forest = packForest(trees, collected);
  const inputs: readonly ForestInput[] = collected.inputs.length > 0 ? collected.inputs : [{ column: 0, missingAs: 0 }];
  const { depth, slot, threshold, leaf } = forest;
  const nodes = 2 ** depth - 1;
  const values = new Float32Array(inputs.length);
  const certain = mayMiss.flatMap((may, column) => (may ? [] : [column]));

  function scoreRow(columns: readonly Float64Array[], row: number): number {
    for (const column of certain) if (Number.isNaN(columns[column]?.[row] ?? Number.NaN)) return Number.NaN;
    for (let at = 0; at < values.length; at += 1) {
      const { column = 0, missingAs = 0 } = inputs[at] ?? {};
      const value = columns[column]?.[row] ?? Number.NaN;
      values[at] = Number.isNaN(value) ? missingAs : value;
    }
    let sum = bias;
    for (let tree = 0; tree < trees.length; tree += 1) {
      const root = tree * nodes;
      let at = 0;
      for (let level = 0; level < depth; level += 1) {
        const node = root + at;
        at = 2 * at + 1 + Number((values[slot[node] ?? 0] ?? 0) > (threshold[node] ?? 0));
      }
      sum += leaf[root + tree + at - nodes] ?? 0;
    }
    return sum;
  }

  function scoreBlocks(columns: readonly Float64Array[], from: number, scores: Float64Array): void {
    const kernel = kernelFor(depth, inputs.length);
    for (let start = 0; start < scores.length; start += kernel.rows) {
      const rows = Math.min(kernel.rows, scores.length - start);
      inputs.forEach(({ column, missingAs }, at) => {
        const block = columns[column]?.subarray(from + start, from + start + rows);
        if (block !== undefined) layOut(block, missingAs, kernel.input(at));
      });
      kernel.margins.fill(bias);
      for (let tree = 0; tree < trees.length; tree += KERNEL_TREES)
        kernel.add(forest, { from: tree, to: Math.min(trees.length, tree + KERNEL_TREES), rows });
      scores.set(kernel.margins.subarray(0, rows), start);
    }
  }

  return {
    scoreRow,
    scoreRows(columns, from, to) {
      const scores = new Float64Array(to - from);
      if (scores.length < FEW_ROWS) return scores.map((_, at) => scoreRow(columns, from + at));
      scoreBlocks(columns, from, scores);
      for (const column of certain) spoilMissing(scores, columns[column], from);
      return scores;
    },
  };
}
