import { parseZone } from '../../../engine/market/import/time/clock.ts';
import {
  broker,
  type Candle,
  candles,
  dmy,
  type Format,
  HOUR_MS,
  iso,
  lines,
  newYork,
  offset,
  part,
  prices,
  START_MS,
  shifted,
  ymd,
} from '../candles/written-candles.ts';

export const BROKER_FORMATS: readonly Format[] = [
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
