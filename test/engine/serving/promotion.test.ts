import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../engine/random.ts';
import { promotionVerdict } from '../../../engine/serving/promotion.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { mergeDecisions, type RecentDecisions } from '../../../engine/training/recent-decisions.ts';
import { sentenceOf } from '../../support/reasons.ts';

const SERIES = ['binance:BTC/USDT@1h'];

/** 90 days of hourly decisions whose outcomes follow a hidden probability; `sharpness` 1 knows it, 0 says one half. */
function decisions(
  sharpness: number,
  options: { readonly hours?: number; readonly wobble?: number } = {},
): RecentDecisions {
  const { hours = 2_160, wobble = 0 } = options;
  const random = createRandom(9);
  const truth = Float64Array.from({ length: hours }, () => 0.5 + 0.3 * (random() - 0.5));
  const up = truth.map((p) => (random() < p ? 1 : 0));
  const noise = createRandom(10);
  return {
    series: SERIES,
    market: new Int32Array(hours),
    closeTimeMs: truth.map((_, hour) => hour * HOUR_MS),
    probabilityUp: truth.map((p) => 0.5 + sharpness * (p - 0.5) + wobble * (noise() - 0.5)),
    up,
  };
}

describe('promotion gate', () => {
  const gate = (challenger: RecentDecisions, champion: RecentDecisions, brierSkill: number | null = 0.01) =>
    promotionVerdict({ brierSkill, challenger, champion, seed: 1 });

  it('lets a better challenger in', () => {
    const verdict = gate(decisions(1), decisions(0));
    expect(verdict.promote).toBe(true);
    expect(verdict.compared).toBe(2_160);
    expect(verdict.interval?.[0]).toBeGreaterThan(0);
    expect(sentenceOf(verdict.reason)).toMatch(/Brier gain 0\.0\d+ \[0\.0\d+, 0\.0\d+\] over 2160 decisions/);
  });

  it('keeps a worse one out', () => {
    const verdict = gate(decisions(1, { wobble: 0.6 }), decisions(1));
    expect(verdict.promote).toBe(false);
    expect(verdict.interval?.[1]).toBeLessThan(0);
    expect(sentenceOf(verdict.reason)).toMatch(/worse by 0\.0\d+/);
  });

  it('lets one in that cannot be told from the champion: it has seen more', () => {
    expect(gate(decisions(0.9), decisions(0.9))).toMatchObject({ promote: true, gain: 0, interval: [0, 0] });
  });

  it.each([
    [0, /Brier skill is 0\.00 %/],
    [-0.002, /Brier skill is -0\.20 %/],
    [null, /too short to judge/],
  ])('keeps one out whose walk-forward skill is %s', (brierSkill, reason) => {
    const verdict = gate(decisions(1), decisions(0), brierSkill);
    expect(verdict.promote).toBe(false);
    expect(sentenceOf(verdict.reason)).toMatch(reason);
  });

  it('keeps the champion while fewer than two weeks can be compared', () => {
    const verdict = gate(decisions(1), decisions(0, { hours: 24 * 13 }));
    expect(verdict).toMatchObject({ promote: false, compared: 312, gain: null, interval: null });
    expect(sentenceOf(verdict.reason)).toMatch(/only 312 decisions/);
  });

  it('compares a series with its own only', () => {
    const other = { ...decisions(0), series: ['binance:ETH/USDT@1h'] };
    expect(gate(decisions(1), other)).toMatchObject({ promote: false, compared: 0 });
  });
});

describe('merged decisions', () => {
  it('take from the second what the first has none on', () => {
    const late = decisions(1, { hours: 5 });
    const first = { ...late, closeTimeMs: late.closeTimeMs.map((time) => time + 3 * HOUR_MS) };
    const merged = mergeDecisions(first, decisions(0, { hours: 5 }));
    expect([...merged.closeTimeMs].sort((a, b) => a - b)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((hour) => hour * HOUR_MS),
    );
    expect(merged.probabilityUp.slice(5)).toEqual(new Float64Array(3).fill(0.5));
    const both = mergeDecisions(first, { ...first, series: ['kraken:EUR/USD@1h'] });
    expect(both.series).toEqual([...SERIES, 'kraken:EUR/USD@1h']);
    expect(both.market).toEqual(Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1));
  });
});
