import type { NetworkShape, NetworkWeights } from './shape.ts';

/** Settings of the steps that a session takes. */
export interface StepSettings {
  readonly learningRate: number;
  /** Share of each weight (not of biases) taken off per step, times the learning rate (Loshchilov and Hutter 2019). */
  readonly weightDecay: number;
}

/** Labelled sequences. Chance is in the caller's hands: what is dropped out is dropped in these arrays. */
export interface TrainingBatch {
  readonly rows: number;
  /** [rows, steps, inputs], dropped inputs already zero and the kept ones scaled up. */
  readonly inputs: Float32Array;
  /** [rows, units]: what the last state is multiplied by; 0 for a dropped unit. */
  readonly mask: Float32Array;
  /** [rows], 1 or 0. */
  readonly labels: Float32Array;
  /** [rows], log-odds that the network adds to: what is known without it. */
  readonly offsets: Float32Array;
}

/** A network being trained: Adam (Kingma and Ba 2015; β 0.9 and 0.999, ε 1e-7) on the mean log loss of a batch. */
export interface TrainingSession {
  /** Takes one step and gives the batch's mean log loss before it. */
  step(batch: TrainingBatch): number | Promise<number>;
  weights(): NetworkWeights | Promise<NetworkWeights>;
  /** Frees what the session holds outside the garbage collector's reach. */
  dispose(): void;
}

/** Something that can train networks: the same steps from the same weights to within rounding, whichever it is. */
export interface NetworkBackend {
  /** "simd", "tfjs-node", "tfjs-wasm" or "tfjs-cpu". */
  readonly name: string;
  open(
    shape: NetworkShape,
    weights: NetworkWeights,
    settings: StepSettings,
  ): TrainingSession | Promise<TrainingSession>;
}

/** Constants of Adam (Kingma and Ba 2015); ε as in Keras. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
