import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../engine/time.ts';
import { reversingCandles } from '../../support/candles/candles.ts';
import { openTestDatabase } from '../../support/database/database.ts';
import { freePort } from '../../support/process/free-port.ts';
import { until } from '../../support/process/product-process.ts';
import { beginProduct, PLAIN_NODE, type ProductStart } from '../../support/process/product-starts.ts';

/** Keeps the database program between runs; data and market are thrown away. */
const DATA_DIR = fileURLToPath(new URL('../../../node_modules/.cache/analyser/faults-test', import.meta.url));
const STORED = ['/v1/track-record', '/v1/signals'] as const;

let folder: string;
let market: string;
const starts: ProductStart[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'analyser-faults-'));
  market = join(folder, 'BTCUSDT_binance_1h_2024.csv');
  const candles = reversingCandles({ count: 1_200, seed: 5, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS });
  const rows = candles.map((each) => [each.openTimeMs, each.open, each.high, each.low, each.close, each.volume].join());
  writeFileSync(market, ['time,open,high,low,close,volume', ...rows].join('\n'));
});
afterEach(async () => {
  for (const { child } of starts) child.kill('SIGTERM');
  await Promise.all(starts.splice(0).map(({ ended }) => ended));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const begin: typeof beginProduct = (options) => {
  const start = beginProduct(options);
  starts.push(start);
  return start;
};

const statusOf = async (url: string): Promise<number> =>
  fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    ({ status }) => status,
    () => 0,
  );
const ready = (url: string, limitMs = 120_000): Promise<void> =>
  until('readiness', async () => (await statusOf(`${url}/health/ready`)) === 200, { limitMs });

interface Refusal {
  readonly path: string;
  readonly status: number;
  readonly code: unknown;
  readonly retryAfter: string | null;
  readonly elapsedMs: number;
}

async function ask(url: string, path: string): Promise<Refusal> {
  const startedMs = performance.now();
  const response = await fetch(url + path);
  const body: { code?: unknown } = JSON.parse(await response.text());
  const elapsedMs = performance.now() - startedMs;
  return { path, status: response.status, code: body.code, retryAfter: response.headers.get('retry-after'), elapsedMs };
}

/** Everything that is stored is refused within a second with the time to come again; the process itself is well. */
async function expectAway(url: string): Promise<void> {
  await until('the loss to be seen', async () => (await statusOf(`${url}/health/ready`)) === 503, { limitMs: 5_000 });
  for (const path of STORED) {
    const refusal = await ask(url, path);
    expect(refusal).toMatchObject({ status: 503, code: 'server/database-away', retryAfter: '5' });
    // A second, and a little for a machine that runs other tests.
    expect(refusal.elapsedMs).toBeLessThan(1_500);
  }
  expect(await statusOf(`${url}/health/live`)).toBe(200);
  expect(await statusOf(`${url}/`)).toBe(200);
}

async function expectBack(url: string, limitMs: number): Promise<void> {
  await ready(url, limitMs);
  for (const path of STORED) expect(await statusOf(url + path)).toBe(200);
}

describe('a database that goes away', { timeout: 300_000 }, () => {
  it('of our own is started again however often it is killed, and meanwhile callers are told within a second', async () => {
    mkdirSync(DATA_DIR, { recursive: true });
    for (const name of readdirSync(DATA_DIR)) {
      if (name !== 'tools') rmSync(join(DATA_DIR, name), { recursive: true, force: true });
    }
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const start = begin({ environment: { PORT: String(port), DATA_DIR, MARKET_DATA: market, LOG_LEVEL: 'warn' } });
    await start.says('Stop with Ctrl-C');
    await ready(url);

    const notePath = ['mongod', 'secantusdb']
      .map((format) => join(DATA_DIR, 'database', format, 'server.pid'))
      .find((path) => existsSync(path));
    const serverPid = (): number => Number(readFileSync(notePath ?? '', 'utf8'));
    // Five times within seconds: at the fourth it was once given up for good.
    for (let killed = 0, last = 0; killed < 6; ) {
      const pid = serverPid();
      // The note is empty while it is being written; 0 would be our own process group.
      if (pid > 0 && pid !== last) {
        process.kill(pid, 'SIGKILL');
        last = pid;
        killed += 1;
      }
      await sleep(50);
    }
    await expectAway(url);
    await expectBack(url, 30_000);

    // One that hangs is no better than none.
    const hanging = serverPid();
    expect(hanging).toBeGreaterThan(0);
    process.kill(hanging, 'SIGSTOP');
    await expectAway(url);
    process.kill(hanging, 'SIGCONT');
    await expectBack(url, 20_000);
    expect(start.output()).toMatch(/database failed: .* 6 times in a row; it is started again in \d+ ms/);
    expect(start.output()).toMatch(/database lost/);
    expect(start.child.exitCode).toBeNull();

    start.child.kill('SIGTERM');
    expect((await start.ended).code).toBe(0);
  });

  it('of somebody else is refused or silent for a while, and taken up again by itself', async () => {
    const database = await openTestDatabase();
    const gateway = await openGateway(database.uri);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const start = begin({
      environment: {
        PORT: String(port),
        DATA_DIR: join(folder, 'external'),
        MARKET_DATA: market,
        MONGODB_URI: gateway.uri,
        SANDBOX: '1',
      },
    });
    await start.says('Stop with Ctrl-C');
    for (const mode of ['refuse', 'silent'] as const) {
      gateway.set(mode);
      await expectAway(url);
      gateway.set('open');
      await expectBack(url, 30_000);
    }
    start.child.kill('SIGTERM');
    await start.ended;
    await gateway.close();
    await database.drop();
  });
});

describe('an output that fails', { timeout: 240_000 }, () => {
  it.each([
    ['on a full disk', `exec "$@" > /dev/full 2>&1`],
    ['whose reader goes away', `"$@" 2>&1 | head -1; sleep 1000`],
    ['that is closed', `exec "$@" >&- 2>&-`],
  ])('%s does not end the process', async (_name, script) => {
    if (!existsSync('/dev/full')) return console.warn('skipped: there is no /dev/full here');
    const database = await openTestDatabase();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const child = spawn('sh', ['-c', script, 'sh', ...PLAIN_NODE], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      detached: true,
      stdio: ['ignore', openSync(join(folder, 'out.txt'), 'w'), 'inherit'],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: String(port),
        DATA_DIR: join(folder, `output-${port}`),
        MARKET_DATA: market,
        MONGODB_URI: database.uri,
        SANDBOX: '1',
        LOG_LEVEL: 'debug',
      },
    });
    await ready(url);
    // Each request is a log line.
    for (let asked = 0; asked < 30; asked += 1) await statusOf(`${url}/v1/markets`);
    await sleep(500);
    expect(await statusOf(`${url}/health/ready`)).toBe(200);
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await database.drop();
  });
});

/** A way to a database that can be shut, with answers that are refused or with none at all. */
async function openGateway(uri: string) {
  const target = new URL(uri);
  const sockets = new Set<Socket>();
  let mode: 'open' | 'refuse' | 'silent' = 'open';
  const server = createServer((near) => {
    if (mode === 'refuse') return near.destroy();
    const far = connect({ host: target.hostname, port: Number(target.port) });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => {
        if (mode === 'open') to.write(chunk);
      });
      from
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(from);
          to.destroy();
        });
    }
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    uri: uri.replace(target.host, `127.0.0.1:${address.port}`),
    set(next: typeof mode): void {
      // What a silent gateway has swallowed cannot be mended: its connections end with its silence.
      if (next !== 'silent') cut();
      mode = next;
      if (next === 'refuse') cut();
    },
    close: async (): Promise<void> => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
