import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { freePort } from './free-port.ts';
import { until } from './product-process.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const HEALTH = z.object({
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), say: z.string() })),
});

/** A process of one role, which tests kill, pause and start again. */
export interface RoleProcess {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: () => string;
  /** HTTP status of a path, 0 where nobody answers. */
  status(path: string): Promise<number>;
  /** What a probe of readiness says; "" where nobody answers or there is no such probe. */
  probe(name: string): Promise<string>;
  /** Sends a signal and resolves with the exit code and the milliseconds until the end. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly elapsedMs: number }>;
}

/** Starts a process without waiting for anything. */
export async function startRole(environment: Readonly<Record<string, string>>): Promise<RoleProcess> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['--import', './bot/preload.mjs', '--import', 'tsx', 'bot/main.ts'], {
    cwd: root,
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'info' },
      ...{ PORT: String(port), METRICS_PORT: String(metricsPort), ...environment },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => void chunks.push(chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  const ask = (path: string): Promise<Response | null> =>
    fetch(url + path, { signal: AbortSignal.timeout(3_000) }).catch(() => null);
  return {
    ...{ url, child },
    output: () => chunks.join(''),
    status: async (path) => (await ask(path))?.status ?? 0,
    async probe(name) {
      const response = await ask('/health/ready');
      const parsed = HEALTH.safeParse(await response?.json().catch(() => null));
      return parsed.success ? (parsed.data.checks.find((check) => check.name === name)?.say ?? '') : '';
    },
    end(signal) {
      const startedMs = performance.now();
      const ended = new Promise<number | null>((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
        child.once('exit', (code) => resolve(code));
      });
      child.kill(signal);
      return ended.then((code) => ({ code, elapsedMs: performance.now() - startedMs }));
    },
  };
}

/** Resolves when the process answers as ready. */
export async function whenReady(role: RoleProcess, limitMs = 120_000): Promise<void> {
  await until('readiness', async () => (await role.status('/health/ready')) === 200, {
    limitMs,
    output: role.output,
  });
}
