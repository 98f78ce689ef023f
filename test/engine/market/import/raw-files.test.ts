import { describe, expect, it } from 'vitest';
import { readCandlesFile } from '../../../../engine/adapters/files/read-candles-file.ts';
import { compareClocks } from '../../../../engine/market/clean/compare-clocks.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { firstDifference } from '../../../support/candles/same-columns.ts';
import { sharedPath } from '../../../support/shared.ts';
import { expectFile, type FileCase, isAbsent, read, times } from './shared-file.ts';

/** What the table of raw defects says of each file, and what else is in them: see the notes beside. */
const RAW: readonly FileCase[] = [
  {
    file: 'raw/bitfinex_BTCUSD_1m_2013_merged.csv.gz',
    symbol: 'BTC/USD',
    timeframe: '1m',
    rows: 148_055,
    candles: 148_047,
    // The four prints of the table, and three of the same kind that it does not list.
    found: { gap: [49_884, 247_938], 'bad-print': [7, 8] },
    layout: {
      columns: ['time', 'open', 'close', 'high', 'low', 'volume'],
      columnsFrom: 'rows',
      times: 'epoch',
      order: 'oldest first',
    },
  },
  {
    file: 'raw/cdd-bitstamp_BTC_USD-Hourly.csv.gz',
    symbol: 'BTC/USD',
    timeframe: '1h',
    rows: 33_259,
    candles: 33_259,
    found: { 'volume-swapped': 20_143, 'zero-volume': 5 },
    layout: { order: 'newest first', columnsFrom: 'header' },
  },
  {
    file: 'raw/cdd-coinbase_BTCUSD_1h.csv.gz',
    symbol: 'BTC/USD',
    timeframe: '1h',
    rows: 20_111,
    candles: 20_111,
    // The end of the slip, where two clocks are interleaved, is out of order by five rows.
    found: { 'zero-volume': 28, 'out-of-order': 5 },
    layout: { bannerLines: 1, order: 'newest first', times: 'wall-12' },
  },
  {
    file: 'raw/ta4j_Coinbase-BTC-USD-PT4H.json.gz',
    symbol: 'BTC/USD',
    timeframe: '4h',
    rows: 20_695,
    candles: 20_693,
    // The false low of the table; and an open of 0.06 on 2017-04-15 between closes of 1183 and 1179.
    found: { 'bad-print': 2, gap: [3, 5] },
    layout: { format: 'json', columns: ['time', 'low', 'high', 'open', 'close', 'volume'] },
  },
  {
    file: 'raw/mt5-servertime_GBPUSDh1.csv.gz',
    symbol: 'GBP/USD',
    timeframe: '1h',
    zone: 'eet-mt5',
    rows: 57_600,
    candles: 45_083,
    // Until 2014-11 the server kept UTC+1/+2: the trading week says so, and the week of the change is left out too.
    found: { 'clock-shift': [2, 12_517], gap: 27, holiday: [15, 371] },
    layout: { pointSize: 0.00001, clock: 'eet-mt5', times: 'wall' },
  },
  {
    file: 'raw/mt5-servertime_GBPUSDh1.csv.gz',
    symbol: 'GBP/USD',
    timeframe: '1h',
    zone: 'cet-mt5,2014-11-24=eet-mt5',
    rows: 57_600,
    candles: 57_600,
    // Before, that server opened each week an hour after New York: from the fourth week on that is its session.
    found: { gap: [39, 48], session: 94, holiday: [19, 499] },
    layout: { pointSize: 0.00001 },
  },
  {
    file: 'raw/freqtrade-binance_BTC_USDT-1h_2017-2020.json.gz',
    symbol: 'BTC/USDT',
    timeframe: '1h',
    rows: 21_453,
    candles: 21_410,
    found: { gap: [13, 96], 'off-grid': 43, 'zero-volume': 1 },
    layout: { format: 'json', columns: ['time', 'open', 'high', 'low', 'close', 'volume'], columnsFrom: 'rows' },
  },
  {
    file: 'raw/cryptocompare_btc-hourly_concat-dups.csv.gz',
    symbol: 'BTC/USD',
    timeframe: '1h',
    rows: 48_049,
    candles: 48_024,
    // 25 hours that come twice, of which one differs; all but the newest of them out of order. And a high below its open.
    found: { duplicate: 24, conflict: 1, 'out-of-order': 24, 'high-low': 1 },
    layout: { columns: ['time', null, null, 'open', 'high', 'close', 'low', 'volume', 'quoteVolume'], blankLines: 2 },
  },
];

describe.skipIf(isAbsent)('the raw files (skipped without ../shared/data)', () => {
  it.each(RAW)('$file $zone: every defect is found, and no other', expectFile);

  it('the four bad prints of Bitfinex are among those found', () => {
    expect(
      times(read('raw/bitfinex_BTCUSD_1m_2013_merged.csv.gz', 'BTC/USD', { timeframe: '1m' }), 'bad-print'),
    ).toEqual([
      '2013-04-10T17:36',
      '2013-04-11T12:34',
      '2013-04-11T18:12',
      '2013-04-14T02:44',
      '2013-04-16T04:38',
      '2013-04-26T08:21',
      '2013-07-01T18:01',
    ]);
  });

  it("the false low of ta4j's file is found", () => {
    expect(times(read('raw/ta4j_Coinbase-BTC-USD-PT4H.json.gz', 'BTC/USD', { timeframe: '4h' }), 'bad-print')).toEqual([
      '2017-04-15T20:00',
      '2018-04-03T20:00',
    ]);
  });

  it('of the conflicting pair the finished candle wins', () => {
    const { candles, findings } = read('raw/cryptocompare_btc-hourly_concat-dups.csv.gz', 'BTC/USD');
    const row = candles.openTimeMs.indexOf(Date.UTC(2025, 4, 13, 10));
    expect([candles.close[row], candles.volume[row]]).toEqual([103_496.73, 357.98]);
    expect(findings.find(({ code }) => code === 'conflict')?.line).toBe(48_025);
  });

  it('the longest gap of Binance is 32 hours after 2018-02-08T00', () => {
    const { findings } = read('raw/freqtrade-binance_BTC_USDT-1h_2017-2020.json.gz', 'BTC/USDT');
    const gaps = findings.filter(({ code }) => code === 'gap').sort((one, other) => other.candles - one.candles);
    expect([gaps[0]?.candles, gaps[0]?.openTimeMs]).toEqual([32, Date.UTC(2018, 1, 8, 1)]);
  });

  it('the raw file of Bitstamp becomes the clean one, to the last digit', () => {
    const expected = readCandlesFile(sharedPath('data/BTCUSD_bitstamp_1h_2018-2022.csv.gz') ?? '');
    expect(firstDifference(read('raw/cdd-bitstamp_BTC_USD-Hourly.csv.gz', 'BTC/USD').candles, expected)).toBeNull();
  });

  it('the raw file of MetaTrader becomes the clean one but for one week of October 2017', () => {
    const { candles } = read('raw/mt5-servertime_GBPUSDh1.csv.gz', 'GBP/USD', { zone: 'eet-mt5' });
    const expected = readCandlesFile(sharedPath('data/GBPUSD_mt5_1h_2014-2022_tickvol.csv.gz') ?? '');
    // The clean file has that server on summer time for a week longer than the European Union.
    const isLonger = (timeMs: number): boolean => timeMs >= Date.UTC(2017, 9, 29) && timeMs < Date.UTC(2017, 10, 4);
    const openTimeMs = expected.openTimeMs.map((timeMs) => (isLonger(timeMs) ? timeMs + HOUR_MS : timeMs));
    expect(firstDifference(candles, { ...expected, openTimeMs })).toBeNull();
  });

  it('a clock that does not fit the trading week is refused', () => {
    expect(() => read('raw/mt5-servertime_GBPUSDh1.csv.gz', 'GBP/USD')).toThrow(
      /Friday 17:00 New York.*state it with --zone/,
    );
    expect(() => read('raw/mt5-servertime_GBPUSDh1.csv.gz', 'GBP/USD', { zone: 'America/New_York' })).toThrow(/--zone/);
  });

  it('the slip of Coinbase is found against Binance: four hours from September, five from 5 November 2017', () => {
    const { candles } = read('raw/cdd-coinbase_BTCUSD_1h.csv.gz', 'BTC/USD');
    const other = read('raw/freqtrade-binance_BTC_USDT-1h_2017-2020.json.gz', 'BTC/USDT').candles;
    const found = compareClocks(candles, other, HOUR_MS);
    if (found.type !== 'compared') throw new Error(found.why);
    const day = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 13);
    expect(found.slips.map(({ fromMs, toMs, earlyHours }) => [day(fromMs), day(toMs), earlyHours])).toEqual([
      ['2017-09-22T21', '2017-11-04T23', 4],
      ['2017-11-05T00', '2017-11-12T03', 5],
    ]);
  });

  it.each([
    ['BTCUSD_coinbase_1h_2017-2019.csv.gz', 'BTCUSD_bitstamp_1h_2018-2022.csv.gz'],
    ['BTCUSD_coinbase_1h_2017-2019.csv.gz', 'raw/freqtrade-binance_BTC_USDT-1h_2017-2020.json.gz'],
    ['BTCUSD_bitstamp_1h_2018-2022.csv.gz', 'raw/cryptocompare_btc-hourly_concat-dups.csv.gz'],
    ['BTCUSDT_binance_1h_2024.csv.gz', 'ETHUSDT_binance_1h_2024.csv.gz'],
  ])('%s keeps the clock of %s', (one, other) => {
    const found = compareClocks(read(one, 'BTC/USD').candles, read(other, 'BTC/USD').candles, HOUR_MS);
    expect(found).toMatchObject({ type: 'compared', slips: [] });
  });
});
