import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMongoCandles } from '../../engine/adapters/mongo/candles/candles.ts';
import { parseSeries, type SeriesKey } from '../../engine/market/series.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { documents, killStarted, run } from '../support/process/backfill-command.ts';
import { sharedPath } from '../support/shared.ts';

const QUARTER_MS = 900_000;
const SINCE_MS = Date.UTC(2024, 2, 1);

afterEach(killStarted);

describe('npm run backfill from a file', () => {
  let database: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), 'backfill-'));
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });
  const series = (text: string): SeriesKey => {
    const parsed = parseSeries(text);
    if (parsed === null) throw new Error(`no series: ${text}`);
    return parsed;
  };
  const rows = Array.from(
    { length: 60 },
    (_, hour) => `${(SINCE_MS + hour * 4 * QUARTER_MS) / 1_000},10,${12 + hour / 100},9,11,3`,
  );
  const file = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  const base = ['--exchange', 'binance', '--symbol', 'BTC/USDT', '--timeframe', '1h'];

  it('stores what it read, twice without change, and writes the report', async () => {
    const path = file('good.csv', [
      'time,open,high,low,close,volume',
      ...rows.slice(0, 20),
      ...rows.slice(25),
      rows[20] ?? '',
    ]);
    const reportPath = join(folder, 'found.json');
    const env = { MONGODB_URI: database.uri };
    const first = await run(['--csv', path, ...base, '--report', reportPath, '--json'], env);
    expect(first.code, first.err).toBe(0);
    const report = JSON.parse(first.out);
    expect(report).toMatchObject({
      rows: 56,
      candles: 56,
      stored: true,
      changes: { added: 56, same: 0, changed: 0, firstChanged: null },
      counts: { 'out-of-order': { findings: 1 }, gap: { findings: 1, candles: 4 } },
      holes: { gaps: 1, candles: 4 },
    });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'out-of-order', line: 57, time: '2024-03-01T20:00:00.000Z', action: 'repaired' }),
    );
    expect(JSON.parse(readFileSync(reportPath, 'utf8')).findings).toEqual(report.findings);
    const before = await documents(database);
    const again = await run(['--csv', path, ...base], env);
    expect(again.out).toContain('56 rows → 56 candles of binance:BTC/USDT@1h');
    expect(again.out).toContain('of these 0 are new, 56 were stored alike, 0 stored ones were changed');
    expect(await documents(database)).toEqual(before);
    const revised = file('revised.csv', [
      'time,open,high,low,close,volume',
      ...rows.slice(0, 3),
      rows[3]?.replace(',11,3', ',11.5,3') ?? '',
      ...rows.slice(4, 58),
    ]);
    const third = await run(['--csv', revised, ...base, '--json'], env);
    expect(JSON.parse(third.out).changes).toEqual({
      added: 4,
      same: 53,
      changed: 1,
      firstChanged: '2024-03-01T03:00:00.000Z',
    });
    const stored = await createMongoCandles(database.connection).readNewest(series('binance:BTC/USDT@1h'), 100);
    expect(stored.length).toBe(60);
  }, 60_000);

  it.each([
    [
      'no series',
      ['--exchange', 'binance', '--symbol', 'bitcoin', '--timeframe', '1h'],
      2,
      'such as binance BTC/USDT 1h',
    ],
    ['a zone that is none', [...base, '--zone', 'mars'], 2, 'expected --zone to be'],
    ['zone and offset', [...base, '--zone', 'utc', '--utc-offset', '+01:00'], 2, 'were both'],
    ['an order of dates that is none', [...base, '--dates', 'us'], 2, 'one of day-first month-first'],
    ['an offset that is none', [...base, '--utc-offset', '25'], 2, 'such as +02:00'],
    ['a venue option', [...base, '--since', '2020-01-01'], 2, 'expected --since without --csv'],
    [
      'another timeframe',
      ['--exchange', 'binance', '--symbol', 'BTC/USDT', '--timeframe', '15m'],
      1,
      'most are 60 min apart',
    ],
    ['columns that are not there', [...base, '--columns', 'time,open'], 1, 'expected 2 fields'],
  ])('ends with one line on %s', async (_, args, code, words) => {
    const path = file('plain.csv', ['time,open,high,low,close,volume', ...rows]);
    const ended = await run(['--csv', path, '--check', ...args]);
    expect(ended.err.trim().split('\n')).toHaveLength(1);
    expect(ended).toMatchObject({ code, out: '', err: expect.stringContaining(words) });
  });

  it('takes an offset west of UTC, and prints nothing that a terminal obeys', async () => {
    const west = file(
      'west.csv',
      rows.map((row, hour) =>
        row.replace(/^\d+/, new Date(SINCE_MS + (hour - 5) * 4 * QUARTER_MS).toISOString().slice(0, 19)),
      ),
    );
    const ended = await run(['--csv', west, '--check', ...base, '--utc-offset', '-05:00', '--json']);
    expect(ended.code, ended.err).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({ from: '2024-03-01T00:00:00.000Z', layout: { clock: 'UTC-05:00' } });
    const hostile = file('hostile.csv', ['\u001b[2Jtime,\u009b31m\u202eopen\u0007', 'x,y']);
    const refused = await run(['--csv', hostile, '--check', ...base]);
    expect(refused.code).toBe(1);
    expect(refused.err.replace(/\n$/, '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  });

  it.skipIf(sharedPath('data/raw') === null)(
    'tells the slip of Coinbase beside another source (skipped without ../shared/data)',
    async () => {
      const raw = (name: string): string => sharedPath(`data/raw/${name}`) ?? name;
      const ended = await run([
        '--csv',
        raw('cdd-coinbase_BTCUSD_1h.csv.gz'),
        '--exchange',
        'coinbase',
        '--symbol',
        'BTC/USD',
        '--timeframe',
        '1h',
        '--check',
        '--compare',
        raw('freqtrade-binance_BTC_USDT-1h_2017-2020.json.gz'),
        '--json',
      ]);
      const report = JSON.parse(ended.out);
      expect(report.compared.slips.map(({ earlyHours }: { earlyHours: number }) => earlyHours)).toEqual([4, 5]);
      expect(report.counts['clock-slip']).toEqual({ findings: 2, candles: 1_207, action: 'removed' });
      expect(report.candles).toBe(20_111 - 1_207);
    },
  );
});
