import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ENGLISH } from '../texts/language.ts';
import { runCommand } from './run-command.ts';
import type { ServerProgram } from './supervised-server.ts';

const DOWNLOADER = fileURLToPath(new URL('./download-mongod.mjs', import.meta.url));
const FIRST_BYTE_MS = 3_000;
const STALL_MS = 15_000;
const WHOLE_MS = 300_000;
/** What lies in the folder before any data come: lock files and the like. */
const NOTHING_BYTES = 100_000;

/** A tool that is there, or why it is not. */
export type Tool =
  | { readonly type: 'found'; readonly command: string; readonly version: string }
  | { readonly type: 'absent'; readonly why: string };

/** Where programs are kept that have to be fetched. */
export interface ToolPlace {
  readonly toolsDir: string;
  /** Given a line at a time what takes long. */
  readonly print: (line: string) => void;
  /** Aborted when the program is not needed any more: what is being fetched is ended. */
  readonly signal?: AbortSignal | undefined;
}

/** The mongod an operator installed. */
export async function mongodOnPath({ signal }: ToolPlace): Promise<Tool> {
  return versionOf('mongod', 'no mongod on PATH', signal);
}

/**
 * The mongod kept in `toolsDir`, downloaded on first use. Offline it gives up about three seconds after it asked; what an
 * interrupted download left behind is removed and never taken for a program.
 */
export async function downloadedMongod({ toolsDir, print, signal }: ToolPlace): Promise<Tool> {
  const kept = join(toolsDir, process.platform === 'win32' ? 'mongod.exe' : 'mongod');
  if (!existsSync(kept)) {
    const staging = join(toolsDir, 'mongod-download');
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging, { recursive: true });
    try {
      const got = await download(staging, print, signal);
      if (got.type === 'failed') return { type: 'absent', why: `download of mongod: ${got.why}` };
      // The library may have found one in a cache of its own: that one is copied, not moved.
      if (!got.path.startsWith(staging)) await copyFile(got.path, join(staging, 'mongod'));
      const complete = got.path.startsWith(staging) ? got.path : join(staging, 'mongod');
      await chmod(complete, 0o755);
      await rename(complete, kept);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }
  return versionOf(kept, 'the downloaded mongod does not run here', signal);
}

/** How to run a mongod over `storageDir`. */
export function mongodProgram(
  tool: { readonly command: string; readonly version: string },
  storageDir: string,
): ServerProgram {
  const args = ['--bind_ip', '127.0.0.1', '--dbpath', storageDir, '--wiredTigerCacheSizeGB', '0.5', '--nounixsocket'];
  return {
    name: `mongod ${tool.version}`,
    command: tool.command,
    storageDir,
    argsFor: (port) => [
      ...args.filter((arg) => process.platform !== 'win32' || arg !== '--nounixsocket'),
      '--port',
      String(port),
    ],
  };
}

async function versionOf(command: string, absent: string, signal: AbortSignal | undefined): Promise<Tool> {
  const asked = await runCommand(command, ['--version'], { timeoutMs: 5_000, signal });
  if (asked.type === 'failed')
    return { type: 'absent', why: asked.why.includes('ENOENT') ? absent : `${absent}: ${asked.why}` };
  const version = /db version v(\S+)/.exec(asked.output)?.[1];
  return version === undefined
    ? { type: 'absent', why: `${absent}: expected "db version v…", it said "${asked.output.trim().slice(0, 80)}"` }
    : { type: 'found', command, version };
}

type Download = { readonly type: 'done'; readonly path: string } | { readonly type: 'failed'; readonly why: string };

async function download(
  staging: string,
  print: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<Download> {
  const child = spawn(process.execPath, [DOWNLOADER, staging], { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  let asking = false;
  let path: string | null = null;
  let complaint = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'asking') asking = true;
    if (line.startsWith('mongod ')) path = line.slice('mongod '.length);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-2_000);
  });
  const ended = new Promise<Download>((resolve) => {
    child.once('error', (error) => resolve({ type: 'failed', why: error.message }));
    child.once('close', (code) => {
      if (code === 0 && path !== null) resolve({ type: 'done', path });
      else resolve({ type: 'failed', why: complaint.trim().split('\n').at(-1)?.slice(0, 200) || 'it was stopped' });
    });
  });
  const stuck = new AbortController();
  const isOver = (): boolean => stuck.signal.aborted || signal?.aborted === true;
  const watched = watchProgress({ staging, print, asking: () => asking, isOver });
  try {
    return await Promise.race([ended, watched]);
  } finally {
    stuck.abort();
    kill();
    await ended;
    process.removeListener('exit', kill);
  }
}

interface Watch {
  readonly staging: string;
  readonly print: (line: string) => void;
  readonly asking: () => boolean;
  readonly isOver: () => boolean;
}

/** Resolves when the download makes no progress any more; never while it does. */
async function watchProgress(watch: Watch): Promise<Download> {
  const startedAt = Date.now();
  let askedAt: number | null = null;
  let bytes = 0;
  let grewAt = startedAt;
  let saidAt = startedAt;
  while (!watch.isOver()) {
    await sleep(100);
    const now = Date.now();
    if (askedAt === null && watch.asking()) askedAt = now;
    const size = await sizeOf(watch.staging);
    if (size > bytes) {
      if (bytes === 0) watch.print(ENGLISH.plain('database-download'));
      bytes = size;
      grewAt = now;
    }
    if (bytes > 0 && now - saidAt > 5_000) {
      watch.print(ENGLISH.plain('database-downloading', { megabytes: String(Math.round(bytes / 1e6)) }));
      saidAt = now;
    }
    if (bytes === 0 && now - (askedAt ?? startedAt + FIRST_BYTE_MS) > FIRST_BYTE_MS) {
      return { type: 'failed', why: `nothing came within ${FIRST_BYTE_MS / 1000} s` };
    }
    if (bytes > 0 && now - grewAt > STALL_MS)
      return { type: 'failed', why: `stalled at ${Math.round(bytes / 1e6)} MB` };
    if (now - startedAt > WHOLE_MS) return { type: 'failed', why: `not done within ${WHOLE_MS / 60_000} minutes` };
  }
  return { type: 'failed', why: 'stopped' };
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (found) => found.size,
        () => 0,
      ),
    ),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return total < NOTHING_BYTES ? 0 : total;
}
