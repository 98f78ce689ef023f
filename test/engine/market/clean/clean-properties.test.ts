import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candle } from '../../../../engine/market/candle.ts';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { type CleanContext, rawRowsOf } from '../../../../engine/market/clean/raw-rows.ts';
import { findBadCandle } from '../../../../engine/market/csv/candle-finding.ts';
import { createRandom } from '../../../../engine/random.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { firstDifference } from '../../../support/candles/same-columns.ts';
import { HOURS, rawOf, START_MS } from './hourly-rows.ts';

/** Rows as bad as they come: times around a small grid, prices of any kind, repeated and out of order. */
const wildRows = fc.array(
  fc.record({
    openTimeMs: fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 0, max: 400 }).map((hour) => START_MS + hour * HOUR_MS) },
      fc.integer({ min: 0, max: 10 * HOUR_MS }).map((ms) => START_MS + ms),
      fc.constant(Number.NaN),
    ),
    open: wildPrice(),
    high: wildPrice(),
    low: wildPrice(),
    close: wildPrice(),
    volume: fc.oneof(fc.constant(null), fc.double({ min: -1, max: 100, noNaN: true })),
  }),
  { maxLength: 120 },
);

function wildPrice(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.double({ min: 99, max: 101, noNaN: true }) },
    { weight: 2, arbitrary: fc.constantFrom(1, 10, 1_000, 20) },
    fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY),
  );
}

const contexts = fc.constantFrom<CleanContext>(
  HOURS,
  { timeframe: '1h', calendar: 'forex' },
  { timeframe: '15m', calendar: 'always' },
);

/** Times that the source has; what comes out must be among them. */
const timesOf = (candles: readonly Candle[]): ReadonlySet<number> =>
  new Set(candles.map(({ openTimeMs }) => openTimeMs));

function expectPromises(rows: readonly Candle[], context: CleanContext): void {
  const { candles } = clean(rawOf(rows), context);
  expect(findBadCandle(candles)).toBeNull();
  const stepMs = context.timeframe === '1h' ? HOUR_MS : HOUR_MS / 4;
  const known = timesOf(rows);
  for (const timeMs of candles.openTimeMs) expect(known.has(timeMs) && timeMs % stepMs === 0, `${timeMs}`).toBe(true);
  const again = clean(rawRowsOf(candles), context);
  expect(again.candles).toEqual(candles);
  expect(again.findings.filter(({ action }) => action !== 'kept')).toEqual([]);
}

describe('whatever the rows', () => {
  it('what comes out keeps every promise, is none but what went in, and cleaning it changes nothing', () => {
    fc.assert(
      fc.property(wildRows, contexts, (rows, context) => expectPromises(rows, context)),
      { numRuns: 300 },
    );
  });

  it('the order of rows with different times changes nothing', () => {
    const distinct = wildRows.map((rows) =>
      rows.filter((row, place) => rows.findIndex(({ openTimeMs }) => openTimeMs === row.openTimeMs) === place),
    );
    fc.assert(
      fc.property(distinct, fc.integer(), (rows, seed) => {
        const chance = createRandom(seed);
        const keys = new Map(rows.map((row) => [row, chance()]));
        const shuffled = [...rows].sort((one, other) => (keys.get(one) ?? 0) - (keys.get(other) ?? 0));
        expect(clean(rawOf(shuffled), HOURS).candles).toEqual(clean(rawOf(rows), HOURS).candles);
      }),
      { numRuns: 100 },
    );
  });

  it('survives 100,000 rows of noise in one piece', () => {
    const seed = 20_240_611;
    const chance = createRandom(seed);
    const noise = (): number =>
      chance() < 0.002 ? ([0, -1, Number.NaN, 1e9, 1e-9][Math.floor(chance() * 5)] ?? 0) : 50 + 100 * chance();
    const rows = Array.from({ length: 100_000 }, (_, row): Candle => {
      const [open, close, one, other] = [noise(), noise(), noise(), noise()];
      const isSound = chance() < 0.9;
      return {
        openTimeMs:
          START_MS + (chance() < 0.95 ? row : Math.floor(chance() * 100_000)) * HOUR_MS + (chance() < 0.01 ? 1_234 : 0),
        open,
        high: isSound ? Math.max(open, close, one, other) : one,
        low: isSound ? Math.min(open, close, one, other) : other,
        close,
        volume: chance() < 0.1 ? null : 100 * chance() - 1,
      };
    });
    for (const calendar of ['always', 'forex'] as const) {
      const { candles } = clean(rawOf(rows), { timeframe: '1h', calendar });
      expect(findBadCandle(candles), `seed ${seed}`).toBeNull();
      const again = clean(rawRowsOf(candles), { timeframe: '1h', calendar }).candles;
      expect(firstDifference(again, candles), `seed ${seed}`).toBeNull();
    }
  });
});
