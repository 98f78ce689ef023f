import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A start of the real process that need not come to its end: refused, stopped on the way, or run under another program. */
export interface ProductStart {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves with the exit code, null when a signal ended it, and how long that took from the start. */
  readonly ended: Promise<{ readonly code: number | null; readonly elapsedMs: number }>;
  /** Resolves when the output contains the text; rejects when the process ends without it. */
  says(text: string): Promise<void>;
}

export interface StartOptions {
  /** Default: node as `npm start` runs it. */
  readonly command?: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  readonly stdio?: readonly ['ignore', 'pipe' | number, 'pipe' | number];
}

export const PLAIN_NODE = [process.execPath, '--import', 'tsx', 'bot/main.ts'] as const;

export function beginProduct({ command = PLAIN_NODE, environment, stdio }: StartOptions): ProductStart {
  const startedMs = performance.now();
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: stdio === undefined ? ['ignore', 'pipe', 'pipe'] : [...stdio],
  });
  const chunks: string[] = [];
  const output = (): string => chunks.join('');
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      chunks.push(chunk.toString('utf8'));
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<{ code: number | null; elapsedMs: number }>((resolve) => {
    child.once('exit', (code) => resolve({ code, elapsedMs: performance.now() - startedMs }));
  });
  return {
    child,
    output,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!output().includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        ended.then(({ code }) => reject(new Error(`ended with ${code} without saying "${text}":\n${output()}`)));
      }),
  };
}
