import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { CandleFileError } from '../../../../engine/market/csv/candle-file-error.ts';
import { parseZone } from '../../../../engine/market/import/clock.ts';
import { type ImportedFile, importCandles } from '../../../../engine/market/import/import-file.ts';
import { AS_WRITTEN, type ImportOptions } from '../../../../engine/market/import/layout.ts';
import { verifyRows } from '../../../../engine/market/import/verify-rows.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { randomWalk } from '../../../support/candles/random-walk.ts';
import { firstDifference } from '../../../support/candles/same-columns.ts';

const START_MS = Date.UTC(2024, 0, 1);
const market = randomWalk({ rows: 80, seed: 3, startMs: START_MS });
const OPTIONS: ImportOptions = { ...AS_WRITTEN, name: 'file', symbol: 'BTC/USDT', candleMs: HOUR_MS };

type Cell = 'open' | 'high' | 'low' | 'close' | 'volume';
const cell = (row: number, name: Cell): number => market[name][row] ?? Number.NaN;
const timeMs = (row: number): number => market.openTimeMs[row] ?? Number.NaN;
const iso = (row: number): string => new Date(timeMs(row)).toISOString().replace('.000', '');
const rowsBy = (write: (row: number) => string): readonly string[] =>
  Array.from({ length: market.length }, (_, row) => write(row));
const plainRow = (row: number, time: string | number = iso(row)): string =>
  [time, ...(['open', 'high', 'low', 'close', 'volume'] as const).map((name) => cell(row, name))].join(',');

const read = (text: string | readonly string[], options: Partial<ImportOptions> = {}): ImportedFile =>
  importCandles(Buffer.from(typeof text === 'string' ? text : `${text.join('\n')}\n`), { ...OPTIONS, ...options });
const candles = (file: Pick<ImportedFile, 'rows'>) => clean(file.rows, { timeframe: '1h', calendar: 'always' }).candles;

function expectMarket(file: ImportedFile): void {
  expect(firstDifference(candles(file), market)).toBeNull();
}

const HEADER = 'time,open,high,low,close,volume';
const twelve = (row: number): string => {
  const hour = new Date(timeMs(row)).getUTCHours();
  return `${iso(row).slice(0, 10)} ${String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, '0')}-${hour < 12 ? 'AM' : 'PM'}`;
};

describe('importCandles', () => {
  it.each([
    ['the plain layout', () => [HEADER, ...rowsBy((row) => plainRow(row))]],
    ['epoch seconds', () => [HEADER, ...rowsBy((row) => plainRow(row, timeMs(row) / 1_000))]],
    ['epoch milliseconds', () => [HEADER, ...rowsBy((row) => plainRow(row, timeMs(row)))]],
    [
      'dates with a space and no zone',
      () => [HEADER, ...rowsBy((row) => plainRow(row, iso(row).replace('T', ' ').replace('Z', '')))],
    ],
    ['a 12-hour clock', () => [HEADER, ...rowsBy((row) => plainRow(row, twelve(row)))]],
    ['newest first', () => [HEADER, ...[...rowsBy((row) => plainRow(row))].reverse()]],
    [
      'a banner before the header',
      () => ['Data from somewhere, all rights reserved', '', HEADER, ...rowsBy((row) => plainRow(row))],
    ],
    [
      'blank lines among the rows',
      () => [HEADER, ...rowsBy((row) => (row === 40 ? `\n  \n${plainRow(row)}` : plainRow(row)))],
    ],
    ['semicolons', () => [HEADER, ...rowsBy((row) => plainRow(row))].map((line) => line.replaceAll(',', ';'))],
    [
      'tabs and names in angle brackets',
      () => [
        '<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>',
        ...rowsBy((row) => plainRow(row).replaceAll(',', '\t')),
      ],
    ],
    [
      'quotes and Windows line ends',
      () =>
        [HEADER, ...rowsBy((row) => plainRow(row))].map(
          (line) =>
            `${line
              .split(',')
              .map((field) => `"${field}"`)
              .join(',')}\r`,
        ),
    ],
    [
      'other columns between and a second time',
      () => [
        'unix,date,symbol,open,high,low,close,Volume BTC,Volume USDT',
        ...rowsBy((row) => {
          const [time, ...rest] = plainRow(row).split(',');
          return [timeMs(row) / 1_000, time, 'BTC/USDT', ...rest, cell(row, 'volume') * cell(row, 'close')].join(',');
        }),
      ],
    ],
    [
      'no header, the order of Bitfinex',
      () =>
        rowsBy((row) =>
          [
            timeMs(row),
            cell(row, 'open'),
            cell(row, 'close'),
            cell(row, 'high'),
            cell(row, 'low'),
            cell(row, 'volume'),
          ].join(','),
        ),
    ],
    [
      'no header, the order of Coinbase, newest first',
      () =>
        [
          ...rowsBy((row) =>
            [
              timeMs(row) / 1_000,
              cell(row, 'low'),
              cell(row, 'high'),
              cell(row, 'open'),
              cell(row, 'close'),
              cell(row, 'volume'),
            ].join(','),
          ),
        ].reverse(),
    ],
    [
      'JSON arrays',
      () =>
        JSON.stringify(
          rowsBy((row) => row as never).map((_, row) => [
            timeMs(row),
            cell(row, 'open'),
            cell(row, 'high'),
            cell(row, 'low'),
            cell(row, 'close'),
            cell(row, 'volume'),
          ]),
        ),
    ],
    [
      'JSON objects of texts under "candles"',
      () =>
        JSON.stringify({
          candles: rowsBy((row) => String(row)).map((_, row) => ({
            start: String(timeMs(row) / 1_000),
            low: String(cell(row, 'low')),
            high: String(cell(row, 'high')),
            open: String(cell(row, 'open')),
            close: String(cell(row, 'close')),
            volume: String(cell(row, 'volume')),
          })),
        }),
    ],
    [
      'klines of twelve columns',
      () =>
        JSON.stringify(
          rowsBy((row) => String(row)).map((_, row) => [
            timeMs(row),
            ...(['open', 'high', 'low', 'close', 'volume'] as const).map((name) => String(cell(row, name))),
            timeMs(row) + HOUR_MS - 1,
            String(cell(row, 'volume') * cell(row, 'close')),
            7,
            '0',
            '0',
            '0',
          ]),
        ),
    ],
  ])('reads %s', (what, text) => {
    const file = read(text());
    if (what.startsWith('klines'))
      expect(firstDifference({ ...candles(file), takerBuyVolume: null }, market)).toBeNull();
    else expectMarket(file);
  });

  it('reads gzip and a byte order mark', () => {
    const text = `\ufeff${[HEADER, ...rowsBy((row) => plainRow(row))].join('\n')}`;
    expectMarket(importCandles(gzipSync(Buffer.from(text)), OPTIONS));
  });

  it.each([
    ['BTC/USDT', 'volume_btc,volume'],
    ['BTC/USDT', 'volume,Volume USDT'],
    ['BTC/USDT', 'volumefrom,volumeto'],
    ['BTC/USDT', 'Volume BTC,Volume USDT'],
  ])('of %s knows which of %s is the base volume', (symbol, names) => {
    const file = read(
      [
        `time,open,high,low,close,${names}`,
        ...rowsBy((row) => `${plainRow(row)},${cell(row, 'volume') * cell(row, 'close')}`),
      ],
      { symbol },
    );
    expect(file.rows.volume).toEqual(market.volume);
    expect(file.rows.quoteVolume?.[0]).toBeCloseTo(cell(0, 'volume') * cell(0, 'close'), 6);
  });

  it('applies a stated clock', () => {
    const wall = rowsBy((row) => plainRow(row, new Date(timeMs(row) + 2 * HOUR_MS).toISOString().slice(0, 19)));
    const file = read([HEADER, ...wall], { clock: parseZone('eet-mt5') });
    expectMarket(file);
    expect(file.layout).toMatchObject({ clock: 'eet-mt5', times: 'wall' });
  });

  it('reads columns as stated where there is no header or another one', () => {
    const columns = 'time,high,low,close,open,-'.split(',');
    const shuffled = rowsBy((row) =>
      [iso(row), cell(row, 'high'), cell(row, 'low'), cell(row, 'close'), cell(row, 'open'), 'x'].join(','),
    );
    for (const lines of [shuffled, ['a,b,c,d,e,f', ...shuffled]]) {
      const { rows, layout } = read(lines, { columns });
      expect(firstDifference({ ...candles({ rows }), volume: market.volume }, market)).toBeNull();
      expect(layout.columnsFrom).toBe('option');
    }
  });

  it('divides whole numbers of points of fiat pairs, and only those', () => {
    const points = [
      HEADER,
      ...rowsBy((row) => [iso(row), 158_600 + row, 158_610 + row, 158_590 + row, '158600.99999999997', 7].join(',')),
    ];
    const { rows, layout } = read(points, { symbol: 'GBP/USD' });
    expect(layout.pointSize).toBe(0.00001);
    expect([rows.open[0], rows.close[0]]).toEqual([1.586, 1.58601]);
    expect(read(points).layout.pointSize).toBe(1);
    expect(read(points, { symbol: 'GBP/USD', pointSize: 1 }).rows.open[0]).toBe(158_600);
    expect(read(points, { symbol: 'USD/JPY' }).rows.open[0]).toBe(158.6);
  });

  it('leaves what cannot be read to cleaning, with its line', () => {
    const lines = [
      HEADER,
      ...rowsBy((row) =>
        row === 10
          ? 'yesterday,1,2,3,4,5'
          : row === 20
            ? `${plainRow(row)},7`
            : row === 30
              ? '2024-01-02T06:00:00Z,1'
              : plainRow(row),
      ),
    ];
    const { findings } = clean(read(lines).rows, { timeframe: '1h', calendar: 'always' });
    expect(
      findings
        .filter(({ code }) => code === 'unreadable')
        .map(({ line }) => line)
        .sort(),
    ).toEqual([12, 22, 32]);
  });

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
