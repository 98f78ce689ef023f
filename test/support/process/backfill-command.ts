import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '../database/database.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** How a command ended and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const running = new Set<ChildProcess>();

/** Starts the command; killStarted ends it if it still runs after its test. */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/backfill/backfill.ts', ...args], {
    cwd: root,
    env: { ...process.env, MONGODB_URI: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    err += String(chunk);
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, out, err });
    });
  });
  return { child, ended };
}

/** Runs the command to its end. */
export const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  start(args, env).ended;

/** Kills what still runs. */
export function killStarted(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** The stored buckets, every field, binaries as text. */
export async function documents({ connection }: TestDatabase): Promise<readonly string[]> {
  const found = await connection.collection('candles').find({}, { promoteBuffers: true }).toArray();
  return found
    .map((document) =>
      JSON.stringify(document, (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
      ),
    )
    .sort();
}
