import type { NetworkShape, NetworkWeights } from '../../../engine/models/network/shape.ts';
import { weightLengths } from '../../../engine/models/network/shape.ts';
import type { TrainingBatch } from '../../../engine/models/network/training-session.ts';
import { congruential } from '../candles/congruential.ts';

/** Rows of the golden batch. */
const ROWS = 12;

/** Weights and a batch made of one run of the congruential generator, as test/golden/networks.json says; easy to repeat elsewhere. */
export function goldenProblem(
  shape: NetworkShape,
  seed: number,
): { readonly weights: NetworkWeights; readonly batch: TrainingBatch } {
  const { steps, inputs, units } = shape;
  const lengths = weightLengths(shape);
  const inputCount = ROWS * steps * inputs;
  const counts = [lengths.kernel, lengths.recurrent, lengths.bias, lengths.head, lengths.headBias, inputCount, ROWS];
  const u = congruential(
    counts.reduce((sum, count) => sum + count, 0),
    seed,
  );
  const parts = counts.map((count, at) => {
    const from = counts.slice(0, at).reduce((sum, before) => sum + before, 0);
    return u.subarray(from, from + count);
  });
  const scaled = (at: number, factor: number): Float32Array =>
    Float32Array.from(parts[at] ?? [], (value) => factor * (value - 0.5));
  return {
    weights: {
      kernel: scaled(0, 1),
      recurrent: scaled(1, 1),
      bias: scaled(2, 1),
      head: scaled(3, 2),
      headBias: scaled(4, 1),
    },
    batch: {
      rows: ROWS,
      inputs: scaled(5, 6),
      mask: new Float32Array(ROWS * units).fill(1),
      labels: Float32Array.from(parts[6] ?? [], (value) => (value < 0.5 ? 1 : 0)),
      offsets: new Float32Array(ROWS),
    },
  };
}
