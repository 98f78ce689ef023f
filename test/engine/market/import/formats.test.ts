import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { CandleColumns } from '../../../../engine/market/candle.ts';
import { parseUtcOffset, parseZone } from '../../../../engine/market/import/clock.ts';
import { type ImportedSeries, importSeries } from '../../../../engine/market/import/import-series.ts';
import { AS_WRITTEN, type FileReading } from '../../../../engine/market/import/layout.ts';
import { randomWalk } from '../../../support/random-walk.ts';
import { firstDifference } from '../../../support/same-columns.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2024, 0, 1);
const walk = randomWalk({ rows: 480, seed: 11, startMs: START_MS });
const rounded = (column: Float64Array): Float64Array => column.map((value) => Math.round(value * 1e3) / 1e3);
/** Prices of three decimals, volumes of none: what every format can write. */
const market: CandleColumns = {
  ...walk,
  open: rounded(walk.open),
  high: rounded(walk.high),
  low: rounded(walk.low),
  close: rounded(walk.close),
  volume: walk.volume.map((volume) => Math.ceil(volume)),
};

interface Candle {
  readonly ms: number;
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly c: number;
  readonly v: number;
  readonly row: number;
}
const candles: readonly Candle[] = Array.from(market.openTimeMs, (ms, row) => {
  const at = (column: Float64Array): number => column[row] ?? Number.NaN;
  return {
    ms,
    o: at(market.open),
    h: at(market.high),
    l: at(market.low),
    c: at(market.close),
    v: at(market.volume),
    row,
  };
});
const newestFirst = [...candles].reverse();
const lines = (write: (candle: Candle) => string, header: readonly string[] = [], of = candles): string =>
  `${[...header, ...of.map(write)].join('\n')}\n`;

const iso = (ms: number): string => new Date(ms).toISOString();
const part = (ms: number, from: number, to: number): string => iso(ms).slice(from, to);
const ymd = (ms: number, mark = ''): string => part(ms, 0, 10).replaceAll('-', mark);
const dmy = (ms: number, mark: string): string => part(ms, 0, 10).split('-').reverse().join(mark);
const mdy = (ms: number): string => `${part(ms, 5, 7)}/${part(ms, 8, 10)}/${part(ms, 0, 4)}`;
const wall = (ms: number): string => iso(ms).slice(0, 19).replace('T', ' ');
const quote = ({ v, c }: Candle): number => v * c;
const prices = ({ o, h, l, c }: Candle): string => [o, h, l, c].join(',');
const texts = ({ o, h, l, c, v }: Candle): readonly string[] => [o, h, l, c, v].map(String);

interface Format {
  readonly name: string;
  readonly file: () => string | Buffer;
  readonly reading?: Partial<FileReading>;
  readonly hasVolume?: false;
  readonly layout?: Readonly<Record<string, unknown>>;
}

const shifted =
  (hours: number): ((ms: number) => number) =>
  (ms) =>
    ms + hours * HOUR_MS;
const [broker, newYork] = [shifted(2), shifted(-5)];
const offset = (text: string): Partial<FileReading> => ({ clock: parseUtcOffset(text) });

const BROKERS: readonly Format[] = [
  {
    name: 'MetaTrader 4 history center',
    file: () => lines((x) => `${ymd(broker(x.ms), '.')},${part(broker(x.ms), 11, 16)},${prices(x)},${x.v}`),
    reading: offset('+02:00'),
  },
  {
    name: 'MetaTrader 5 bars, tabs, UTF-16 with BOM, Windows line ends',
    file: () => {
      const row = (x: Candle): string =>
        [ymd(broker(x.ms), '.'), part(broker(x.ms), 11, 19), x.o, x.h, x.l, x.c, x.v, 0, 12].join('\t');
      const head = '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>';
      return Buffer.from(`\ufeff${lines(row, [head]).replaceAll('\n', '\r\n')}`, 'utf16le');
    },
    reading: { clock: parseZone('Etc/GMT-2') },
  },
  {
    name: 'HistData, generic ASCII, EST without summer time',
    file: () =>
      lines(
        (x) =>
          `${ymd(newYork(x.ms))} ${part(newYork(x.ms), 11, 19).replaceAll(':', '')};${prices(x).replaceAll(',', ';')};${x.v}`,
      ),
    reading: offset('-05:00'),
  },
  {
    name: 'HistData, MetaTrader flavour',
    file: () => lines((x) => `${ymd(newYork(x.ms), '.')},${part(newYork(x.ms), 11, 16)},${prices(x)},${x.v}`),
    reading: offset('-5'),
  },
  {
    name: 'Dukascopy in GMT',
    file: () =>
      lines(
        (x) => `${dmy(x.ms, '.')} ${part(x.ms, 11, 23)},${prices(x)},${x.v}`,
        ['Gmt time,Open,High,Low,Close,Volume'],
      ),
    layout: { clock: 'UTC' },
  },
  {
    name: 'Dukascopy in local time',
    file: () =>
      lines(
        (x) => `${dmy(shifted(1)(x.ms), '.')} ${part(shifted(1)(x.ms), 11, 23)} GMT+0100,${prices(x)},${x.v}`,
        ['Local time,Open,High,Low,Close,Volume'],
      ),
    layout: { times: 'zoned' },
  },
  {
    name: 'OANDA v20 with mid prices and a candle that still runs',
    file: () => {
      const list = candles.map(({ ms, o, h, l, c, v }) => {
        const mid = { o: String(o), h: String(h), l: String(l), c: String(c) };
        return { complete: true, volume: v, time: iso(ms).replace('000Z', '000000000Z'), mid };
      });
      const running = {
        complete: false,
        volume: 1,
        time: iso(START_MS + 480 * HOUR_MS),
        mid: { o: '1', h: '1', l: '1', c: '1' },
      };
      return JSON.stringify({ instrument: 'EUR_USD', granularity: 'H1', candles: [...list, running] });
    },
  },
  {
    name: 'Stooq and Finam with ticker, period and packed times',
    file: () =>
      lines(
        (x) => `X,60,${ymd(x.ms)},${part(x.ms, 11, 19).replaceAll(':', '')},${prices(x)},${x.v}`,
        ['<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>'],
      ),
  },
];

const KLINES = ({ ms, o, h, l, c, v }: Candle, unit: number): string =>
  [ms * unit, o, h, l, c, v, (ms + HOUR_MS) * unit - 1, v * c, 7, v / 2, (v * c) / 2, 0].join(',');
const KLINE_HEADER =
  'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore';

const EXCHANGES: readonly Format[] = [
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

const SITES: readonly Format[] = [
  {
    name: 'TradingView with an average of the volume',
    file: () =>
      lines(
        (x) => `${x.ms / 1_000},${prices(x)},${x.v},${x.row < 20 ? 'NaN' : x.v * 1.1}`,
        ['time,open,high,low,close,Volume,Volume MA'],
      ),
  },
  {
    name: 'TradingView with ISO times',
    file: () =>
      lines((x) => `${iso(x.ms).replace('.000', '')},${prices(x)},${x.v}`, ['time,open,high,low,close,Volume']),
  },
  {
    name: 'yfinance with three lines of header',
    file: () =>
      lines(
        (x) => `${wall(x.ms)}+00:00,${x.c},${x.h},${x.l},${x.o},${x.v}`,
        ['Price,Close,High,Low,Open,Volume', 'Ticker,BTC-USD,BTC-USD,BTC-USD,BTC-USD,BTC-USD', 'Datetime,,,,,'],
      ),
  },
  {
    name: 'Yahoo with an adjusted close',
    file: () =>
      lines((x) => `${wall(x.ms)},${prices(x)},${x.c * 0.9},${x.v}`, ['Date,Open,High,Low,Close,Adj Close,Volume']),
  },
  {
    name: 'Yahoo chart JSON',
    file: () =>
      JSON.stringify({
        chart: {
          result: [
            {
              meta: { symbol: 'BTC-USD' },
              timestamp: candles.map((x) => x.ms / 1_000),
              indicators: {
                quote: [
                  {
                    volume: candles.map((x) => x.v),
                    low: candles.map((x) => x.l),
                    open: candles.map((x) => x.o),
                    close: candles.map((x) => x.c),
                    high: candles.map((x) => x.h),
                  },
                ],
              },
            },
          ],
          error: null,
        },
      }),
  },
  {
    name: 'investing.com in English: month first, thousands by commas, K',
    file: () =>
      lines(
        (x) =>
          `"${mdy(x.ms)} ${part(x.ms, 11, 16)}","${[x.c, x.o, x.h, x.l].map((price) => `1,${price.toFixed(3).padStart(7, '0')}`).join('","')}","${x.v / 1_000}K","1.23%"`,
        ['"Date","Price","Open","High","Low","Vol.","Change %"'],
        newestFirst,
      ),
  },
  {
    name: 'investing.com in German: day first, decimal comma',
    file: () =>
      lines(
        (x) =>
          `"${dmy(x.ms, '.')} ${part(x.ms, 11, 16)}","${[x.c, x.o, x.h, x.l].map((price) => `1.${price.toFixed(3).padStart(7, '0').replace('.', ',')}`).join('","')}","${String(x.v / 1_000).replace('.', ',')}K","1,23%"`,
        ['"Datum","Zuletzt","Eröffn.","Hoch","Tief","Vol.","+/- %"'],
        newestFirst,
      ),
  },
  {
    name: 'CryptoCompare JSON',
    file: () =>
      JSON.stringify({
        Response: 'Success',
        Data: {
          Data: candles.map((x) => ({
            time: x.ms / 1_000,
            high: x.h,
            low: x.l,
            open: x.o,
            volumefrom: x.v,
            volumeto: quote(x),
            close: x.c,
            conversionType: 'direct',
          })),
        },
      }),
  },
  {
    name: 'Alpha Vantage JSON under its own zone',
    file: () =>
      JSON.stringify({
        'Meta Data': { '1. Information': 'Intraday', '6. Time Zone': 'US/Eastern' },
        'Time Series (60min)': Object.fromEntries(
          newestFirst.map((x) => [
            wall(newYork(x.ms)),
            {
              '1. open': `${x.o}`,
              '2. high': `${x.h}`,
              '3. low': `${x.l}`,
              '4. close': `${x.c}`,
              '5. volume': `${x.v}`,
            },
          ]),
        ),
      }),
    layout: { clock: 'US/Eastern' },
  },
  {
    name: 'Twelve Data JSON',
    file: () =>
      JSON.stringify({
        meta: { symbol: 'BTC/USD' },
        values: newestFirst.map((x) => ({
          datetime: wall(x.ms),
          open: `${x.o}`,
          high: `${x.h}`,
          low: `${x.l}`,
          close: `${x.c}`,
          volume: `${x.v}`,
        })),
        status: 'ok',
      }),
  },
  {
    name: 'Polygon JSON',
    file: () =>
      JSON.stringify({
        ticker: 'X',
        results: candles.map((x) => ({ v: x.v, vw: (x.h + x.l) / 2, o: x.o, c: x.c, h: x.h, l: x.l, t: x.ms, n: 3 })),
      }),
  },
  {
    name: 'ta4j JSON, stamped with the end of the bar',
    file: () =>
      JSON.stringify({
        name: 'x',
        ohlc: candles.map((x) => ({
          endTime: (x.ms + HOUR_MS) / 1_000,
          openPrice: x.o,
          highPrice: x.h,
          lowPrice: x.l,
          closePrice: x.c,
          volume: x.v,
        })),
      }),
    layout: { stampedWithClose: true },
  },
  {
    name: 'a header that says close time',
    file: () => lines((x) => `${iso(x.ms + HOUR_MS)},${prices(x)},${x.v}`, ['Close Time,Open,High,Low,Close,Volume']),
    layout: { stampedWithClose: true },
  },
  {
    name: 'CoinMarketCap: open and close time, semicolons',
    file: () =>
      lines(
        (x) =>
          `"${iso(x.ms)}";"${iso(x.ms + HOUR_MS - 1)}";"x";${prices(x).replaceAll(',', ';')};${x.v};1;"${iso(x.ms + HOUR_MS - 1)}"`,
        ['timeOpen;timeClose;name;open;high;low;close;volume;marketCap;timestamp'],
      ),
  },
  {
    name: 'a spreadsheet in German: semicolons, decimal commas, Windows-1252',
    file: () =>
      Buffer.from(
        lines(
          (x) =>
            `${dmy(x.ms, '.')} ${part(x.ms, 11, 16)};${[x.o, x.h, x.l, x.c, x.v].map((n) => String(n).replace('.', ',')).join(';')};für`,
          ['Datum;Eröffnung;Höchst;Tief;Schluss;Volumen;Währung'],
        ),
        'latin1',
      ),
  },
];

const ALL = [...BROKERS, ...EXCHANGES, ...SITES];

describe('files of tools people use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'formats-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const read = (file: string | Buffer, reading: Partial<FileReading> = {}): ImportedSeries => {
    const path = join(folder, 'file');
    writeFileSync(path, file);
    return importSeries(path, { symbol: 'BTC/USDT', timeframe: '1h' }, { ...AS_WRITTEN, ...reading });
  };

  it.each(ALL)('$name gives the same candles', ({ name, file, reading, layout = {} }) => {
    const series = read(file(), reading);
    const added = name.startsWith('investing') ? 1_000 : 0;
    const plain = (column: Float64Array): Float64Array =>
      column.map((price) => Math.round((price - added) * 1e3) / 1e3);
    const found: CandleColumns = {
      ...series.candles,
      open: plain(series.candles.open),
      high: plain(series.candles.high),
      low: plain(series.candles.low),
      close: plain(series.candles.close),
      takerBuyVolume: null,
    };
    expect(firstDifference(found, market)).toBeNull();
    expect(series.layout).toMatchObject(layout);
  });

  it('leaves out candles that the source marks as running, and says so', () => {
    for (const name of ['OANDA', 'OKX']) {
      const format = ALL.find((each) => each.name.startsWith(name));
      const { findings } = read(format?.file() ?? '');
      expect(findings).toMatchObject([{ code: 'unfinished', action: 'removed', openTimeMs: START_MS + 480 * HOUR_MS }]);
    }
  });

  it.each([
    [
      'day or month first',
      lines((x) => `02/03/2024 ${part(x.ms, 11, 16)},${prices(x)}`, ['time,open,high,low,close'], candles.slice(0, 20)),
      /--dates day-first or --dates month-first/,
    ],
    [
      'thousands or decimals',
      lines((x) => `${x.ms}\t1,001\t1,003\t1,000\t1,002`, ['time\topen\thigh\tlow\tclose']),
      /--decimal comma or --decimal point/,
    ],
    [
      'JSON of two markets',
      JSON.stringify({
        bars: {
          A: candles.map(({ ms, o, h, l, c }) => ({ t: ms, o, h, l, c })),
          B: [{ t: 1, o: 1, h: 1, l: 1, c: 1 }],
        },
      }),
      /of one market, were 2 lists/,
    ],
    [
      'an answer that is an error',
      '{"retCode":10001,"retMsg":"params error: \\u001b[31msymbol"}',
      /says "params error: \?\[31msymbol"/,
    ],
    ['a page', '<html><script>1</script></html>', /was a web page/],
    ['a Parquet file', 'PAR1\u0015\u0004', /was a Parquet file: save it as CSV/],
    ['an SQLite database', 'SQLite format 3\u0000', /was an SQLite database/],
  ])('says in one sentence what %s lacks', (_, file, words) => {
    expect(() => read(file)).toThrow(words);
  });

  it.each([
    [
      'dates',
      { dates: 'day-first' },
      lines((x) => `${dmy(x.ms, '/')} ${part(x.ms, 11, 16)},${prices(x)},${x.v}`, ['time,open,high,low,close,volume']),
    ],
    [
      'decimal',
      { decimal: 'comma' },
      lines(
        (x) => [x.ms, x.o, x.h, x.l, x.c, x.v].map((n) => String(n).replace('.', ',')).join('\t'),
        ['time\topen\thigh\tlow\tclose\tvolume'],
      ),
    ],
  ] as const)('takes the option --%s', (_, reading, file) => {
    expect(firstDifference(read(file, reading).candles, market)).toBeNull();
  });
});
