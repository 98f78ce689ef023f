import { type Code, countedLoop, f32x4, f64x2, i32, type Kernel, kernel, kernelBinder, v128 } from '../simd/kernel.ts';
import type { Forest } from './forest.ts';

/** Rows that the kernel takes at a time. */
const ROW_GROUP = 8;
const FLOAT_BYTES = 4;

/** Bytes of a tree in the kernel's table: byte offsets of its nodes' inputs, thresholds, leaves. */
const treeBytes = (depth: number): number => FLOAT_BYTES * (2 * (2 ** depth - 1) + 2 ** depth);

/**
 * Adds the answers of some trees to the margins of rows. All nodes of a tree are compared, eight rows at once, and the
 * leaf is chosen by the masks: more comparisons than a walk from root to leaf, but none has to wait for another.
 */
function addTrees(depth: number): Kernel<'addTrees'> {
  const nodes = 2 ** depth - 1;
  const variables = {
    parameters: ['inputs', 'rowBytes', 'trees', 'treesBytes', 'margins'],
    counters: ['row', 'tree', 'from', 'at', 'to'],
    vectors: ['sum0', 'sum1', 'sum2', 'sum3', 'leaf'],
  };
  return kernel('addTrees', variables, (scope) => {
    const { get, set } = scope;
    const answer = (node: number, half: number): Code => {
      if (node >= nodes) return f32x4.loadSplat(get('at'), FLOAT_BYTES * (nodes + node));
      const value = f32x4.load(i32.add(get('from'), i32.load(get('at'), FLOAT_BYTES * node)), 16 * half);
      const isRight = f32x4.isGreater(value, f32x4.loadSplat(get('at'), FLOAT_BYTES * (nodes + node)));
      return v128.select(answer(2 * node + 2, half), answer(2 * node + 1, half), isRight);
    };
    const addTo = (sum: string, leaves: Code): Code => set(sum, f64x2.add(get(sum), f64x2.ofLowerHalf(leaves)));
    return countedLoop(scope, { counter: 'row', step: ROW_GROUP * FLOAT_BYTES, end: get('rowBytes') }, [
      ...set('from', i32.add(get('inputs'), get('row'))),
      ...set('to', i32.add(get('margins'), i32.multiply(get('row'), i32.of(2)))),
      ...[0, 1, 2, 3].flatMap((pair) => set(`sum${pair}`, f64x2.load(get('to'), 16 * pair))),
      ...countedLoop(scope, { counter: 'tree', step: treeBytes(depth), end: get('treesBytes') }, [
        ...set('at', i32.add(get('trees'), get('tree'))),
        ...[0, 1].flatMap((half) => [
          ...set('leaf', answer(0, half)),
          ...addTo(`sum${2 * half}`, get('leaf')),
          ...addTo(`sum${2 * half + 1}`, v128.upperHalf(get('leaf'))),
        ]),
      ]),
      ...[0, 1, 2, 3].flatMap((pair) => f64x2.store(get('to'), get(`sum${pair}`), 16 * pair)),
    ]);
  });
}

const binders = new Map<number, ReturnType<typeof kernelBinder<'addTrees'>>>();

function bind(depth: number, bytes: number) {
  const binder = binders.get(depth) ?? kernelBinder([addTrees(depth)]);
  binders.set(depth, binder);
  return binder(bytes);
}

/** Where rows and trees of one depth lie side by side so that the kernel can score them. */
export interface ForestKernel {
  /** Most rows, inputs and trees. */
  readonly rows: number;
  readonly inputs: number;
  readonly trees: number;
  /** Values of an input, row after row. */
  readonly input: (at: number) => Float32Array;
  /** What has been added up for each row, in log-odds. */
  readonly margins: Float64Array;
  /** Adds trees [from, to) of a forest of this depth, in their order, to the margins of the first `rows` rows. */
  add(forest: Forest, range: { readonly from: number; readonly to: number; readonly rows: number }): void;
}

/** A kernel with memory of its own. */
export function createForestKernel(size: {
  readonly depth: number;
  readonly rows: number;
  readonly inputs: number;
  readonly trees: number;
}): ForestKernel {
  const { depth, inputs, trees } = size;
  const nodes = 2 ** depth - 1;
  const capacity = Math.ceil(size.rows / ROW_GROUP) * ROW_GROUP;
  const tableAt = capacity * 2 * FLOAT_BYTES;
  const inputsAt = tableAt + Math.ceil((trees * treeBytes(depth)) / 16) * 16;
  const stride = capacity * FLOAT_BYTES;
  const { kernels, buffer } = bind(depth, inputsAt + inputs * stride);
  const margins = new Float64Array(buffer, 0, capacity);
  const slots = new Int32Array(buffer, tableAt, trees * (3 * nodes + 1));
  const floats = new Float32Array(buffer, tableAt, slots.length);

  function layOut({ slot, threshold, leaf }: Forest, tree: number, place: number): void {
    const to = place * (3 * nodes + 1);
    for (let node = 0; node < nodes; node += 1) {
      slots[to + node] = (slot[tree * nodes + node] ?? 0) * stride;
      floats[to + nodes + node] = threshold[tree * nodes + node] ?? 0;
    }
    for (let at = 0; at <= nodes; at += 1) floats[to + 2 * nodes + at] = leaf[tree * (nodes + 1) + at] ?? 0;
  }

  return {
    rows: capacity,
    inputs,
    trees,
    margins,
    input: (at) => new Float32Array(buffer, inputsAt + at * stride, capacity),
    add(forest, { from, to, rows }) {
      if (to <= from || rows <= 0) return;
      for (let tree = from; tree < to; tree += 1) layOut(forest, tree, tree - from);
      const rowBytes = Math.ceil(rows / ROW_GROUP) * ROW_GROUP * FLOAT_BYTES;
      kernels.addTrees(inputsAt, rowBytes, tableAt, (to - from) * treeBytes(depth), 0);
    },
  };
}
