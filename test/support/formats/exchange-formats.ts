import { gzipSync } from 'node:zlib';
import {
  type Candle,
  candles,
  type Format,
  HOUR_MS,
  lines,
  newestFirst,
  prices,
  quote,
  START_MS,
  texts,
  wall,
} from '../candles/written-candles.ts';

const KLINES = ({ ms, o, h, l, c, v }: Candle, unit: number): string =>
  [ms * unit, o, h, l, c, v, (ms + HOUR_MS) * unit - 1, v * c, 7, v / 2, (v * c) / 2, 0].join(',');
const KLINE_HEADER =
  'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore';

export const EXCHANGE_FORMATS: readonly Format[] = [
  { name: 'Binance Vision, no header, microseconds', file: () => lines((x) => KLINES(x, 1_000)) },
  { name: 'Binance Vision futures with a header', file: () => lines((x) => KLINES(x, 1), [KLINE_HEADER]) },
  {
    name: 'Kraken OHLCVT, no header',
    file: () => lines((x) => `${x.ms / 1_000},${prices(x)},${x.v},${(x.row * 37) % 91}`),
  },
  {
    name: 'CryptoDataDownload, banner, newest first',
    file: () =>
      lines(
        (x) => `${x.ms / 1_000},${wall(x.ms)},BTC/USDT,${prices(x)},${x.v},${quote(x)},9`,
        [
          'https://www.CryptoDataDownload.com',
          'unix,date,symbol,open,high,low,close,Volume BTC,Volume USDT,tradecount',
        ],
        newestFirst,
      ),
  },
  {
    name: 'Coinbase arrays',
    file: () => JSON.stringify(newestFirst.map(({ ms, o, h, l, c, v }) => [ms / 1_000, l, h, o, c, v])),
  },
  {
    name: 'Coinbase Advanced',
    file: () =>
      JSON.stringify({
        candles: newestFirst.map(({ ms, o, h, l, c, v }) => ({
          start: String(ms / 1_000),
          low: String(l),
          high: String(h),
          open: String(o),
          close: String(c),
          volume: String(v),
        })),
      }),
  },
  {
    name: 'Bybit',
    file: () =>
      JSON.stringify({
        retCode: 0,
        result: { category: 'spot', list: newestFirst.map((x) => [String(x.ms), ...texts(x), String(quote(x))]) },
      }),
  },
  {
    name: 'OKX with a candle that still runs',
    file: () => {
      const list = newestFirst.map((x) => [String(x.ms), ...texts(x), String(quote(x)), String(quote(x)), '1']);
      return JSON.stringify({
        code: '0',
        msg: '',
        data: [[String(START_MS + 480 * HOUR_MS), '1', '1', '1', '1', '1', '1', '1', '0'], ...list],
      });
    },
  },
  {
    name: 'Kraken API, average price before the volume',
    file: () =>
      JSON.stringify({
        error: [],
        result: {
          XXBTZUSD: candles.map((x) => [
            x.ms / 1_000,
            ...texts(x).slice(0, 4),
            String((x.h + x.l) / 2),
            String(x.v),
            100,
          ]),
          last: 1,
        },
      }),
  },
  {
    name: 'Bitfinex',
    file: () => JSON.stringify(newestFirst.map(({ ms, o, h, l, c, v }) => [ms, o, c, h, l, v])),
  },
  {
    name: 'Bitstamp',
    file: () =>
      JSON.stringify({
        data: {
          pair: 'BTC/USD',
          ohlc: candles.map(({ ms, o, h, l, c, v }) => ({
            timestamp: String(ms / 1_000),
            open: `${o}`,
            high: `${h}`,
            low: `${l}`,
            close: `${c}`,
            volume: `${v}`,
          })),
        },
      }),
  },
  {
    name: 'KuCoin',
    file: () =>
      JSON.stringify({
        code: '200000',
        data: newestFirst.map((x) => [
          String(x.ms / 1_000),
          `${x.o}`,
          `${x.c}`,
          `${x.h}`,
          `${x.l}`,
          `${x.v}`,
          String(quote(x)),
        ]),
      }),
  },
  {
    name: 'Gate, quote volume first',
    file: () =>
      JSON.stringify(
        candles.map((x) => [
          String(x.ms / 1_000),
          String(quote(x)),
          `${x.c}`,
          `${x.h}`,
          `${x.l}`,
          `${x.o}`,
          `${x.v}`,
          'true',
        ]),
      ),
  },
  {
    name: 'HTX, which calls the base amount',
    file: () =>
      JSON.stringify({
        status: 'ok',
        ch: 'x',
        data: newestFirst.map((x) => ({
          id: x.ms / 1_000,
          open: x.o,
          close: x.c,
          low: x.l,
          high: x.h,
          amount: x.v,
          vol: quote(x),
          count: 5,
        })),
      }),
  },
  {
    name: 'MEXC',
    file: () => JSON.stringify(candles.map((x) => [x.ms, ...texts(x), x.ms + HOUR_MS, String(quote(x))])),
  },
  {
    name: 'Deribit, an array per column',
    file: () =>
      JSON.stringify({
        jsonrpc: '2.0',
        result: {
          status: 'ok',
          ticks: candles.map((x) => x.ms),
          open: candles.map((x) => x.o),
          high: candles.map((x) => x.h),
          low: candles.map((x) => x.l),
          close: candles.map((x) => x.c),
          volume: candles.map((x) => x.v),
          cost: candles.map(quote),
        },
      }),
  },
  {
    name: 'ccxt rows in JSON, gzip, as freqtrade keeps them',
    file: () => gzipSync(JSON.stringify(candles.map(({ ms, o, h, l, c, v }) => [ms, o, h, l, c, v]))),
  },
];
