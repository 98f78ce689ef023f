import type { Clock } from '../ports.ts';

/** A correction by the time service. What is set back further had been set wrong before. */
const LONGEST_STILL_MS = 10_000;

/**
 * The machine's clock. Where the system's time is set back by up to ten seconds it stands still until that is made up; a larger step
 * is followed, since standing still would stop the product for as long as the time had been wrong.
 */
export function createSystemClock(wallNowMs: () => number = Date.now): Clock {
  let newestMs = Number.NEGATIVE_INFINITY;
  return {
    nowMs() {
      const nowMs = wallNowMs();
      newestMs = newestMs - nowMs > LONGEST_STILL_MS ? nowMs : Math.max(newestMs, nowMs);
      return newestMs;
    },
  };
}
