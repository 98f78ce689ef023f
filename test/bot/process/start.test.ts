import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../engine/time.ts';
import { reversingCandles } from '../../support/candles/candles.ts';
import { freePort } from '../../support/process/free-port.ts';
import { until } from '../../support/process/product-process.ts';
import { beginProduct, PLAIN_NODE, type ProductStart } from '../../support/process/product-starts.ts';

/** Keeps the database program between runs; data and market are thrown away. */
const DATA_DIR = fileURLToPath(new URL('../../../node_modules/.cache/analyser/start-test', import.meta.url));

let folder: string;
let market: string;
let starts: ProductStart[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'analyser-start-'));
  market = join(folder, 'BTCUSDT_binance_1h_2024.csv');
  const candles = reversingCandles({ count: 1_200, seed: 5, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS });
  const rows = candles.map((each) => [each.openTimeMs, each.open, each.high, each.low, each.close, each.volume].join());
  writeFileSync(market, ['time,open,high,low,close,volume', ...rows].join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  starts = [];
  mkdirSync(DATA_DIR, { recursive: true });
  for (const name of readdirSync(DATA_DIR)) {
    if (name !== 'tools') rmSync(join(DATA_DIR, name), { recursive: true, force: true });
  }
});
afterEach(async () => {
  for (const { child } of starts) child.kill('SIGKILL');
  await Promise.all(starts.map(({ ended }) => ended));
});

const begin: typeof beginProduct = (options) => {
  const start = beginProduct(options);
  starts.push(start);
  return start;
};

async function sandbox(): Promise<Record<string, string>> {
  return { PORT: String(await freePort()), DATA_DIR, MARKET_DATA: market, LOG_LEVEL: 'warn' };
}

async function listening(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

/** Processes whose command line names our data, but for the tests' own. */
function leftovers(): readonly string[] {
  const listed = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).stdout;
  return listed.split('\n').filter((line) => line.includes(DATA_DIR) && !line.includes('ps -eo'));
}

describe('a start with wrong settings', { timeout: 120_000 }, () => {
  it.each([
    [{ CHANNEL_PRO: '-1001234567890', TELEGRAM_BOT_TOKEN: '' }, /TELEGRAM_BOT_TOKEN.*CHANNEL_PRO.*SANDBOX=1/],
    [{ HOST: '0.0.0.0' }, /HOST.*"0\.0\.0\.0".*SANDBOX=1/],
    [
      { PORT: 'abc', ROLE: 'bot' },
      /2 settings are wrong:\n.*PORT: .*was "abc"\n.*ROLE: expected all in a sandbox, which is one process, was "bot"\n/,
    ],
    [{ CHANEL_PRO: '-1' }, /CHANEL_PRO.*did you mean CHANNEL_PRO/],
    [{ MARKET_DATA: '/nowhere/at/all.csv' }, /MARKET_DATA.*\/nowhere\/at\/all\.csv/],
    [{ DATA_DIR: '/proc/version/x' }, /DATA_DIR: expected a folder/],
  ])('ends with 2 before anything is written: %j', async (wrong, message) => {
    const dataDir = join(folder, 'untouched');
    const start = begin({ environment: { ...(await sandbox()), DATA_DIR: dataDir, ...wrong } });
    expect((await start.ended).code).toBe(2);
    expect(start.output()).toMatch(message);
    expect(start.output()).not.toMatch(/database:|install|at .*\.ts:\d/);
    expect(existsSync(dataDir)).toBe(false);
  });

  it.each([
    ['PORT', {}],
    ['METRICS_PORT', { METRICS_PORT: 'free' }],
  ])('ends with 2 and one line when %s is in use, before the database', async (name, more) => {
    const port = await freePort();
    const server = await listening(port);
    const dataDir = join(folder, 'untouched');
    const environment: Record<string, string> = {
      ...(await sandbox()),
      ...more,
      DATA_DIR: dataDir,
      [name]: String(port),
    };
    const start = begin({ environment });
    expect((await start.ended).code).toBe(2);
    expect(start.output().trim().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`${name}: .*${port}.*another port`)),
    ]);
    expect(existsSync(dataDir)).toBe(false);
    server.close();
  });

  it('refuses arguments it does not know', async () => {
    const start = begin({ command: [...PLAIN_NODE, '--port', '80'], environment: await sandbox() });
    expect((await start.ended).code).toBe(2);
    expect(start.output()).toContain('was "--port"');
  });
});

describe('a stop during the start', { timeout: 240_000 }, () => {
  /** Whether a process may have process ids of its own here; it may not in every container. */
  const unshared = spawnSync('unshare', ['-p', '-f', '--mount-proc', 'true']).status === 0;

  // Fetches the database program once, so that the moments below are those of the start.
  beforeAll(async () => {
    const start = beginProduct({ environment: await sandbox() });
    await start.says('database:');
    start.child.kill('SIGTERM');
    await start.ended;
  }, 200_000);

  const moments = [
    ['after 2.5 s', async () => sleep(2_500)],
    ['as soon as the database is there', async (start: ProductStart) => start.says('database:')],
    ['when ready', async (start: ProductStart) => start.says('Stop with Ctrl-C')],
  ] as const;

  it.each(moments)('is obeyed by process 1 of a container, %s', async (_name, moment) => {
    if (!unshared) return console.warn('skipped: unshare -p is not allowed here');
    const command = ['unshare', '-p', '-f', '--mount-proc', ...PLAIN_NODE] as const;
    const start = begin({ command, environment: await sandbox() });
    await moment(start);
    const children = readFileSync(`/proc/${start.child.pid}/task/${start.child.pid}/children`, 'utf8');
    // 0 would be our own process group.
    expect(Number(children.trim())).toBeGreaterThan(0);
    const stopMs = performance.now();
    process.kill(Number(children.trim()), 'SIGTERM');
    expect((await start.ended).code).toBe(0);
    expect(performance.now() - stopMs).toBeLessThan(20_000);
    await until('every process to be gone', async () => leftovers().length === 0, { limitMs: 5_000 });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('is passed on by npm: %s', async (signal) => {
    const start = begin({ command: ['npm', 'start'], environment: await sandbox() });
    await start.says('database:');
    start.child.kill(signal);
    expect((await start.ended).code).toBe(0);
    // npm ends only after the product has.
    expect(leftovers()).toEqual([]);
    expect(start.output()).toContain(`stopping (${signal})`);
  });

  it('is made short by a second signal', async () => {
    const start = begin({ environment: await sandbox() });
    await start.says('database:');
    // Stopped, the database cannot end in order.
    const server = Number(readFileSync(join(DATA_DIR, 'database', databaseFolder(), 'server.pid'), 'utf8'));
    expect(server).toBeGreaterThan(0);
    process.kill(server, 'SIGSTOP');
    start.child.kill('SIGTERM');
    await start.says('stopping (SIGTERM)');
    await sleep(500);
    const secondMs = performance.now();
    start.child.kill('SIGTERM');
    expect((await start.ended).code).toBe(143);
    expect(performance.now() - secondMs).toBeLessThan(2_000);
    process.kill(server, 'SIGKILL');
    await until('every process to be gone', async () => leftovers().length === 0, { limitMs: 20_000 });
  });

  it('does not lose its folder to a second process, which says so in one line', async () => {
    const environment = await sandbox();
    const first = begin({ environment });
    await first.says('database:');
    const second = begin({ environment: { ...environment, PORT: String(await freePort()) } });
    expect((await second.ended).code).toBe(2);
    expect(second.output().trim().split('\n')).toEqual([
      expect.stringMatching(/another process of this product.* uses .*another DATA_DIR/),
    ]);
  });
});

function databaseFolder(): string {
  return readFileSync(join(DATA_DIR, 'database', 'format'), 'utf8').trim();
}
