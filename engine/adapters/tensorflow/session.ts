import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { NetworkShape, NetworkWeights } from '../../models/network/shape.ts';
import {
  ADAM,
  type NetworkBackend,
  type StepSettings,
  type TrainingBatch,
  type TrainingSession,
} from '../../models/network/training-session.ts';

const INPUTS = 'inputs';
const MASK = 'mask';

function symbolic(output: unknown): layers.SymbolicTensor {
  if (!(output instanceof layers.SymbolicTensor)) throw new Error('expected one tensor between layers');
  return output;
}

/** Sequence and mask → recurrent layer → masked last state → log-odds. */
function buildModel({ cell, steps, inputs, units }: NetworkShape): layers.LayersModel {
  const sequence = layers.input({ shape: [steps, inputs], name: INPUTS });
  const mask = layers.input({ shape: [units], name: MASK });
  // The weights are set from outside; the layer's own orthogonal initialiser is slow and needs operations that are not loaded.
  const zeros = { kernelInitializer: 'zeros', recurrentInitializer: 'zeros' } as const;
  const options = { units, activation: 'tanh', recurrentActivation: 'sigmoid', ...zeros } as const;
  const recurrent = cell === 'gru' ? layers.layers.gru(options) : layers.layers.lstm(options);
  const state = symbolic(layers.layers.multiply().apply([symbolic(recurrent.apply(sequence)), mask]));
  const logOdds = symbolic(layers.layers.dense({ units: 1 }).apply(state));
  return layers.model({ inputs: [sequence, mask], outputs: logOdds });
}

const ORDER = ['kernel', 'recurrent', 'bias', 'head', 'headBias'] as const;

function setWeights(model: layers.LayersModel, weights: NetworkWeights): void {
  tf.tidy(() => {
    const shapes = model.weights.map(({ shape }) => shape.map((size) => size ?? 1));
    model.setWeights(ORDER.map((name, at) => tf.tensor(weights[name], shapes[at] ?? [])));
  });
}

async function readWeights(model: layers.LayersModel): Promise<NetworkWeights> {
  const arrays = await Promise.all(model.getWeights().map((weight) => weight.data<'float32'>()));
  const copy = (at: number): Float32Array => Float32Array.from(arrays[at] ?? []);
  return { kernel: copy(0), recurrent: copy(1), bias: copy(2), head: copy(3), headBias: copy(4) };
}

/** The variables behind the model's weights, in ORDER. */
function variablesOf(model: layers.LayersModel): readonly tf.Variable[] {
  return model.trainableWeights.map((weight) => weight.read()).filter((tensor) => tensor instanceof tf.Variable);
}

function logitsOf(model: layers.LayersModel, inputs: tf.Tensor[]): tf.Tensor {
  const output = model.apply(inputs, { training: true });
  if (Array.isArray(output) || !(output instanceof tf.Tensor)) throw new Error('expected one tensor of log-odds');
  return output;
}

/** A name under which TensorFlow.js knows a backend, and ours. */
export interface BackendNames {
  readonly name: string;
  readonly registered: string;
}

/** A network answered by TensorFlow.js itself: the reference that our own forward pass is checked against. */
export interface TensorflowNetwork {
  logOdds(batch: Pick<TrainingBatch, 'rows' | 'inputs'>): Promise<Float32Array>;
  dispose(): void;
}

/** A network in TensorFlow.js on one of its backends, which becomes the current one. */
export async function openTensorflowNetwork(
  names: BackendNames,
  { shape, weights }: { readonly shape: NetworkShape; readonly weights: NetworkWeights },
): Promise<TensorflowNetwork> {
  await tf.setBackend(names.registered);
  const model = buildModel(shape);
  setWeights(model, weights);
  return {
    async logOdds({ rows, inputs }) {
      const output = tf.tidy(() => {
        const sequences = tf.tensor3d(inputs, [rows, shape.steps, shape.inputs]);
        return logitsOf(model, [sequences, tf.ones([rows, shape.units])]);
      });
      const logOdds = Float32Array.from(await output.data<'float32'>());
      output.dispose();
      return logOdds;
    },
    dispose: () => void model.dispose(),
  };
}

/** Training in TensorFlow.js with one of its backends. TensorFlow.js has one current backend per process: sessions take turns. */
export function tensorflowBackend(names: BackendNames): NetworkBackend {
  async function open(
    shape: NetworkShape,
    weights: NetworkWeights,
    { learningRate, weightDecay }: StepSettings,
  ): Promise<TrainingSession> {
    await tf.setBackend(names.registered);
    const model = buildModel(shape);
    setWeights(model, weights);
    const variables = variablesOf(model);
    const decayed = variables.filter((_, at) => ORDER[at] !== 'bias' && ORDER[at] !== 'headBias');
    const optimizer = tf.train.adam(learningRate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
    return {
      async step({ rows, inputs, mask, labels, offsets }) {
        if (tf.getBackend() !== names.registered) await tf.setBackend(names.registered);
        const cost = tf.tidy((): tf.Tensor => {
          const given = [
            tf.tensor3d(inputs, [rows, shape.steps, shape.inputs]),
            tf.tensor2d(mask, [rows, shape.units]),
          ];
          const wanted = tf.tensor2d(labels, [rows, 1]);
          const known = tf.tensor2d(offsets, [rows, 1]);
          const loss = optimizer.minimize(
            () =>
              tf.reshape<tf.Rank.R0>(tf.losses.sigmoidCrossEntropy(wanted, tf.add(known, logitsOf(model, given))), []),
            true,
            [...variables],
          );
          if (weightDecay > 0)
            for (const variable of decayed) variable.assign(tf.mul(variable, 1 - learningRate * weightDecay));
          if (loss === null) throw new Error('expected a loss from the optimiser, was null');
          return loss;
        });
        const [loss = Number.NaN] = await cost.data();
        cost.dispose();
        return loss;
      },
      weights: () => readWeights(model),
      dispose() {
        model.dispose();
        optimizer.dispose();
      },
    };
  }
  return { name: names.name, open };
}

/** Tensors alive in this process. */
export function tensorCount(): number {
  return tf.memory().numTensors;
}
