import { describe, expect, it } from 'vitest';
import { readCandlesFile } from '../../../../engine/adapters/files/read-candles-file.ts';
import { timeframeMs } from '../../../../engine/market/timeframe.ts';
import { firstDifference } from '../../../support/candles/same-columns.ts';
import { sharedPath } from '../../../support/shared.ts';
import { expectFile, type FileCase, isAbsent, read } from './shared-file.ts';

const GAPS_OF_EURUSD = { gap: [9, 266], holiday: [19, 416] } as const;
const bitcoin2024 = { symbol: 'BTC/USDT', found: {}, layout: {} };
const ether2024 = { ...bitcoin2024, symbol: 'ETH/USDT' };
const euro = {
  symbol: 'EUR/USD',
  timeframe: '1h',
  rows: 74_439,
  candles: 74_439,
  found: GAPS_OF_EURUSD,
  layout: {},
} as const;

/** The cleaned files: nothing but holes and candles without trades is found, hence no false alarm in 484,672 candles. */
const CLEAN: readonly FileCase[] = [
  { ...bitcoin2024, file: 'BTCUSDT_binance_5m_2024.csv.gz', timeframe: '5m', rows: 71_769, candles: 71_769 },
  { ...bitcoin2024, file: 'BTCUSDT_binance_15m_2024.csv.gz', timeframe: '15m', rows: 23_923, candles: 23_923 },
  { ...bitcoin2024, file: 'BTCUSDT_binance_1h_2024.csv.gz', timeframe: '1h', rows: 5_980, candles: 5_980 },
  { ...ether2024, file: 'ETHUSDT_binance_5m_2024.csv.gz', timeframe: '5m', rows: 71_769, candles: 71_769 },
  { ...ether2024, file: 'ETHUSDT_binance_15m_2024.csv.gz', timeframe: '15m', rows: 23_923, candles: 23_923 },
  { ...ether2024, file: 'ETHUSDT_binance_1h_2024.csv.gz', timeframe: '1h', rows: 5_980, candles: 5_980 },
  {
    ...bitcoin2024,
    symbol: 'SOL/USDT',
    file: 'SOLUSDT_binance_15m_2024.csv.gz',
    timeframe: '15m',
    rows: 24_009,
    candles: 24_009,
  },
  {
    ...bitcoin2024,
    symbol: 'BTC/USD',
    file: 'BTCUSD_bitstamp_1h_2018-2022.csv.gz',
    timeframe: '1h',
    rows: 33_259,
    candles: 33_259,
    found: { 'zero-volume': 5 },
  },
  {
    ...bitcoin2024,
    symbol: 'BTC/USD',
    file: 'BTCUSD_coinbase_1h_2017-2019.csv.gz',
    timeframe: '1h',
    rows: 16_882,
    candles: 16_882,
    found: { 'zero-volume': 26 },
  },
  { ...euro, file: 'EURUSD_oanda-bid_1h_2007-2018_novol.csv.gz' },
  { ...euro, file: 'EURUSD_oanda-bidask_1h_2007-2018.csv.gz' },
  {
    symbol: 'GBP/USD',
    timeframe: '1h',
    rows: 45_083,
    candles: 45_083,
    found: { gap: 27, holiday: [15, 371] },
    layout: {},
    file: 'GBPUSD_mt5_1h_2014-2022_tickvol.csv.gz',
  },
];

describe.skipIf(isAbsent)('the clean files (skipped without ../shared/data)', () => {
  it.each(CLEAN)('$file: no false alarm', expectFile);

  it.each(CLEAN)('$file: comes back as it is', ({ file, symbol, timeframe }) => {
    const expected = readCandlesFile(sharedPath(`data/${file}`) ?? '');
    const { candles } = read(file, symbol, { timeframe });
    expect(firstDifference(candles, expected)).toBeNull();
  });

  it.each([
    ['March 2020', Date.UTC(2020, 2, 8), Date.UTC(2020, 2, 22)],
    ['May 2021', Date.UTC(2021, 4, 12), Date.UTC(2021, 4, 30)],
  ])('the crash of %s is no outlier, alone or in the whole', (_, fromMs, toMs) => {
    const { candles, findings } = read('BTCUSD_bitstamp_1h_2018-2022.csv.gz', 'BTC/USD');
    expect(
      findings.filter(({ openTimeMs, code }) => openTimeMs >= fromMs && openTimeMs < toMs && code !== 'zero-volume'),
    ).toEqual([]);
    const within = candles.openTimeMs.filter((timeMs) => timeMs >= fromMs && timeMs < toMs);
    expect(within).toHaveLength((toMs - fromMs) / timeframeMs('1h'));
  });
});
