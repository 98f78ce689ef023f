import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '../../../engine/statistics/normal.ts';
import {
  deflatedSharpeRatio,
  expectedBestSharpe,
  minimumTrackRecord,
  momentsOf,
  probabilisticSharpeRatio,
} from '../../../engine/statistics/sharpe.ts';

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.841_344_746_068_543],
    [-1.959_963_984_540_054, 0.025],
    [-6, 9.865_876_450_376_98e-10],
    [-8, 6.220_960_574_271_78e-16],
  ])('Φ(%d) is %d', (x, share) => {
    expect(normalCdf(x) / share).toBeCloseTo(1, 7);
  });

  it('is undone by its quantile', () => {
    for (const share of [1e-12, 1e-6, 0.001, 0.02, 0.1, 0.4, 0.5, 0.7, 0.975, 0.999_999]) {
      expect(normalCdf(normalQuantile(share)) / share).toBeCloseTo(1, 12);
    }
    expect(normalQuantile(0.975)).toBeCloseTo(1.959_963_984_540_054, 12);
  });
});

describe('probabilistic and deflated Sharpe ratio', () => {
  // Golden values of the project's evaluation protocol.
  const evidence = { sharpe: 0.1, count: 1_000, skew: -0.5, kurtosis: 5 };

  it('has the published values', () => {
    expect(probabilisticSharpeRatio(evidence)).toBeCloseTo(0.998_929, 6);
    expect(expectedBestSharpe({ count: 50, variance: 0.0025 })).toBeCloseTo(0.113_815, 6);
    expect(deflatedSharpeRatio(evidence, { count: 50, variance: 0.0025 })).toBeCloseTo(0.335_74, 6);
    expect(minimumTrackRecord(evidence)).toBeCloseTo(287.8, 1);
  });

  it('deflates nothing when there was one trial, and more the more there were', () => {
    expect(deflatedSharpeRatio(evidence, { count: 1, variance: null })).toBe(probabilisticSharpeRatio(evidence));
    const of = (count: number): number => deflatedSharpeRatio(evidence, { count, variance: null }) ?? Number.NaN;
    expect(of(10)).toBeLessThan(of(2));
    expect(of(1_000)).toBeLessThan(of(10));
  });

  it('is null where nothing varies', () => {
    expect(momentsOf(new Float64Array(10))).toBeNull();
    expect(momentsOf(Float64Array.of(0.1))).toBeNull();
    expect(probabilisticSharpeRatio({ sharpe: 1, count: 1, skew: 0, kurtosis: 3 })).toBeNull();
    expect(minimumTrackRecord({ ...evidence, sharpe: -0.1 })).toBeNull();
  });

  it('knows the moments of a small sample', () => {
    const moments = momentsOf(Float64Array.of(1, 2, 3, 4, 10));
    expect(moments?.mean).toBe(4);
    expect(moments?.deviation).toBeCloseTo(Math.sqrt(12.5), 12);
    expect(moments?.skew).toBeCloseTo(1.138_419_957_660_614, 12);
    expect(moments?.kurtosis).toBeCloseTo(2.788, 12);
  });
});
