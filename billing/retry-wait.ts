const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 15 * MINUTE_MS;

/** Failures up to here are an outage that ends by itself: each run tries again, so that nobody waits longer than it lasted. */
export const STUCK_AFTER = 10;

/** ms until something received that could not be done is tried again, by how often it failed: twice as long each time once it is stuck. */
export function retryWaitMs(failures: number): number {
  return failures < STUCK_AFTER ? 0 : Math.min(LONGEST_WAIT_MS, MINUTE_MS * 2 ** (failures - STUCK_AFTER));
}
