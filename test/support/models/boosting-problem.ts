import type { FitInput } from '../../../engine/models/fit.ts';
import { createRandom } from '../../../engine/random.ts';
import { HOUR_MS } from '../../../engine/time.ts';

/**
 * The made-up problem of test/golden/boosting.json: curves, a jump, a product with a column of three values, and values
 * that are missing for a reason.
 */
export function boostingProblem(rows: number, seed = 5): FitInput {
  const random = createRandom(seed);
  const columns = Array.from({ length: 8 }, () => new Float64Array(rows));
  const up = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, ...rest] = Array.from({ length: 8 }, random);
    const third = Math.floor(3 * d);
    let z = 2 * (a - 0.5) - 1.5 * Number(b > 0.7) + (c - 0.5) * third + 2 * e * e - 0.7;
    const isHidden = random() < 0.15;
    if (isHidden) z += 0.5;
    [a, b, c, third, isHidden ? Number.NaN : e, ...rest].forEach((value, at) => {
      const column = columns[at];
      if (column !== undefined) column[row] = value;
    });
    up[row] = random() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
  }
  return {
    matrix: { rows, names: columns.map((_, at) => `x${at}`), columns },
    up,
    rows: Int32Array.from({ length: rows }, (_, row) => row),
    closeTimeMs: Float64Array.from({ length: rows }, (_, row) => row * HOUR_MS),
    timeframeMs: HOUR_MS,
    seed: 1,
    previous: null,
  };
}
