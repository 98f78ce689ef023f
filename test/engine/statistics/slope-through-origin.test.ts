import { describe, expect, it } from 'vitest';
import { createRandom, normalFrom } from '../../../engine/random.ts';
import { slopeThroughOrigin } from '../../../engine/statistics/slope-through-origin.ts';
import { DAY_MS, WEEK_MS } from '../../../engine/time.ts';

describe('slope through the origin', () => {
  it('is Σxy ÷ Σx² with the sandwich error of Liang and Zeger, worked out by hand', () => {
    // Eight weeks of one decision each: stated 1 and 2 in turn, realised 1, 1, 1, 5, 1, 1, 1, 5.
    const stated = Float64Array.of(1, 2, 1, 2, 1, 2, 1, 2);
    const realised = Float64Array.of(1, 1, 1, 5, 1, 1, 1, 5);
    const timeMs = Float64Array.from({ length: 8 }, (_, week) => week * WEEK_MS);
    const slope = 28 / 20;
    const scores = [1 - slope, 2 * (1 - 2 * slope), 1 - slope, 2 * (5 - 2 * slope)];
    const scatter = 2 * scores.reduce((sum, score) => sum + score ** 2, 0);
    const error = Math.sqrt((scatter * 8) / 7) / 20;
    const found = slopeThroughOrigin({ stated, realised, timeMs });
    expect(found?.slope).toBeCloseTo(1.4, 12);
    expect(found?.interval[0]).toBeCloseTo(1.4 - 1.959963984540054 * error, 12);
    expect(found?.interval[1]).toBeCloseTo(1.4 + 1.959963984540054 * error, 12);
  });

  it('counts what lies in one week together', () => {
    const random = createRandom(2);
    const luck = Float64Array.from({ length: 60 }, () => normalFrom(random));
    const daily = Float64Array.from({ length: 420 }, (_, day) => luck[Math.floor(day / 7)] ?? 0);
    const width = (timeMs: Float64Array): number => {
      const [low, high] = slopeThroughOrigin({ stated: new Float64Array(420).fill(1), realised: daily, timeMs })
        ?.interval ?? [0, 0];
      return high - low;
    };
    const asOneWeek = width(Float64Array.from({ length: 420 }, (_, day) => day * DAY_MS));
    const asOwnWeeks = width(Float64Array.from({ length: 420 }, (_, day) => day * WEEK_MS));
    expect(asOneWeek / asOwnWeeks).toBeCloseTo(Math.sqrt(7), 1);
  });

  it('covers the true slope in about 95 of 100 trials, also where weeks share their luck', () => {
    const random = createRandom(1);
    let covered = 0;
    for (let trial = 0; trial < 400; trial += 1) {
      const stated = Float64Array.from({ length: 700 }, () => random());
      const luck = Float64Array.from({ length: 100 }, () => normalFrom(random));
      const realised = stated.map((x, row) => 0.5 * x + (luck[Math.floor(row / 7)] ?? 0) + normalFrom(random));
      const timeMs = stated.map((_, row) => row * DAY_MS);
      const [low, high] = slopeThroughOrigin({ stated, realised, timeMs })?.interval ?? [0, 0];
      covered += low <= 0.5 && 0.5 <= high ? 1 : 0;
    }
    expect(covered / 400).toBeGreaterThan(0.915);
    expect(covered / 400).toBeLessThan(0.98);
  });

  it('is null below eight weeks and where nothing was stated', () => {
    const timeMs = Float64Array.from({ length: 49 }, (_, day) => day * DAY_MS);
    const ones = new Float64Array(49).fill(1);
    expect(slopeThroughOrigin({ stated: ones, realised: ones, timeMs })).toBeNull();
    expect(slopeThroughOrigin({ stated: new Float64Array(49), realised: ones, timeMs })).toBeNull();
  });
});
