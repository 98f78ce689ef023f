import { describe, expect, it } from 'vitest';
import { checkFeature } from '../../../engine/evaluation/leak-check.ts';
import { type CandleColumns, columnsOf } from '../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { reversingCandles } from '../../support/candles/candles.ts';

const candles = columnsOf(
  reversingCandles({ count: 6_000, seed: 5, startMs: Date.UTC(2020, 0, 1), candleMs: HOUR_MS }),
);

function failed(compute: (columns: CandleColumns) => Float64Array): readonly string[] {
  const findings = checkFeature({ name: 'mine', compute }, { candles, timeframeMs: HOUR_MS, seed: 1 });
  return findings.filter(({ ok }) => !ok).map(({ check }) => check);
}

const bodyOf = ({ close, open }: CandleColumns): Float64Array =>
  close.map((value, row) => value / (open[row] ?? 1) - 1);

describe("leak check of an operator's own feature", () => {
  it.each<[string, (columns: CandleColumns) => Float64Array]>([
    [
      'a mean of the last five bodies',
      (columns) =>
        bodyOf(columns).map((_, row, all) => all.slice(Math.max(0, row - 4), row + 1).reduce((a, b) => a + b, 0)),
    ],
    [
      'a feature that has not warmed up',
      ({ close }) => close.map((_, row) => (row < 100 ? Number.NaN : Math.sin(row))),
    ],
  ])('%s is clean', (_, compute) => {
    // The body alone ranks outcomes in this made-up market; the alarm is tested below.
    expect(failed(compute).filter((check) => check !== 'alarm')).toEqual([]);
  });

  it.each<[string, (columns: CandleColumns) => Float64Array, readonly string[]]>([
    [
      'a centred mean',
      (columns) => bodyOf(columns).map((value, row, all) => value + (all[row + 1] ?? 0)),
      ['truncation', 'future-scramble', 'alarm'],
    ],
    [
      'a z-score over the whole file',
      ({ close }) => {
        const mean = close.reduce((sum, value) => sum + value, 0) / close.length;
        return close.map((value) => value - mean);
      },
      ['truncation', 'future-scramble'],
    ],
    [
      'the next candle itself',
      (columns) => bodyOf(columns).map((_, row, all) => all[row + 1] ?? Number.NaN),
      ['truncation', 'future-scramble', 'alarm'],
    ],
    [
      'a body of the next candle at one row of 500',
      (columns) => bodyOf(columns).map((value, row, all) => (row % 500 === 137 ? (all[row + 1] ?? value) : value)),
      ['truncation'],
    ],
    [
      'a look ahead at rare moments, such as the first candle of every third week',
      (columns) =>
        bodyOf(columns).map((value, row, all) =>
          (columns.openTimeMs[row] ?? 0) % (21 * 24 * HOUR_MS) === 0 ? (all[row + 1] ?? value) : value,
        ),
      ['truncation'],
    ],
  ])('%s is caught', (_, compute, expected) => {
    expect(failed(compute)).toEqual(expect.arrayContaining([...expected]));
  });

  it('a feature of the wrong shape is refused before anything else', () => {
    expect(failed(({ close }) => close.slice(1))).toEqual(['shape']);
    expect(failed(() => [1, 2, 3] as unknown as Float64Array)).toEqual(['shape']);
  });
});
