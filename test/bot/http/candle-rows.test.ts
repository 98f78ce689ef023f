import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CANDLE_ROWS, parseCandleRows } from '../../../bot/http/v1/candle-rows.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { candleRows } from '../../support/process/http-server.ts';

const ROW = [HOUR_MS, 10, 12, 9, 11, 5];
const changed = (index: number, value: unknown): unknown[] => ROW.map((old, at) => (at === index ? value : old));

describe('parseCandleRows', () => {
  it('reads rows in the order of ccxt, gaps and unknown volumes included', () => {
    const result = parseCandleRows([ROW, [3 * HOUR_MS, 11, 11, 11, 11, null]], '1h');
    expect(result).toEqual({
      type: 'candles',
      candles: [
        { openTimeMs: HOUR_MS, open: 10, high: 12, low: 9, close: 11, volume: 5 },
        { openTimeMs: 3 * HOUR_MS, open: 11, high: 11, low: 11, close: 11, volume: null },
      ],
    });
  });

  it('takes as many rows as it says', () => {
    expect(parseCandleRows(candleRows(MAX_CANDLE_ROWS), '1h').type).toBe('candles');
  });

  it.each([
    { name: 'no array', rows: { 0: ROW }, field: 'candles', detail: /expected an array/ },
    { name: 'null', rows: null, field: 'candles', detail: /was null/ },
    { name: 'no rows', rows: [], field: 'candles', detail: /at least 1/ },
    {
      name: 'too many rows',
      rows: candleRows(MAX_CANDLE_ROWS + 1),
      field: 'candles',
      detail: /at most 5000 rows, was 5001/,
    },
    { name: 'a row that is an object', rows: [{ open: 1 }], field: 'candles[0]', detail: /expected \[openTimeMs/ },
    { name: 'a short row', rows: [[1, 2]], field: 'candles[0]', detail: /6 values, was 2/ },
    { name: 'a long row', rows: [[...ROW, 1]], field: 'candles[0]', detail: /6 values, was 7/ },
    { name: 'a time as text', rows: [changed(0, '2024-01-01')], field: 'candles[0]', detail: /openTimeMs/ },
    {
      name: 'a time in microseconds',
      rows: [changed(0, 1_700_000_000_000_000)],
      field: 'candles[0]',
      detail: /before 2100/,
    },
    { name: 'a negative time', rows: [changed(0, -HOUR_MS)], field: 'candles[0]', detail: /openTimeMs/ },
    { name: 'half a millisecond', rows: [changed(0, HOUR_MS + 0.5)], field: 'candles[0]', detail: /openTimeMs/ },
    {
      name: 'a time off the grid',
      rows: [changed(0, HOUR_MS + 1)],
      field: 'candles[0]',
      detail: /multiple of 3600000/,
    },
    { name: 'an open of zero', rows: [changed(1, 0)], field: 'candles[0]', detail: /open as a positive price, was 0/ },
    { name: 'a negative low', rows: [changed(3, -1)], field: 'candles[0]', detail: /low as a positive price/ },
    {
      name: 'a close as text',
      rows: [changed(4, '11')],
      field: 'candles[0]',
      detail: /close as a positive price, was "11"/,
    },
    {
      name: 'a high of null',
      rows: [changed(2, null)],
      field: 'candles[0]',
      detail: /high as a positive price, was null/,
    },
    { name: 'NaN', rows: [changed(1, Number.NaN)], field: 'candles[0]', detail: /open/ },
    { name: 'infinity', rows: [changed(2, Number.POSITIVE_INFINITY)], field: 'candles[0]', detail: /high/ },
    { name: 'an absurd price', rows: [changed(2, 1e300)], field: 'candles[0]', detail: /high as a positive price/ },
    { name: 'high below close', rows: [changed(2, 10.5)], field: 'candles[0]', detail: /high as the highest/ },
    { name: 'low above open', rows: [changed(3, 10.5)], field: 'candles[0]', detail: /low as the lowest/ },
    { name: 'a negative volume', rows: [changed(5, -1)], field: 'candles[0]', detail: /volume/ },
    { name: 'a volume as text', rows: [changed(5, '5')], field: 'candles[0]', detail: /volume/ },
    { name: 'the same time twice', rows: [ROW, ROW], field: 'candles[1]', detail: /once/ },
    { name: 'newest first', rows: [changed(0, 2 * HOUR_MS), ROW], field: 'candles[1]', detail: /oldest first/ },
  ])('refuses $name and names the place', ({ rows, field, detail }) => {
    const result = parseCandleRows(rows, '1h');
    expect(result).toMatchObject({ type: 'refused', field, detail: expect.stringMatching(detail) });
  });

  it('names the one bad row among good ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 49 }), fc.constantFrom(0, 1, 2, 3, 4), (at, column) => {
        const rows = candleRows(50).map((row, index) =>
          index === at ? row.map((value, place) => (place === column ? 'x' : value)) : row,
        );
        expect(parseCandleRows(rows, '1h')).toMatchObject({ type: 'refused', field: `candles[${at}]` });
      }),
    );
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.array(fc.array(fc.anything(), { maxLength: 8 }), { maxLength: 4 }),
        (anything, rows) => {
          for (const value of [anything, rows])
            expect(['candles', 'refused']).toContain(parseCandleRows(value, '1h').type);
        },
      ),
      { numRuns: 500 },
    );
  });
});
