import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCandlesFile } from '../../../../engine/adapters/files/read-candles-file.ts';
import { candleAt } from '../../../../engine/market/candle.ts';
import { CandleFileError } from '../../../../engine/market/csv/candle-file-error.ts';
import { parseCandlesCsv } from '../../../../engine/market/csv/parse-candles-csv.ts';
import { parseNumber, parseTimeMs } from '../../../../engine/market/csv/parse-number.ts';
import { sharedPath } from '../../../support/shared.ts';

const HEADER = 'time,open,high,low,close,volume';
const read = (text: string) => parseCandlesCsv(Buffer.from(text), 'x.csv');
const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('candle files', () => {
  it.each([
    ['ISO time', '2024-01-01T00:00:00Z'],
    ['ISO time without a zone is UTC', '2024-01-01 00:00:00'],
    ['ISO time with an offset', '2024-01-01T02:00:00+02:00'],
    ['ISO time with milliseconds', '2024-01-01T00:00:00.000Z'],
    ['a date', '2024-01-01'],
    ['epoch seconds', '1704067200'],
    ['epoch milliseconds', '1704067200000'],
    ['epoch microseconds', '1704067200000000'],
  ])('%s is read', (_, time) => {
    const columns = read(`${HEADER}\n${time},1.5,2,1,1.75,10\n`);
    expect(candleAt(columns, 0)).toEqual({
      openTimeMs: 1_704_067_200_000,
      open: 1.5,
      high: 2,
      low: 1,
      close: 1.75,
      volume: 10,
    });
  });

  it('an empty volume is unknown, a missing volume column too', () => {
    expect(candleAt(read(`${HEADER}\n1704067200,1,1,1,1,\n`), 0).volume).toBeNull();
    expect(candleAt(read('time,open,high,low,close\n1704067200,1,1,1,1\n'), 0).volume).toBeNull();
  });

  it('columns may come in another order, with others between, Windows line ends, blank lines and a byte order mark', () => {
    const columns = read(
      '\ufeffsymbol,close,low,high,open,time\r\nBTC,4,1,5,2,1704067200\r\n\r\nBTC,4,1,5,2,1704070800',
    );
    expect(columns.length).toBe(2);
    expect(candleAt(columns, 1)).toMatchObject({ open: 2, high: 5, low: 1, close: 4 });
  });

  it('gzip is recognised by its first bytes', () => {
    expect(parseCandlesCsv(gzipSync(`${HEADER}\n1704067200,1,1,1,1,1\n`), 'x').length).toBe(1);
  });

  it('bid and ask columns become mid prices with the spread kept', () => {
    const header = 'time,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close';
    const columns = read(`${header}\n1704067200,1,3,0.5,2,1.5,3.5,1,2.25\n`);
    expect(candleAt(columns, 0)).toEqual({
      openTimeMs: 1_704_067_200_000,
      open: 1.25,
      high: 3.25,
      low: 0.75,
      close: 2.125,
      volume: null,
    });
    expect(columns.spread?.[0]).toBe(0.25);
  });

  it.each([
    [
      'a header without open',
      'time,o,h,l,c\n',
      /line 1: expected the header "time,open,high,low,close,volume".*was "time,o,h,l,c"/,
    ],
    ['a word as price', `${HEADER}\n1704067200,1,1,1,one,1\n`, /line 2: expected close to be a number, was "one"/],
    ['an empty price', `${HEADER}\n1704067200,1,1,1,,1\n`, /line 2: expected close to be a number, was ""/],
    ['a bad time', `${HEADER}\nyesterday,1,1,1,1,1\n`, /line 2: expected time to be an ISO-8601 time or epoch/],
    ['31 February', `${HEADER}\n2024-02-31T00:00:00Z,1,1,1,1,1\n`, /line 2: expected time/],
    ['too few fields', `${HEADER}\n1704067200,1,1,1\n`, /line 2: expected 6 fields, was 4/],
    ['too many fields', `${HEADER}\n1704067200,1,1,1,1,1,1\n`, /line 2: expected 6 fields, was more/],
    [
      'high below close',
      `${HEADER}\n1704067200,1,1,1,1,1\n\n1704070800,2,2,1,3,1\n`,
      /line 4: expected high ≥ max\(open, close\) = 3, was 2/,
    ],
    ['low above open', `${HEADER}\n1704067200,1,3,2,3,1\n`, /line 2: expected low ≤ min\(open, close\) = 1, was 2/],
    ['a price of 0', `${HEADER}\n1704067200,1,1,0,1,1\n`, /line 2: expected low to be a positive number, was 0/],
    ['a negative volume', `${HEADER}\n1704067200,1,1,1,1,-1\n`, /line 2: expected volume ≥ 0, was -1/],
    [
      'newest first',
      `${HEADER}\n1704070800,1,1,1,1,1\n1704067200,1,1,1,1,1\n`,
      /line 3: expected open times to ascend/,
    ],
    [
      'a time twice',
      `${HEADER}\n1704067200,1,1,1,1,1\n1704067200,1,1,1,1,1\n`,
      /line 3: expected one candle per open time/,
    ],
  ])('%s is refused with its line', (_, text, message) => {
    expect(() => read(text)).toThrow(CandleFileError);
    expect(() => read(text)).toThrow(message);
  });

  it('a file that does not exist or is no gzip after all is refused', () => {
    expect(() => readCandlesFile('/nonexistent.csv')).toThrow(/expected a readable file/);
    expect(() => parseCandlesCsv(Buffer.from([0x1f, 0x8b, 1, 2]), 'broken.gz')).toThrow();
  });

  const eurusd = sharedPath('data/EURUSD_oanda-bidask_1h_2007-2018.csv.gz');
  it.skipIf(eurusd === null)('the OANDA file gives 74,439 mid candles (skipped without ../shared)', () => {
    const columns = readCandlesFile(eurusd ?? '');
    expect(columns.length).toBe(74_439);
    expect(columns.close[0]).toBeCloseTo(1.31985, 9);
    expect(columns.spread?.[0]).toBeCloseTo(0.001, 9);
  });
});

describe('numbers from bytes', () => {
  it('equal Number() to the last bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = String(value);
        expect(parseNumber(bytes(text), 0, text.length)).toBe(Number(text));
      }),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat(20), (digits, point) => {
        const whole = digits.toString().padStart(point + 1, '0');
        const text = `${whole.slice(0, whole.length - point)}.${whole.slice(whole.length - point)}`;
        expect(parseNumber(bytes(text), 0, text.length)).toBe(Number(text));
      }),
    );
  });

  it.each(['', '.', '1.2.3', '0x10', '1e', 'Infinity', '--1', ' '])('"%s" is no number', (text) => {
    expect(parseNumber(bytes(text), 0, text.length)).toBeNaN();
  });

  it('times equal Date.parse for every second of the calendar', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          const text = `${date.toISOString().slice(0, 19)}Z`;
          expect(parseTimeMs(bytes(text), 0, text.length)).toBe(Date.parse(text));
        },
      ),
    );
  });
});
