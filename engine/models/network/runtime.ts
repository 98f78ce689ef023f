import { GATES, type NetworkShape, type NetworkWeights } from './shape.ts';
import { createSimdKernels, type SimdKernels } from './simd-kernels.ts';

/** Rows that a kernel takes at a time. */
const ROW_GROUP = 4;
const FLOAT_BYTES = 4;

const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

/** A stretch of floats in the memory: its offset, by what it holds. */
interface Layout {
  /** Inputs, one column of ones for the biases, and zeros up to a multiple of 4. */
  readonly inputWidth: number;
  /** Floats of one [capacity, units] block. */
  readonly block: number;
  readonly parameters: number;
  readonly gradients: number;
  readonly parameterCount: number;
  /** Recurrent weights of each gate, transposed. */
  readonly transposed: number;
  /** [steps, capacity, inputWidth] */
  readonly inputs: number;
  /** [steps + 1, capacity, units], zeros first. */
  readonly states: number;
  /** LSTM only, as states. */
  readonly cells: number;
  /** [gates, steps, capacity, units] */
  readonly gates: number;
  /** r·h of a GRU, tanh of the cell of an LSTM: [steps, capacity, units]. */
  readonly inner: number;
  /** Gradients of one step: state, cell (or r·h), gates. */
  readonly backState: number;
  readonly backInner: number;
  readonly backGates: number;
  readonly floats: number;
}

function layoutOf({ cell, steps, inputs, units }: NetworkShape, capacity: number): Layout {
  const gates = GATES[cell];
  const inputWidth = roundUp(inputs + 1, ROW_GROUP);
  const block = capacity * units;
  const parameterCount = (inputWidth + units) * gates * units + roundUp(units + 1, ROW_GROUP);
  let next = 0;
  const place = (floats: number): number => {
    const at = next;
    next += floats;
    return at;
  };
  return {
    inputWidth,
    block,
    parameterCount,
    parameters: place(parameterCount),
    gradients: place(parameterCount),
    transposed: place(gates * units * units),
    inputs: place(steps * capacity * inputWidth),
    states: place((steps + 1) * block),
    cells: place(cell === 'lstm' ? (steps + 1) * block : 0),
    gates: place(gates * steps * block),
    inner: place(steps * block),
    backState: place(block),
    backInner: place(block),
    backGates: place(gates * block),
    floats: next,
  };
}

/** One network in a memory of its own: forward and backward passes of up to `capacity` rows. */
export interface NetworkRuntime {
  readonly shape: NetworkShape;
  readonly capacity: number;
  /** Floats from one row's inputs to the next; the column after the last input must hold 1. */
  readonly inputWidth: number;
  /** [steps, capacity, inputWidth], to be filled before `forward`. */
  readonly inputs: Float32Array;
  /** Kernel with the biases as one more row, recurrent, head, head bias, in one piece; may be changed in place. */
  readonly parameters: Float32Array;
  /** Same places as parameters; `backward` adds to it. */
  readonly gradients: Float32Array;
  /** Last state of each row, [capacity, units], after `forward`. */
  readonly lastState: Float32Array;
  /** To be filled with the gradient of the loss by each row's last state before `backward`, which overwrites it. */
  readonly lastStateGradient: Float32Array;
  load(weights: NetworkWeights): void;
  weights(): NetworkWeights;
  /** Runs the first `rows` rows of inputs; a row gives the same bits whatever the others are. */
  forward(rows: number): void;
  /** Adds the gradients of the `rows` rows last run forward. */
  backward(rows: number): void;
}

/** What a pass needs to know. */
interface Engine {
  readonly shape: NetworkShape;
  readonly layout: Layout;
  readonly kernels: SimdKernels;
  readonly floats: Float32Array;
  readonly capacity: number;
}

const bytes = (floats: number): number => floats * FLOAT_BYTES;

/** C += A·B with all of C `units` wide; offsets and strides in floats. */
function product(
  { kernels, shape: { units } }: Engine,
  a: { readonly at: number; readonly row: number; readonly step: number },
  size: {
    readonly b: number;
    readonly bRow: number;
    readonly c: number;
    readonly cRow: number;
    readonly rows: number;
    readonly depth: number;
  },
): void {
  kernels.matrixProduct(
    ...[bytes(a.at), bytes(a.row), bytes(a.step), bytes(size.b), bytes(size.bRow), bytes(size.c), bytes(size.cRow)],
    ...[size.rows, bytes(units), size.depth],
  );
}

/** Places of one step's blocks. */
function stepOf({ layout, shape: { steps } }: Engine, step: number) {
  const { states, cells, gates, inner, block } = layout;
  return {
    state: states + step * block,
    nextState: states + (step + 1) * block,
    cell: cells + step * block,
    nextCell: cells + (step + 1) * block,
    inner: inner + step * block,
    gate: (index: number): number => gates + (index * steps + step) * block,
  };
}

function forwardPass(engine: Engine, rows: number): void {
  const { layout, floats, kernels, capacity } = engine;
  const { cell, steps, units } = engine.shape;
  const { inputWidth, block, parameters } = layout;
  const gates = GATES[cell];
  const wide = gates * units;
  const recurrent = parameters + inputWidth * wide;
  const length = bytes(rows * units);
  floats.fill(0, layout.gates, layout.gates + gates * steps * block);
  for (let step = 0; step < steps; step += 1) {
    const at = stepOf(engine, step);
    const input = { at: layout.inputs + step * capacity * inputWidth, row: inputWidth, step: 1 };
    const into = (gate: number) => ({ bRow: wide, c: at.gate(gate), cRow: units, rows });
    const fromState = (gate: number, source: number): void =>
      product(
        engine,
        { at: source, row: units, step: 1 },
        { b: recurrent + gate * units, depth: units, ...into(gate) },
      );
    for (let gate = 0; gate < gates; gate += 1)
      product(engine, input, { b: parameters + gate * units, depth: inputWidth, ...into(gate) });
    const [first, second, third, fourth] = [bytes(at.gate(0)), bytes(at.gate(1)), bytes(at.gate(2)), bytes(at.gate(3))];
    if (cell === 'gru') {
      fromState(0, at.state);
      fromState(1, at.state);
      kernels.gruGates(first, second, bytes(at.state), bytes(at.inner), length);
      fromState(2, at.inner);
      kernels.gruState(first, third, bytes(at.state), bytes(at.nextState), length);
    } else {
      for (let gate = 0; gate < gates; gate += 1) fromState(gate, at.state);
      const memory = [bytes(at.cell), bytes(at.nextCell), bytes(at.inner), bytes(at.nextState)];
      kernels.lstmState(first, second, third, fourth, ...memory, length);
    }
  }
}

/** Each gate's [units, units] block of the recurrent weights, transposed, for the way back. */
function transposeRecurrent({ layout, floats, shape: { cell, units } }: Engine): void {
  const gates = GATES[cell];
  const wide = gates * units;
  const from = layout.parameters + layout.inputWidth * wide;
  for (let gate = 0; gate < gates; gate += 1) {
    const to = layout.transposed + gate * units * units;
    for (let row = 0; row < units; row += 1) {
      for (let column = 0; column < units; column += 1)
        floats[to + column * units + row] = floats[from + row * wide + gate * units + column] ?? 0;
    }
  }
}

/** Backpropagation through time (Werbos 1990): the state's gradient runs from the last step to the first. */
function backwardPass(engine: Engine, rows: number): void {
  const { layout, floats, kernels, capacity } = engine;
  const { cell, steps, units } = engine.shape;
  const { inputWidth, block, backState, backInner, backGates, gradients } = layout;
  const gates = GATES[cell];
  const wide = gates * units;
  const length = bytes(rows * units);
  transposeRecurrent(engine);
  const back = (gate: number): number => backGates + gate * block;
  const toState = (gate: number, target: number): void =>
    product(
      engine,
      { at: back(gate), row: units, step: 1 },
      { b: layout.transposed + gate * units * units, bRow: units, c: target, cRow: units, rows, depth: units },
    );
  /** Adds sourceᵀ · the gate's gradient to weights whose rows are the source's columns. */
  const toWeights = (gate: number, source: { readonly at: number; readonly width: number }, target: number): void =>
    product(
      engine,
      { at: source.at, row: 1, step: source.width },
      { b: back(gate), bRow: units, c: target + gate * units, cRow: wide, rows: source.width, depth: rows },
    );
  if (cell === 'lstm') floats.fill(0, backInner, backInner + block);
  for (let step = steps - 1; step >= 0; step -= 1) {
    const at = stepOf(engine, step);
    const [first, second, third, fourth] = [bytes(at.gate(0)), bytes(at.gate(1)), bytes(at.gate(2)), bytes(at.gate(3))];
    const backs = [bytes(back(0)), bytes(back(1)), bytes(back(2)), bytes(back(3))];
    if (cell === 'gru') {
      const [backUpdate = 0, backReset = 0, backCandidate = 0] = backs;
      kernels.gruBackState(first, third, bytes(at.state), bytes(backState), backUpdate, backCandidate, length);
      floats.fill(0, backInner, backInner + rows * units);
      toState(2, backInner);
      kernels.gruBackReset(second, bytes(at.state), bytes(backInner), backReset, bytes(backState), length);
      toState(0, backState);
      toState(1, backState);
    } else {
      const memory = [bytes(at.cell), bytes(at.inner), bytes(backState), bytes(backInner)];
      kernels.lstmBack(first, second, third, fourth, ...memory, ...backs, length);
      floats.fill(0, backState, backState + rows * units);
      for (let gate = 0; gate < gates; gate += 1) toState(gate, backState);
    }
    const input = { at: layout.inputs + step * capacity * inputWidth, width: inputWidth };
    for (let gate = 0; gate < gates; gate += 1) {
      const source = cell === 'gru' && gate === 2 ? at.inner : at.state;
      toWeights(gate, input, gradients);
      toWeights(gate, { at: source, width: units }, gradients + inputWidth * wide);
    }
  }
}

/** A runtime for one shape; `capacity` a multiple of 4, units of 8. Throws otherwise. */
export function createNetworkRuntime(shape: NetworkShape, capacity: number): NetworkRuntime {
  if (shape.units % 8 !== 0 || capacity % ROW_GROUP !== 0)
    throw new Error(`expected units in eights and a capacity in fours, was ${shape.units} and ${capacity}`);
  const layout = layoutOf(shape, capacity);
  const { kernels, buffer } = createSimdKernels(bytes(layout.floats));
  const floats = new Float32Array(buffer, 0, layout.floats);
  const engine: Engine = { shape, layout, kernels, floats, capacity };
  const { inputs, units, steps, cell } = shape;
  const { inputWidth, block, parameterCount } = layout;
  const wide = GATES[cell] * units;
  const part = (at: number, length: number): Float32Array => floats.subarray(at, at + length);
  const parameters = part(layout.parameters, parameterCount);
  const recurrent = inputWidth * wide;
  const head = recurrent + units * wide;
  const bounds: Readonly<Record<keyof NetworkWeights, readonly [number, number]>> = {
    kernel: [0, inputs * wide],
    bias: [inputs * wide, (inputs + 1) * wide],
    recurrent: [recurrent, head],
    head: [head, head + units],
    headBias: [head + units, head + units + 1],
  };
  return {
    shape,
    capacity,
    inputWidth,
    parameters,
    inputs: part(layout.inputs, steps * capacity * inputWidth),
    gradients: part(layout.gradients, parameterCount),
    lastState: part(layout.states + steps * block, block),
    lastStateGradient: part(layout.backState, block),
    load(weights) {
      for (const [name, values] of Object.entries(weights)) {
        const [from, to] = bounds[name as keyof NetworkWeights];
        if (values.length !== to - from)
          throw new Error(`expected ${to - from} weights of ${name}, was ${values.length}`);
        parameters.set(values, from);
      }
    },
    weights: () => {
      const copy = (name: keyof NetworkWeights): Float32Array => parameters.slice(...bounds[name]);
      return {
        kernel: copy('kernel'),
        recurrent: copy('recurrent'),
        bias: copy('bias'),
        head: copy('head'),
        headBias: copy('headBias'),
      };
    },
    forward: (rows) => forwardPass(engine, roundUp(rows, ROW_GROUP)),
    backward: (rows) => backwardPass(engine, roundUp(rows, ROW_GROUP)),
  };
}
