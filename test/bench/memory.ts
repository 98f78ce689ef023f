import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findDatabase } from '../../bot/database/find-database.ts';
import { freePort } from '../support/process/product-process.ts';
import type { Bench, BenchResult } from './bench.ts';

const ROOT = join(import.meta.dirname, '../..');
/** As long after the process is ready that training has ended and the first days are behind the replay. */
const SETTLED_MS = 45_000;
const START_LIMIT_MS = 180_000;
/** As `npm start` starts it: a small young generation (40 MB less), and one arena of malloc (ended threads leave memory in theirs). */
const PRODUCT = ['--max-semi-space-size=4', '--import', './bot/preload.mjs', '--import', 'tsx', 'bot/main.ts'];
const BARE = fileURLToPath(new URL('./bare-process.ts', import.meta.url));
const REFERENCE = 'a process with grammY and mongoose, connected';

/** Lower is better here. Threads are part of their process; the database is one of its own. */
export const MEMORY_BENCHES: readonly Bench[] = [
  { name: 'memory: idle sandbox, after its first start', unit: 'MB', run: async () => (await measured()).first },
  { name: 'memory: idle sandbox, after a restart', unit: 'MB', run: async () => (await measured()).again },
  { name: 'memory: time to ready of that restart', unit: 's', run: async () => (await measured()).start },
];

interface Measured {
  readonly first: BenchResult;
  readonly again: BenchResult;
  readonly start: BenchResult;
}

let measuring: Promise<Measured> | null = null;

/** One measurement for all figures. */
function measured(): Promise<Measured> {
  measuring ??= measure();
  return measuring;
}

async function measure(): Promise<Measured> {
  const dataDir = await mkdtemp(join(tmpdir(), 'analyser-bench-'));
  const toolsDir = join(ROOT, 'node_modules/.cache/analyser/tools');
  const database = await findDatabase({
    mongodbUri: process.env.MONGODB_URI ?? null,
    dataDir: join(dataDir, 'server'),
    toolsDir,
    print: () => {},
  });
  try {
    const reference = await measureReference(database.uri);
    const first = await measureSandbox(dataDir, database.uri);
    const again = await measureSandbox(dataDir, database.uri);
    const megabytes = (ours: number): BenchResult => ({ ours, reference, referenceName: REFERENCE });
    return {
      first: megabytes(first.residentMb),
      again: megabytes(again.residentMb),
      start: { ours: again.readyAfterMs / 1_000, reference: null, referenceName: null },
    };
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureReference(mongodbUri: string): Promise<number> {
  const me = { ok: true, result: { id: 1, is_bot: true, first_name: 'Bare', username: 'bare_bot' } };
  const api = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(me));
  });
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  const address = api.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const apiRoot = `http://127.0.0.1:${address.port}`;
  const child = spawn(process.execPath, ['--import', 'tsx', BARE, apiRoot, mongodbUri], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(child.stdout, 'data', { signal: AbortSignal.timeout(START_LIMIT_MS) });
    await wait(3_000);
    return residentMb(child);
  } finally {
    await end(child);
    api.close();
  }
}

interface Sandbox {
  readonly readyAfterMs: number;
  readonly residentMb: number;
}

async function measureSandbox(dataDir: string, mongodbUri: string): Promise<Sandbox> {
  const port = await freePort();
  const startedMs = performance.now();
  const child = spawn(process.execPath, PRODUCT, {
    cwd: ROOT,
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, SANDBOX: '1' },
      ...{ MARKET_DATA: 'recorded', MALLOC_ARENA_MAX: '1' },
      ...{ PORT: String(port), DATA_DIR: dataDir, MONGODB_URI: mongodbUri },
    },
    stdio: 'ignore',
  });
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null) throw new Error(`expected the product to start, it ended with ${child.exitCode}`);
      if (performance.now() - startedMs > START_LIMIT_MS) throw new Error('expected the product to be ready by now');
      await wait(100);
    }
    const readyAfterMs = performance.now() - startedMs;
    await wait(SETTLED_MS);
    return { readyAfterMs, residentMb: residentMb(child) };
  } finally {
    await end(child);
  }
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status === 200;
}

function residentMb({ pid }: ChildProcess): number {
  const kibibytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim());
  if (!(kibibytes > 0)) throw new Error('expected the resident memory of a running process');
  return (kibibytes * 1_024) / 1e6;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
