import { setTimeout as wait } from 'node:timers/promises';
import { type Wakeups, wakeEverySecond } from '../../engine/adapters/cron.ts';
import type { Clock } from '../../engine/ports.ts';
import type { Heart } from './heart.ts';
import type { SandboxSide } from './surroundings.ts';

/** Wakes the heart by cron once a second; in the sandbox as often as the replay needs, holding the clock to the work done. */
export function startWakeups(heart: Heart, clock: Clock, sandbox: SandboxSide | null): Wakeups {
  if (sandbox === null) return wakeEverySecond(() => heart.beat());
  const stopping = new AbortController();
  const done = pulse({ heart, clock, sandbox, stopping: stopping.signal });
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function pulse({
  heart,
  clock,
  sandbox,
  stopping,
}: {
  heart: Heart;
  clock: Clock;
  sandbox: SandboxSide;
  stopping: AbortSignal;
}): Promise<void> {
  while (!stopping.aborted) {
    const nowMs = clock.nowMs();
    await heart.beat();
    sandbox.workedUntil(nowMs);
    await wait(sandbox.pauseMs(), undefined, { signal: stopping }).catch(() => {});
  }
}
