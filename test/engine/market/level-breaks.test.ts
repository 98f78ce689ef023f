import { describe, expect, it } from 'vitest';
import { importSeriesFile } from '../../../engine/adapters/files/import-candles-file.ts';
import { calendarOf } from '../../../engine/market/calendar/gaps.ts';
import type { TradingCalendar } from '../../../engine/market/calendar/trading-calendar.ts';
import { type CandleColumns, sliceColumns } from '../../../engine/market/candle.ts';
import { findLevelBreaks, ratioText, rowsSinceBreak } from '../../../engine/market/level-breaks.ts';
import { type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { prepareDataset } from '../../../engine/training/dataset.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';
import { sharedPath } from '../../support/shared.ts';

const PRICES = ['open', 'high', 'low', 'close'] as const;

/** A calm walk whose prices are multiplied from a row on. */
function rescaled(
  factor: number,
  row: number,
  shape: { readonly sigma?: number; readonly timeframeMs?: number } = {},
): CandleColumns {
  const columns = randomWalk({ rows: 900, seed: 3, ...shape });
  for (const name of PRICES)
    columns[name].forEach((price, at) => {
      if (at >= row) columns[name][at] = price * factor;
    });
  return columns;
}

const breaksOf = (columns: CandleColumns, calendar: TradingCalendar = 'always', candleMs = HOUR_MS) =>
  findLevelBreaks(columns, { timeframeMs: candleMs, calendar });

describe('findLevelBreaks', () => {
  it.each([1_000, 0.001, 100_000, 10, 2, 0.5, 1.5, 2 / 3, 1.25, 0.8, 0.01, 1.13])(
    'a price that is × %f from a candle on',
    (factor) => {
      const found = breaksOf(rescaled(factor, 500));
      expect(found).toMatchObject([{ row: 500, where: 'between', stayed: 3 }]);
      expect(found[0]?.ratio).toBeCloseTo(factor, 6);
    },
  );

  it.each([
    [60_000, 0.001],
    [300_000, 0.002],
    [14_400_000, 0.012],
    [86_400_000, 0.03],
  ])('at candles of %i ms', (candleMs, sigma) => {
    expect(breaksOf(rescaled(10, 500, { sigma, timeframeMs: candleMs }), 'always', candleMs)).toMatchObject([
      { row: 500 },
    ]);
  });

  it('a contract roll of two percent in FX, which crypto would trade through', () => {
    const rolled = rescaled(1.02, 500, { sigma: 0.001 });
    expect(breaksOf(rolled, 'forex')).toMatchObject([{ row: 500 }]);
    expect(breaksOf(rolled, 'always')).toEqual([]);
  });

  it('inside one candle, where old and new level were put together', () => {
    const columns = rescaled(1_000, 501);
    columns.close[500] = (columns.close[500] ?? 0) * 1_000;
    columns.high[500] = columns.close[500] ?? 0;
    expect(breaksOf(columns)).toMatchObject([{ row: 500, where: 'inside', stayed: 3 }]);
  });

  it('a print that came back is marked as one that did not stay', () => {
    const columns = rescaled(0.1, 500);
    for (const name of PRICES)
      columns[name].fill(Number.NaN, 501).set(randomWalk({ rows: 900, seed: 3 })[name].subarray(501), 501);
    expect(breaksOf(columns).map(({ row, stayed }) => [row, stayed])).toEqual([
      [500, 0],
      [501, 3],
    ]);
  });

  it('no crash whose candles follow each other, down 40 % in a day, 60 % in an hour', () => {
    const columns = randomWalk({ rows: 900, seed: 3 });
    let price = columns.close[499] ?? 0;
    for (let row = 500; row < 524; row += 1) {
      const to = price * (row === 510 ? 0.4 : 0.979);
      columns.open[row] = price;
      columns.high[row] = price * 1.004;
      columns.low[row] = to * 0.99;
      columns.close[row] = to;
      price = to;
    }
    const scale = price / (columns.open[524] ?? 1);
    for (const name of PRICES)
      for (let row = 524; row < 900; row += 1) columns[name][row] = (columns[name][row] ?? 0) * scale;
    expect(breaksOf(columns).filter(({ where }) => where === 'between')).toEqual([]);
  });

  it('no drift through an outage of eighteen days', () => {
    const columns = rescaled(0.55, 500);
    for (let row = 500; row < 900; row += 1)
      columns.openTimeMs[row] = (columns.openTimeMs[row] ?? 0) + 18 * 24 * HOUR_MS;
    expect(breaksOf(columns)).toEqual([]);
  });

  it('is causal: a row is found whatever comes after it', () => {
    const columns = rescaled(5, 500);
    expect(breaksOf(sliceColumns(columns, 0, 501))).toMatchObject([{ row: 500, stayed: 1 }]);
    expect(breaksOf(sliceColumns(columns, 0, 500))).toEqual([]);
    expect([...rowsSinceBreak(503, breaksOf(sliceColumns(columns, 0, 503))).slice(499)]).toEqual([Infinity, 0, 1, 2]);
  });

  it.each([
    [999.8, '× 1000'],
    [0.001, '÷ 1000'],
    [0.5, '÷ 2'],
    [1.043, '× 1.043'],
  ])('%f is told as %s', (ratio, text) => {
    expect(ratioText(ratio)).toBe(text);
  });
});

describe('training', () => {
  it('has no row whose label or look-back spans the change of level', () => {
    const { usable, up, returnNext } = prepareDataset([{ name: 'BTC/USDT', columns: rescaled(1_000, 500) }], HOUR_MS);
    expect([...usable.subarray(498, 501)]).toEqual([1, 1, 0]);
    expect([usable[799], usable[800]]).toEqual([0, 1]);
    expect([up[499], returnNext[499]]).toEqual([Number.NaN, Number.NaN]);
    expect(Number.isNaN(returnNext[498])).toBe(false);
    const plain = prepareDataset([{ name: 'BTC/USDT', columns: rescaled(1, 500) }], HOUR_MS);
    expect(plain.usable.reduce((sum, each) => sum + each, 0)).toBe(600);
  });
});

const REAL: readonly (readonly [string, string, Timeframe])[] = [
  ['BTCUSDT_binance_5m_2024.csv.gz', 'BTC/USDT', '5m'],
  ['BTCUSDT_binance_1h_2024.csv.gz', 'BTC/USDT', '1h'],
  ['BTCUSD_bitstamp_1h_2018-2022.csv.gz', 'BTC/USD', '1h'],
  ['BTCUSD_coinbase_1h_2017-2019.csv.gz', 'BTC/USD', '1h'],
  ['ETHUSDT_binance_15m_2024.csv.gz', 'ETH/USDT', '15m'],
  ['SOLUSDT_binance_15m_2024.csv.gz', 'SOL/USDT', '15m'],
  ['EURUSD_oanda-bidask_1h_2007-2018.csv.gz', 'EUR/USD', '1h'],
  ['GBPUSD_mt5_1h_2014-2022_tickvol.csv.gz', 'GBP/USD', '1h'],
  ['longer/ETHUSD_coinbase_4h_2016-2021.csv.gz', 'ETH/USD', '4h'],
  ['longer/SOLUSDT_binance_1h_2020-2023_novol.csv.gz', 'SOL/USDT', '1h'],
  ['raw/bitfinex_BTCUSD_1m_2013_merged.csv.gz', 'BTC/USD', '1m'],
  ['raw/freqtrade-binance_BTC_USDT-1h_2017-2020.json.gz', 'BTC/USDT', '1h'],
  ['raw/ta4j_Coinbase-BTC-USD-PT4H.json.gz', 'BTC/USD', '4h'],
];

describe.skipIf(sharedPath('data') === null)('real markets (skipped without ../shared)', { timeout: 60_000 }, () => {
  it.each(REAL)('%s has none', (file, symbol, timeframe) => {
    const { candles, findings } = importSeriesFile(sharedPath(`data/${file}`) ?? '', { symbol, timeframe });
    expect(findings.filter(({ code }) => code === 'level-break')).toEqual([]);
    const question = { timeframeMs: timeframeMs(timeframe), calendar: calendarOf(symbol) };
    expect(findLevelBreaks(candles, question).filter(({ stayed }) => stayed > 0)).toEqual([]);
  });

  it('the redenomination of BTT is found at import, with time and ratio', () => {
    const path = sharedPath('cases/16-redenomination/BTTUSDT-1h.csv') ?? '';
    const { candles, findings } = importSeriesFile(path, { symbol: 'BTT/USDT', timeframe: '1h' });
    expect(candles.length).toBe(960);
    expect(findings).toMatchObject([
      {
        code: 'level-break',
        openTimeMs: Date.UTC(2024, 0, 21),
        line: 482,
        say: expect.stringMatching(/and stayed \(× 1000/),
      },
    ]);
  });
});
