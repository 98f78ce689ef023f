import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HOUR_MS } from '../engine/time.ts';
import { openTestDatabase, type TestDatabase } from './support/database/database.ts';
import { freePort } from './support/process/free-port.ts';
import {
  callsOf,
  endOf,
  firstPerson,
  type ProductProcess,
  startProduct,
  until,
} from './support/process/product-process.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const ADDRESSES = z.object({
  chat: z.string(),
  telegram: z.string(),
  exchange: z.string(),
  clock: z.string(),
  environment: z.record(z.string(), z.string()),
});
const MARKETS = z.object({
  markets: z.array(z.object({ symbol: z.string(), lastCandleTime: z.string().nullable() })),
});
const NO_SANDBOX =
  'TELEGRAM_BOT_TOKEN: expected a bot token, and no SANDBOX=1: this installation has no sandbox, like the production image';

/** The product's sources as the production image has them: everything that runs, without bot/sandbox. */
function imageTree(folder: string): string {
  for (const name of ['bot', 'engine', 'billing']) {
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => path !== join(root, 'bot', 'sandbox'),
    });
  }
  for (const name of ['package.json', 'tsconfig.json']) cpSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

describe('the product without its sandbox folder, against stand-ins in a process of their own', {
  timeout: 300_000,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'stand-ins-test-'));
  let database: TestDatabase;
  let standIns: ChildProcess;
  let output = '';
  let addresses: z.infer<typeof ADDRESSES>;
  let tree: string;
  let product: ProductProcess | null = null;

  beforeAll(async () => {
    database = await openTestDatabase();
    tree = imageTree(join(folder, 'image'));
    const words = ['--port', '0', '--market', 'simulated', '--data-dir', join(folder, 'stand-ins'), '--json'];
    standIns = spawn(process.execPath, ['--import', 'tsx', 'scripts/stand-ins/stand-ins.ts', ...words], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    standIns.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    standIns.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await until('the addresses of the stand-ins', async () => printed.endsWith('\n'), {
      limitMs: 90_000,
      output: () => output,
    });
    addresses = ADDRESSES.parse(JSON.parse(printed));
  }, 180_000);
  afterAll(async () => {
    await product?.end('SIGKILL');
    if (standIns?.exitCode === null) standIns.kill('SIGKILL');
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has no sandbox in its tree, and refuses to be one in a line', async () => {
    expect(existsSync(join(tree, 'bot', 'sandbox'))).toBe(false);
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
      cwd: tree,
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(await freePort()), SANDBOX: '1' },
        ...{ DATA_DIR: join(folder, 'sandbox-data'), MONGODB_URI: database.uri, MARKETS: 'binance:BTC/USDT@1h' },
      },
      encoding: 'utf8',
      timeout: 90_000,
    });
    expect(stderr.trim().split('\n')).toEqual([`Analyser could not start: ${NO_SANDBOX}`]);
    expect(status).toBe(2);
  });

  it('serves a clock that runs in real time', async () => {
    const { body } = await callsOf(addresses.clock).get('');
    const { nowMs, speed } = z.object({ nowMs: z.number(), speed: z.number() }).parse(body);
    expect(speed).toBe(1);
    expect(Math.abs(nowMs - Date.now())).toBeLessThan(10_000);
  });

  it('runs live: it answers /start in the chat and fetches candles of the present from the exchange', async () => {
    const { environment } = addresses;
    product = await startProduct(
      {
        ...environment,
        MARKETS: 'binance:BTC/USDT@1h',
        MONGODB_URI: database.uri,
        DATA_DIR: join(folder, 'data'),
        METRICS_PORT: String(await freePort()),
      },
      [],
      // Ready is later: the first model is fitted then, which takes a loaded machine minutes.
      { folder: tree, health: '/health/live' },
    );
    const running = product;
    const chat = { ...callsOf(new URL('/', addresses.chat).origin), output: () => `${output}\n${running.output()}` };
    const person = await firstPerson(chat);
    const answer = await person.answered(
      () => person.act({ type: 'write', chatId: person.id, text: '/start' }),
      ({ author }) => author === 'bot',
    );
    expect(answer.text.length).toBeGreaterThan(20);
    let lastCandleTime: string | null = null;
    await until(
      'a candle of the exchange',
      async () => {
        const { markets } = MARKETS.parse((await running.get('/v1/markets')).body);
        expect(markets.map(({ symbol }) => symbol)).toEqual(['BTC/USDT']);
        lastCandleTime = markets[0]?.lastCandleTime ?? null;
        return lastCandleTime !== null;
      },
      { limitMs: 120_000, output: running.output },
    );
    const closeMs = Date.parse(lastCandleTime ?? '');
    expect(Date.now() - closeMs).toBeLessThan(2 * HOUR_MS);
    expect(running.output()).toContain('Analyser runs for real');
  });

  it('stops on Ctrl-C: the product first, then the stand-ins, both in order', async () => {
    expect(await product?.end('SIGINT')).toBe(0);
    expect(await endOf(standIns, 'SIGINT')).toBe(0);
  });
});
