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

/** Byte addresses of one step's blocks. */
function stepOf({ layout, shape: { steps, cell } }: Engine, step: number) {
  const { states, cells, gates, inner, block } = layout;
  const gate = (index: number): number => bytes(gates + (index * steps + step) * block);
  return {
    state: bytes(states + step * block),
    nextState: bytes(states + (step + 1) * block),
    cell: bytes(cells + step * block),
    nextCell: bytes(cells + (step + 1) * block),
    inner: bytes(inner + step * block),
    first: gate(0),
    second: gate(1),
    third: gate(2),
    fourth: cell === 'lstm' ? gate(3) : 0,
  };
}

/** Every step's inputs times the kernel, one product per gate, into the gates. */
function projectInputs({ layout, floats, kernels, shape, capacity }: Engine): void {
  const { cell, steps, units } = shape;
  const { inputWidth, block, parameters, inputs } = layout;
  const gates = GATES[cell];
  const from = layout.gates;
  floats.fill(0, from, from + gates * steps * block);
  for (let gate = 0; gate < gates; gate += 1) {
    kernels.matrixProduct(
      bytes(inputs),
      bytes(inputWidth),
      FLOAT_BYTES,
      bytes(parameters + gate * units),
      bytes(gates * units),
      bytes(from + gate * steps * block),
      bytes(units),
      steps * capacity,
      bytes(units),
      inputWidth,
    );
  }
}

function forwardPass(engine: Engine, rows: number): void {
  const { layout, kernels } = engine;
  const { cell, steps, units } = engine.shape;
  const wide = bytes(GATES[cell] * units);
  const row = bytes(units);
  const recurrent = bytes(layout.parameters) + layout.inputWidth * wide;
  const length = rows * row;
  const fromState = (gate: number, source: number, target: number): void =>
    kernels.matrixProduct(source, row, FLOAT_BYTES, recurrent + gate * row, wide, target, row, rows, row, units);
  projectInputs(engine);
  for (let step = 0; step < steps; step += 1) {
    const at = stepOf(engine, step);
    fromState(0, at.state, at.first);
    fromState(1, at.state, at.second);
    if (cell === 'gru') {
      kernels.gruGates(at.first, at.second, at.state, at.inner, length);
      fromState(2, at.inner, at.third);
      kernels.gruState(at.first, at.third, at.state, at.nextState, length);
    } else {
      fromState(2, at.state, at.third);
      fromState(3, at.state, at.fourth);
      const { first, second, third, fourth, inner, nextState, nextCell } = at;
      kernels.lstmState(first, second, third, fourth, at.cell, nextCell, inner, nextState, length);
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
  const { inputWidth, block, backState, backInner } = layout;
  const gates = GATES[cell];
  const wide = bytes(gates * units);
  const row = bytes(units);
  const length = rows * row;
  const [toState, toInner, toInputs] = [bytes(backState), bytes(backInner), bytes(layout.gradients)];
  const toRecurrent = toInputs + inputWidth * wide;
  const back = (gate: number): number => bytes(layout.backGates + gate * block);
  /** Adds a gate's gradient, carried back through its recurrent weights, to that of the state (or of r·h). */
  const carry = (gate: number, target: number): void => {
    const transposed = bytes(layout.transposed + gate * units * units);
    kernels.matrixProduct(back(gate), row, FLOAT_BYTES, transposed, row, target, row, rows, row, units);
  };
  /** Adds sourceᵀ times a gate's gradient to weights whose rows are the source's columns. */
  const learn = (gate: number, source: { readonly at: number; readonly columns: number }, weights: number): void => {
    const { at, columns } = source;
    const target = weights + gate * row;
    kernels.matrixProduct(at, FLOAT_BYTES, bytes(columns), back(gate), row, target, wide, columns, row, rows);
  };
  transposeRecurrent(engine);
  if (cell === 'lstm') floats.fill(0, backInner, backInner + block);
  for (let step = steps - 1; step >= 0; step -= 1) {
    const at = stepOf(engine, step);
    const { first, second, third, fourth, state, inner } = at;
    if (cell === 'gru') {
      kernels.gruBackState(first, third, state, toState, back(0), back(2), length);
      floats.fill(0, backInner, backInner + rows * units);
      carry(2, toInner);
      kernels.gruBackReset(second, state, toInner, back(1), toState, length);
      carry(0, toState);
      carry(1, toState);
    } else {
      const cells = [at.cell, inner, toState, toInner] as const;
      kernels.lstmBack(first, second, third, fourth, ...cells, back(0), back(1), back(2), back(3), length);
      floats.fill(0, backState, backState + rows * units);
      for (let gate = 0; gate < gates; gate += 1) carry(gate, toState);
    }
    const inputs = { at: bytes(layout.inputs + step * capacity * inputWidth), columns: inputWidth };
    for (let gate = 0; gate < gates; gate += 1) {
      learn(gate, inputs, toInputs);
      learn(gate, { at: cell === 'gru' && gate === 2 ? inner : state, columns: units }, toRecurrent);
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
