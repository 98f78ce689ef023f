import { describe, expect, it } from 'vitest';
import { readPublished } from '../../../engine/adapters/files/read-published.ts';
import { aggregate } from '../../../engine/market/aggregate.ts';
import { sliceColumns } from '../../../engine/market/candle.ts';
import { pathColumns } from '../../../engine/market/path-columns.ts';
import { joinPublished, parsePublished, publishedColumns } from '../../../engine/market/published.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../engine/time.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

describe('the path within a candle', () => {
  const finer = randomWalk({ rows: 1_200, seed: 5, timeframeMs: 15 * MINUTE_MS });
  const candles = aggregate(finer, { baseMs: 15 * MINUTE_MS, candleMs: HOUR_MS });
  const path = pathColumns({ candles, timeframeMs: HOUR_MS }, { candles: finer, timeframeMs: 15 * MINUTE_MS });
  const at = (name: keyof typeof path, row: number): number => path[name]?.[row] ?? Number.NaN;

  it('tells of its end, its turn, its straightness and its last close', () => {
    for (const row of [0, 7, 250]) {
      const rows = [0, 1, 2, 3].map((part) => 4 * row + part);
      const values = (column: Float64Array): readonly number[] => rows.map((one) => column[one] ?? Number.NaN);
      const [highs, lows, closes] = [values(finer.high), values(finer.low), values(finer.close)];
      const [open = 0, last = 0] = [finer.open[rows[0] ?? 0], closes[3]];
      const range = Math.max(...highs) - Math.min(...lows);
      expect(at('pathLate', row)).toBeCloseTo((last - (finer.open[rows[3] ?? 0] ?? 0)) / range, 12);
      expect(at('pathTurn', row)).toBe((highs.indexOf(Math.max(...highs)) - lows.indexOf(Math.min(...lows))) / 3);
      const moves = closes.map((close, part) => Math.abs(close - (part === 0 ? open : (closes[part - 1] ?? 0))));
      expect(at('pathEfficiency', row)).toBeCloseTo((last - open) / moves.reduce((sum, move) => sum + move, 0), 12);
      expect(at('pathCloseLocation', row)).toBeCloseTo(
        (2 * last - (highs[3] ?? 0) - (lows[3] ?? 0)) / ((highs[3] ?? 0) - (lows[3] ?? 0)),
        12,
      );
    }
  });

  it('is unknown where a finer candle is missing, and only there', () => {
    const keep = (column: Float64Array): Float64Array => column.filter((_, row) => row !== 41);
    const { openTimeMs, open, high, low, close, volume } = finer;
    const holed = {
      ...finer,
      length: finer.length - 1,
      openTimeMs: keep(openTimeMs),
      open: keep(open),
      high: keep(high),
      low: keep(low),
      close: keep(close),
      volume: keep(volume),
    };
    const { pathLate = new Float64Array(0) } = pathColumns(
      { candles, timeframeMs: HOUR_MS },
      { candles: holed, timeframeMs: 15 * MINUTE_MS },
    );
    expect([...pathLate.keys()].filter((row) => Number.isNaN(pathLate[row]))).toEqual([10]);
    expect(pathLate[11]).toBe(at('pathLate', 11));
  });

  it('knows no finer candle that has not closed with it', () => {
    const until = sliceColumns(finer, 0, 4 * 100);
    const cut = pathColumns({ candles, timeframeMs: HOUR_MS }, { candles: until, timeframeMs: 15 * MINUTE_MS });
    for (const name of ['pathLate', 'pathTurn', 'pathEfficiency', 'pathCloseLocation'] as const) {
      expect(cut[name]?.slice(0, 100)).toEqual(path[name]?.slice(0, 100));
      expect(cut[name]?.slice(100).every(Number.isNaN)).toBe(true);
    }
  });

  it('refuses finer candles that do not divide a candle', () => {
    expect(() =>
      pathColumns({ candles, timeframeMs: HOUR_MS }, { candles: finer, timeframeMs: 7 * MINUTE_MS }),
    ).toThrow('expected finer candles that divide 60 min, was 7 min');
  });
});

describe('published figures', () => {
  // About 1 January, 2 January and 3 January, each published the next day at noon.
  const figures = {
    publishedMs: Float64Array.of(1.5 * DAY_MS, 2.5 * DAY_MS, 3.5 * DAY_MS),
    value: Float64Array.of(10, 30, 20),
  };
  const moments = Float64Array.of(1.4, 1.5, 2, 2.49, 2.5, 3.6, 5.6).map((days) => days * DAY_MS);

  it('count from the moment they were published, whatever day they are about', () => {
    const { level } = joinPublished(moments, figures, 2 * DAY_MS);
    expect([...level]).toEqual([Number.NaN, 10, 10, 10, 30, 20, Number.NaN]);
  });

  it('joined by the day they are about they would tell what nobody knew: that is what this join prevents', () => {
    const byDate = { ...figures, publishedMs: figures.publishedMs.map((timeMs) => timeMs - 1.5 * DAY_MS) };
    expect(joinPublished(moments, byDate, 9 * DAY_MS).level[0]).toBe(30);
    expect(joinPublished(moments, figures, 9 * DAY_MS).level[0]).toBeNaN();
  });

  it('change against what was known a day before', () => {
    const { change } = joinPublished(moments, figures, 9 * DAY_MS);
    expect([...change]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 20, -10, 0]);
  });
});

describe('a file of published figures', () => {
  it('is read with times of either kind', () => {
    const { publishedMs, value } = parsePublished(
      'published,value\n2024-01-01T08:00:00Z,0.0001\r\n1704124800000,-2e-4\n',
      'f',
    );
    expect([...publishedMs]).toEqual([Date.UTC(2024, 0, 1, 8), 1_704_124_800_000]);
    expect([...value]).toEqual([0.0001, -0.0002]);
  });

  it.each([
    ['date,value\n2024-01-01,1', 'f line 1: expected the header "published,value", was "date,value"'],
    ['published,value\nyesterday,1', 'f line 2: expected a time and a number, was "yesterday,1"'],
    ['published,value\n2024-01-01,', 'f line 2: expected a time and a number, was "2024-01-01,"'],
    [
      'published,value\n2024-01-02,1\n2024-01-01,1',
      'f line 3: expected times that ascend, "2024-01-01" is before the line above',
    ],
  ])('that says %j is refused', (text, message) => {
    expect(() => parsePublished(text, 'f')).toThrow(message);
  });

  it('that is not there is refused by name', () => {
    expect(() => readPublished('/no/such/file.csv')).toThrow(/^\/no\/such\/file.csv: expected a readable file/);
  });

  it('becomes what features read: nought in the middle, the ratio as its logarithm', () => {
    const moments = Float64Array.of(DAY_MS);
    const at = (value: number) => ({ publishedMs: Float64Array.of(DAY_MS), value: Float64Array.of(value) });
    expect(publishedColumns(moments, 'fear-greed', at(20)).fearGreed?.[0]).toBe(-30);
    expect(publishedColumns(moments, 'long-short', at(2)).longShortRatio?.[0]).toBeCloseTo(Math.log(2), 12);
    expect(publishedColumns(moments, 'funding', at(0.0001))).toEqual({
      fundingRate: Float64Array.of(0.0001),
      fundingChange: Float64Array.of(Number.NaN),
    });
  });
});
