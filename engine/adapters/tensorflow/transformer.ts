import * as tf from '@tensorflow/tfjs-core';
// For its side effect: it registers the gradients of the operations below.
import '@tensorflow/tfjs-layers';
import { ADAM, type StepSettings, type TrainingBatch } from '../../models/network/training-session.ts';
import { normalFrom, type Random } from '../../random.ts';
import type { BackendNames } from './session.ts';

/** A transformer encoder over `steps` candles of `inputs` features, read at the last candle (Vaswani et al. 2017, norms first). */
export interface TransformerShape {
  readonly steps: number;
  readonly inputs: number;
  /** Numbers per candle inside; a multiple of heads. */
  readonly width: number;
  readonly heads: number;
  /** Units of the layer between the two that follow each attention. */
  readonly hidden: number;
  readonly blocks: number;
}

/** A transformer in training. */
export interface TransformerSession {
  /** One step of Adam on a batch; the mask is laid over the last candle's numbers. */
  step(batch: TrainingBatch): void;
  /** Log-odds of windows [rows, steps, inputs], without a mask. */
  logOdds(inputs: Float32Array, rows: number): Float32Array;
  /** Remembers the weights as they are, and goes back to those remembered last. */
  keep(): void;
  restore(): void;
  dispose(): void;
}

type Block = {
  readonly query: tf.Variable;
  readonly key: tf.Variable;
  readonly value: tf.Variable;
  readonly joined: tf.Variable;
  readonly wide: tf.Variable;
  readonly narrow: tf.Variable;
};

type Weights = {
  readonly embed: tf.Variable;
  readonly position: tf.Variable;
  readonly blocks: Block[];
  readonly head: tf.Variable;
  readonly headBias: tf.Variable;
};

/** Glorot weights, small positions, and a head of zeros, so that it begins by adding nothing to what is known without it. */
function initialWeights({ steps, inputs, width, hidden, blocks }: TransformerShape, random: Random): Weights {
  const matrix = (rows: number, columns: number, scale = Math.sqrt(2 / (rows + columns))): tf.Variable =>
    tf.variable(
      tf.tensor2d(
        Float32Array.from({ length: rows * columns }, () => scale * normalFrom(random)),
        [rows, columns],
      ),
    );
  return {
    embed: matrix(inputs, width),
    position: matrix(steps, width, 0.02),
    blocks: Array.from({ length: blocks }, () => ({
      query: matrix(width, width),
      key: matrix(width, width),
      value: matrix(width, width),
      joined: matrix(width, width),
      wide: matrix(width, hidden),
      narrow: matrix(hidden, width),
    })),
    head: tf.variable(tf.zeros([width, 1])),
    headBias: tf.variable(tf.zeros([1])),
  };
}

const variablesOf = ({ embed, position, blocks, head, headBias }: Weights): readonly tf.Variable[] => [
  embed,
  position,
  ...blocks.flatMap(({ query, key, value, joined, wide, narrow }) => [query, key, value, joined, wide, narrow]),
  head,
  headBias,
];

/** Each candle's numbers with mean 0 and deviation 1. */
function normed(x: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
}

/** Log-odds [rows, 1] of windows [rows · steps, inputs]. */
function forward(
  { embed, position, blocks, head, headBias }: Weights,
  { steps, width, heads }: TransformerShape,
  { windows, rows, mask }: { readonly windows: tf.Tensor2D; readonly rows: number; readonly mask: tf.Tensor | null },
): tf.Tensor {
  const flat = (x: tf.Tensor): tf.Tensor2D => tf.reshape(x, [rows * steps, width]);
  const byHead = (x: tf.Tensor): tf.Tensor =>
    tf.transpose(tf.reshape(x, [rows, steps, heads, width / heads]), [0, 2, 1, 3]);
  const embedded = tf.reshape(tf.matMul(windows, embed as tf.Tensor2D), [rows, steps, width]);
  let state: tf.Tensor = tf.add(embedded, position);
  for (const { query, key, value, joined, wide, narrow } of blocks) {
    const seen = flat(normed(state));
    const project = (weights: tf.Variable): tf.Tensor => byHead(tf.matMul(seen, weights as tf.Tensor2D));
    const likeness = tf.mul(tf.matMul(project(query), project(key), false, true), 1 / Math.sqrt(width / heads));
    const told = tf.transpose(tf.matMul(tf.softmax(likeness), project(value)), [0, 2, 1, 3]);
    state = tf.add(state, tf.reshape(tf.matMul(flat(told), joined as tf.Tensor2D), [rows, steps, width]));
    const inner = tf.relu(tf.matMul(flat(normed(state)), wide as tf.Tensor2D));
    state = tf.add(state, tf.reshape(tf.matMul(inner, narrow as tf.Tensor2D), [rows, steps, width]));
  }
  const last = tf.reshape(tf.slice(state, [0, steps - 1, 0], [rows, 1, width]), [rows, width]);
  const read = mask === null ? normed(last) : tf.mul(normed(last), mask);
  return tf.add(tf.matMul(read as tf.Tensor2D, head as tf.Tensor2D), headBias);
}

/** A transformer with new weights, on one of TensorFlow.js' backends, which becomes the current one. */
export async function openTransformer(
  names: BackendNames,
  shape: TransformerShape,
  { random, learningRate, weightDecay }: StepSettings & { readonly random: Random },
): Promise<TransformerSession> {
  await tf.setBackend(names.registered);
  const weights = tf.tidy(() => initialWeights(shape, random));
  const variables = variablesOf(weights);
  const decayed = variables.slice(0, -1);
  const optimizer = tf.train.adam(learningRate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
  let kept: readonly tf.Tensor[] = [];
  const { steps, inputs, width } = shape;
  return {
    step({ rows, inputs: values, mask, labels, offsets }) {
      tf.tidy(() => {
        const windows = tf.tensor2d(values, [rows * steps, inputs]);
        const masked = tf.tensor2d(mask, [rows, width]);
        const wanted = tf.tensor2d(labels, [rows, 1]);
        const known = tf.tensor2d(offsets, [rows, 1]);
        optimizer.minimize(
          () =>
            tf.reshape<tf.Rank.R0>(
              tf.losses.sigmoidCrossEntropy(
                wanted,
                tf.add(known, forward(weights, shape, { windows, rows, mask: masked })),
              ),
              [],
            ),
          false,
          [...variables],
        );
        for (const variable of decayed) variable.assign(tf.mul(variable, 1 - learningRate * weightDecay));
      });
    },
    logOdds: (values, rows) =>
      tf.tidy(() =>
        Float32Array.from(
          forward(weights, shape, {
            windows: tf.tensor2d(values, [rows * steps, inputs]),
            rows,
            mask: null,
          }).dataSync<'float32'>(),
        ),
      ),
    keep() {
      tf.dispose([...kept]);
      kept = variables.map((variable) => tf.clone(variable));
    },
    restore() {
      for (const [at, tensor] of kept.entries()) variables[at]?.assign(tensor);
    },
    dispose() {
      tf.dispose([...kept, ...variables]);
      optimizer.dispose();
    },
  };
}
