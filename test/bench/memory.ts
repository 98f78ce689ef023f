import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { findDatabase } from '../../bot/database/find-database.ts';
import { freePort } from '../support/process/free-port.ts';
import { callsOf, until } from '../support/process/product-process.ts';
import type { Bench, BenchResult } from './bench.ts';

const ROOT = join(import.meta.dirname, '../..');
/** After the first days: drawing and training processes without work have ended, and what garbage they left is collected. */
const SETTLED_MS = 30_000;
/** On a machine that does nothing else they take a minute. */
const FIRST_DAYS_LIMIT_MS = 900_000;
const START_LIMIT_MS = 180_000;
/** As `npm start` starts it: a small young generation (40 MB less), and one arena of malloc (ended threads leave memory in theirs). */
const PRODUCT = ['--max-semi-space-size=4', '--import', './bot/preload.mjs', '--import', 'tsx', 'bot/main.ts'];
const BARE = fileURLToPath(new URL('./bare-process.ts', import.meta.url));
const REFERENCE = 'a process with grammY and mongoose, connected';

/** Lower is better here. The product's children (trainings, drawing) are a row of their own; the database is not counted. */
export const MEMORY_BENCHES: readonly Bench[] = [
  { name: 'memory: idle sandbox, after its first start', unit: 'MB', run: async () => (await measured()).first },
  { name: 'memory: idle sandbox, after a restart', unit: 'MB', run: async () => (await measured()).again },
  { name: 'memory: children of it, after a restart', unit: 'MB', run: async () => (await measured()).children },
  { name: 'memory: time to ready of that restart', unit: 's', run: async () => (await measured()).start },
  { name: 'memory: time of the first days of the first start', unit: 's', run: async () => (await measured()).days },
];

interface Measured {
  readonly first: BenchResult;
  readonly again: BenchResult;
  readonly children: BenchResult;
  readonly start: BenchResult;
  readonly days: BenchResult;
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
    const alone = (ours: number): BenchResult => ({ ours, reference: null, referenceName: null });
    return {
      first: megabytes(first.residentMb),
      again: megabytes(again.residentMb),
      children: alone(again.childrenMb),
      start: alone(again.readyAfterMs / 1_000),
      days: alone(first.firstDaysMs / 1_000),
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
  /** Zero where they are behind it. */
  readonly firstDaysMs: number;
  /** Of the product's process alone. */
  readonly residentMb: number;
  readonly childrenMb: number;
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
    const url = `http://127.0.0.1:${port}`;
    await until('the first days to end', async () => !(await isCatchingUp(url)), { limitMs: FIRST_DAYS_LIMIT_MS });
    const firstDaysMs = performance.now() - startedMs - readyAfterMs;
    await wait(SETTLED_MS);
    return { readyAfterMs, firstDaysMs, residentMb: residentMb(child), childrenMb: childrenMb(child) };
  } finally {
    await end(child);
  }
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status === 200;
}

const peopleShape = z.tuple([z.object({ id: z.number() })]).rest(z.unknown());
const snapshotShape = z.object({ notice: z.object({ catchingUp: z.object({ untilMs: z.number() }).nullable() }) });

/** Whether the replay still goes through the days that are fast-forwarded at a first start. */
async function isCatchingUp(url: string): Promise<boolean> {
  const { get } = callsOf(url);
  const [{ id }] = peopleShape.parse((await get('/chat/api/people')).body);
  return snapshotShape.parse((await get(`/chat/api/snapshot?person=${id}`)).body).notice.catchingUp !== null;
}

function residentMb({ pid }: ChildProcess): number {
  const megabytes = sumMb(['-p', String(pid)]);
  if (!(megabytes > 0)) throw new Error('expected the resident memory of a running process');
  return megabytes;
}

/** Of whatever the product has started and still runs; none is 0. */
function childrenMb({ pid }: ChildProcess): number {
  return sumMb(['--ppid', String(pid)]);
}

function sumMb(chosen: readonly string[]): number {
  // Ends with 1 where no process is chosen.
  const { stdout } = spawnSync('ps', ['-o', 'rss=', ...chosen], { encoding: 'utf8' });
  const kibibytes = stdout.split('\n').reduce((sum, line) => sum + Number(line), 0);
  return (kibibytes * 1_024) / 1e6;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
