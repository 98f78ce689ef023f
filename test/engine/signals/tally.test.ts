import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../engine/math.ts';
import { type ScoredRow, scoredLine, sumTallies, tallyScored, ZERO_TALLY } from '../../../engine/signals/tally.ts';

describe('tally', () => {
  it.each([
    // Newcombe 1998, table I, method 3 (score, no continuity correction).
    { right: 81, count: 263, interval: [0.2553, 0.3662] },
    { right: 15, count: 148, interval: [0.0624, 0.1605] },
    { right: 0, count: 20, interval: [0, 0.1611] },
    { right: 1, count: 29, interval: [0.0061, 0.1718] },
  ])('has the Wilson interval of $right of $count', ({ right, count, interval }) => {
    const found = wilsonInterval(right, count) ?? [Number.NaN, Number.NaN];
    expect(found[0]).toBeCloseTo(interval[0] ?? Number.NaN, 4);
    expect(found[1]).toBeCloseTo(interval[1] ?? Number.NaN, 4);
  });

  it('has no interval of nothing', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it.each([
    { p: 0.6, last: 1, up: 1, right: 1, wrong: 0, reversalRight: 0, reversalCount: 1, returnBps: 100 },
    { p: 0.4, last: 1, up: 0, right: 1, wrong: 0, reversalRight: 1, reversalCount: 1, returnBps: 100 },
    { p: 0.5, last: -1, up: 1, right: 1, wrong: 0, reversalRight: 1, reversalCount: 1, returnBps: 100 },
    { p: 0.4, last: 0, up: 1, right: 0, wrong: 1, reversalRight: 0, reversalCount: 0, returnBps: -100 },
  ] as const)('counts probability $p after $last when the next was $up', ({ p, last, up, returnBps, ...counts }) => {
    const tally = tallyScored({
      closeTimeMs: 5,
      probabilityUp: p,
      lastDirection: last,
      published: true,
      outcomeUp: up,
      returnNext: up === 1 ? 0.01 : -0.01,
    });
    expect(tally).toMatchObject({
      ...counts,
      publishedReversalRight: counts.reversalRight,
      publishedReversalCount: counts.reversalCount,
    });
    expect(tally.returnSumBps).toBeCloseTo(returnBps, 9);
  });

  it('does not care in which order or groups rows are added up', () => {
    const row: fc.Arbitrary<ScoredRow> = fc.record({
      closeTimeMs: fc.integer({ min: 0, max: 1_000 }),
      probabilityUp: fc.double({ min: 0, max: 1, noNaN: true }),
      lastDirection: fc.constantFrom(-1, 0, 1),
      published: fc.boolean(),
      outcomeUp: fc.constantFrom(0, 1, null),
      returnNext: fc.constantFrom(0.25, -0.5, null),
    });
    fc.assert(
      fc.property(fc.array(row), fc.array(row), (one, other) => {
        const of = (rows: readonly ScoredRow[]) => sumTallies(rows.map(tallyScored));
        expect(sumTallies([of(one), of(other)])).toEqual(of([...other, ...one]));
        expect(scoredLine(of(one), one.length).count).toBe(one.length);
      }),
    );
  });

  it('counts the candles of one close as one for its interval, and Wilson where each has its own', () => {
    const tally = { ...ZERO_TALLY, right: 60, wrong: 40 };
    expect(scoredLine(tally, 100).accuracyInterval).toEqual(wilsonInterval(60, 100));
    expect(scoredLine(tally, 50)).toMatchObject({
      accuracy: 0.6,
      closes: 50,
      accuracyInterval: wilsonInterval(30, 50),
    });
  });
});
