import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { presentBackends } from '../../../../engine/adapters/tensorflow/backends.ts';
import { openTransformer } from '../../../../engine/adapters/tensorflow/transformer.ts';
import type { TrainingBatch } from '../../../../engine/models/network/training-session.ts';
import { createRandom, normalFrom } from '../../../../engine/random.ts';

const SHAPE = { steps: 5, inputs: 3, width: 8, heads: 2, hidden: 16, blocks: 2 } as const;
const ROWS = 64;

/** Windows whose label is the sign of the first feature two candles before the last. */
function createBatches(seed: number): () => TrainingBatch {
  const random = createRandom(seed);
  return () => {
    const inputs = Float32Array.from({ length: ROWS * SHAPE.steps * SHAPE.inputs }, () => normalFrom(random));
    const labels = Float32Array.from({ length: ROWS }, (_, row) =>
      (inputs[(row * SHAPE.steps + SHAPE.steps - 3) * SHAPE.inputs] ?? 0) > 0 ? 1 : 0,
    );
    return {
      rows: ROWS,
      inputs,
      labels,
      mask: new Float32Array(ROWS * SHAPE.width).fill(1),
      offsets: new Float32Array(ROWS),
    };
  };
}

async function open(seed = 3) {
  const [backend] = await presentBackends();
  if (backend === undefined) throw new Error('expected a backend of TensorFlow.js, was none');
  return openTransformer(backend, SHAPE, { learningRate: 0.01, weightDecay: 0.01, random: createRandom(seed) });
}

function accuracy(logOdds: Float32Array, labels: Float32Array): number {
  return logOdds.filter((value, row) => value > 0 === (labels[row] === 1)).length / labels.length;
}

describe('the transformer encoder', () => {
  it('adds nothing before it is trained, and learns what stood two candles before', async () => {
    const session = await open();
    const next = createBatches(1);
    const test = createBatches(2)();
    expect(session.logOdds(test.inputs, ROWS)).toEqual(new Float32Array(ROWS));
    for (let step = 0; step < 250; step += 1) session.step(next());
    expect(accuracy(session.logOdds(test.inputs, ROWS), test.labels)).toBeGreaterThan(0.9);
    session.dispose();
  });

  it('learns only what the offsets do not say already', async () => {
    const session = await open();
    const next = createBatches(1);
    const test = createBatches(2)();
    for (let step = 0; step < 50; step += 1) {
      const batch = next();
      session.step({ ...batch, offsets: batch.labels.map((label) => (label === 1 ? 20 : -20)) });
    }
    const largest = session.logOdds(test.inputs, ROWS).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(largest).toBeLessThan(0.1);
    session.dispose();
  });

  it('goes back to the weights it kept, bit for bit, and the same seed gives the same bits', async () => {
    const answers = async (): Promise<readonly Float32Array[]> => {
      const session = await open();
      const next = createBatches(1);
      const test = createBatches(2)();
      const told: Float32Array[] = [];
      for (let step = 0; step < 20; step += 1) session.step(next());
      session.keep();
      told.push(session.logOdds(test.inputs, ROWS));
      for (let step = 0; step < 5; step += 1) session.step(next());
      told.push(session.logOdds(test.inputs, ROWS));
      session.restore();
      told.push(session.logOdds(test.inputs, ROWS));
      session.dispose();
      return told;
    };
    const [kept, further, restored] = await answers();
    expect(restored).toEqual(kept);
    expect(further).not.toEqual(kept);
    expect(await answers()).toEqual([kept, further, kept]);
  });

  it('leaves no tensor behind', async () => {
    await open().then((session) => session.dispose());
    const before = tf.memory().numTensors;
    const session = await open();
    session.step(createBatches(1)());
    session.keep();
    session.keep();
    session.logOdds(createBatches(2)().inputs, ROWS);
    session.restore();
    session.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
