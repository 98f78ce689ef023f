import type { Clock } from '../ports.ts';

/** The machine's clock. Never runs backwards: when the system's time is set back, it stands still until that is made up. */
export function createSystemClock(wallNowMs: () => number = Date.now): Clock {
  let newestMs = Number.NEGATIVE_INFINITY;
  return {
    nowMs() {
      newestMs = Math.max(newestMs, wallNowMs());
      return newestMs;
    },
  };
}
