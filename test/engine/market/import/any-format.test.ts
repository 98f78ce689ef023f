import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CandleColumns, columnsOf } from '../../../../engine/market/candle.ts';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { putInOrder } from '../../../../engine/market/clean/order.ts';
import { CandleFileError } from '../../../../engine/market/csv/candle-file-error.ts';
import { importCandles } from '../../../../engine/market/import/import-file.ts';
import { AS_WRITTEN, type ImportOptions } from '../../../../engine/market/import/layout.ts';
import { verifyRows } from '../../../../engine/market/import/verify-rows.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { randomWalk } from '../../../support/candles/random-walk.ts';
import { firstDifference } from '../../../support/candles/same-columns.ts';

/** More by RUNS=5000. */
const RUNS = Number(process.env.RUNS ?? 150);
/** Other ones by SEED=7: every build tries the same, so that a failure says what changed. */
const SEED = Number(process.env.SEED ?? 1);
const TIMEOUT_MS = 120_000 + RUNS * 1_000;
const OPTIONS: ImportOptions = { ...AS_WRITTEN, name: 'file', symbol: 'BTC/USDT', candleMs: HOUR_MS };
const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;
type Column = (typeof COLUMNS)[number] | 'extra';

/** How one file is written. */
const writing = fc.record({
  seed: fc.nat(1_000),
  startDay: fc.nat(700),
  decimals: fc.constantFrom(1, 2, 5),
  scale: fc.constantFrom(0.01, 1, 400),
  delimiter: fc.constantFrom(',', ';', '\t', '|', '  '),
  comma: fc.boolean(),
  thousands: fc.constantFrom('', "'", ' ', 'mark'),
  isQuoted: fc.boolean(),
  time: fc.constantFrom(
    'iso',
    'isoZ',
    'offset',
    's',
    'ms',
    'us',
    'ns',
    'float',
    'exponent',
    'mt',
    'packed',
    'dmy.',
    'dmy/',
    'mdy',
    'twelve',
    'js',
    'split',
  ),
  header: fc.constantFrom('lower', 'Title', '<UPPER>', 'none'),
  order: fc.shuffledSubarray(['open', 'high', 'low', 'close', 'volume', 'extra'] as const, { minLength: 6 }),
  newestFirst: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf8', 'bom', 'utf16le', 'utf16be', 'utf16le-bare', 'latin1'),
  banner: fc.boolean(),
  blanks: fc.boolean(),
  comments: fc.boolean(),
  repeatsHeader: fc.boolean(),
  trailing: fc.boolean(),
  isPacked: fc.boolean(),
});
type Writing = ReturnType<(typeof writing)['generate']>['value'];

const two = (value: number): string => String(value).padStart(2, '0');

function timeText(ms: number, form: string): readonly string[] {
  const date = new Date(ms);
  const [year, month, day] = [date.getUTCFullYear(), two(date.getUTCMonth() + 1), two(date.getUTCDate())];
  const hour = date.getUTCHours();
  const clock = `${two(hour)}:00:00`;
  const seconds = ms / 1_000;
  const forms: Readonly<Record<string, readonly string[]>> = {
    iso: [`${year}-${month}-${day} ${clock}`],
    isoZ: [date.toISOString()],
    offset: [`${new Date(ms + 5.5 * HOUR_MS).toISOString().slice(0, 19)}+05:30`],
    s: [String(seconds)],
    ms: [String(ms)],
    us: [`${ms}000`],
    ns: [`${ms}000000`],
    float: [`${seconds}.0`],
    exponent: [seconds.toExponential()],
    mt: [`${year}.${month}.${day} ${clock}`],
    packed: [`${year}${month}${day} ${two(hour)}0000`],
    'dmy.': [`${day}.${month}.${year} ${clock}.000`],
    'dmy/': [`${day}/${month}/${year} ${two(hour)}:00`],
    mdy: [`${month}/${day}/${year} ${two(hour)}:00`],
    twelve: [`${year}-${month}-${day} ${two(hour % 12 === 0 ? 12 : hour % 12)}:00 ${hour < 12 ? 'AM' : 'PM'}`],
    js: [`${date.toUTCString().slice(0, 3)} ${date.toUTCString().slice(8, 11)} ${day} ${year} ${clock} GMT+0000 (UTC)`],
    split: [`${year}.${month}.${day}`, clock],
  };
  return forms[form] ?? [];
}

function numberText(value: number, { comma, thousands, isQuoted, delimiter }: Writing): string {
  const [whole = '', fraction = ''] = String(value).split('.');
  const usesComma = comma && (delimiter !== ',' || isQuoted);
  // What separates thousands must not separate cells, and a lone group without a fraction would be ambiguous.
  const group = thousands === 'mark' ? (usesComma ? '.' : ',') : thousands;
  const isAllowed =
    fraction !== '' && (group !== ',' || delimiter !== ',' || isQuoted) && (group !== ' ' || delimiter !== '  ');
  const grouped = isAllowed ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, group) : whole;
  return fraction === '' ? grouped : `${grouped}${usesComma ? ',' : '.'}${fraction}`;
}

function candlesOf({ seed, startDay, decimals, scale }: Writing): CandleColumns {
  const startMs = Date.UTC(2022, 0, 1) + startDay * 24 * HOUR_MS;
  const walk = randomWalk({ rows: 500, seed, startMs });
  const round = (value: number): number => Number((value * scale + 1).toFixed(decimals));
  return columnsOf(
    Array.from(walk.openTimeMs, (openTimeMs, row) => ({
      openTimeMs,
      open: round(walk.open[row] ?? 0),
      high: round(walk.high[row] ?? 0),
      low: round(walk.low[row] ?? 0),
      close: round(walk.close[row] ?? 0),
      volume: Math.round(walk.volume[row] ?? 0) + 0.5,
    })),
  );
}

function fileOf(how: Writing, candles: CandleColumns): Buffer {
  const columns: readonly Column[] = how.header === 'none' ? COLUMNS : ['time', ...how.order];
  // Between blanks a time with blanks is told apart only as a date and a time.
  const form = how.delimiter === '  ' && ['twelve', 'js'].includes(how.time) ? 'iso' : how.time;
  const cellsOf = (row: number): readonly string[] =>
    columns.flatMap((name) => {
      if (name === 'time') return timeText(candles.openTimeMs[row] ?? 0, form);
      return name === 'extra'
        ? [how.encoding === 'latin1' ? 'für' : 'abc']
        : [numberText(candles[name][row] ?? 0, how)];
    });
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => (how.isQuoted && how.delimiter !== '  ' ? `"${cell}"` : cell)).join(how.delimiter) +
    (how.trailing && how.delimiter !== '  ' ? how.delimiter : '');
  const names = columns.flatMap((name) => (name === 'time' && form === 'split' ? ['date', 'time'] : [name]));
  const titled = names.map((name) =>
    how.header === 'Title'
      ? `${name[0]?.toUpperCase()}${name.slice(1)}`
      : how.header === '<UPPER>'
        ? `<${name.toUpperCase()}>`
        : name,
  );
  const head = how.header === 'none' ? [] : [line(titled)];
  const rows = Array.from({ length: candles.length }, (_, row) => line(cellsOf(row)));
  const ordered = how.newestFirst ? rows.toReversed() : rows;
  const body = ordered.flatMap((row, at) => [
    ...(how.blanks && at % 50 === 7 ? ['', '  '] : []),
    ...(how.comments && at % 100 === 9 ? ['# exported again'] : []),
    ...(how.repeatsHeader && at % 24 === 23 ? head : []),
    row,
  ]);
  const text = [...(how.banner ? ['Data of somewhere'] : []), ...head, ...body, ''].join(how.lineEnd);
  const bytes = encoded(text, how.encoding);
  return how.isPacked ? gzipSync(bytes) : bytes;
}

function encoded(text: string, encoding: string): Buffer {
  if (encoding === 'bom') return Buffer.from(`\ufeff${text}`);
  if (encoding === 'utf16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (encoding === 'utf16be') return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  if (encoding === 'utf16le-bare') return Buffer.from(text, 'utf16le');
  return Buffer.from(text, encoding === 'latin1' ? 'latin1' : 'utf8');
}

describe('a file in any combination of features', () => {
  it('comes back as the candles that were written', { timeout: TIMEOUT_MS }, () => {
    fc.assert(
      fc.property(writing, (how) => {
        const candles = candlesOf(how);
        const { rows } = importCandles(fileOf(how, candles), OPTIONS);
        const found = putInOrder(rows).rows;
        expect(firstDifference(found, candles)).toBeNull();
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it('that was damaged anywhere is read or refused in one printable line', { timeout: TIMEOUT_MS }, () => {
    const damage = fc.array(
      fc.record({ at: fc.nat(1_000_000), bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }), cut: fc.nat(60) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(writing, damage, (how, wounds) => {
        let bytes = fileOf(how, candlesOf(how)).subarray(0, 4_000);
        for (const { at, bytes: put, cut } of wounds) {
          const place = at % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
        }
        expectReadOrRefused(bytes);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it('and JSON of any shape is read or refused in one printable line', { timeout: TIMEOUT_MS }, () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => expectReadOrRefused(Buffer.from(text))),
      { numRuns: 2 * RUNS, seed: SEED },
    );
    const deep = Buffer.from(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expectReadOrRefused(deep);
  });
});

function expectReadOrRefused(bytes: Buffer): void {
  try {
    const { rows } = importCandles(bytes, OPTIONS);
    verifyRows(rows, { name: 'file', timeframe: '1h', clock: null, times: 'epoch', hasColumns: false });
    clean(rows, { timeframe: '1h', calendar: 'always' });
  } catch (error) {
    expect(error).toBeInstanceOf(CandleFileError);
    const message = error instanceof Error ? error.message : '';
    expect(message).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(message.length).toBeLessThan(600);
  }
}
