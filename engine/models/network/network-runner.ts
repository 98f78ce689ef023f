import { createNetworkRuntime, type NetworkRuntime } from './runtime.ts';
import type { NetworkShape, NetworkWeights } from './shape.ts';
import type { InputRows } from './standardise.ts';

/** Rows run at a time when there are many; a single prediction uses the smallest memory. */
const BATCH_ROWS = 64;
const SINGLE_ROWS = 4;

/** Runs trained networks of one shape, without TensorFlow. */
export interface NetworkRunner {
  readonly inputWidth: number;
  /** Mean log-odds over the members for the windows that end at rows [from, to) of the matrix; NaN where a window is not whole. */
  rows(members: readonly NetworkWeights[], inputs: InputRows, range: readonly [from: number, to: number]): Float64Array;
  /** The same for windows given one after the other, each [steps, inputWidth]. */
  windows(members: readonly NetworkWeights[], values: Float32Array): Float64Array;
}

/** Adds each row's log-odds under one member to `sums`, which begins at the row computed first. */
function addLogOdds(runtime: NetworkRuntime, head: NetworkWeights, sums: Float64Array): void {
  const { units } = runtime.shape;
  const { lastState } = runtime;
  for (let row = 0; row < sums.length; row += 1) {
    let sum = head.headBias[0] ?? 0;
    for (let unit = 0; unit < units; unit += 1) sum += (head.head[unit] ?? 0) * (lastState[row * units + unit] ?? 0);
    sums[row] = (sums[row] ?? 0) + sum;
  }
}

/** Copies the inputs of `count` windows, the first being number `first`, into the runtime. */
type Fill = (runtime: NetworkRuntime, first: number, count: number) => void;

/** A runner; its memories are made when first needed and kept. */
export function createNetworkRunner(shape: NetworkShape): NetworkRunner {
  const runtimes = new Map<number, NetworkRuntime>();
  const runtimeFor = (count: number): NetworkRuntime => {
    const capacity = count <= SINGLE_ROWS ? SINGLE_ROWS : BATCH_ROWS;
    const runtime = runtimes.get(capacity) ?? createNetworkRuntime(shape, capacity);
    runtimes.set(capacity, runtime);
    return runtime;
  };
  const { steps } = shape;

  function run(members: readonly NetworkWeights[], count: number, fill: Fill): Float64Array {
    const sums = new Float64Array(count);
    const runtime = runtimeFor(count);
    for (let first = 0; first < count; first += runtime.capacity) {
      const size = Math.min(runtime.capacity, count - first);
      fill(runtime, first, size);
      for (const member of members) {
        runtime.load(member);
        runtime.forward(size);
        addLogOdds(runtime, member, sums.subarray(first, first + size));
      }
    }
    return sums.map((sum) => sum / members.length);
  }

  const { inputWidth } = runtimeFor(1);
  return {
    inputWidth,
    rows(members, { from: base, values, wholeRows }, [from, to]) {
      const start = Math.min(to, Math.max(from, base + steps - 1));
      const logOdds = new Float64Array(to - from).fill(Number.NaN);
      const fill: Fill = (runtime, first, count) => {
        for (let step = 0; step < steps; step += 1) {
          const at = (start + first - base - steps + 1 + step) * inputWidth;
          runtime.inputs.set(values.subarray(at, at + count * inputWidth), step * runtime.capacity * inputWidth);
        }
      };
      logOdds.set(run(members, to - start, fill), start - from);
      return logOdds.map((value, at) => ((wholeRows[from + at - base] ?? 0) >= steps ? value : Number.NaN));
    },
    windows(members, values) {
      const length = steps * inputWidth;
      return run(members, values.length / length, (runtime, first, count) => {
        for (let row = 0; row < count; row += 1) {
          for (let step = 0; step < steps; step += 1) {
            const at = (first + row) * length + step * inputWidth;
            runtime.inputs.set(values.subarray(at, at + inputWidth), (step * runtime.capacity + row) * inputWidth);
          }
        }
      });
    },
  };
}
