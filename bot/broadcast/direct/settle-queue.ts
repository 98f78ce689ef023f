import type { ClaimedDirect, DirectResult } from './ports.ts';

/** How one claim ended. */
export interface Settled {
  readonly claim: ClaimedDirect;
  readonly result: DirectResult;
}

/** Writes settlements together: all that came while the write before was under way are one write. */
export interface SettleQueue {
  /** Resolves when it is stored. */
  add(settled: Settled): Promise<void>;
  all(settled: readonly Settled[]): Promise<void>;
}

/** Nothing waits. */
export function createSettleQueue(write: (settled: readonly Settled[]) => Promise<void>): SettleQueue {
  let waiting: Settled[] = [];
  let next: Promise<void> | null = null;
  let running: Promise<void> = Promise.resolve();

  function all(settled: readonly Settled[]): Promise<void> {
    if (settled.length === 0) return Promise.resolve();
    waiting.push(...settled);
    next ??= running
      .catch(() => undefined)
      .then(() => {
        const batch = waiting;
        waiting = [];
        next = null;
        running = write(batch);
        return running;
      });
    return next;
  }
  return { all, add: (settled) => all([settled]) };
}
