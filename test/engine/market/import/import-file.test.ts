import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { importCandles } from '../../../../engine/market/import/import-file.ts';
import { parseZone } from '../../../../engine/market/import/time/clock.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { firstDifference } from '../../../support/candles/same-columns.ts';
import {
  candles,
  cell,
  expectMarket,
  HEADER,
  iso,
  market,
  OPTIONS,
  plainRow,
  read,
  rowsBy,
  timeMs,
} from './written-file.ts';

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
});
