import { describe, expect, it } from 'vitest';
import { type CandleColumns, columnsOf } from '../../../../engine/market/candle.ts';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { compareClocks } from '../../../../engine/market/clean/compare-clocks.ts';
import { dropSlips } from '../../../../engine/market/clean/drop-slips.ts';
import { rawRowsOf } from '../../../../engine/market/clean/raw-rows.ts';
import { createRandom } from '../../../../engine/random.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { randomWalk } from '../../../support/candles/random-walk.ts';

const SEED = 42;

/** The same market at another venue: every close a little off. */
function elsewhere(candles: CandleColumns): CandleColumns {
  const chance = createRandom(SEED);
  return { ...candles, close: candles.close.map((price) => price * (1 + 0.002 * (chance() - 0.5))) };
}

/** Rows [from, to) stamped `hours` early; those that would meet others are left out, as a source that slips does. */
function slipped(
  candles: CandleColumns,
  { from, to, hours }: { readonly from: number; readonly to: number; readonly hours: number },
): CandleColumns {
  const times = new Map<number, number>();
  for (let row = 0; row < candles.length; row += 1) {
    const early = row >= from && row < to ? hours : 0;
    times.set((candles.openTimeMs[row] ?? 0) - early * HOUR_MS, row);
  }
  return columnsOf(
    [...times]
      .sort(([one], [other]) => one - other)
      .map(([openTimeMs, row]) => ({
        openTimeMs,
        open: candles.open[row] ?? 0,
        high: candles.high[row] ?? 0,
        low: candles.low[row] ?? 0,
        close: candles.close[row] ?? 0,
        volume: candles.volume[row] ?? 0,
      })),
  );
}

const market = randomWalk({ rows: 3_000, seed: SEED });

describe('compareClocks', () => {
  it('finds nothing between two sources that keep one clock', () => {
    expect(compareClocks(market, elsewhere(market), HOUR_MS)).toMatchObject({ type: 'compared', slips: [] });
  });

  it.each([-5, -1, 1, 4, 14])('finds a slip of %d h, from when to when', (hours) => {
    const found = compareClocks(slipped(market, { from: 1_000, to: 1_500, hours }), elsewhere(market), HOUR_MS);
    if (found.type !== 'compared') throw new Error(`expected a comparison, seed ${SEED}`);
    expect(found.slips.map(({ earlyHours }) => earlyHours)).toEqual([hours]);
    const [slip] = found.slips;
    const rowOf = (timeMs: number): number => (timeMs - (market.openTimeMs[0] ?? 0)) / HOUR_MS + hours;
    expect(Math.abs(rowOf(slip?.fromMs ?? 0) - 1_000)).toBeLessThanOrEqual(15);
    expect(Math.abs(rowOf(slip?.toMs ?? 0) - 1_499)).toBeLessThanOrEqual(15);
    expect(slip?.correlationMoved).toBeGreaterThan(0.9);
    expect(slip?.correlation).toBeLessThan(0.3);
  });

  it('does not compare what has no time in common, or is another market', () => {
    const later = { ...market, openTimeMs: market.openTimeMs.map((timeMs) => timeMs + 10_000 * HOUR_MS) };
    expect(compareClocks(market, later, HOUR_MS)).toMatchObject({ type: 'incomparable' });
    const other = randomWalk({ rows: 3_000, seed: SEED + 1 });
    expect(compareClocks(market, other, HOUR_MS)).toMatchObject({ type: 'incomparable' });
  });

  it('leaves the slipped stretch out and says so', () => {
    const series = slipped(market, { from: 1_000, to: 1_500, hours: 4 });
    const found = compareClocks(series, elsewhere(market), HOUR_MS);
    if (found.type !== 'compared') throw new Error('expected a comparison');
    const cleaned = clean(rawRowsOf(series), { timeframe: '1h', calendar: 'always' });
    const { candles, findings } = dropSlips(cleaned, found.slips);
    const [slip] = findings.filter(({ code }) => code === 'clock-slip');
    expect(slip).toMatchObject({ action: 'removed', candles: series.length - candles.length });
    expect(compareClocks(candles, elsewhere(market), HOUR_MS)).toMatchObject({ slips: [] });
  });
});
