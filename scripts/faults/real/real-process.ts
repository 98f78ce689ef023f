import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../test/support/process/free-port.ts';
import { until } from '../../../test/support/process/product-process.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const READY_MS = 240_000;

export interface StartOptions {
  /** A program that runs it, with its words, e.g. unshare. */
  readonly under?: readonly string[];
}

export interface RealProcess {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly metricsUrl: string;
  /** Resolves with the exit code, null after a signal. */
  readonly ended: Promise<number | null>;
  isReady(): Promise<boolean>;
  /** Resolves when it is ready; rejects when it ended before. */
  whenReady(): Promise<void>;
}

/** Starts the product as `npm start` does, on the clock of DRILL_CLOCK, without waiting for anything. */
export async function startRealProcess(
  environment: Readonly<Record<string, string>>,
  { under = [] }: StartOptions = {},
): Promise<RealProcess> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const node = [process.execPath, '--max-semi-space-size=4', '--import', './bot/preload.mjs', '--import', 'tsx'];
  const words = [...under, ...node, '--import', './scripts/faults/real/follow-clock.ts', 'bot/main.ts'];
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, {
    cwd: ROOT,
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'warn', MALLOC_ARENA_MAX: '1', ...environment },
      ...{ PORT: String(port), METRICS_PORT: String(metricsPort) },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
    });
  // A drill that fails leaves no process behind.
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.off('exit', killWithUs));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const isReady = async (): Promise<boolean> => {
    const url = `http://127.0.0.1:${port}/health/ready`;
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null))?.status === 200;
  };
  return {
    ...{ child, ended, isReady, output: () => output, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` },
    whenReady: () =>
      until(
        'the process to be ready',
        async () => {
          if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the process ended:\n${output}`);
          return await isReady();
        },
        { limitMs: READY_MS, output: () => output },
      ),
  };
}
