import { describe, expect, it } from 'vitest';
import { createRandom, normalFrom } from '../../../engine/random.ts';
import { statedValueBps } from '../../../engine/signals/levels.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { type Dataset, prepareDataset } from '../../../engine/training/dataset.ts';
import { valueSlopeOf, valueSlopes } from '../../../engine/training/value-slope.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

const plain = prepareDataset([{ name: 'BTC/USD', columns: randomWalk({ rows: 9_000, seed: 4 }) }], HOUR_MS);

/** Probabilities whose stated values come true by `share`. */
function stated(share: number): { readonly dataset: Dataset; readonly probability: Float64Array } {
  const random = createRandom(7);
  const sigma24 = new Float64Array(plain.rows).fill(0.01);
  const probability = Float64Array.from({ length: plain.rows }, (_, row) =>
    row < 500 ? Number.NaN : 0.5 + 0.3 * (random() - 0.5),
  );
  const returnNext = probability.map(
    (p) => (share * (p >= 0.5 ? 1 : -1) * statedValueBps(p, 0.01)) / 1e4 + 0.01 * normalFrom(random),
  );
  return { dataset: { ...plain, sigma24, returnNext }, probability };
}

describe('slope of realised on stated expected value', () => {
  it('finds by how much statements came true, and says how surely', () => {
    const { dataset, probability } = stated(0.5);
    const { final } = valueSlopes(dataset, probability);
    expect(final?.rows).toBe(8_500);
    expect(final?.slope).toBeGreaterThan(0.3);
    expect(final?.slope).toBeLessThan(0.7);
    expect(final?.interval[0]).toBeGreaterThan(0);
    expect(final?.interval[1]).toBeLessThan(1);
  });

  it('is unknown before 1,000 outcomes and eight weeks, then renewed every 30 days', () => {
    const { dataset, probability } = stated(0.5);
    const { at } = valueSlopes(dataset, probability);
    expect(at(500 + 60 * 24 - 1)).toBeNull();
    expect(at(500 + 60 * 24)?.rows).toBe(60 * 24);
    expect(at(500 + 90 * 24 - 1)).toBe(at(500 + 60 * 24));
    expect(at(500 + 90 * 24)?.rows).toBe(90 * 24);
  });

  it('contains 0 where statements came to nothing', () => {
    const { dataset, probability } = stated(0);
    const [low, high] = valueSlopes(dataset, probability).final?.interval ?? [1, 1];
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  it('does not change when the future does', () => {
    const { dataset, probability } = stated(0.5);
    const until = 6_000;
    const returnNext = dataset.returnNext.map((value, row) => (row < until ? value : -3 * value));
    const changed = valueSlopes({ ...dataset, returnNext }, probability);
    const before = valueSlopes(dataset, probability);
    for (let row = 0; row <= until; row += 1) expect(changed.at(row)).toEqual(before.at(row));
    expect(changed.final).not.toEqual(before.final);
  });

  it('looks back on two years', () => {
    const days = 900;
    const timeMs = Float64Array.from({ length: days * 2 }, (_, row) => row * 12 * HOUR_MS);
    const columns = { closeTimeMs: timeMs, sigma24: timeMs.map(() => 0.01), returnNext: timeMs.map(() => 0.001) };
    const dataset = { ...plain, ...columns, timeframeMs: 12 * HOUR_MS, rows: days * 2 };
    const { final } = valueSlopes(
      dataset,
      timeMs.map(() => 0.6),
    );
    expect(final?.rows).toBe((730 * DAY_MS) / (12 * HOUR_MS) - 1 + 1);
  });

  it('weighs what comes by how wild the market was', () => {
    const count = 2_000;
    const timeMs = Float64Array.from({ length: count }, (_, row) => row * HOUR_MS);
    const isWild = (row: number): boolean => row % 2 === 1;
    const sigma24 = timeMs.map((_, row) => (isWild(row) ? 0.1 : 0.01));
    const probabilityUp = timeMs.map(() => 0.6);
    // Calm hours come as stated, wild ones to nothing: each counts alike in units of its own σ.
    const returnNext = sigma24.map((sigma, row) => (isWild(row) ? 0 : statedValueBps(0.6, sigma) / 1e4));
    expect(valueSlopeOf({ timeMs, probabilityUp, sigma24, returnNext })?.slope).toBeCloseTo(0.5, 9);
  });
});
