import { describe, expect, it } from 'vitest';
import { computeFeatures, createFeatureStream } from '../../../engine/features/compute.ts';
import type { CandleColumns } from '../../../engine/market/candle.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

/** The one candle that closes at `time`. */
function closingAt(time: string, timeframeMs = HOUR_MS): CandleColumns {
  return randomWalk({ rows: 1, seed: 1, startMs: Date.parse(time) - timeframeMs, timeframeMs });
}

describe('hours since the New York close', () => {
  it.each([
    ['2024-01-10T22:00:00Z', 0, 'winter: 17:00 in New York is 22:00 UTC'],
    ['2024-07-10T21:00:00Z', 0, 'summer: 17:00 in New York is 21:00 UTC'],
    ['2024-07-10T20:00:00Z', 23, 'an hour before it'],
    ['2024-03-08T22:00:00Z', 0, 'Friday before clocks go forward'],
    ['2024-03-11T21:00:00Z', 0, 'Monday after clocks went forward'],
    ['2024-11-01T21:00:00Z', 0, 'Friday before clocks go back'],
    ['2024-11-04T22:00:00Z', 0, 'Monday after clocks went back'],
  ])('at %s it is %d (%s)', (time, hours) => {
    expect(computeFeatures(closingAt(time), HOUR_MS, ['hours_since_new_york_close']).columns[0]?.[0]).toBe(hours);
  });

  it('quarters of an hour count', () => {
    const at = closingAt('2024-07-10T21:15:00Z', HOUR_MS / 4);
    expect(computeFeatures(at, HOUR_MS / 4, ['hours_since_new_york_close']).columns[0]?.[0]).toBe(0.25);
  });

  it('over two years a run of candles says what each candle alone says', () => {
    const candles = randomWalk({ rows: 17_000, seed: 2, startMs: Date.UTC(2023, 0, 1) });
    const [whole = new Float64Array()] = computeFeatures(candles, HOUR_MS, ['hours_since_new_york_close']).columns;
    for (let row = 0; row < candles.length; row += 37) {
      const time = new Date((candles.openTimeMs[row] ?? 0) + HOUR_MS).toISOString();
      const alone = computeFeatures(closingAt(time), HOUR_MS, ['hours_since_new_york_close']).columns[0]?.[0];
      expect(whole[row], time).toBe(alone);
    }
  });
});

describe('the same time on an earlier day', () => {
  const candles = randomWalk({ rows: 600, seed: 5 });

  it('is the candle that opened a day or a week before the one now beginning', () => {
    const { columns } = computeFeatures(candles, HOUR_MS, ['return_day_ago', 'sigma_24', 'return_week_ago']);
    const [dayAgo, sigma] = columns;
    const from = candles.open[500 + 1 - 24] ?? 0;
    const simple = ((candles.close[500 + 1 - 24] ?? 0) - from) / from;
    expect(dayAgo?.[500]).toBeCloseTo(simple / (sigma?.[500] ?? 0), 12);
    expect(columns[2]?.slice(168).every(Number.isFinite)).toBe(true);
  });

  it('is unknown where there was no such candle, and right after a gap', () => {
    const openTimeMs = candles.openTimeMs.map((timeMs, row) => (row < 400 ? timeMs : timeMs + 2 * DAY_MS));
    const [dayAgo] = computeFeatures({ ...candles, openTimeMs }, HOUR_MS, ['return_day_ago']).columns;
    const [plain] = computeFeatures(candles, HOUR_MS, ['return_day_ago']).columns;
    expect(dayAgo?.slice(400, 423).every(Number.isNaN)).toBe(true);
    expect(dayAgo?.slice(423)).toEqual(plain?.slice(423));
  });

  it('is unknown where a week holds more candles than are looked back on', () => {
    const quick = randomWalk({ rows: 2_000, seed: 6, timeframeMs: HOUR_MS / 4 });
    const { columns } = computeFeatures(quick, HOUR_MS / 4, ['return_day_ago', 'return_week_ago']);
    expect(columns[0]?.slice(300).every(Number.isFinite)).toBe(true);
    expect(columns[1]?.every(Number.isNaN)).toBe(true);
  });
});

describe('a matrix to write into', () => {
  it('gets the same values, and is refused when it does not fit', () => {
    const candles = randomWalk({ rows: 2_000, seed: 7 });
    const names = ['return_1', 'rsi_14'];
    const fresh = createFeatureStream(HOUR_MS, names).push(candles);
    const kept = computeFeatures(randomWalk({ rows: 2_000, seed: 8 }), HOUR_MS, names);
    const again = createFeatureStream(HOUR_MS, names).push(candles, kept);
    expect(again.columns[0]).toBe(kept.columns[0]);
    expect(again).toEqual(fresh);
    expect(() => createFeatureStream(HOUR_MS, ['rsi_14']).push(candles, kept)).toThrow(
      /expected a matrix of 2000 rows/,
    );
  });
});
