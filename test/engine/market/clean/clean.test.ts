import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candle, type CandleColumns, candleAt, columnsOf } from '../../../../engine/market/candle.ts';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { type CleanContext, type RawRows, rawRowsOf } from '../../../../engine/market/clean/raw-rows.ts';
import { findBadCandle } from '../../../../engine/market/csv/candle-finding.ts';
import { createRandom } from '../../../../engine/random.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { randomWalk } from '../../../support/candles/random-walk.ts';
import { firstDifference } from '../../../support/candles/same-columns.ts';

const START_MS = Date.UTC(2024, 0, 1);
const HOURS: CleanContext = { timeframe: '1h', calendar: 'always' };

const candleList = (columns: CandleColumns): readonly Candle[] =>
  Array.from({ length: columns.length }, (_, row) => candleAt(columns, row));

/** A calm market of `count` hours, and the same with some candles changed by their hour. */
function hours(count: number, changes: Readonly<Record<number, Partial<Candle>>> = {}): readonly Candle[] {
  return candleList(randomWalk({ rows: count, seed: 7, sigma: 0.004, startMs: START_MS })).map((candle, hour) => ({
    ...candle,
    ...changes[hour],
  }));
}

const rawOf = (candles: readonly Candle[], quoteVolume: readonly number[] | null = null): RawRows => ({
  ...rawRowsOf(columnsOf(candles)),
  quoteVolume: quoteVolume === null ? null : Float64Array.from(quoteVolume),
  lines: Int32Array.from(candles, (_, row) => row + 2),
});

const found = (candles: readonly Candle[], context = HOURS): readonly string[] =>
  clean(rawOf(candles), context).findings.map(
    ({ code, openTimeMs, action }) => `${code} at ${(openTimeMs - START_MS) / HOUR_MS} ${action}`,
  );

const scaled = (candle: Candle, factor: number): Candle => ({
  ...candle,
  open: candle.open * factor,
  high: candle.high * factor,
  low: candle.low * factor,
  close: candle.close * factor,
});

const at = (candles: readonly Candle[], row: number): Candle => {
  const candle = candles[row];
  if (candle === undefined) throw new RangeError(`no candle ${row}`);
  return candle;
};

describe('clean', () => {
  it('gives a clean series back as it was, without a word', () => {
    const series = columnsOf(hours(500));
    const { candles, findings } = clean(rawRowsOf(series), HOURS);
    expect(findings).toEqual([]);
    expect(candles).toEqual(series);
  });

  it('turns a file that is newest first round without comment', () => {
    const series = hours(50);
    const { candles, findings } = clean(rawOf([...series].reverse()), HOURS);
    expect(findings).toEqual([]);
    expect(candles).toEqual(columnsOf(series));
  });

  it('puts a row that came late in its place and says so', () => {
    const series = hours(50);
    const shuffled = [...series.slice(0, 20), ...series.slice(21, 30), at(series, 20), ...series.slice(30)];
    expect(found(shuffled)).toEqual(['out-of-order at 20 repaired']);
    expect(clean(rawOf(shuffled), HOURS).candles).toEqual(columnsOf(series));
  });

  it('reads two rows that agree as one', () => {
    const series = hours(50);
    expect(found([...series.slice(0, 21), at(series, 20), ...series.slice(21)])).toEqual(['duplicate at 20 removed']);
  });

  it.each([
    { what: 'before', order: [0, 1] },
    { what: 'after', order: [1, 0] },
  ])('keeps the finished candle of two that differ, whether it stands $what the other', ({ order }) => {
    const series = hours(50);
    const finished = at(series, 20);
    const early = { ...finished, close: (finished.open + finished.close) / 2, volume: (finished.volume ?? 0) / 3 };
    const two = order.map((which) => at([finished, early], which));
    const { candles, findings } = clean(rawOf([...series.slice(0, 20), ...two, ...series.slice(21)]), HOURS);
    expect(findings.map(({ code, candles: count }) => [code, count])).toEqual([['conflict', 1]]);
    expect(candles).toEqual(columnsOf(series));
  });

  it('tells the finished candle by its range where no volume is known', () => {
    const series = hours(50).map((candle) => ({ ...candle, volume: null }));
    const finished = at(series, 20);
    const early = {
      ...finished,
      high: Math.max(finished.open, finished.close),
      low: Math.min(finished.open, finished.close),
    };
    const { candles } = clean(rawOf([...series.slice(0, 21), early, ...series.slice(21)]), HOURS);
    expect(candles).toEqual(columnsOf(series));
  });

  it('leaves candles off the grid out and still counts gaps by them', () => {
    const series = hours(50).map((candle, hour) =>
      hour >= 20 && hour < 25 ? { ...candle, openTimeMs: candle.openTimeMs + 28 * 60_000 } : candle,
    );
    const { candles, findings } = clean(rawOf(series), HOURS);
    expect(findings.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'off-grid'));
    expect(candles.length).toBe(45);
  });

  it('says how many candles each gap lacks, and invents none', () => {
    const series = hours(50).filter((_, hour) => ![10, 11, 12, 30].includes(hour));
    const { candles, findings } = clean(rawOf(series), HOURS);
    expect(
      findings.map(({ code, candles: count, openTimeMs }) => [code, count, (openTimeMs - START_MS) / HOUR_MS]),
    ).toEqual([
      ['gap', 3, 10],
      ['gap', 1, 30],
    ]);
    expect(candles.length).toBe(46);
  });

  it.each([
    ['a price of zero', { low: 0 }, 'unsound'],
    ['a negative price', { open: -1 }, 'unsound'],
    ['an infinite high', { high: Number.POSITIVE_INFINITY }, 'unsound'],
    ['high and low that contradict open and close beyond the range', { high: 90, low: 89.9 }, 'unsound'],
    ['a close that is no number', { close: Number.NaN }, 'unreadable'],
    ['an open time that is none', { openTimeMs: Number.NaN }, 'unreadable'],
  ])('leaves a row with %s out', (_, change, code) => {
    const { candles, findings } = clean(rawOf(hours(50, { 20: change })), HOURS);
    expect(
      findings.filter(({ action }) => action === 'removed').map((finding) => [finding.code, finding.line]),
    ).toEqual([[code, 22]]);
    expect(candles.length).toBe(49);
  });

  it('widens a high that was cut below the open by less than the range', () => {
    const series = hours(50);
    const { open, close, low } = at(series, 20);
    const top = Math.max(open, close);
    const { candles, findings } = clean(rawOf(hours(50, { 20: { high: top - (top - low) / 10 } })), HOURS);
    expect(findings.map(({ code, action }) => [code, action])).toEqual([['high-low', 'repaired']]);
    expect(candleAt(candles, 20).high).toBe(top);
  });

  it('mends binary rounding', () => {
    const series = Array.from(
      { length: 30 },
      (_, hour): Candle => ({
        openTimeMs: START_MS + hour * HOUR_MS,
        open: 158_600,
        high: 158_600,
        low: 158_600,
        close: 158_600,
        volume: 3,
      }),
    );
    const rounded = series.map((candle, hour) => (hour === 20 ? { ...candle, high: 158_599.99999999997 } : candle));
    expect(clean(rawOf(rounded), HOURS).candles).toEqual(columnsOf(series));
  });

  it('takes volumes that cannot be as unknown, and keeps candles without trades', () => {
    const still = { open: 100, high: 100, low: 100, close: 100 };
    const series = hours(50, {
      10: { volume: -3 },
      11: { volume: Number.POSITIVE_INFINITY },
      12: { volume: 0 },
      13: { ...still, volume: 0 },
    });
    const { candles, findings } = clean(rawOf(series), HOURS);
    expect(findings.map(({ code, action }) => `${code} ${action}`)).toEqual([
      'volume-unsound repaired',
      'volume-unsound repaired',
      'volume-unknown repaired',
      'zero-volume kept',
    ]);
    expect([10, 11, 12, 13].map((row) => candleAt(candles, row).volume)).toEqual([null, null, null, 0]);
  });

  it('changes base and quote volume back row by row', () => {
    const series = hours(50);
    const quote = series.map(({ volume, close }) => (volume ?? 0) * close);
    const swapped = series.map((candle, hour) => (hour % 3 === 0 ? { ...candle, volume: quote[hour] ?? 0 } : candle));
    const swappedQuote = series.map(({ volume }, hour) => (hour % 3 === 0 ? (volume ?? 0) : (quote[hour] ?? 0)));
    const { candles, findings } = clean(rawOf(swapped, swappedQuote), HOURS);
    expect(findings.filter(({ code }) => code === 'volume-swapped')).toHaveLength(17);
    expect(candles).toEqual(columnsOf(series));
  });

  it('takes a column that is no quote volume in most rows for none, whatever single rows look like', () => {
    const series = hours(200);
    const price = series.map(({ close }) => close);
    // An average of the volume beside a price near a half: volume ÷ average is within a factor of two of the price in every second row.
    const cheap = series.map((candle, hour) => scaled(candle, 0.5 / (price[hour] ?? 1)));
    const average = cheap.map(({ volume }, hour) => (volume ?? 0) * (hour % 2 === 0 ? 1.3 : 0.8));
    const { candles, findings } = clean(rawOf(cheap, average), HOURS);
    expect(findings.filter(({ code }) => code === 'volume-swapped')).toEqual([]);
    expect(candles.volume).toEqual(columnsOf(cheap).volume);
  });

  it('says nothing of volumes near a price of one', () => {
    const series = hours(50).map((candle) => scaled(candle, 0.01));
    const quote = series.map(({ volume, close }) => (volume ?? 0) * close);
    expect(
      clean(
        rawOf(
          series.map((candle, hour) => ({ ...candle, volume: quote[hour] ?? 0 })),
          series.map(({ volume }) => volume ?? 0),
        ),
        HOURS,
      ).findings,
    ).toEqual([]);
  });
});

describe('bad prints', () => {
  it.each([0.01, 0.1, 0.2, 5, 10, 100])('a candle at %d times the price is removed', (factor) => {
    const series = hours(300);
    const bad = series.map((candle, hour) => (hour === 150 ? scaled(candle, factor) : candle));
    expect(found(bad)).toEqual(['bad-print at 150 removed']);
  });

  it('a close and the open after it are one bad print of two candles', () => {
    const series = hours(300);
    const bad = series.map((candle, hour) => {
      if (hour === 150) return { ...candle, close: 20, low: 20 };
      return hour === 151 ? { ...candle, open: 20, low: 20 } : candle;
    });
    const { findings } = clean(rawOf(bad), HOURS);
    expect(findings.map(({ code, candles }) => [code, candles])).toEqual([['bad-print', 2]]);
  });

  it.each([
    { what: 'a false close with the low', change: (price: number) => ({ close: price * 0.7, low: price * 0.7 }) },
    { what: 'a false open with the high', change: (price: number) => ({ open: price * 1.4, high: price * 1.4 }) },
  ])('$what is a bad print', ({ change }) => {
    const series = hours(300);
    const bad = series.map((candle, hour) => (hour === 150 ? { ...candle, ...change(candle.close) } : candle));
    expect(found(bad)).toEqual(['bad-print at 150 removed']);
  });

  it('bad prints do not hide one another', () => {
    const bad = hours(300).map((candle, hour) => ([150, 155, 160, 170].includes(hour) ? scaled(candle, 0.1) : candle));
    expect(found(bad)).toEqual([150, 155, 160, 170].map((hour) => `bad-print at ${hour} removed`));
  });

  it('a crash that stays is none', () => {
    const crash = hours(300).map((candle, hour) => {
      if (hour < 150) return candle;
      const fallen = scaled(candle, 0.5);
      return hour > 150 ? fallen : { ...fallen, open: candle.open, high: candle.open, low: fallen.low * 0.9 };
    });
    expect(found(crash)).toEqual([]);
  });

  it('a level that changes between two candles and stays is none either, but is told', () => {
    const halved = hours(300).map((candle, hour) => (hour >= 150 ? scaled(candle, 0.5) : candle));
    expect(found(halved)).toEqual(['level-break at 150 kept']);
  });

  it('a crash that the candles around it confirm is none, however it rebounds', () => {
    const depths: Readonly<Record<number, number>> = { 149: 0.9, 150: 0.7, 151: 0.75, 152: 0.92 };
    const crash = hours(300).map((candle, hour) => {
      const depth = depths[hour];
      if (depth === undefined) return candle;
      const before = depths[hour - 1] ?? 1;
      const [open, close] = [candle.open * before, candle.close * depth];
      return { ...candle, open, close, high: Math.max(open, close) * 1.02, low: Math.min(open, close) * 0.93 };
    });
    expect(found(crash)).toEqual([]);
  });

  it('a wick alone is none, unless it halves or doubles the price', () => {
    const deep = (share: number) =>
      hours(300).map((candle, hour) => (hour === 150 ? { ...candle, low: candle.low * share } : candle));
    expect(found(deep(0.75))).toEqual([]);
    expect(found(deep(0.1))).toEqual(['bad-wick at 150 repaired']);
    const { candles } = clean(rawOf(deep(0.1)), HOURS);
    const { low, open, close } = candleAt(candles, 150);
    expect(low).toBe(Math.min(open, close));
  });

  it('the first and last candle have no witnesses and are kept', () => {
    expect(
      found(hours(300).map((candle, hour) => (hour === 0 || hour === 299 ? scaled(candle, 0.1) : candle))),
    ).toEqual(['level-break at 1 kept', 'level-break at 299 kept']);
  });

  it('neighbours beyond a long gap are no witnesses', () => {
    const bad = hours(300).map((candle, hour) => (hour === 150 ? scaled(candle, 0.1) : candle));
    const lonely = bad.filter((_, hour) => hour === 150 || hour < 130 || hour > 170);
    expect(found(lonely).filter((line) => line.startsWith('bad'))).toEqual([]);
  });

  it('a small print in a market that stood still is none', () => {
    const still = hours(300).map((candle) => ({ ...candle, open: 100, high: 100, low: 100, close: 100 }));
    const moved = still.map((candle, hour) => (hour === 150 ? { ...candle, high: 100.3, close: 100.3 } : candle));
    expect(found(moved)).toEqual([]);
  });
});

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
