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
    expect(sentenceOf(verdict.reason)).toMatch(/the champion is kept: Brier gain -0\.0\d+/);
  });

  it('keeps the champion on a tie', () => {
    expect(gate(decisions(0.9), decisions(0.9))).toMatchObject({
      promote: false,
      gain: 0,
      interval: [0, 0],
      reason: { code: 'brier-kept' },
    });
  });

  /** Decisions a little apart from the champion's, so that the mean gain is as stated. */
  function nearly(gain: number): { readonly challenger: RecentDecisions; readonly champion: RecentDecisions } {
    const champion = decisions(0.9);
    // (p − y)² − (p − s − y)², with s towards the outcome, is 2s·|p − y| − s².
    const meanMiss =
      champion.up.reduce((sum, y, row) => sum + Math.abs((champion.probabilityUp[row] ?? 0) - y), 0) / 2_160;
    const step = (gain > 0 ? 1 : -1) * (Math.abs(gain) / (2 * meanMiss));
    const probabilityUp = champion.probabilityUp.map((p, row) => p + step * ((champion.up[row] ?? 0) === 1 ? 1 : -1));
    return { challenger: { ...champion, probabilityUp }, champion };
  }

  it('calls a gain of −0.00011 kept, although it cannot be told from 0', () => {
    const { challenger, champion } = nearly(-0.00011);
    const verdict = gate(challenger, champion);
    expect(verdict).toMatchObject({ promote: false, reason: { code: 'brier-kept' } });
    expect(verdict.gain).toBeCloseTo(-0.00011, 6);
    expect(sentenceOf(verdict.reason)).toMatch(/kept: Brier gain -0\.00011 .* above -0\.00050 is asked for/);
  });

  it('promotes for a small gain that is steady', () => {
    const { challenger, champion } = nearly(0.00011);
    expect(gate(challenger, champion)).toMatchObject({ promote: true, reason: { code: 'brier-gain' } });
  });

  it('keeps the champion against a gain that may as well be a loss of more than 0.0005', () => {
    const champion = decisions(0.9);
    // Better in one week, nearly as much worse in the next.
    const probabilityUp = champion.probabilityUp.map((p, row) => {
      const towardsOutcome = champion.up[row] === 1 ? 1 : -1;
      return p + towardsOutcome * (Math.floor(row / 168) % 2 === 0 ? 0.004 : -0.003);
    });
    const verdict = gate({ ...champion, probabilityUp }, champion);
    expect(verdict.gain).toBeGreaterThan(0);
    expect(verdict.interval?.[0]).toBeLessThan(-0.0005);
    expect(verdict.promote).toBe(false);
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
