import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export type CommandResult =
  | { readonly type: 'done'; readonly output: string }
  | { readonly type: 'failed'; readonly why: string };

export interface CommandOptions {
  readonly timeoutMs: number;
  /** Kills the program as the timeout does. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program to its end, with both its outputs collected; it is killed at the timeout. Never throws. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve) => {
    // In our own process group on purpose: Ctrl-C in the terminal ends an installation too.
    const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    let timedOut = false;
    let stopped = false;
    const kill = (): boolean => child.kill('SIGKILL');
    const stop = (): void => {
      stopped = true;
      kill();
    };
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, options.timeoutMs);
    process.once('exit', kill);
    options.signal?.addEventListener('abort', stop);
    if (options.signal?.aborted === true) stop();
    const settle = (result: CommandResult): void => {
      clearTimeout(timer);
      process.removeListener('exit', kill);
      options.signal?.removeEventListener('abort', stop);
      resolve(result);
    };
    child.once('error', (error) => settle({ type: 'failed', why: error.message }));
    // "exit" and not "close": a grandchild that survives may hold the pipes open.
    child.once('exit', (code, signal) => {
      if (stopped) settle({ type: 'failed', why: 'it was stopped' });
      else if (timedOut) settle({ type: 'failed', why: `no end within ${Math.round(options.timeoutMs / 1000)} s` });
      else child.once('close', () => settle(code === 0 ? { type: 'done', output } : failure(output, code ?? signal)));
    });
  });
}

function failure(output: string, end: number | string | null): CommandResult {
  return { type: 'failed', why: `${output.trim().split('\n').at(-1)?.slice(-300) ?? ''} (ended with ${end})` };
}

/** The command line of a process, its arguments parted by blanks, or null when there is no such process or no way to ask. */
export async function commandLineOf(pid: number): Promise<string | null> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim() || null;
  } catch {
    const asked = await runCommand('ps', ['-p', String(pid), '-o', 'args='], { timeoutMs: 2_000 });
    return asked.type === 'done' ? asked.output.trim() || null : null;
  }
}
