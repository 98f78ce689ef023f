import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LEASE_MS } from '../bot/process/lease.ts';
import { createMongoModels } from '../engine/adapters/mongo/training/models.ts';
import { openTestDatabase, type TestDatabase } from './support/database/database.ts';
import { callsOf, endOf, firstPerson, type Person, until } from './support/process/product-process.ts';
import { type RoleProcess, startRole, whenReady } from './support/process/role-processes.ts';
import { startScript } from './support/process/run-script.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const ADDRESSES = z.object({ chat: z.string(), environment: z.record(z.string(), z.string()) });
const MARKETS = z.object({ markets: z.array(z.object({ lastCandleTime: z.string().nullable() })) });
/** Where the engine trained the challenger itself, it would do so right after its first model, which is a logistic one. */
const SETTINGS = { MARKETS: 'binance:BTC/USDT@1h', CHALLENGER: 'reversal', RETRAINING: 'elsewhere' };
const BTC = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
const RETRAINED = z.object({ groups: z.array(z.object({ outcome: z.string(), version: z.string() })).length(1) });
/** A paused process keeps the others waiting for its lease, and they look every two seconds. */
const REPLACED_MS = LEASE_MS + 5_000;

/** Real processes on one machine: an exchange and a Telegram of the sandbox, a database, and the product in its roles. */
describe('the roles of one image', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'roles-test-'));
  const running: RoleProcess[] = [];
  let database: TestDatabase;
  let standIns: ChildProcess;
  let addresses: z.infer<typeof ADDRESSES>;
  let person: Person;
  let started = 0;

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
    addresses = ADDRESSES.parse(JSON.parse(printed));
    const chat = callsOf(new URL('/', addresses.chat).origin);
    person = await firstPerson({
      ...chat,
      output: () => running.map(({ output }) => output().slice(-1_500)).join('\n'),
    });
  }, 180_000);
  afterAll(async () => {
    await Promise.all(running.map((each) => each.end('SIGKILL')));
    if (standIns?.exitCode === null) await endOf(standIns, 'SIGINT');
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** With a folder of its own, as on a machine of its own. */
  async function start(role: string): Promise<RoleProcess> {
    started += 1;
    const process = await startRole({
      ...addresses.environment,
      ...{ ROLE: role, MONGODB_URI: database.uri, DATA_DIR: join(folder, `data-${started}`) },
      ...SETTINGS,
    });
    running.push(process);
    return process;
  }

  const leads = (process: RoleProcess, limitMs: number): Promise<void> =>
    until('the lease', async () => (await process.probe('lease')).startsWith('leads'), {
      limitMs,
      output: process.output,
    });
  const answers = (text: string, pattern: RegExp): Promise<unknown> =>
    person.answered(
      () => person.act({ type: 'write', chatId: person.id, text }),
      (message) => message.author === 'bot' && pattern.test(message.text),
    );

  let engine: RoleProcess;
  let bot: RoleProcess;
  let api: RoleProcess;

  it('each serves what is its own, over what the engine has stored', async () => {
    engine = await start('engine');
    await leads(engine, 120_000);
    [bot, api] = await Promise.all([start('bot'), start('api')]);
    await Promise.all([engine, bot, api].map((each) => whenReady(each)));
    await answers('/start', /./);
    const { markets } = MARKETS.parse(await (await fetch(`${api.url}/v1/markets`)).json());
    expect(markets.map(({ lastCandleTime }) => lastCandleTime !== null)).toEqual([true]);
    const predicted = await fetch(`${api.url}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ symbol: 'BTC/USDT', timeframe: '1h' }),
    });
    expect(predicted.status).toBe(200);
    expect(await Promise.all([engine, bot].map((each) => each.status('/v1/markets')))).toEqual([404, 404]);
    expect(await Promise.all([bot, api].map((each) => each.probe('lease')))).toEqual(['', '']);
  });

  it('a killed engine is replaced by the one that stands by within a lease and five seconds; bot and API answer meanwhile', async () => {
    const standBy = await start('engine');
    await whenReady(standBy);
    expect(await standBy.probe('lease')).toContain('stands by');
    await engine.end('SIGKILL');
    const killedMs = performance.now();
    await answers('/help', /What I can do/);
    expect(await api.status('/v1/markets')).toBe(200);
    await until('the token', async () => standBy.output().includes('(token 2)'), {
      limitMs: REPLACED_MS,
      output: standBy.output,
    });
    expect(performance.now() - killedMs).toBeLessThan(REPLACED_MS);
    engine = standBy;
    await leads(engine, 60_000);
  });

  it('a paused holder finds itself replaced and stands by; its successor goes on', async () => {
    const other = await start('engine');
    await whenReady(other);
    engine.child.kill('SIGSTOP');
    await leads(other, REPLACED_MS + 30_000);
    engine.child.kill('SIGCONT');
    await until('the loss', async () => (await engine.probe('lease')).includes('stands by'), {
      limitMs: 20_000,
      output: engine.output,
    });
    expect(await other.probe('lease')).toBe('leads engine and sender');
    expect((await engine.end('SIGTERM')).code).toBe(0);
    engine = other;
  });

  it('a killed bot and a killed API start again by themselves and answer; the engine never noticed', async () => {
    await Promise.all([bot.end('SIGKILL'), api.end('SIGKILL')]);
    expect(await engine.probe('lease')).toBe('leads engine and sender');
    [bot, api] = await Promise.all([start('bot'), start('api')]);
    await Promise.all([bot, api].map((each) => whenReady(each)));
    await answers('/help', /What I can do/);
    expect(await api.status('/v1/markets')).toBe(200);
  });

  it('a task trains the challenger, and the engine serves what was promoted without a restart', async () => {
    const kinds = async (): Promise<readonly string[]> => {
      const saved = await database.connection.collection<{ version: string }>('models').find().toArray();
      return saved.map(({ version }) => version.split('-')[0] ?? version);
    };
    expect(new Set(await kinds())).toEqual(new Set(['logistic']));
    const settings = { ...addresses.environment, ...SETTINGS, MONGODB_URI: database.uri, DATA_DIR: folder };
    const { status, stdout, stderr } = await startScript('retrain', ['--json'], settings);
    expect(status, stderr).toBe(0);
    const [trained] = RETRAINED.parse(JSON.parse(stdout)).groups;
    // The first model has decided nothing yet that it could be compared by: an operator lets the challenger serve.
    expect(trained).toMatchObject({ outcome: 'refused', version: expect.stringMatching(/^reversal-/) });
    const registry = createMongoModels(database.connection, { nowMs: Date.now });
    await registry.promote(BTC, trained?.version ?? '');
    const served = `model ${trained?.version} loaded for crypto@1h`;
    await until('the new champion', async () => engine.output().includes(served), {
      ...{ limitMs: 90_000, output: engine.output },
    });
  });

  it('all stop in order on SIGTERM within 20 s, and the lease is free at once', async () => {
    const stopped = await Promise.all([engine, bot, api].map((each) => each.end('SIGTERM')));
    expect(stopped.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(Math.max(...stopped.map(({ elapsedMs }) => elapsedMs))).toBeLessThan(20_000);
    expect(engine.output()).toContain('lease engine released');
  });
});
