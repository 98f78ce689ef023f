import { describe, expect, it } from 'vitest';
import { cpuBackend, presentBackends } from '../../../../engine/adapters/tensorflow/backends.ts';
import { fastestBackend } from '../../../../engine/adapters/tensorflow/fastest-backend.ts';
import { measuredBackend, tensorsAlive } from '../../../../engine/adapters/tensorflow/measured-backend.ts';
import {
  openTensorflowNetwork,
  tensorCount,
  tensorflowBackend,
} from '../../../../engine/adapters/tensorflow/session.ts';
import { createNetworkRunner } from '../../../../engine/models/network/network-runner.ts';
import type { NetworkShape, NetworkWeights } from '../../../../engine/models/network/shape.ts';
import { SIMD_BACKEND } from '../../../../engine/models/network/simd-backend.ts';
import type { NetworkBackend, TrainingBatch } from '../../../../engine/models/network/training-session.ts';
import golden from '../../../golden/networks.json' with { type: 'json' };
import { goldenProblem } from '../../../support/models/golden-networks.ts';
import { noiseBatch } from '../../../support/models/networks.ts';

const present = [...(await presentBackends()), await cpuBackend()];
const SMALL: NetworkShape = { cell: 'gru', steps: 6, inputs: 5, units: 8 };

/** Log-odds of a batch by our own forward pass. */
function ownLogOdds(shape: NetworkShape, weights: NetworkWeights, { rows, inputs }: TrainingBatch): Float64Array {
  const runner = createNetworkRunner(shape);
  const width = runner.inputWidth;
  const values = new Float32Array(rows * shape.steps * width);
  for (let at = 0; at < rows * shape.steps; at += 1) {
    values.set(inputs.subarray(at * shape.inputs, (at + 1) * shape.inputs), at * width);
    values[at * width + shape.inputs] = 1;
  }
  return runner.windows([weights], values);
}

async function trained(backend: NetworkBackend, shape: NetworkShape, steps: number): Promise<NetworkWeights> {
  const { weights } = goldenProblem(shape, 5);
  const session = await backend.open(shape, weights, { learningRate: 0.01, weightDecay: 0.1 });
  for (let step = 0; step < steps; step += 1) await session.step(noiseBatch(shape, 16, step));
  const after = await session.weights();
  session.dispose();
  return after;
}

function furthest(a: NetworkWeights, b: NetworkWeights): number {
  const pairs = [
    [a.kernel, b.kernel],
    [a.recurrent, b.recurrent],
    [a.bias, b.bias],
    [a.head, b.head],
    [a.headBias, b.headBias],
  ] as const;
  return Math.max(
    ...pairs.flatMap(([left, right]) => [...left].map((value, at) => Math.abs(value - (right[at] ?? 9)))),
  );
}

describe.each(golden.networks)('a golden $shape.cell', ({ shape: read, seed, logOdds, training }) => {
  const shape: NetworkShape = { ...read, cell: read.cell === 'gru' ? 'gru' : 'lstm' };
  const { weights, batch } = goldenProblem(shape, seed);

  it('has the log-odds of TensorFlow.js within 1e-5 in our own forward pass', () => {
    const own = ownLogOdds(shape, weights, batch);
    expect(Math.max(...logOdds.map((value, at) => Math.abs(value - (own[at] ?? 9))))).toBeLessThan(1e-5);
  });

  it.each(present)('has them within 1e-4 on $name', async (names) => {
    const network = await openTensorflowNetwork(names, { shape, weights });
    const here = await network.logOdds(batch);
    network.dispose();
    expect(Math.max(...logOdds.map((value, at) => Math.abs(value - (here[at] ?? 9))))).toBeLessThan(1e-4);
  });

  it('learns in ten steps of our own trainer what it learns in TensorFlow.js', async () => {
    const session = await SIMD_BACKEND.open(shape, weights, training);
    for (const loss of training.losses) expect(await session.step(batch)).toBeCloseTo(loss, 5);
    const after = await session.weights();
    training.head.forEach((value, at) => {
      expect(Math.abs((after.head[at] ?? 9) - value)).toBeLessThan(1e-4);
    });
    training.firstKernelRow.forEach((value, at) => {
      expect(Math.abs((after.kernel[at] ?? 9) - value)).toBeLessThan(1e-4);
    });
  });
});

describe('training in TensorFlow.js', () => {
  it.each(present.flatMap((names) => (['gru', 'lstm'] as const).map((cell) => ({ names, cell, name: names.name }))))(
    'gives the weights of our own trainer within 1e-4 for $cell on $name, dropout and decay included',
    async ({ names, cell }) => {
      const shape = { ...SMALL, cell };
      const ours = await trained(SIMD_BACKEND, shape, 20);
      expect(furthest(await trained(tensorflowBackend(names), shape, 20), ours)).toBeLessThan(1e-4);
    },
  );

  it.each(present)('gives the same bits twice on $name', async (names) => {
    const once = await trained(tensorflowBackend(names), SMALL, 5);
    expect(await trained(tensorflowBackend(names), SMALL, 5)).toEqual(once);
  });

  it.each(present)('keeps no tensor from step to step on $name, and none after its end', async (names) => {
    const before = tensorCount();
    const { weights } = goldenProblem(SMALL, 5);
    const session = await tensorflowBackend(names).open(SMALL, weights, { learningRate: 0.01, weightDecay: 0.1 });
    await session.step(noiseBatch(SMALL, 16, 0));
    const running = tensorCount();
    for (let step = 0; step < 50; step += 1) await session.step(noiseBatch(SMALL, 16, step));
    expect(tensorCount()).toBe(running);
    session.dispose();
    const network = await openTensorflowNetwork(names, { shape: SMALL, weights });
    for (let round = 0; round < 50; round += 1) await network.logOdds(noiseBatch(SMALL, 16, round));
    network.dispose();
    expect(tensorCount()).toBe(before);
  });

  it('leaves the process its own handling of errors', () => {
    const ours = process.rawListeners('uncaughtException').map(String);
    expect(ours.filter((text) => text.includes('ExitStatus'))).toEqual([]);
  });
});

describe('choosing a backend', () => {
  it('times every one that is present, once, and says which it took', async () => {
    const choice = await fastestBackend(SMALL, 16);
    expect(choice.text).toContain(`${choice.backend.name} (simd `);
    expect(choice.text).toContain(present[0]?.name ?? '');
    expect(choice.text).toContain(' samples/s)');
    expect(await fastestBackend(SMALL, 16)).toBe(choice);
  });

  it('is what makes tensors known, for a process that trains', async () => {
    const { weights } = goldenProblem(SMALL, 5);
    const [first = await cpuBackend()] = present;
    const network = await openTensorflowNetwork(first, { shape: SMALL, weights });
    expect(tensorCount()).toBeGreaterThan(0);
    expect(tensorsAlive()).toBe(0);
    await measuredBackend(SMALL, 16);
    expect(tensorsAlive()).toBe(tensorCount());
    network.dispose();
    expect(tensorsAlive()).toBe(tensorCount());
  });
});
