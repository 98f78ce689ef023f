import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const TIMEOUT_MS = 50_000;

/** How a command ended; status is null after a signal. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const wordsOf = (script: string, words: readonly string[]): readonly string[] => [
  '--import',
  'tsx',
  `scripts/${script}/${script}.ts`,
  ...words,
];

/** Runs a command of scripts/, such as "backtest", as a process of its own, as `npm run` would. */
export function runScript(script: string, words: readonly string[], settings: NodeJS.ProcessEnv = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, wordsOf(script, words), {
    cwd: root,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    env: { ...process.env, ...settings },
  });
  return { status, stdout, stderr };
}

/** As runScript, while this process goes on: for a command that talks to what the test itself serves or holds open. */
export function startScript(script: string, words: readonly string[], settings: NodeJS.ProcessEnv): Promise<Ended> {
  const child = spawn(process.execPath, [...wordsOf(script, words)], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk);
  });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, stdout, stderr })));
}
