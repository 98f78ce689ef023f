import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { CandleFileError } from '../../../../engine/market/csv/candle-file-error.ts';
import { importCandles } from '../../../../engine/market/import/import-file.ts';
import { parseZone } from '../../../../engine/market/import/time/clock.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { HEADER, OPTIONS, plainRow, read, rowsBy, START_MS } from './written-file.ts';

describe('files that are no candles', () => {
  it.each([
    ['nothing', '', /expected columns of time/],
    ['a page of a website', '<!DOCTYPE html>\n<html><body>Just a moment</body></html>', /was a web page/],
    [
      'a header without a close',
      ['time,open,high,low', '2024-01-01T00:00:00Z,1,2,3'],
      /expected columns of time, open, high, low and close/,
    ],
    [
      'two columns for one price',
      ['time,open,high,low,close,c', '2024-01-01T00:00:00Z,1,2,1,1,1'],
      /expected one close column, were "close" and "c"/,
    ],
    [
      'days before months, or the other way round',
      [HEADER, '02/03/2024 00:00,1,2,1,1,1', '02/03/2024 01:00,1,2,1,1,1'],
      /day and month cannot be told apart/,
    ],
    ['no rows', [HEADER], /expected rows below the header/],
    ['JSON that breaks off', '[[1,2', /expected JSON/],
    ['JSON without candles', '{"error":"not found"}', /expected a list of candles/],
    ['a list of numbers', '[1,2,3]', /expected an array or object/],
    [
      'headerless columns of which none is the high',
      Array.from({ length: 30 }, (_, row) => `${START_MS + row * HOUR_MS},${1 + (row % 2)},${2 - (row % 2)},1.5,1.5,9`),
      /expected one column to hold the high, none does/,
    ],
    [
      'headerless columns that are all alike',
      Array.from({ length: 30 }, (_, row) => `${START_MS + row * HOUR_MS},1,1,1,1,9`),
      /any of 2, 3, 4, 5 may/,
    ],
    [
      'too few headerless rows',
      Array.from({ length: 5 }, (_, row) => `${START_MS + row * HOUR_MS},1,3,1,2,9`),
      /at least 20 rows/,
    ],
  ])('refuses %s', (_, text, words) => {
    expect(() => read(text)).toThrow(CandleFileError);
    expect(() => read(text)).toThrow(words);
  });

  it('refuses a clock for times that say their own zone', () => {
    expect(() => read([HEADER, ...rowsBy((row) => plainRow(row))], { clock: parseZone('eet-mt5') })).toThrow(
      /they say their own/,
    );
  });

  it('fails on any bytes with its own error or none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, withHeader) => {
        const text = Buffer.concat([
          Buffer.from(withHeader ? `${HEADER}\n2024-01-01T00:00:00Z,1,2,1,1,1\n` : ''),
          bytes,
        ]);
        try {
          clean(importCandles(text, OPTIONS).rows, { timeframe: '1h', calendar: 'always' });
        } catch (error) {
          // Bytes that begin like gzip are unpacked before anything else: importCandlesFile translates that error.
          if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) expect(error).toBeInstanceOf(CandleFileError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
