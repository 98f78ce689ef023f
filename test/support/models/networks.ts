import type { FeatureMatrix } from '../../../engine/features/matrix.ts';
import { MODEL_FEATURES } from '../../../engine/features/table.ts';
import type { FitInput } from '../../../engine/models/fit.ts';
import type { NetworkShape } from '../../../engine/models/network/shape.ts';
import type { TrainingBatch } from '../../../engine/models/network/training-session.ts';
import { createRandom, normalFrom } from '../../../engine/random.ts';
import { HOUR_MS } from '../../../engine/time.ts';

/** Noise in the shape of a training batch, about a third of the mask dropped. */
export function noiseBatch({ steps, inputs, units }: NetworkShape, rows: number, seed: number): TrainingBatch {
  const random = createRandom(seed);
  return {
    rows,
    inputs: Float32Array.from({ length: rows * steps * inputs }, () => normalFrom(random)),
    mask: Float32Array.from({ length: rows * units }, () => (random() < 0.3 ? 0 : 1 / 0.7)),
    labels: Float32Array.from({ length: rows }, () => (random() < 0.5 ? 0 : 1)),
    offsets: Float32Array.from({ length: rows }, () => 0.3 * normalFrom(random)),
  };
}

/**
 * Rows whose label is the product of two signs, three and one rows ago, right nine times in ten: no sum of features of one row or of
 * many can tell, a memory can.
 */
export function rememberedProduct(rows: number, seed: number): FitInput {
  const random = createRandom(seed);
  const names = MODEL_FEATURES.slice(0, 3);
  const columns = names.map(() => Float64Array.from({ length: rows }, () => normalFrom(random)));
  const [sign = new Float64Array(rows)] = columns;
  for (let row = 0; row < rows; row += 1) sign[row] = random() < 0.5 ? -1 : 1;
  const matrix: FeatureMatrix = { rows, names, columns };
  const up = sign.map((_, row) => {
    const isSame = sign[row - 1] === sign[row - 3];
    return isSame === random() < 0.9 ? 1 : 0;
  });
  return {
    matrix,
    up,
    rows: Int32Array.from({ length: rows - 40 }, (_, at) => at + 40),
    closeTimeMs: Float64Array.from({ length: rows }, (_, row) => row * HOUR_MS),
    timeframeMs: HOUR_MS,
    seed,
    previous: null,
  };
}
