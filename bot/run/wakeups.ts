import { setTimeout as wait } from 'node:timers/promises';
import { type Wakeups, wakeEverySecond } from '../../engine/adapters/cron.ts';
import type { Heart } from './heart.ts';
import type { SandboxSide } from './surroundings.ts';

/** Wakes the heart by cron once a second; in the sandbox as often as the replay needs, holding the clock to the work done. */
export function startWakeups(heart: Heart, sandbox: SandboxSide | null): Wakeups {
  if (sandbox === null) return wakeEverySecond(async () => void (await heart.beat()));
  const stopping = new AbortController();
  const done = pulse({ heart, sandbox, stopping: stopping.signal });
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function pulse({
  heart,
  sandbox,
  stopping,
}: {
  readonly heart: Heart;
  readonly sandbox: SandboxSide;
  readonly stopping: AbortSignal;
}): Promise<void> {
  while (!stopping.aborted) {
    await sandbox.work(heart.beat);
    await wait(sandbox.pauseMs(), undefined, { signal: stopping }).catch(() => {});
  }
}
