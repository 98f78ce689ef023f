import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { commandLineOf } from './run-command.ts';

const WATCHDOG = fileURLToPath(new URL('./watchdog.mjs', import.meta.url));
const READY_MS = 20_000;
const STOP_MS = 10_000;

/** A server program and how it is told where to listen. */
export interface ServerProgram {
  /** For messages: "mongod 8.2.6". */
  readonly name: string;
  readonly command: string;
  argsFor(port: number): readonly string[];
  /** Where its data lie, a folder that exists; its log and a note of its process lie there as well. */
  readonly storageDir: string;
}

export interface RunningServer {
  readonly port: number;
  /** Ends the server and resolves when it is gone; calling it again is harmless. */
  close(): Promise<void>;
}

/**
 * Starts a server on a free loopback port under a watchdog that ends it when this process ends, and resolves once it
 * accepts connections. A server that a killed process left behind on the same storage is waited for, or ended.
 * Throws Error with the end of the server's log when it does not come up.
 */
export async function startSupervised(program: ServerProgram): Promise<RunningServer> {
  await endLeftover(program.storageDir);
  const port = await freePort();
  const logPath = join(program.storageDir, 'server.log');
  const log = openSync(logPath, 'w');
  const plan = JSON.stringify({ command: program.command, args: program.argsFor(port), stopMs: STOP_MS });
  // Detached: a session of its own, out of reach of the terminal's Ctrl-C.
  const watchdog = spawn(process.execPath, [WATCHDOG, plan], { detached: true, stdio: ['pipe', 'pipe', log] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    watchdog.once('exit', () => resolve());
    watchdog.once('error', () => resolve());
  });
  // A watchdog that died closes its pipes; that is for `ended` to tell, not for an error nobody listens to.
  watchdog.stdin?.on('error', () => {});
  notePidOf(watchdog, program.storageDir);
  const close = (): Promise<void> => stopWatchdog(watchdog, ended);
  const outcome = await Promise.race([accepts(port, READY_MS), ended.then(() => 'ended' as const)]);
  if (outcome === 'ready') {
    watchdog.stdin?.write('works\n');
    letProcessEnd(watchdog);
    return { port, close };
  }
  await close();
  const why = outcome === 'ended' ? 'ended at once' : `took no connection within ${READY_MS / 1000} s`;
  throw new Error(`${program.name} ${why}: ${lastLines(logPath)}`);
}

/** Keeps the server's process id beside its data, so that the next start can find a leftover. */
function notePidOf(watchdog: ChildProcess, storageDir: string): void {
  if (watchdog.stdout === null) return;
  createInterface({ input: watchdog.stdout }).on('line', (line) => {
    const pid = /^started (\d+)$/.exec(line)?.[1];
    if (pid !== undefined) writeFileSync(join(storageDir, 'server.pid'), pid);
  });
}

/** The watchdog and its pipes must not keep this process alive once everything else is done. */
function letProcessEnd(watchdog: ChildProcess): void {
  watchdog.unref();
  for (const pipe of [watchdog.stdin, watchdog.stdout]) {
    if (pipe !== null && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  }
}

async function stopWatchdog(watchdog: ChildProcess, ended: Promise<void>): Promise<void> {
  if (watchdog.exitCode !== null || watchdog.signalCode !== null) return;
  watchdog.ref();
  watchdog.stdin?.end();
  const late = new AbortController();
  const patience = sleep(STOP_MS + 2_000, undefined, { signal: late.signal }).catch(() => {});
  await Promise.race([ended, patience]);
  late.abort();
  if (watchdog.exitCode === null && watchdog.signalCode === null) watchdog.kill('SIGKILL');
}

/**
 * Waits for a server of a killed process to be ended by its watchdog, and ends it when that died too. A process id may
 * have been given to a stranger since, so a process counts only if its command line names our storage.
 */
async function endLeftover(storageDir: string): Promise<void> {
  const pidPath = join(storageDir, 'server.pid');
  if (!existsSync(pidPath)) return;
  const pid = Number(readFileSync(pidPath, 'utf8'));
  const lives = async (): Promise<boolean> =>
    Number.isSafeInteger(pid) && pid > 0 && ((await commandLineOf(pid)) ?? '').includes(storageDir);
  for (const [signal, patienceMs] of [
    [null, STOP_MS / 2],
    ['SIGTERM', STOP_MS],
    ['SIGKILL', 2_000],
  ] as const) {
    if (!(await lives())) return;
    if (signal !== null) process.kill(pid, signal);
    for (const until = Date.now() + patienceMs; Date.now() < until && (await lives()); ) await sleep(50);
  }
  if (await lives()) throw new Error(`process ${pid} still holds ${storageDir} and could not be ended`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** "ready" as soon as something accepts a connection on the port, "late" when nothing did in time. */
async function accepts(port: number, patienceMs: number): Promise<'ready' | 'late'> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(25)) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 });
      const answer = (value: boolean) => (): void => {
        socket.destroy();
        resolve(value);
      };
      socket.once('connect', answer(true)).once('error', answer(false)).once('timeout', answer(false));
    });
    if (open) return 'ready';
  }
  return 'late';
}

function lastLines(path: string): string {
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(-4);
  return lines.join(' / ').slice(-600) || 'it said nothing';
}
