import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimdKernels } from '../../../../engine/models/network/simd-kernels.ts';

const BYTES = 4;

describe('SIMD kernels', () => {
  it('multiply matrices, straight and transposed, as the textbook does', () => {
    const shapes = fc.record({
      rows: fc.integer({ min: 1, max: 6 }).map((n) => 4 * n),
      columns: fc.integer({ min: 1, max: 4 }).map((n) => 8 * n),
      depth: fc.integer({ min: 1, max: 20 }),
      isTransposed: fc.boolean(),
      seed: fc.integer({ min: 0, max: 1_000 }),
    });
    fc.assert(
      fc.property(shapes, ({ rows, columns, depth, isTransposed, seed }) => {
        const [b, c] = [rows * depth, rows * depth + depth * columns];
        const { kernels, buffer } = createSimdKernels((c + rows * columns) * BYTES);
        const floats = new Float32Array(buffer);
        for (let at = 0; at < c + rows * columns; at += 1) floats[at] = Math.sin(seed + 1.7 * at);
        const [aRow, aStep] = isTransposed ? [1, rows] : [depth, 1];
        const expected = Float64Array.from({ length: rows * columns }, (_, at) => {
          let sum = floats[c + at] ?? 0;
          for (let k = 0; k < depth; k += 1)
            sum +=
              (floats[Math.floor(at / columns) * aRow + k * aStep] ?? 0) *
              (floats[b + k * columns + (at % columns)] ?? 0);
          return sum;
        });
        const [wide, tall] = [columns * BYTES, c * BYTES];
        kernels.matrixProduct(0, aRow * BYTES, aStep * BYTES, b * BYTES, wide, tall, wide, rows, wide, depth);
        expected.forEach((value, at) => {
          expect(floats[c + at]).toBeCloseTo(value, 4);
        });
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('know sigmoid and tanh to within 2e-7 of 1, from minus infinity to infinity', () => {
    const count = 4_096;
    const { kernels, buffer } = createSimdKernels(5 * count * BYTES);
    const floats = new Float32Array(buffer);
    const at = (block: number): number => block * count * BYTES;
    const inputs = Float32Array.from({ length: count }, (_, index) => {
      if (index === 0) return Number.NEGATIVE_INFINITY;
      if (index === count - 1) return Number.POSITIVE_INFINITY;
      return Math.tan(Math.PI * (index / (count - 1) - 0.5) * 0.99);
    });
    // z and c of gruState are block 0 and 1: with h = 0 in block 2, c becomes its tanh.
    floats.set(inputs, count);
    kernels.gruState(at(0), at(1), at(2), at(3), count * BYTES);
    // With r in block 4 and z in block 3, gruGates makes both sigmoids.
    floats.set(inputs, 3 * count);
    kernels.gruGates(at(3), at(4), at(2), at(0), count * BYTES);
    inputs.forEach((x, index) => {
      expect(Math.abs((floats[count + index] ?? 2) - Math.tanh(x))).toBeLessThan(2e-7);
      expect(Math.abs((floats[3 * count + index] ?? 2) - 1 / (1 + Math.exp(-x)))).toBeLessThan(2e-7);
    });
  });
});
