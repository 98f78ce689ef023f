import { presentBackends } from '../../engine/adapters/tensorflow/backends.ts';
import {
  type BackendNames,
  openTensorflowNetwork,
  tensorflowBackend,
} from '../../engine/adapters/tensorflow/session.ts';
import { computeFeatures } from '../../engine/features/compute.ts';
import { createNetwork } from '../../engine/models/network/create-network.ts';
import { CELLS, type Cell, initialWeights, type NetworkShape } from '../../engine/models/network/shape.ts';
import { SIMD_BACKEND } from '../../engine/models/network/simd-backend.ts';
import { fitScaler } from '../../engine/models/network/standardise.ts';
import type { NetworkBackend } from '../../engine/models/network/training-session.ts';
import { createRandom } from '../../engine/random.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { noiseBatch } from '../support/models/networks.ts';
import { type Bench, type BenchResult, leastProcessorMs } from './bench.ts';

const BATCH_ROWS = 64;
const PREDICTIONS = 200;

async function reference(): Promise<BackendNames> {
  const [first] = await presentBackends();
  if (first === undefined) throw new Error('expected a TensorFlow.js backend, was none');
  return first;
}

/** Samples a processor second, of the best of several runs. */
async function trainingPace(backend: NetworkBackend, shape: NetworkShape, steps: number): Promise<number> {
  const batch = noiseBatch(shape, BATCH_ROWS, 1);
  const settings = { learningRate: 1e-3, weightDecay: 0.01 };
  const session = await backend.open(shape, initialWeights(shape, createRandom(1)), settings);
  await session.step(batch);
  const ms = await leastProcessorMs(3, async () => {
    for (let step = 0; step < steps; step += 1) await session.step(batch);
  });
  session.dispose();
  return (steps * BATCH_ROWS * 1e3) / ms;
}

async function compareTraining(cell: Cell): Promise<BenchResult> {
  const shape: NetworkShape = { cell, steps: 32, inputs: 24, units: 32 };
  const names = await reference();
  return {
    ours: await trainingPace(SIMD_BACKEND, shape, 60),
    reference: await trainingPace(tensorflowBackend(names), shape, 3),
    referenceName: `TensorFlow.js 4.22.0, ${names.name}, the same network and batch`,
  };
}

/** One prediction from the feature matrix with one network, as it is served. */
async function comparePrediction(cell: Cell): Promise<BenchResult> {
  const matrix = computeFeatures(randomWalk({ rows: 700, seed: 1 }), 3_600_000);
  const shape: NetworkShape = { cell, steps: 32, inputs: matrix.names.length, units: 32 };
  const weights = initialWeights(shape, createRandom(1));
  const features = matrix.names;
  const zeros = features.map(() => 0);
  const model = createNetwork({
    shape,
    scaler: fitScaler(
      matrix,
      Int32Array.from({ length: 400 }, (_, at) => 300 + at),
    ),
    line: { features, means: zeros, scales: zeros.map(() => 1), weights: zeros, bias: 0, ridge: 1 },
    members: [weights],
    training: { trainedUntilMs: 0, backend: 'none', rounds: [0], validationLoss: [0] },
  });
  const ours = await leastProcessorMs(5, () => {
    for (let row = 0; row < PREDICTIONS; row += 1) model.score(matrix, 400 + row);
  });
  const names = await reference();
  const batch = noiseBatch(shape, 1, 1);
  const network = await openTensorflowNetwork(names, { shape, weights });
  await network.logOdds(batch);
  const theirs = await leastProcessorMs(5, () => network.logOdds(batch));
  network.dispose();
  return {
    ours: (PREDICTIONS * 1e3) / ours,
    reference: 1e3 / theirs,
    referenceName: `TensorFlow.js 4.22.0, ${names.name}`,
  };
}

/** Recurrent networks of 32 candles and 32 units, beside TensorFlow.js in the same run. */
export const NETWORK_BENCHES: readonly Bench[] = CELLS.flatMap((cell) => [
  { name: `${cell} training`, unit: 'samples/s', run: () => compareTraining(cell) },
  { name: `${cell} prediction`, unit: 'predictions/s', run: () => comparePrediction(cell) },
]);
