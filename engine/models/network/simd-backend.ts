import { sigmoid } from '../../math.ts';
import { createNetworkRuntime, type NetworkRuntime } from './runtime.ts';
import {
  ADAM,
  type NetworkBackend,
  type StepSettings,
  type TrainingBatch,
  type TrainingSession,
} from './training-session.ts';

function fillInputs(runtime: NetworkRuntime, { rows, inputs }: TrainingBatch): void {
  const { shape, capacity, inputWidth } = runtime;
  for (let row = 0; row < rows; row += 1) {
    for (let step = 0; step < shape.steps; step += 1) {
      const from = (row * shape.steps + step) * shape.inputs;
      runtime.inputs.set(inputs.subarray(from, from + shape.inputs), (step * capacity + row) * inputWidth);
    }
  }
}

/** Log-odds of the rows last run forward, then their loss's gradients by head and last state; the mean log loss. */
function headPass(runtime: NetworkRuntime, { rows, mask, labels, offsets }: TrainingBatch): number {
  const { parameters, gradients, lastState, lastStateGradient, shape } = runtime;
  const { units } = shape;
  const head = parameters.length - Math.ceil((units + 1) / 4) * 4;
  lastStateGradient.fill(0);
  let loss = 0;
  for (let row = 0; row < rows; row += 1) {
    let logOdds = (offsets[row] ?? 0) + (parameters[head + units] ?? 0);
    for (let unit = 0; unit < units; unit += 1) {
      const at = row * units + unit;
      logOdds += (lastState[at] ?? 0) * (mask[at] ?? 0) * (parameters[head + unit] ?? 0);
    }
    const label = labels[row] ?? 0;
    loss += Math.max(logOdds, 0) - logOdds * label + Math.log1p(Math.exp(-Math.abs(logOdds)));
    const gradient = (sigmoid(logOdds) - label) / rows;
    gradients[head + units] = (gradients[head + units] ?? 0) + gradient;
    for (let unit = 0; unit < units; unit += 1) {
      const at = row * units + unit;
      const kept = gradient * (mask[at] ?? 0);
      gradients[head + unit] = (gradients[head + unit] ?? 0) + kept * (lastState[at] ?? 0);
      lastStateGradient[at] = kept * (parameters[head + unit] ?? 0);
    }
  }
  return loss / rows;
}

/** Adam's two running means. */
interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

function adamStep(
  { parameters, gradients }: NetworkRuntime,
  { first, second }: Moments,
  rates: { readonly step: number; readonly correction: number; readonly decay: Float32Array },
): void {
  const { beta1, beta2, epsilon } = ADAM;
  const { step, correction, decay } = rates;
  for (let at = 0; at < parameters.length; at += 1) {
    const gradient = gradients[at] ?? 0;
    const mean = beta1 * (first[at] ?? 0) + (1 - beta1) * gradient;
    const square = beta2 * (second[at] ?? 0) + (1 - beta2) * gradient * gradient;
    first[at] = mean;
    second[at] = square;
    const moved = (parameters[at] ?? 0) - (step * mean) / (Math.sqrt(square * correction) + epsilon);
    parameters[at] = moved * (1 - (decay[at] ?? 0));
  }
}

/** Decay of every parameter: none for the biases. */
function decays(
  { parameters, shape, inputWidth }: NetworkRuntime,
  { learningRate, weightDecay }: StepSettings,
): Float32Array {
  const wide = (parameters.length - Math.ceil((shape.units + 1) / 4) * 4) / (inputWidth + shape.units);
  const decay = new Float32Array(parameters.length).fill(learningRate * weightDecay);
  decay.fill(0, shape.inputs * wide, (shape.inputs + 1) * wide);
  decay[parameters.length - Math.ceil((shape.units + 1) / 4) * 4 + shape.units] = 0;
  return decay;
}

/** Backpropagation through time by our own SIMD kernels: no TensorFlow, one thread, the same bits on every machine. */
export const SIMD_BACKEND: NetworkBackend = {
  name: 'simd',
  open(shape, weights, settings): TrainingSession {
    let runtime: NetworkRuntime | null = null;
    let moments: Moments = { first: new Float32Array(0), second: new Float32Array(0) };
    let decay: Float32Array = new Float32Array(0);
    let steps = 0;
    const start = (rows: number): NetworkRuntime => {
      const created = createNetworkRuntime(shape, Math.ceil(rows / 4) * 4);
      created.load(weights);
      for (let at = shape.inputs; at < created.inputs.length; at += created.inputWidth) created.inputs[at] = 1;
      const { length } = created.parameters;
      moments = { first: new Float32Array(length), second: new Float32Array(length) };
      decay = decays(created, settings);
      runtime = created;
      return created;
    };
    return {
      step(batch) {
        const running = runtime ?? start(batch.rows);
        if (batch.rows > running.capacity)
          throw new Error(`expected batches of up to ${running.capacity} rows, was ${batch.rows}`);
        running.gradients.fill(0);
        fillInputs(running, batch);
        running.forward(batch.rows);
        const loss = headPass(running, batch);
        running.backward(batch.rows);
        steps += 1;
        adamStep(running, moments, {
          step: settings.learningRate / (1 - ADAM.beta1 ** steps),
          correction: 1 / (1 - ADAM.beta2 ** steps),
          decay,
        });
        return loss;
      },
      weights: () => runtime?.weights() ?? weights,
      dispose() {
        runtime = null;
      },
    };
  },
};
