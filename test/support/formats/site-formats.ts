import {
  candles,
  dmy,
  type Format,
  HOUR_MS,
  iso,
  lines,
  mdy,
  newestFirst,
  newYork,
  part,
  prices,
  quote,
  wall,
} from '../candles/written-candles.ts';

/** A row with every cell in quotes. */
const quoted = (cells: readonly string[]): string => `"${cells.join('","')}"`;

export const SITE_FORMATS: readonly Format[] = [
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
          quoted([
            `${mdy(x.ms)} ${part(x.ms, 11, 16)}`,
            ...[x.c, x.o, x.h, x.l].map((price) => `1,${price.toFixed(3).padStart(7, '0')}`),
            `${x.v / 1_000}K`,
            '1.23%',
          ]),
        ['"Date","Price","Open","High","Low","Vol.","Change %"'],
        newestFirst,
      ),
  },
  {
    name: 'investing.com in German: day first, decimal comma',
    file: () =>
      lines(
        (x) =>
          quoted([
            `${dmy(x.ms, '.')} ${part(x.ms, 11, 16)}`,
            ...[x.c, x.o, x.h, x.l].map((price) => `1.${price.toFixed(3).padStart(7, '0').replace('.', ',')}`),
            `${String(x.v / 1_000).replace('.', ',')}K`,
            '1,23%',
          ]),
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
