import { initialWeights, type NetworkShape } from '../../models/network/shape.ts';
import { SIMD_BACKEND } from '../../models/network/simd-backend.ts';
import type { NetworkBackend, TrainingBatch } from '../../models/network/training-session.ts';
import { createRandom, normalFrom } from '../../random.ts';
import { presentBackends } from './backends.ts';
import { tensorflowBackend } from './session.ts';

/** A backend and its pace in this process. */
export interface BackendPace {
  readonly backend: NetworkBackend;
  readonly samplesPerSecond: number;
}

function noiseBatch({ steps, inputs, units }: NetworkShape, rows: number): TrainingBatch {
  const random = createRandom(1);
  return {
    rows,
    inputs: Float32Array.from({ length: rows * steps * inputs }, () => normalFrom(random)),
    mask: new Float32Array(rows * units).fill(1),
    labels: Float32Array.from({ length: rows }, () => (random() < 0.5 ? 0 : 1)),
    offsets: new Float32Array(rows),
  };
}

/** Wall pace of one training step after one to warm up. */
async function paceOf(backend: NetworkBackend, shape: NetworkShape, batchRows: number): Promise<BackendPace> {
  const batch = noiseBatch(shape, batchRows);
  const session = await backend.open(shape, initialWeights(shape, createRandom(1)), {
    learningRate: 1e-3,
    weightDecay: 0,
  });
  try {
    await session.step(batch);
    const startedMs = performance.now();
    await session.step(batch);
    return { backend, samplesPerSecond: (batchRows * 1e3) / (performance.now() - startedMs) };
  } finally {
    session.dispose();
  }
}

const chosen = new Map<string, Promise<{ readonly backend: NetworkBackend; readonly text: string }>>();

async function measure(shape: NetworkShape, batchRows: number) {
  const backends = [SIMD_BACKEND, ...(await presentBackends()).map(tensorflowBackend)];
  const paces: BackendPace[] = [];
  for (const backend of backends) paces.push(await paceOf(backend, shape, batchRows));
  const best = paces.reduce((fastest, pace) => (pace.samplesPerSecond > fastest.samplesPerSecond ? pace : fastest));
  const figures = paces.map(({ backend, samplesPerSecond }) => `${backend.name} ${samplesPerSecond.toFixed(0)}`);
  return { backend: best.backend, text: `${best.backend.name} (${figures.join(', ')} samples/s)` };
}

/** Times one batch on every backend that is present and takes the fastest; once per process and shape. */
export function fastestBackend(
  shape: NetworkShape,
  batchRows: number,
): Promise<{ readonly backend: NetworkBackend; readonly text: string }> {
  const key = JSON.stringify([shape, batchRows]);
  const known = chosen.get(key) ?? measure(shape, batchRows);
  chosen.set(key, known);
  return known;
}
