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
const LOG_NAME = 'server.log';
/** Beside the data: the process id of the server that has them, or had them last. */
export const PID_NAME = 'server.pid';
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 10_000;

/** A server program and the arguments for its address. */
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

export interface SuperviseOptions {
  /** Aborted when the server is not needed any more: the promise rejects once it is gone. */
  readonly signal?: AbortSignal | undefined;
  /** Given a line when the server ended by itself and will be started again. */
  readonly onEnded?: ((line: string) => void) | undefined;
}

/**
 * Starts a server on a free loopback port under a watchdog that ends it when this process ends, and resolves once it accepts
 * connections. From then on it is started again on the same port whenever it ends, for ever and ever less often; a watchdog
 * that was killed is replaced too. A server that a killed process left behind on the same storage is waited for, or ended.
 * Throws Error with the end of the server's log when it does not come up the first time.
 */
export async function startSupervisedServer(
  program: ServerProgram,
  options: SuperviseOptions = {},
): Promise<RunningServer> {
  await endLeftover(program.storageDir);
  const port = await freePort();
  const onEnded = options.onEnded ?? (() => {});
  const first = startWatchdog(program, { port, works: false, onEnded });
  const outcome = await Promise.race([
    accepts(port, READY_MS, options.signal),
    first.ended.then(() => 'ended' as const),
  ]);
  if (outcome !== 'ready') {
    await first.stop();
    options.signal?.throwIfAborted();
    const why = outcome === 'ended' ? 'ended at once' : `took no connection within ${READY_MS / 1000} s`;
    throw new Error(`${program.name} ${why}: ${lastLines(join(program.storageDir, LOG_NAME))}`);
  }
  first.seenWorking();
  return { port, close: replaceWhenKilled(program, { first, port, onEnded }) };
}

interface Watchdog {
  readonly ended: Promise<void>;
  /** The server works: from now on it is started again when it ends. */
  seenWorking(): void;
  stop(): Promise<void>;
}

interface WatchdogOptions {
  readonly port: number;
  readonly works: boolean;
  readonly onEnded: (line: string) => void;
}

function startWatchdog(program: ServerProgram, { port, works, onEnded }: WatchdogOptions): Watchdog {
  const plan = JSON.stringify({ command: program.command, args: program.argsFor(port), stopMs: STOP_MS, works });
  const log = openLog(join(program.storageDir, LOG_NAME), works ? 'a' : 'w');
  // Detached: a session of its own, out of reach of the terminal's Ctrl-C.
  const watchdog = spawn(process.execPath, [WATCHDOG, plan], {
    detached: true,
    stdio: ['pipe', 'pipe', log ?? 'ignore'],
  });
  if (log !== null) closeSync(log);
  const ended = new Promise<void>((resolve) => {
    watchdog.once('exit', () => resolve());
    watchdog.once('error', () => resolve());
  });
  // A watchdog that died closes its pipes; `ended` reports it, so an error on them is ignored.
  watchdog.stdin?.on('error', () => {});
  hearFrom(watchdog, program, onEnded);
  return {
    ended,
    seenWorking() {
      watchdog.stdin?.write('works\n');
      letProcessEnd(watchdog);
    },
    stop: () => stopWatchdog(watchdog, ended),
  };
}

/** Starts another watchdog whenever one ends without being asked to. Returns what stops the server for good. */
function replaceWhenKilled(
  program: ServerProgram,
  {
    first,
    port,
    onEnded,
  }: { readonly first: Watchdog; readonly port: number; readonly onEnded: (line: string) => void },
): () => Promise<void> {
  let current = first;
  const closing = new AbortController();
  const replace = async (): Promise<void> => {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
      await current.ended;
      if (closing.signal.aborted) return;
      onEnded(`the watchdog of ${program.name} ended and is started again`);
      await sleep(waitMs, undefined, { signal: closing.signal, ref: false }).catch(() => {});
      // The server outlives its watchdog and holds the storage.
      await endLeftover(program.storageDir, 0).catch((error: unknown) => onEnded(String(error)));
      if (closing.signal.aborted) return;
      current = startWatchdog(program, { port, works: true, onEnded });
      current.seenWorking();
    }
  };
  const replacing = replace();
  return async () => {
    closing.abort();
    await current.stop();
    await replacing;
  };
}

/** The server's own words are worth having, not worth failing for: null when the disk has no room for them. */
function openLog(path: string, flags: 'a' | 'w'): number | null {
  try {
    return openSync(path, flags);
  } catch {
    return null;
  }
}

/** Keeps the server's process id next to its data, so that the next start can find a leftover, and passes on that it ended. */
function hearFrom(watchdog: ChildProcess, program: ServerProgram, onEnded: (line: string) => void): void {
  if (watchdog.stdout === null) return;
  let how = '';
  createInterface({ input: watchdog.stdout }).on('line', (line) => {
    const [word, ...rest] = line.split(' ');
    if (word === 'started') noteOf(program.storageDir, rest.join(' '), onEnded);
    if (word === 'ended') how = rest.join(' ');
    if (word === 'waiting') {
      const [waitMs, times] = rest.map(Number);
      onEnded(`${program.name} ended (${how}), ${times} times in a row; it is started again in ${waitMs} ms`);
    }
  });
}

function noteOf(storageDir: string, pid: string, onFailed: (line: string) => void): void {
  try {
    writeFileSync(join(storageDir, PID_NAME), pid);
  } catch (error) {
    // On a full disk: the next start then relies on the watchdog alone to end a server of a killed process.
    onFailed(`the note of the database's process could not be written: ${String(error)}`);
  }
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
  const limit = sleep(STOP_MS + 2_000, undefined, { signal: late.signal }).catch(() => {});
  await Promise.race([ended, limit]);
  late.abort();
  if (watchdog.exitCode === null && watchdog.signalCode === null) watchdog.kill('SIGKILL');
}

/**
 * Waits for a server of a killed process to be ended by its watchdog, and ends it when that died too. A process id may
 * have been given to a stranger since, so a process counts only if its command line names our storage.
 */
async function endLeftover(storageDir: string, graceMs = STOP_MS / 2): Promise<void> {
  const pidPath = join(storageDir, PID_NAME);
  if (!existsSync(pidPath)) return;
  const pid = Number(readFileSync(pidPath, 'utf8'));
  const lives = async (): Promise<boolean> =>
    Number.isSafeInteger(pid) && pid > 0 && ((await commandLineOf(pid)) ?? '').includes(storageDir);
  for (const [signal, waitMs] of [
    [null, graceMs],
    ['SIGTERM', STOP_MS],
    ['SIGKILL', 2_000],
  ] as const) {
    if (!(await lives())) return;
    if (signal !== null) process.kill(pid, signal);
    for (const until = Date.now() + waitMs; Date.now() < until && (await lives()); ) await sleep(50);
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

/** "ready" as soon as something accepts a connection on the port, "late" when nothing did in time or nobody waits any more. */
async function accepts(port: number, graceMs: number, signal: AbortSignal | undefined): Promise<'ready' | 'late'> {
  for (const until = Date.now() + graceMs; Date.now() < until && signal?.aborted !== true; await sleep(25)) {
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
