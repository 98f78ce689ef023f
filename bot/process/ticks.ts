import { setTimeout as wait } from 'node:timers/promises';
import { type Wakeups, wakeEverySecond } from '../../engine/adapters/cron.ts';
import type { SandboxEnvironment } from './environment.ts';
import { idle, runDue, type Scheduler, tick } from './scheduler.ts';

/** How long a stop waits for work under way: whatever it is, a kill at any moment is safe. */
const STOP_WAIT_MS = 8_000;

/** Ticks once a second by cron; in the sandbox as often as the replay needs, holding its clock to the work done. */
export function startTicks(scheduler: Scheduler, sandbox: SandboxEnvironment | null): Wakeups {
  if (sandbox !== null) return startSandboxTicks(scheduler, sandbox);
  tick(scheduler);
  const cron = wakeEverySecond(async () => tick(scheduler));
  return {
    async stop() {
      await cron.stop();
      const limit = new AbortController();
      await Promise.race([idle(scheduler), wait(STOP_WAIT_MS, undefined, limit).catch(() => {})]);
      limit.abort();
    },
  };
}

function startSandboxTicks(scheduler: Scheduler, sandbox: SandboxEnvironment): Wakeups {
  const stopping = new AbortController();
  const turn = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sandbox.work(() => runDue(scheduler));
      await wait(sandbox.pauseMs(), undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const done = turn();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}
