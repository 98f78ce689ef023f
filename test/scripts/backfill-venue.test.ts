import type { ChildProcess } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ExchangeSandbox, startExchangeSandbox } from '../../bot/sandbox/exchange/server.ts';
import { simulateCandles } from '../../bot/sandbox/market/simulate-candles.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import { createRandom } from '../../engine/random.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { documents, type Ended, killStarted, run, start } from '../support/process/backfill-command.ts';

const QUARTER_MS = 900_000;
const SINCE_MS = Date.UTC(2024, 2, 1);
const COUNT = 12_000;
const SYMBOLS = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT'];

afterEach(killStarted);

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
