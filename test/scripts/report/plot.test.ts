import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearAxis, logAxis, timeAxis } from '../../../scripts/report/axis.ts';
import { shortText } from '../../../scripts/report/number-text.ts';
import { thinRows } from '../../../scripts/report/plot.ts';

describe('axes', () => {
  it.each([
    { axis: linearAxis({ from: 0, to: 1, format: shortText }), ticks: ['0', '0.2', '0.4', '0.6', '0.8', '1'] },
    { axis: linearAxis({ from: -0.03, to: 0.07, format: shortText }), ticks: ['−0.02', '0', '0.02', '0.04', '0.06'] },
    {
      axis: logAxis({ from: 900, to: 60_000, format: shortText }),
      ticks: ['1000', '2000', '5000', '10k', '20k', '50k'],
    },
    { axis: logAxis({ from: 1, to: 1e9, format: shortText }), ticks: ['1', '100', '10k', '1M', '100M'] },
    {
      axis: timeAxis({ from: Date.UTC(2020, 5, 3), to: Date.UTC(2023, 1, 1) }),
      ticks: ['2020-07', '2021-01', '2021-07', '2022-01', '2022-07', '2023-01'],
    },
    {
      axis: timeAxis({ from: Date.UTC(2020, 5, 3), to: Date.UTC(2020, 5, 4) }, 4),
      ticks: ['06-03', '06:00', '12:00', '18:00', '06-04'],
    },
  ])('puts ticks at $ticks', ({ axis, ticks }) => {
    expect(axis.ticks.map(({ text }) => text)).toEqual(ticks);
  });

  it('never yields ticks without bound or places that are no numbers', () => {
    const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        for (const axis of [
          linearAxis({ from: Math.min(a, b), to: Math.max(a, b), format: shortText }),
          logAxis({ from: Math.abs(a), to: Math.abs(b), format: shortText }),
          timeAxis({ from: Math.min(a, b) * 1_000, to: Math.max(a, b) * 1_000 }),
        ]) {
          expect(axis.ticks.length).toBeLessThan(60);
          for (const { at } of axis.ticks) expect(Number.isFinite(at)).toBe(true);
        }
      }),
      { seed: 3 },
    );
  });
});

describe('thinned lines', () => {
  it('keep the ends and the extremes', () => {
    const y = Float64Array.from(
      { length: 50_000 },
      (_, row) => Math.sin(row / 50) + (row === 12_345 ? 9 : row === 23_456 ? -9 : 0),
    );
    const x = y.map((_, row) => row);
    const rows = thinRows(x, y, 300);
    expect(rows.length).toBeLessThan(1_300);
    expect(rows).toEqual(expect.arrayContaining([0, 12_345, 23_456, 49_999]));
    expect([...rows].sort((a, b) => a - b)).toEqual(rows);
  });
});
