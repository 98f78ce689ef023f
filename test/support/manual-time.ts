/** Runs after everything that is resolved already, however long its chain. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** A clock and timers that a test moves. */
export interface ManualTime {
  nowMs(): number;
  startTimer(ms: number, run: () => void): () => void;
  /** Time passes: timers run when they are due, each after what the one before began. */
  pass(ms: number): Promise<void>;
  /** A pause of the whole process: time passes and no timer runs. */
  sleep(ms: number): void;
}

export function createManualTime(startMs = 0): ManualTime {
  let nowMs = startMs;
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  return {
    nowMs: () => nowMs,
    startTimer(ms, run) {
      const timer = { atMs: nowMs + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async pass(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        await settle();
        const next = [...timers].filter(({ atMs }) => atMs <= endMs).toSorted((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined) break;
        timers.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
      }
      nowMs = endMs;
    },
    sleep(ms) {
      nowMs += ms;
    },
  };
}
