import type { Random } from '../../random.ts';
import { normalFrom } from '../../random.ts';

/** Recurrent cells, as TensorFlow.js has them: the GRU resets the state before its matrix (Cho et al. 2014), gates are plain sigmoids. */
export const CELLS = ['gru', 'lstm'] as const;
/** A kind of recurrent unit. */
export type Cell = (typeof CELLS)[number];

/** Gates of a cell in TensorFlow's order: z r h, and i f c o. */
export const GATES: Readonly<Record<Cell, number>> = { gru: 3, lstm: 4 };

/** One recurrent layer over `steps` candles of `inputs` features, and one weight per unit from its last state to the log-odds. */
export interface NetworkShape {
  readonly cell: Cell;
  readonly steps: number;
  readonly inputs: number;
  /** A multiple of 8. */
  readonly units: number;
}

/** Weights in TensorFlow's layout, row-major. */
export interface NetworkWeights {
  /** [inputs, gates · units] */
  readonly kernel: Float32Array;
  /** [units, gates · units] */
  readonly recurrent: Float32Array;
  /** [gates · units] */
  readonly bias: Float32Array;
  /** [units] */
  readonly head: Float32Array;
  /** [1] */
  readonly headBias: Float32Array;
}

/** Lengths of the weight arrays of a shape. */
export function weightLengths({ cell, inputs, units }: NetworkShape): Readonly<Record<keyof NetworkWeights, number>> {
  const wide = GATES[cell] * units;
  return { kernel: inputs * wide, recurrent: units * wide, bias: wide, head: units, headBias: 1 };
}

/** Uniform within ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010). */
function glorot(length: number, fans: number, random: Random): Float32Array {
  const limit = Math.sqrt(6 / fans);
  return Float32Array.from({ length }, () => limit * (2 * random() - 1));
}

/** Rows of length `width` that are orthonormal within the first `size` columns of each gate's block (Saxe et al. 2014), by Gram–Schmidt. */
function orthogonal(size: number, random: Random): readonly Float64Array[] {
  const rows: Float64Array[] = [];
  while (rows.length < size) {
    const row = Float64Array.from({ length: size }, () => normalFrom(random));
    for (const before of rows) {
      const along = row.reduce((sum, value, at) => sum + value * (before[at] ?? 0), 0);
      for (let at = 0; at < size; at += 1) row[at] = (row[at] ?? 0) - along * (before[at] ?? 0);
    }
    const norm = Math.hypot(...row);
    if (norm > 1e-6) rows.push(row.map((value) => value / norm));
  }
  return rows;
}

/**
 * Weights to start from: Glorot inputs, orthogonal recurrences per gate, zero biases but 1 for the LSTM's forget gate
 * (Jozefowicz et al. 2015). The head is zero, so that a network begins by adding nothing to what is known without it.
 */
export function initialWeights(shape: NetworkShape, random: Random): NetworkWeights {
  const { cell, inputs, units } = shape;
  const gates = GATES[cell];
  const wide = gates * units;
  const recurrent = new Float32Array(units * wide);
  for (let gate = 0; gate < gates; gate += 1) {
    for (const [row, values] of orthogonal(units, random).entries()) recurrent.set(values, row * wide + gate * units);
  }
  const bias = new Float32Array(wide);
  if (cell === 'lstm') bias.fill(1, units, 2 * units);
  return {
    kernel: glorot(inputs * wide, inputs + units, random),
    recurrent,
    bias,
    head: new Float32Array(units),
    headBias: new Float32Array(1),
  };
}
