import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCandlesFile } from '../../../engine/adapters/files/read-candles-file.ts';
import { sliceColumns } from '../../../engine/market/candle.ts';
import { ABSURD_RANGES, RANGE_CANDLES, reaches, SUSPECT_RANGES } from '../../../engine/market/suspect-ranges.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';
import { sharedPath } from '../../support/shared.ts';

const walk = randomWalk({ rows: 1_500, seed: 5 });

/** The definition, row by row. */
function reachByDefinition(candles: typeof walk, row: number): number {
  if (row < RANGE_CANDLES) return 0;
  const at = (column: Float64Array, index: number): number => column[index] ?? Number.NaN;
  const trueRange = (index: number): number => {
    const before = index === 0 ? at(candles.open, 0) : at(candles.close, index - 1);
    return Math.max(at(candles.high, index), before) - Math.min(at(candles.low, index), before);
  };
  let sum = 0;
  for (let index = row - RANGE_CANDLES; index < row; index += 1) sum += trueRange(index);
  const before = at(candles.close, row - 1);
  return Math.max(at(candles.high, row) - before, before - at(candles.low, row)) / (sum / RANGE_CANDLES);
}

describe('reach of a candle', () => {
  it('is the way from the close before, in the mean true range of the day before', () => {
    const found = reaches(walk);
    found.forEach((reach, row) => {
      expect(reach).toBeCloseTo(reachByDefinition(walk, row), 9);
    });
  });

  it('knows only candles up to its own', () => {
    const whole = reaches(walk);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: walk.length }), (length) => {
        expect(reaches(sliceColumns(walk, 0, length)).at(-1)).toBeCloseTo(whole[length - 1] ?? Number.NaN, 9);
      }),
      { seed: 11, numRuns: 50 },
    );
  });

  it('is nothing in a market that stands still, and absurd when that one jumps', () => {
    const still = structuredClone(walk);
    for (const column of [still.open, still.high, still.low, still.close]) column.fill(100);
    expect(Math.max(...reaches(still))).toBe(0);
    still.high[60] = 101;
    expect(reaches(still)[60]).toBeGreaterThan(ABSURD_RANGES);
  });

  const bitstamp = sharedPath('data/BTCUSD_bitstamp_1h_2018-2022.csv.gz');
  it.skipIf(bitstamp === null)(
    'calls 2 in 1,000 hours of bitcoin suspect and none absurd, crashes included (skipped without shared data)',
    () => {
      const candles = readCandlesFile(bitstamp ?? '');
      const found = reaches(candles);
      const share = found.filter((reach) => reach > SUSPECT_RANGES).length / found.length;
      expect(share).toBeGreaterThan(0.001);
      expect(share).toBeLessThan(0.002);
      expect(Math.max(...found)).toBeLessThan(ABSURD_RANGES);
      for (const [from, to] of [
        ['2020-03-12', '2020-03-14'],
        ['2021-05-19', '2021-05-20'],
      ] as const) {
        const inside = [...found].filter((_, row) => {
          const time = candles.openTimeMs[row] ?? 0;
          return time >= Date.parse(from) && time < Date.parse(to);
        });
        expect(Math.max(...inside)).toBeLessThan(20);
      }
    },
  );

  it.skipIf(bitstamp === null)('calls every price misplaced by one digit suspect (skipped without shared data)', () => {
    const candles = structuredClone(sliceColumns(readCandlesFile(bitstamp ?? ''), 5_000, 6_000));
    for (let row = 100; row < 1_000; row += 50) {
      for (const factor of [0.1, 10]) {
        const spoilt = structuredClone(sliceColumns(candles, 0, row + 1));
        spoilt.close[row] = (candles.close[row] ?? 0) * factor;
        spoilt.low[row] = Math.min(spoilt.low[row] ?? 0, spoilt.close[row] ?? 0);
        spoilt.high[row] = Math.max(spoilt.high[row] ?? 0, spoilt.close[row] ?? 0);
        expect(reaches(spoilt)[row]).toBeGreaterThan(SUSPECT_RANGES);
      }
    }
  });
});
