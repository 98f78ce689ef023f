import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findDatabase } from '../../../bot/database/find-database.ts';
import { lockFolder } from '../../../bot/database/folder-lock.ts';
import { commandLineOf } from '../../../bot/database/run-command.ts';

const OWNER = fileURLToPath(new URL('../../support/database/database-owner.ts', import.meta.url));
const TOOLS = fileURLToPath(new URL('../../../node_modules/.cache/analyser/tools', import.meta.url));
const TSX = createRequire(import.meta.url).resolve('tsx');

interface Owner {
  readonly process: ChildProcess;
  readonly lines: Record<string, unknown>[];
  readonly errors: string[];
  readonly ended: Promise<number | null>;
}

describe('findDatabase', { timeout: 120_000 }, () => {
  let dataDir: string;
  let owners: Owner[];
  // Whatever has to be fetched is fetched before any test is timed.
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'analyser-db-'));
    await findDatabase({ mongodbUri: null, dataDir: folder, toolsDir: TOOLS, print: () => {} }).then((database) =>
      database.close(),
    );
    await rm(folder, { recursive: true, force: true });
  }, 200_000);
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'analyser-db-'));
    owners = [];
  });
  afterEach(async () => {
    for (const owner of owners) owner.process.kill('SIGKILL');
    await Promise.all(owners.map(({ ended }) => ended));
    await serverGone();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Starts the program in a process group of its own, as a shell does. */
  const start = (environment: NodeJS.ProcessEnv = process.env, toolsDir = TOOLS): Owner => {
    const child = spawn(process.execPath, ['--import', TSX, OWNER, dataDir, toolsDir], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
    });
    const lines: Record<string, unknown>[] = [];
    const errors: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString('utf8')));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const owner = { process: child, lines, errors, ended };
    owners.push(owner);
    return owner;
  };

  const until = (what: () => unknown, timeout = 40_000): Promise<unknown> =>
    vi.waitFor(async () => expect(await what()).toBeTruthy(), { timeout, interval: 20 });
  const acknowledged = (owner: Owner): number => owner.lines.filter((line) => 'acknowledged' in line).length;
  const ready = (owner: Owner): Promise<unknown> => until(() => acknowledged(owner) >= 5 || owner.errors.join(''));

  const serverPid = async (): Promise<number> => {
    for (const format of ['mongod', 'secantusdb']) {
      const text = await readFile(join(dataDir, 'database', format, 'server.pid'), 'utf8').catch(() => '');
      if (text !== '') return Number(text);
    }
    return 0;
  };
  const serverRuns = async (): Promise<boolean> => {
    const pid = await serverPid();
    return pid > 0 && ((await commandLineOf(pid)) ?? '').includes(dataDir);
  };
  const serverGone = (): Promise<unknown> => until(async () => !(await serverRuns()));

  it('keeps every acknowledged write over a kill -9 and a start at once, and ends the server within seconds', async () => {
    const first = start();
    await ready(first);
    expect(first.errors).toEqual([]);
    expect(await serverRuns()).toBe(true);
    await until(() => acknowledged(first) >= 100);
    first.process.kill('SIGKILL');
    await first.ended;
    // The server of the killed process is still ending: the next start waits for it.
    const second = start();
    await ready(second);
    expect(second.errors).toEqual([]);
    const written = acknowledged(first);
    expect(Number(second.lines[0]?.found)).toBeGreaterThanOrEqual(written);
    // The one write that was on its way when the process died may be there without having been acknowledged.
    expect(Number(second.lines[0]?.found)).toBeLessThanOrEqual(written + 1);
    second.process.kill('SIGKILL');
    await second.ended;
    await until(async () => !(await serverRuns()), 8_000);
  });

  it('refuses a second process, puts a crashed server back, and outlives Ctrl-C until the orderly end', async () => {
    const owner = start();
    await ready(owner);
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.errors.join('')).toMatch(/another process of this product uses the data in .*another DATA_DIR/);

    const crashed = await serverPid();
    process.kill(crashed, 'SIGKILL');
    await until(async () => (await serverPid()) !== crashed && (await serverRuns()));
    const before = acknowledged(owner);
    await until(() => acknowledged(owner) > before);

    const group = owner.process.pid ?? 0;
    expect(group).toBeGreaterThan(0);
    process.kill(-group, 'SIGINT');
    expect(await owner.ended).toBe(0);
    expect(owner.errors).toEqual([]);
    expect(owner.lines.at(-1)).toEqual({ closed: true });
    expect(await serverRuns()).toBe(false);
  });

  it('takes a given database as it is and shows no password', async () => {
    const said: string[] = [];
    const mongodbUri = 'mongodb://someone:se%3Acret@db.example:27017/name?authSource=admin';
    const database = await findDatabase({ mongodbUri, dataDir, print: (line) => said.push(line) });
    expect(database).toMatchObject({ uri: mongodbUri, kind: 'given' });
    expect(said.join() + database.describe).not.toMatch(/secret|se%3Acret|someone|authSource/);
    expect(database.describe).toContain('db.example:27017/name');
  });

  /** No program on PATH, and a proxy that nobody runs in place of the network. */
  const cutOff = { PATH: '/nonexistent', https_proxy: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9' };

  it('names the four ways when there is none, within seconds and leaving nothing behind', async () => {
    const tools = join(dataDir, 'tools');
    const startedAt = performance.now();
    const owner = start(cutOff, tools);
    expect(await owner.ended).toBe(1);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    const text = owner.errors.join('');
    for (const way of [/set MONGODB_URI/, /install mongod/, /allow the download/, /install Python ≥ 3\.10/])
      expect(text).toMatch(way);
    for (const reason of [/no mongod on PATH/, /download of mongod: /, /no Python/]) expect(text).toMatch(reason);
    expect(await readdir(tools)).toEqual([]);
  });

  /** A mongod that knows --version and listens, which is all that finding and starting one needs. */
  const fakeMongod = async (body: string): Promise<string> => {
    const bin = join(dataDir, 'bin');
    await mkdir(bin, { recursive: true });
    const path = join(bin, 'mongod');
    await writeFile(
      path,
      `#!${process.execPath}\nif (process.argv.includes('--version')) { console.log('db version v9.8.7'); process.exit(0); }\n${body}\n`,
    );
    await chmod(path, 0o755);
    return bin;
  };
  const LISTEN = `require('node:net').createServer().listen(Number(process.argv[process.argv.indexOf('--port') + 1]), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));`;

  it('takes a mongod on PATH first and says where the data lie', async () => {
    const said: string[] = [];
    vi.stubEnv('PATH', await fakeMongod(LISTEN));
    const database = await findDatabase({ mongodbUri: null, dataDir, print: (line) => said.push(line) });
    vi.unstubAllEnvs();
    expect(database.kind).toBe('mongod');
    expect(said.join()).toMatch(/mongod 9\.8\.7 on 127\.0\.0\.1:\d+, data in .*survive a restart/);
    await database.close();
    expect(await serverRuns()).toBe(false);
  });

  it('does not begin anew with another kind of database when the one that wrote the data is gone', async () => {
    vi.stubEnv('PATH', await fakeMongod(LISTEN));
    const database = await findDatabase({ mongodbUri: null, dataDir, print: () => {} });
    await database.close();
    vi.unstubAllEnvs();
    const owner = start(cutOff, join(dataDir, 'tools'));
    expect(await owner.ended).toBe(1);
    expect(owner.errors.join('')).toMatch(/were written by mongod; only it can read them/);
  });

  it('shows the last words of a server that does not start', async () => {
    vi.stubEnv('PATH', await fakeMongod(`console.error('cannot: disk is full'); process.exit(14);`));
    vi.stubEnv('https_proxy', 'http://127.0.0.1:9');
    await expect(
      findDatabase({ mongodbUri: null, dataDir, toolsDir: join(dataDir, 'tools'), print: () => {} }),
    ).rejects.toThrow(/mongod 9\.8\.7 ended at once: cannot: disk is full/);
    vi.unstubAllEnvs();
  });
});

describe('lockFolder', () => {
  it('lets one in at a time and the next when the first is done', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'analyser-lock-'));
    const first = await lockFolder(folder, 0);
    expect(await lockFolder(folder, 0)).toBeNull();
    const waiting = lockFolder(folder, 10_000);
    await first?.release();
    const second = await waiting;
    expect(second).not.toBeNull();
    await second?.release();
    await rm(folder, { recursive: true });
  });

  it.each(['{"port":9,"token":"aa-bb","pid":1}', '', 'not a claim'])('takes over a void claim: %s', async (text) => {
    const folder = await mkdtemp(join(tmpdir(), 'analyser-lock-'));
    await writeFile(join(folder, 'in-use.json'), text);
    const lock = await lockFolder(folder, 5_000);
    expect(lock).not.toBeNull();
    await lock?.release();
    await rm(folder, { recursive: true });
  });
});
