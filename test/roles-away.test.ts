import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestDatabase, type TestDatabase } from './support/database/database.ts';
import { freePort } from './support/process/free-port.ts';
import { callsOf, endOf, firstPerson, type Person, until } from './support/process/product-process.ts';
import { type RoleProcess, startRole, whenReady } from './support/process/role-processes.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const ADDRESSES = z.object({ chat: z.string(), environment: z.record(z.string(), z.string()) });
const ROLES = ['engine', 'bot', 'api'] as const;
type Role = (typeof ROLES)[number];
const STOP_LIMIT_MS = 20_000;

/** Real processes of each role while something outside is away: what refuses connections, and what takes them and says nothing. */
describe('each role starts and serves what it can', { timeout: 400_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'roles-away-'));
  const held = new Set<Socket>();
  let database: TestDatabase;
  let standIns: ChildProcess;
  let silence: Server;
  let away: Readonly<Record<string, Readonly<Record<string, string>>>>;
  let environment: Readonly<Record<string, string>>;
  let person: Person;
  let started = 0;

  const start = async (role: Role, more: Readonly<Record<string, string>>): Promise<RoleProcess> => {
    started += 1;
    return await startRole({
      ...environment,
      ...{ ROLE: role, MONGODB_URI: database.uri, DATA_DIR: join(folder, `data-${started}`) },
      ...{ MARKETS: 'binance:BTC/USDT@1h', CHALLENGER: 'logistic' },
      ...more,
    });
  };

  beforeAll(async () => {
    database = await openTestDatabase();
    const words = ['--port', '0', '--market', 'simulated', '--data-dir', join(folder, 'stand-ins'), '--json'];
    standIns = spawn(process.execPath, ['--import', 'tsx', 'scripts/stand-ins/stand-ins.ts', ...words], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let printed = '';
    standIns.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    await until('the addresses of the stand-ins', async () => printed.endsWith('\n'), { limitMs: 90_000 });
    const addresses = ADDRESSES.parse(JSON.parse(printed));
    environment = addresses.environment;
    person = await firstPerson({ ...callsOf(new URL('/', addresses.chat).origin), output: () => '' });
    silence = createServer((socket) => void held.add(socket.on('error', () => {})));
    await new Promise<void>((resolve) => silence.listen(0, '127.0.0.1', resolve));
    const address = silence.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port');
    const silent = `http://127.0.0.1:${address.port}`;
    const refusing = `http://127.0.0.1:${await freePort()}`;
    away = {
      'Telegram refuses': { TELEGRAM_API_ROOT: refusing },
      'Telegram says nothing': { TELEGRAM_API_ROOT: silent },
      'the venue refuses': { EXCHANGE_API_ROOT: refusing },
      'the venue says nothing': { EXCHANGE_API_ROOT: silent },
      'a channel is not there': { CHANNEL_PRO: '-1009999999999' },
      'Stripe refuses': {
        ...{ STRIPE_API_BASE: refusing, STRIPE_SECRET_KEY: `sk_test_${'a'.repeat(24)}` },
        STRIPE_WEBHOOK_SECRET: `whsec_${'a'.repeat(32)}`,
      },
    };
    // Candles and a model, as a product has that has run before.
    const engine = await start('engine', {});
    await whenReady(engine, 240_000);
    await engine.end('SIGTERM');
  }, 400_000);
  afterAll(async () => {
    for (const socket of held) socket.destroy();
    silence?.close();
    if (standIns?.exitCode === null) await endOf(standIns, 'SIGINT');
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const SERVED: Readonly<Record<Role, (running: RoleProcess, what: string) => Promise<void>>> = {
    engine: async (running) => {
      await until('the lease', async () => (await running.probe('lease')).startsWith('leads'), {
        limitMs: 60_000,
        output: running.output,
      });
    },
    bot: async (running, what) => {
      expect(await running.status('/health/live')).toBe(200);
      if (what.startsWith('Telegram')) return;
      await person.answered(
        () => person.act({ type: 'write', chatId: person.id, text: '/start' }),
        (message) => message.author === 'bot' && message.keyboard.length > 0,
      );
    },
    api: async (running) => {
      expect(await running.status('/v1/markets')).toBe(200);
      const predicted = await fetch(`${running.url}/predict`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ symbol: 'BTC/USDT', timeframe: '1h' }),
      });
      expect(predicted.status).toBe(200);
    },
  };

  it.each([
    'Telegram refuses',
    'Telegram says nothing',
    'the venue refuses',
    'the venue says nothing',
    'a channel is not there',
    'Stripe refuses',
  ])('while %s, and stops within 20 s', async (what) => {
    const more = away[what];
    if (more === undefined) throw new Error(`expected one of ${Object.keys(away).join(', ')}`);
    const running = await Promise.all(ROLES.map(async (role) => ({ role, process: await start(role, more) })));
    try {
      await Promise.all(running.map(({ process }) => whenReady(process)));
      for (const { role, process } of running) await SERVED[role](process, what);
      const stopped = await Promise.all(running.map(({ process }) => process.end('SIGTERM')));
      expect(stopped.map(({ code }) => code)).toEqual([0, 0, 0]);
      expect(Math.max(...stopped.map(({ elapsedMs }) => elapsedMs))).toBeLessThan(STOP_LIMIT_MS);
    } finally {
      await Promise.all(running.map(({ process }) => process.end('SIGKILL')));
    }
  });
});
