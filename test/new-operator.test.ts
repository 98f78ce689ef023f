import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
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
import { startScript } from './support/process/run-script.ts';

const root = join(import.meta.dirname, '..');
const ADDRESSES = z.object({ chat: z.string(), environment: z.record(z.string(), z.string()) });
const CHECKS = z.object({ checks: z.array(z.object({ name: z.string(), ok: z.boolean(), say: z.string() })) });

/** The commands of "Real in ten minutes" in infra/README.md. */
function walk(): readonly string[] {
  const [, section = ''] = readFileSync(join(root, 'infra/README.md'), 'utf8').split('## Real in ten minutes');
  const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(section) ?? [];
  return block.trim().split('\n');
}

describe('a new operator, with stand-ins as the world', { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'new-operator-'));
  let database: TestDatabase;
  let standIns: ChildProcess;
  let addresses: z.infer<typeof ADDRESSES>;
  let product: ProductProcess | null = null;
  let settings: Readonly<Record<string, string>> = {};
  let printed = '';

  beforeAll(async () => {
    database = await openTestDatabase();
    const words = ['--port', '0', '--market', 'simulated', '--data-dir', join(folder, 'world'), '--json'];
    standIns = spawn(process.execPath, ['--import', 'tsx', 'scripts/stand-ins/stand-ins.ts', ...words], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    standIns.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    await until('the addresses of the stand-ins', async () => printed.endsWith('\n'), { limitMs: 90_000 });
    addresses = ADDRESSES.parse(JSON.parse(printed));
  }, 180_000);
  afterAll(async () => {
    await product?.end('SIGKILL');
    if (standIns !== undefined) await endOf(standIns, 'SIGKILL');
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the doctor finds wrong. A test database need not be a replica set, and one is not needed to start. */
  const wrongs = async (given: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const { stdout } = await startScript('doctor', ['--json'], given);
    const { checks } = CHECKS.parse(JSON.parse(stdout));
    return checks.filter(({ ok, say }) => !ok && !say.includes('not a replica set')).map(({ name }) => name);
  };

  it('reads five commands, of which this test types all but the installation', () => {
    const [install, exported = '', ...commands] = walk();
    expect([install, ...commands]).toEqual(['npm ci', 'npm run doctor', 'npm start', 'npm run doctor']);
    const names = [...exported.matchAll(/(\w+)=/g)].map(([, name]) => name);
    expect(names).toEqual([
      'TELEGRAM_BOT_TOKEN',
      'CHANNEL_FREE',
      'CHANNEL_PRO',
      'ADMIN_IDS',
      'MONGODB_URI',
      'ALERT_SECRET',
    ]);
  });

  it('is told by the doctor what is left before the first start: START in the bot, and the indexes', async () => {
    const person = await firstPerson({ ...callsOf(new URL('/', addresses.chat).origin), output: () => printed });
    settings = {
      // Cards are set up later.
      ...Object.fromEntries(Object.entries(addresses.environment).filter(([name]) => !name.startsWith('STRIPE_'))),
      MARKETS: 'binance:BTC/USDT@1h',
      ADMIN_IDS: String(person.id),
      MONGODB_URI: database.uri,
      ALERT_SECRET: 'a'.repeat(64),
      DATA_DIR: join(folder, 'data'),
      METRICS_PORT: String(await freePort()),
    };
    expect([...(await wrongs(settings))].toSorted()).toEqual(['indexes', 'owners']);
    const { id: chatId } = await person.chat('Analyser');
    await person.act({ type: 'write', chatId, text: '/start' });
    expect(await wrongs(settings)).toEqual(['indexes']);
  });

  it('starts, answers in the chat, and is sound', async () => {
    product = await startProduct(settings, [], { health: '/health/live' });
    const running = product;
    const chat = { ...callsOf(new URL('/', addresses.chat).origin), output: running.output };
    const person = await firstPerson(chat);
    const { id: chatId } = await person.chat('Analyser');
    const status = await person.answered(
      () => person.act({ type: 'write', chatId, text: '/status' }),
      ({ text }) => text.includes('BTC/USDT'),
    );
    expect(status.text).toContain('BTC/USDT');
    expect(await wrongs(settings)).toEqual([]);
    const metrics = await fetch(`http://127.0.0.1:${settings.METRICS_PORT}/metrics`).then((answer) => answer.text());
    expect(metrics.match(/^analyser_data_late.*$/gm)).toEqual(['analyser_data_late{series="binance:BTC/USDT@1h"} 0']);
  });
});
