import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { importSeriesFile } from '../../../../engine/adapters/files/import-candles-file.ts';
import type { CandleColumns } from '../../../../engine/market/candle.ts';
import type { ImportedSeries } from '../../../../engine/market/import/import-series.ts';
import { AS_WRITTEN, type FileReading } from '../../../../engine/market/import/layout.ts';
import { firstDifference } from '../../../support/candles/same-columns.ts';
import {
  candles,
  dmy,
  HOUR_MS,
  lines,
  market,
  part,
  prices,
  START_MS,
} from '../../../support/candles/written-candles.ts';
import { BROKER_FORMATS } from '../../../support/formats/broker-formats.ts';
import { EXCHANGE_FORMATS } from '../../../support/formats/exchange-formats.ts';
import { SITE_FORMATS } from '../../../support/formats/site-formats.ts';

const ALL = [...BROKER_FORMATS, ...EXCHANGE_FORMATS, ...SITE_FORMATS];

describe('files of tools people use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'formats-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const read = (file: string | Buffer, reading: Partial<FileReading> = {}): ImportedSeries => {
    const path = join(folder, 'file');
    writeFileSync(path, file);
    return importSeriesFile(path, { symbol: 'BTC/USDT', timeframe: '1h' }, { ...AS_WRITTEN, ...reading });
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
