import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortedQuantile } from '../../../engine/math.ts';
import { confidenceThreshold, createConfidenceWindow } from '../../../engine/signals/confidence-window.ts';
import { roundTripCostBps } from '../../../engine/signals/cost.ts';
import { coverageAt, DEFAULT_POLICY, decide } from '../../../engine/signals/decide.ts';
import { levelsOf, statedValueBps } from '../../../engine/signals/levels.ts';
import { feedQuality, qualityAt, qualityColumns } from '../../../engine/signals/quality.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';
import { sentenceOf } from '../../support/reasons.ts';

const green = { stamp: 'green', reasons: [] } as const;

describe('signal rule', () => {
  it.each([
    ['up and confident enough', 0.58, 0.57, 'green', 'BUY', 'confident'],
    ['down and confident enough', 0.42, 0.57, 'green', 'SELL', 'confident'],
    ['exactly at both bounds', 0.55, 0.55, 'green', 'BUY', 'confident'],
    ['below the quantile', 0.56, 0.57, 'green', 'HOLD', 'below-threshold'],
    ['above the quantile but below .55', 0.54, 0.52, 'green', 'HOLD', 'below-minimum'],
    ['no quantile yet', 0.9, null, 'green', 'HOLD', 'few-confidences'],
    ['amber data and sure enough', 0.9, 0.55, 'amber', 'BUY', 'confident'],
    ['amber data below its quantile', 0.57, 0.58, 'amber', 'HOLD', 'below-threshold'],
    ['red data', 0.9, 0.55, 'red', 'HOLD', 'data-quality'],
  ] as const)('%s', (_, probabilityUp, threshold, stamp, action, reason) => {
    const confidence = Math.max(probabilityUp, 1 - probabilityUp);
    const dataQuality = { stamp, reasons: [] };
    expect(decide({ probabilityUp, confidence, threshold, dataQuality, policy: DEFAULT_POLICY })).toEqual({
      action,
      reason,
    });
  });

  it.each([
    ['one candle in ten on green data', 'green', 0.1],
    ['one in twenty on amber data', 'amber', 0.05],
    ['never on red data', 'red', 0],
  ] as const)('speaks about %s when confidences come as they did before', (_, stamp, share) => {
    let state = 1;
    const next = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return 0.55 + 0.4 * (state / 2_147_483_647);
    };
    const window = createConfidenceWindow(DEFAULT_POLICY, []);
    let spoken = 0;
    for (let i = 0; i < 12_000; i += 1) {
      const confidence = next();
      const { action } = decide({
        probabilityUp: confidence,
        confidence,
        threshold: window.threshold(coverageAt(DEFAULT_POLICY, stamp)),
        dataQuality: { stamp, reasons: [] },
        policy: DEFAULT_POLICY,
      });
      if (i >= 2_000 && action !== 'HOLD') spoken += 1;
      window.push(confidence);
    }
    expect(Math.abs(spoken / 10_000 - share)).toBeLessThan(0.01);
  });
});

describe('confidence window', () => {
  const policy = { ...DEFAULT_POLICY, confidenceWindow: 50, minConfidences: 5 };

  it('gives at every step the quantile of the newest values, however it was filled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.5, max: 1, noNaN: true }), { maxLength: 200 }),
        fc.nat(120),
        (values, known) => {
          const past = values.slice(0, known);
          const window = createConfidenceWindow(policy, past);
          values.slice(known).forEach((value, at) => {
            const newest = values.slice(0, past.length + at).slice(-50);
            const expected = newest.length < 5 ? null : sortedQuantile(Float64Array.from(newest).sort(), 0.9);
            expect(window.threshold()).toBe(expected);
            expect(confidenceThreshold(policy, values.slice(0, past.length + at), 0.1)).toBe(window.threshold(0.1));
            window.push(value);
          });
        },
      ),
      { seed: 3 },
    );
  });

  it('ignores NaN and interpolates between neighbours', () => {
    const window = createConfidenceWindow(policy, [0.5, Number.NaN, 0.6, 0.7, 0.8, 0.9]);
    window.push(Number.NaN);
    expect(window.threshold()).toBeCloseTo(0.86, 12);
  });
});

describe('costs, levels, expected value', () => {
  const at = (hour: number) => ({
    entryTimeMs: hour * HOUR_MS,
    price: 1.1,
    spread: null,
    scenario: 'spotTaker' as const,
  });
  it.each([
    ['crypto spot taker', { ...at(12), symbol: 'BTC/USDT' }, 20],
    ['crypto perpetual taker', { ...at(12), symbol: 'BTC/USDT', scenario: 'perpetualTaker' as const }, 10],
    ['crypto maker', { ...at(12), symbol: 'BTC/USDT', scenario: 'maker' as const }, 4],
    ['FX in London–New York hours', { ...at(12), symbol: 'EUR/USD' }, 1],
    ['FX around the New York close', { ...at(21), symbol: 'EUR/USD' }, 2.5],
    ['FX with a quoted spread', { ...at(12), symbol: 'EUR/USD', spread: 0.00022 }, 2],
  ])('%s', (_, question, bps) => {
    expect(roundTripCostBps(question)).toBeCloseTo(bps, 9);
  });

  it('stop and target lie 1.5 σ on either side of the entry, mirrored for a sell', () => {
    const buy = levelsOf('BUY', 100, 0.01);
    const sell = levelsOf('SELL', 100, 0.01);
    expect(Math.log(buy.target / buy.entry)).toBeCloseTo(0.015, 12);
    expect(Math.log(buy.stop / buy.entry)).toBeCloseTo(-0.015, 12);
    expect([sell.target, sell.stop]).toEqual([buy.stop, buy.target]);
  });

  it('a probability states a value of |2p − 1| · 0.75 σ, the same for both sides', () => {
    expect(statedValueBps(0.6, 0.01)).toBeCloseTo(0.2 * 75, 9);
    expect(statedValueBps(0.4, 0.01)).toBeCloseTo(statedValueBps(0.6, 0.01), 9);
    expect(statedValueBps(0.5, 0.01)).toBe(0);
  });
});

describe('data quality', () => {
  const candles = randomWalk({ rows: 400, seed: 8 });
  const stampOf = (change: (columns: typeof candles) => void) => {
    const copy = structuredClone(candles);
    change(copy);
    return qualityAt(qualityColumns(copy, HOUR_MS, 'always'), 399);
  };

  it('is green for whole candles', () => {
    expect(stampOf(() => undefined)).toEqual(green);
  });

  it.each([
    [1, 'green'],
    [2, 'amber'],
    [8, 'amber'],
    [9, 'red'],
  ])('%i missing candles in a week are %s', (hours, stamp) => {
    const quality = stampOf(({ openTimeMs }) => {
      for (let row = 300; row < 400; row += 1) openTimeMs[row] = (openTimeMs[row] ?? 0) + hours * HOUR_MS;
    });
    expect(quality.stamp).toBe(stamp);
    if (stamp !== 'green') expect(sentenceOf(quality.reasons[0])).toMatch(/% of the look-back window is missing/);
  });

  it.each([
    [1.02, 'green'],
    [1.1, 'amber'],
    [1.5, 'red'],
    [0.1, 'red'],
  ])('a newest price of %f times the one before is %s', (factor, stamp) => {
    const quality = stampOf(({ close, high, low }) => {
      close[399] = (close[398] ?? 0) * factor;
      high[399] = Math.max(close[398] ?? 0, close[399]);
      low[399] = Math.min(close[398] ?? 0, close[399]);
    });
    expect(quality.stamp).toBe(stamp);
    if (stamp !== 'green')
      expect(quality.reasons.map(sentenceOf)).toContainEqual(expect.stringMatching(/average ranges far$/));
  });

  it.each([
    ['did not move', 12, 'green'],
    ['did not move', 13, 'amber'],
    ['did not move', 24, 'red'],
    ['had no trade', 12, 'green'],
    ['had no trade', 13, 'amber'],
    ['had no trade', 24, 'red'],
  ] as const)('a feed that %s for %i of the last 24 candles is %s', (what, count, stamp) => {
    const quality = stampOf(({ high, low, close, open, volume }) => {
      for (let row = 400 - count; row < 400; row += 1) {
        if (what === 'had no trade') volume[row] = 0;
        for (const column of [high, low, open]) column[row] = close[row] ?? 0;
      }
    });
    expect(quality.stamp).toBe(stamp);
    if (stamp !== 'green') expect(quality.reasons.map(sentenceOf)).toContainEqual(expect.stringContaining(what));
  });

  it('does not take volume 0 for no trade where the price moved', () => {
    expect(stampOf(({ volume }) => void volume.fill(0))).toEqual(green);
  });

  it.each([
    [0, 'in the newest candle'],
    [1, 'one candle ago'],
    [150, '150 candles ago'],
    [299, '299 candles ago'],
  ])('is red %i candles after the price changed its level, with the ratio', (ago, when) => {
    const quality = stampOf(({ open, high, low, close }) => {
      for (let row = 399 - ago; row < 400; row += 1)
        for (const column of [open, high, low, close]) column[row] = (column[row] ?? 0) * 1_000;
    });
    expect(quality.stamp).toBe('red');
    expect(sentenceOf(quality.reasons[0])).toBe(`the price changed its level ${when} (× 1000): another unit or market`);
  });

  it('is green again when the features have forgotten the old level', () => {
    const quality = stampOf(({ open, high, low, close }) => {
      for (let row = 99; row < 400; row += 1)
        for (const column of [open, high, low, close]) column[row] = (column[row] ?? 0) * 1_000;
    });
    expect(quality).toEqual(green);
  });

  it('does not take an unknown volume for none', () => {
    expect(stampOf(({ volume }) => void volume.fill(Number.NaN))).toEqual(green);
  });

  it.each([
    ['nothing to report', {}, 'green'],
    ['a candle that came 30 s late', { lateMs: 30_000 }, 'amber'],
    ['a candle that came 7 minutes late', { lateMs: 7 * 60_000 }, 'red'],
    ['one revised candle in a week', { revisedCandles: 1 }, 'green'],
    ['two revised candles in a week', { revisedCandles: 2 }, 'amber'],
    ['nine revised candles in a week', { revisedCandles: 9 }, 'red'],
    ['a newest candle that is an hour too old', { staleMs: HOUR_MS }, 'red'],
  ] as const)('from a feed with %s', (_, facts, stamp) => {
    const quality = feedQuality({ lateMs: 0, revisedCandles: 0, staleMs: 0, ...facts }, HOUR_MS);
    expect(quality.stamp).toBe(stamp);
    expect(quality.reasons).toHaveLength(stamp === 'green' ? 0 : 1);
  });
});
