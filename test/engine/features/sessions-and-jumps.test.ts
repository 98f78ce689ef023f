import { describe, expect, it } from 'vitest';
import { computeFeatures } from '../../../engine/features/compute.ts';
import { featureColumn } from '../../../engine/features/matrix.ts';
import { type CandleColumns, emptyColumns } from '../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

/** Whether each city is at work at a moment: a candle of an hour that closes then. */
function atWork(iso: string): readonly number[] {
  const candles = { ...emptyColumns(1), openTimeMs: Float64Array.of(Date.parse(iso) - HOUR_MS) };
  const names = ['session_tokyo', 'session_london', 'session_new_york'];
  return computeFeatures(candles, HOUR_MS, names).columns.map((column) => column[0] ?? Number.NaN);
}

describe('sessions', () => {
  it.each([
    // Winter: London is UTC, New York five hours behind.
    ['2024-01-10T07:00:00Z', [1, 0, 0]],
    ['2024-01-10T08:00:00Z', [1, 1, 0]],
    ['2024-01-10T13:00:00Z', [0, 1, 1]],
    ['2024-01-10T17:00:00Z', [0, 0, 1]],
    ['2024-01-10T22:00:00Z', [0, 0, 0]],
    // New York's clocks have changed (10 March), London's not yet (31 March).
    ['2024-03-20T12:00:00Z', [0, 1, 1]],
    ['2024-03-20T07:00:00Z', [1, 0, 0]],
    // Both in summer time.
    ['2024-07-10T07:00:00Z', [1, 1, 0]],
    ['2024-07-10T16:00:00Z', [0, 0, 1]],
    // Between 27 October and 3 November only New York still has it.
    ['2024-10-29T08:00:00Z', [1, 1, 0]],
    ['2024-10-29T12:00:00Z', [0, 1, 1]],
    // Saturday and Sunday; Monday morning in Tokyo is Sunday evening elsewhere... and Monday 00:00 UTC.
    ['2024-01-13T13:00:00Z', [0, 0, 0]],
    ['2024-01-15T00:00:00Z', [1, 0, 0]],
    ['2024-01-14T23:00:00Z', [0, 0, 0]],
  ])('at %s Tokyo, London and New York: %j', (iso, expected) => {
    expect(atWork(iso)).toEqual(expected);
  });

  it('are the same for a whole year at once as for each hour alone', () => {
    const startMs = Date.UTC(2024, 0, 1);
    const candles = {
      ...emptyColumns(8_784),
      openTimeMs: new Float64Array(8_784).map((_, row) => startMs + row * HOUR_MS),
    };
    const london = computeFeatures(candles, HOUR_MS, ['session_london']).columns[0];
    for (let row = 0; row < 8_784; row += 7)
      expect(london?.[row]).toBe(atWork(new Date(startMs + (row + 1) * HOUR_MS).toISOString())[1]);
  });
});

describe('jumps', () => {
  const calm = randomWalk({ rows: 700, seed: 6 });
  const withJump = (factor: number): CandleColumns => {
    const moved = (column: Float64Array): Float64Array =>
      column.map((price, row) => (row >= 500 ? price * factor : price));
    const close = moved(calm.close);
    return {
      ...calm,
      open: calm.open.map((price, row) => (row > 500 ? price * factor : price)),
      high: calm.high.map((price, row) => (row > 500 ? price * factor : Math.max(price, close[row] ?? 0))),
      low: calm.low.map((price, row) => (row > 500 ? price * factor : Math.min(price, close[row] ?? 0))),
      close,
    };
  };

  it.each([
    [1.05, 1],
    [0.95, -1],
    [1, 0],
  ])('a blow by %d counts as %d', (factor, sign) => {
    const matrix = computeFeatures(withJump(factor), HOUR_MS, ['jump', 'jump_share_24']);
    expect(featureColumn(matrix, 'jump')[500]).toBe(sign);
    const share = featureColumn(matrix, 'jump_share_24');
    if (sign !== 0) expect(share[510]).toBeGreaterThan(0.5);
    // A day later it is forgotten.
    expect(
      Math.abs(
        (share[530] ?? 0) -
          (featureColumn(computeFeatures(calm, HOUR_MS, ['jump_share_24']), 'jump_share_24')[530] ?? 1),
      ),
    ).toBeLessThan(1e-9);
  });

  it('are rare in a random walk, and take little of its variance', () => {
    const walk = randomWalk({ rows: 20_000, seed: 7 });
    const matrix = computeFeatures(walk, HOUR_MS, ['jump', 'jump_share_24']);
    const jumps = featureColumn(matrix, 'jump').filter((value) => value !== 0 && !Number.isNaN(value)).length;
    expect(jumps / 20_000).toBeLessThan(0.002);
    const shares = featureColumn(matrix, 'jump_share_24').slice(300);
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeLessThan(0.2);
  });

  it('a regime is the sign of a volatility a third off its week', () => {
    const matrix = computeFeatures(calm, HOUR_MS, ['volatility_regime', 'volatility_24_168']);
    const [regime, ratio] = [featureColumn(matrix, 'volatility_regime'), featureColumn(matrix, 'volatility_24_168')];
    for (let row = 300; row < 700; row += 1) {
      const value = Math.exp(ratio[row] ?? 0);
      expect(regime[row]).toBe(value > 4 / 3 ? 1 : value < 3 / 4 ? -1 : 0);
    }
  });
});
