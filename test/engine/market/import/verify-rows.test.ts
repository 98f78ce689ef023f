import { describe, expect, it } from 'vitest';
import { verifyRows } from '../../../../engine/market/import/verify-rows.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { cell, HEADER, iso, plainRow, read, rowsBy, START_MS, timeMs } from './written-file.ts';

describe('verifyRows', () => {
  const verify = (lines: readonly string[], timeframe: '1h' | '15m' | '4h' = '1h'): void =>
    verifyRows(read(lines).rows, { name: 'file', timeframe, clock: null, times: 'epoch', hasColumns: false });
  const at = (ms: number, row = 0): string => plainRow(row, ms);

  it('accepts the market, bad rows among good ones, and gaps', () => {
    const lines = rowsBy((row) => (row === 40 ? 'x,1,2,3,4,5' : plainRow(row))).filter(
      (_, row) => row < 20 || row > 33,
    );
    expect(() => verify([HEADER, ...lines])).not.toThrow();
  });

  it.each([
    [
      'another timeframe',
      () => rowsBy((row) => plainRow(row)),
      '4h',
      /expected candles of 4h \(240 min\), most are 60 min apart/,
    ],
    [
      'two timeframes in a file',
      () => [...rowsBy((row) => plainRow(row)), ...rowsBy((row) => at(START_MS + (100 + 4 * row) * HOUR_MS, row))],
      '1h',
      /throughout.*240 min apart/,
    ],
    [
      'a clock off the grid',
      () => rowsBy((row) => at(timeMs(row) + 1_800_000, row)),
      '1h',
      /on the 1h grid of UTC, 80 of 80 are not.*--zone/,
    ],
    ['a single row', () => [plainRow(0)], '1h', /at least two candles, was 1/],
    [
      'columns in another order',
      () =>
        rowsBy((row) =>
          [iso(row), cell(row, 'high'), cell(row, 'open'), cell(row, 'close'), cell(row, 'low'), 1].join(','),
        ),
      '1h',
      /another order.*--columns/,
    ],
    [
      'rows that are mostly unreadable',
      () => rowsBy((row) => (row % 2 === 0 ? plainRow(row) : `${iso(row)},-,-,-,-,-`)),
      '1h',
      /40 of 80 are not, the first in line 3/,
    ],
  ] as const)('refuses %s', (_, lines, timeframe, words) => {
    expect(() => verify([HEADER, ...lines()], timeframe)).toThrow(words);
  });
});
