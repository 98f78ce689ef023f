import cron from 'node-cron';

/** A wake-up that can be taken back. */
export interface Wakeups {
  stop(): Promise<void>;
}

/**
 * Calls `wake` every second of wall time (node-cron, UTC, never twice at once). A tick is only a wake-up: what is due is
 * computed from stored watermarks, so a dropped or late one changes nothing. `wake` must not reject.
 */
export function wakeEverySecond(wake: () => Promise<void>): Wakeups {
  const task = cron.schedule('* * * * * *', wake, { timezone: 'UTC', noOverlap: true });
  return {
    async stop() {
      await task.destroy();
    },
  };
}
