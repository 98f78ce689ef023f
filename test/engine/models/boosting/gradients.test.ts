import { describe, expect, it } from 'vitest';
import { MAX_ROWS, packGradients, packingFor } from '../../../../engine/models/boosting/gradients.ts';
import { unpack } from '../../../../engine/models/boosting/split.ts';
import { createRandom, normalFrom } from '../../../../engine/random.ts';

describe('packed gradients', () => {
  it.each([1, 100, 65_535, 200_000, MAX_ROWS])('keep the largest sums of %i rows exact', (rows) => {
    const { shift, firstScale, secondScale } = packingFor(rows);
    const largest = rows * (firstScale + 1);
    expect(largest).toBeLessThan(2 ** (shift - 1));
    expect(rows * (secondScale / 4 + 1) * 2 ** shift + largest).toBeLessThan(2 ** 53);
  });

  it('refuse more rows than they have digits for', () => {
    expect(() => packingFor(MAX_ROWS + 1)).toThrow('expected at most 4194304 training rows, was 4194305');
  });

  it.each([1_000, 300_000])('sum over any stretch of %i rows to the derivatives of the log loss', (rows) => {
    const random = createRandom(rows);
    const margin = Float64Array.from({ length: rows }, () => 1.5 * normalFrom(random));
    const labels = Uint8Array.from({ length: rows }, () => Number(random() < 0.5));
    const packing = packingFor(rows);
    const packed = new Float64Array(rows);
    packGradients({ margin, labels }, { bag: null, packing }, packed);
    for (const [from, to] of [
      [0, rows],
      [17, 400],
      [rows >> 1, rows],
    ] as const) {
      let [sum, first, second] = [0, 0, 0];
      for (let row = from; row < to; row += 1) {
        const p = 1 / (1 + Math.exp(-(margin[row] ?? 0)));
        sum += packed[row] ?? 0;
        first += p - (labels[row] ?? 0);
        second += p * (1 - p);
      }
      const [ownFirst, ownSecond] = unpack(sum, packing);
      // One rounding at either end of the stretch, and 10⁻⁶ a row from the table.
      expect(Math.abs(ownFirst - first)).toBeLessThan(2 / packing.firstScale + 1e-6 * (to - from));
      expect(Math.abs(ownSecond - second)).toBeLessThan(2 / packing.secondScale + 1e-6 * (to - from));
    }
  });

  it('are written for the rows of the bag only, and stay finite for scores far out', () => {
    const packing = packingFor(4);
    const packed = new Float64Array(4).fill(7);
    const margin = Float64Array.of(0, 900, -900, 0);
    packGradients({ margin, labels: Uint8Array.of(1, 0, 1, 0) }, { bag: Int32Array.of(1, 2, 3), packing }, packed);
    expect(packed[0]).toBe(7);
    const firsts = [...packed.subarray(1)].map((one) => unpack(one, packing)[0]);
    [1, -1, 0.5].forEach((expected, at) => {
      expect(firsts[at]).toBeCloseTo(expected, 3);
    });
  });
});
