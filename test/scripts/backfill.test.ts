import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ExchangeSandbox, startExchangeSandbox } from '../../bot/sandbox/exchange/server.ts';
import { simulateCandles } from '../../bot/sandbox/market/simulate-candles.ts';
import { createMongoCandles } from '../../engine/adapters/mongo/candles.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import { parseSeries, type SeriesKey } from '../../engine/market/series.ts';
import { createRandom } from '../../engine/random.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { sharedPath } from '../support/shared.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const QUARTER_MS = 900_000;
const SINCE_MS = Date.UTC(2024, 2, 1);
const COUNT = 12_000;
const SYMBOLS = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT'];

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const running = new Set<ChildProcess>();

function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/backfill/backfill.ts', ...args], {
    cwd: root,
    env: { ...process.env, MONGODB_URI: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    err += String(chunk);
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, out, err });
    });
  });
  return { child, ended };
}

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  start(args, env).ended;

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

describe('npm run backfill from a venue', () => {
  let sandbox: ExchangeSandbox;
  let undisturbed: TestDatabase;
  let first: Ended;
  const databases: TestDatabase[] = [];
  const open = async (): Promise<TestDatabase> => {
    const database = await openTestDatabase();
    databases.push(database);
    return database;
  };
  const command = (): readonly string[] => [
    '--exchange',
    'binance',
    '--symbol',
    ...SYMBOLS,
    '--timeframe',
    '1h',
    '15m',
    '--since',
    '2024-03-01',
    '--until',
    '2024-07-01',
    '--json',
    '--api-base',
    sandbox.url,
  ];
  const asked = (): number => sandbox.requests().get('/api/v3/klines') ?? 0;

  beforeAll(async () => {
    const endMs = SINCE_MS + COUNT * QUARTER_MS;
    const markets = SYMBOLS.map((symbol, seed) => ({
      symbol,
      timeframe: '15m' as const,
      columns: simulateCandles({ symbol, candleMs: QUARTER_MS, count: COUNT, endMs, seed }),
    }));
    sandbox = await startExchangeSandbox({ markets, clock: createSystemClock() });
    undisturbed = await open();
    first = await run(command(), { MONGODB_URI: undisturbed.uri });
  }, 120_000);
  afterAll(async () => {
    await sandbox.close();
    await Promise.all(databases.map((database) => database.drop()));
  });

  it('brings three symbols in two timeframes, and the second time nothing', async () => {
    const env = { MONGODB_URI: undisturbed.uri };
    expect(first.code, first.err).toBe(0);
    const report = JSON.parse(first.out);
    expect(report).toMatchObject({ exchange: 'binance', status: 'complete' });
    const fetched = report.series.map(
      ({ symbol, timeframe, fetched: count }: Record<string, unknown>) => `${symbol} ${timeframe} ${count}`,
    );
    expect(fetched).toEqual(SYMBOLS.flatMap((symbol) => [`${symbol} 1h 2928`, `${symbol} 15m 11712`]));
    const before = asked();
    const second = await run(command(), env);
    expect(JSON.parse(second.out).series).toMatchObject(
      SYMBOLS.flatMap(() => [
        { fetched: 0, present: 2_928 },
        { fetched: 0, present: 11_712 },
      ]),
    );
    expect(asked()).toBe(before);
  }, 120_000);

  it('killed five times at random, it ends with the same bytes in the store as undisturbed', async ({
    onTestFailed,
  }) => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
    onTestFailed(() => console.error(`backfill killed at random: SEED=${seed}`));
    const chance = createRandom(seed);
    const database = await open();
    const env = { MONGODB_URI: database.uri };
    let kills = 0;
    while (kills < 5) {
      // Six series are asked for at once, and each run asks again for what the last one had not stored: the seventh answer is progress.
      const killAt = asked() + 8 + Math.floor(chance() * 6);
      const { child, ended } = start(command(), env);
      await until(() => asked() >= killAt || hasEnded(child));
      // Somewhere between this answer and the next: the store may be in the middle of writing it.
      await turns(Math.floor(chance() * 200));
      child.kill('SIGKILL');
      const { code, err } = await ended;
      expect(code, `seed ${seed}: ended before it was killed\n${err}`).toBeNull();
      kills += 1;
    }
    const last = await run(command(), env);
    expect(last.code, `seed ${seed}\n${last.err}`).toBe(0);
    const total = JSON.parse(last.out).series.reduce(
      (sum: number, { present }: { present: number }) => sum + present,
      0,
    );
    expect(total, `seed ${seed}: the killed runs left nothing`).toBeGreaterThan(3_000);
    expect(await documents(database), `seed ${seed}`).toEqual(await documents(undisturbed));
  }, 240_000);

  it('Ctrl-C ends it between two pages, with word of how to go on', async () => {
    const database = await open();
    const env = { MONGODB_URI: database.uri };
    const words = command().filter((word) => word !== '--json');
    const killAt = asked() + 4;
    const { child, ended } = start(words, env);
    await until(() => asked() >= killAt || hasEnded(child));
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    expect(code, err).toBe(1);
    expect(out).toContain('run the same command again to go on');
    expect((await run(command(), env)).code).toBe(0);
    expect(await documents(database)).toEqual(await documents(undisturbed));
  }, 120_000);

  it('names the market that was meant', async () => {
    const words = command().map((word) => (word === 'SOL/USDT' ? 'SOL/USTD' : word));
    expect(await run(words, { MONGODB_URI: undisturbed.uri })).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean SOL/USDT?'),
    });
  });

  it('takes the address from the environment too', async () => {
    const words = [
      '--exchange',
      'binance',
      '--symbol',
      'BTC/USDT',
      '--timeframe',
      '1h',
      '--since',
      '2024-06-01',
      '--until',
      '2024-06-03',
      '--json',
    ];
    const ended = await run(words, { MONGODB_URI: undisturbed.uri, EXCHANGE_API_BASE: sandbox.url });
    expect(JSON.parse(ended.out)).toMatchObject({ status: 'complete', series: [{ present: 48 }] });
  });
});

/** The stored buckets, every field, binaries as text. */
async function documents({ connection }: TestDatabase): Promise<readonly string[]> {
  const found = await connection.collection('candles').find({}, { promoteBuffers: true }).toArray();
  return found
    .map((document) =>
      JSON.stringify(document, (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
      ),
    )
    .sort();
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turns(1);
}

/** Lets other work go on this many times. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

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
