import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export type CommandResult =
  | { readonly type: 'done'; readonly output: string }
  | { readonly type: 'failed'; readonly why: string };

export interface CommandOptions {
  readonly timeoutMs: number;
}

/** Runs a program to its end, with both its outputs collected; it and its children are killed at the timeout. Never throws. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve) => {
    // A group of its own, so that a timeout reaches pip's children too.
    const child = spawn(command, [...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const killGroup = (): void => {
      if (child.pid === undefined || child.exitCode !== null) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    };
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup();
    }, options.timeoutMs);
    process.once('exit', killGroup);
    const settle = (result: CommandResult): void => {
      clearTimeout(timer);
      process.removeListener('exit', killGroup);
      resolve(result);
    };
    child.once('error', (error) => settle({ type: 'failed', why: error.message }));
    child.once('close', (code, signal) => {
      if (timedOut) settle({ type: 'failed', why: `no end within ${Math.round(options.timeoutMs / 1000)} s` });
      else if (code === 0) settle({ type: 'done', output });
      else settle({ type: 'failed', why: `${lastLine(output)} (ended with ${code ?? signal})` });
    });
  });
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

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.slice(-300) ?? '';
}
