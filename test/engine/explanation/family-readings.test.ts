import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAMILY_MEASURES, type Known } from '../../../engine/explanation/family-measures.ts';
import { familyReadings } from '../../../engine/explanation/family-readings.ts';
import { type FamilyShare, familyShares, mainShares } from '../../../engine/explanation/family-shares.ts';
import { FEATURE_FAMILIES, type FeatureFamily, familyOf } from '../../../engine/explanation/feature-family.ts';
import { followedSimilar, nextRises } from '../../../engine/explanation/followed-similar.ts';
import { meanBefore, otherMoves, pastCandles } from '../../../engine/explanation/past-candles.ts';
import { FEATURES } from '../../../engine/features/table.ts';
import { type CandleColumns, sliceColumns } from '../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { leadingMarkets } from '../../support/candles/leading-market.ts';

const START_MS = Date.UTC(2024, 0, 1);
const { leader, follower } = leadingMarkets({ rows: 3_000, seed: 5, startMs: START_MS, candleMs: HOUR_MS });
const share = (family: FeatureFamily): FamilyShare => ({ family, points: 0.01 });

function knownOf(candles: CandleColumns, other: CandleColumns = leader): Known {
  const past = pastCandles(candles, HOUR_MS);
  const moves = otherMoves(past, [{ past: pastCandles(other, HOUR_MS), sign: 1 }]);
  return { past, leader: moves, peers: moves };
}

function readingOf(family: FeatureFamily, candles: CandleColumns = follower) {
  const [found] = familyReadings(knownOf(candles), [share(family)]).families;
  if (found === undefined || found.reading === null) throw new Error(`expected a reading of ${family}, was none`);
  return found.reading;
}

describe('families of features', () => {
  it('take every feature of the table, none of them as chosen by name', () => {
    const modelled = FEATURES.filter(({ group }) => group !== 'scale').map(({ name }) => familyOf(name));
    expect(modelled).not.toContain('chosen');
    expect(new Set([...modelled, 'chosen']).size).toBe(FEATURE_FAMILIES.length);
    expect(familyOf('ti:CCI(20)')).toBe('chosen');
  });

  it('are told until less than a quarter of all movement is left, and no longer', () => {
    const names = FEATURES.filter(({ group }) => group !== 'scale').map(({ name }) => name);
    const points = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 1, maxLength: names.length });
    fc.assert(
      fc.property(points, (drawn) => {
        const shares = familyShares(drawn.map((each, at) => ({ feature: names[at] ?? '', value: 1, points: each })));
        const main = mainShares(shares);
        const size = (some: readonly FamilyShare[]): number =>
          some.reduce((sum, each) => sum + Math.abs(each.points), 0);
        expect(shares.reduce((sum, each) => sum + each.points, 0)).toBeCloseTo(
          drawn.reduce((sum, each) => sum + each, 0),
          9,
        );
        if (size(shares) === 0) {
          expect(main).toEqual([]);
          return;
        }
        expect(size(shares) - size(main)).toBeLessThan(size(shares) / 4 + 1e-12);
        expect(size(shares) - size(main.slice(0, -1))).toBeGreaterThanOrEqual(size(shares) / 4 - 1e-12);
      }),
    );
  });
});

describe('readings', () => {
  const last = follower.length - 1;
  const closeAt = (row: number): number => follower.close[row] ?? 0;

  it('are moves, places and multiples of what is usual, worked out from the candles alone', () => {
    const moves = Array.from({ length: 168 }, (_, at) =>
      Math.abs(Math.log(closeAt(last - 1 - at) / closeAt(last - 2 - at))),
    );
    const usual = moves.reduce((sum, each) => sum + each, 0) / 168;
    const move = readingOf('last-move');
    expect(move.value).toBeCloseTo(closeAt(last) / closeAt(last - 1) - 1, 12);
    expect(move.timesUsual).toBeCloseTo(Math.abs(Math.log(closeAt(last) / closeAt(last - 1))) / usual, 9);
    expect(readingOf('day-trend').value).toBeCloseTo(closeAt(last) / closeAt(last - 24) - 1, 12);
    expect(readingOf('earlier-moves').value).toBeCloseTo(closeAt(last - 1) / closeAt(last - 6) - 1, 12);
    const rows = Array.from({ length: 24 }, (_, at) => last - at);
    const top = Math.max(...rows.map((row) => follower.high[row] ?? 0));
    const bottom = Math.min(...rows.map((row) => follower.low[row] ?? 0));
    expect(readingOf('day-place').value).toBeCloseTo((closeAt(last) - bottom) / (top - bottom), 12);
    const volumes = Array.from({ length: 168 }, (_, at) => follower.volume[last - 1 - at] ?? 0);
    expect(readingOf('volume').timesUsual).toBeCloseTo(
      (follower.volume[last] ?? 0) / (volumes.reduce((sum, each) => sum + each, 0) / 168),
      9,
    );
    expect(readingOf('hour').value).toBe(START_MS + (last + 1) * HOUR_MS);
    expect(readingOf('same-time').value).toBeCloseTo(
      (follower.close[last - 23] ?? 0) / (follower.open[last - 23] ?? 0) - 1,
      12,
    );
    expect(readingOf('leader').value).toBeCloseTo((leader.close[last] ?? 0) / (leader.close[last - 1] ?? 0) - 1, 12);
  });

  it('find what followed: half of the leader’s move comes an hour later', () => {
    const row =
      [...leader.close.keys()]
        .slice(1_000)
        .find((each) => (leader.close[each] ?? 0) / (leader.open[each] ?? 1) > 1.012) ?? 0;
    const { followed } = readingOf('leader', sliceColumns(follower, 0, row + 1));
    expect(followed?.cases).toBeGreaterThanOrEqual(80);
    expect((followed?.rises ?? 0) / (followed?.cases ?? 1)).toBeGreaterThan(0.75);
    const any = familyReadings(knownOf(follower), []).past;
    expect(any.cases).toBe(2_999);
    expect(any.rises / any.cases).toBeGreaterThan(0.45);
    expect(any.rises / any.cases).toBeLessThan(0.55);
  });

  it('change by nothing that came later', () => {
    const cut = 1_500;
    const shares = FEATURE_FAMILIES.map(share);
    const alone = familyReadings(knownOf(sliceColumns(follower, 0, cut)), shares);
    // The other market's candles go on: they are joined by time.
    const later = sliceColumns(leader, 0, cut);
    expect(familyReadings(knownOf(sliceColumns(follower, 0, cut), later), shares)).toEqual(alone);
    for (const family of FEATURE_FAMILIES) {
      const whole = FAMILY_MEASURES[family](knownOf(follower));
      const short = FAMILY_MEASURES[family](knownOf(sliceColumns(follower, 0, cut)));
      expect(short?.value.at(-1), family).toEqual(whole?.value[cut - 1]);
    }
  });

  it('are none where the market does not tell: no taker volume, no spread, no published figures, no other market', () => {
    const past = pastCandles(follower, HOUR_MS);
    const families: readonly FeatureFamily[] = [
      'takers',
      'spread',
      'funding',
      'fear-greed',
      'path',
      'leader',
      'peers',
      'chosen',
    ];
    const told = familyReadings({ past, leader: null, peers: null }, families.map(share)).families;
    expect(told.map(({ reading }) => reading)).toEqual(families.map(() => null));
  });
});

describe('what followed similar candles', () => {
  it('is counted over the nearest tenth, without the newest candle and those followed by a gap or a flat one', () => {
    const random = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 30, maxLength: 600 });
    fc.assert(
      fc.property(random, (drawn) => {
        const likeness = Float64Array.from(drawn);
        const rises = Float64Array.from(drawn, (_, row) =>
          row === drawn.length - 1 || row % 7 === 0 ? Number.NaN : row % 2,
        );
        const counted = [...rises.keys()].filter((row) => !Number.isNaN(rises[row] ?? Number.NaN));
        const found = followedSimilar(rises, likeness, { exact: false });
        const expected = Math.min(500, Math.floor(counted.length / 10));
        if (expected < 20) {
          expect(found).toBeNull();
          return;
        }
        expect(found?.cases).toBe(expected);
        const own = likeness.at(-1) ?? 0;
        const nearest = counted
          .map((row) => ({ row, far: Math.abs((likeness[row] ?? 0) - own) }))
          .sort((a, b) => a.far - b.far || b.row - a.row)
          .slice(0, expected);
        expect(found?.rises).toBe(nearest.filter(({ row }) => row % 2 === 1).length);
      }),
    );
  });

  it('knows a rise only where the next candle is there and not flat', () => {
    const candles = sliceColumns(follower, 0, 6);
    const openTimeMs = candles.openTimeMs.map((openMs, row) => (row >= 3 ? openMs + HOUR_MS : openMs));
    const close = candles.close.map((price, row) => (row === 5 ? (candles.open[5] ?? 0) : price));
    const rises = nextRises({ ...candles, openTimeMs, close }, HOUR_MS);
    expect([...rises].map(Number.isNaN)).toEqual([false, false, true, false, true, true]);
  });

  it('takes what is usual from the candles before', () => {
    expect([...meanBefore(Float64Array.of(1, 2, Number.NaN, 4, 6, 8), 2)]).toEqual([
      Number.NaN,
      Number.NaN,
      1.5,
      Number.NaN,
      Number.NaN,
      5,
    ]);
  });
});
