/** One measured comparison: ours and a reference, both in `unit`, higher is better. */
export interface BenchResult {
  readonly ours: number;
  /** Null when there is nothing fair to compare with. */
  readonly reference: number | null;
  readonly referenceName: string | null;
}

/** A benchmark that scripts/bench/bench.ts can run. */
export interface Bench {
  readonly name: string;
  readonly unit: string;
  readonly run: () => BenchResult | Promise<BenchResult>;
}

/**
 * Least processor time of several runs in milliseconds, user and system, all threads: what the code costs, whatever else the machine is
 * doing. For single-threaded work on a quiet machine it is the time on the wall.
 */
export async function leastProcessorMs(rounds: number, work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e3);
  }
  return least;
}

/** Best of several runs in milliseconds on the wall, for work that waits for others. */
export async function bestMs(rounds: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now();
    await work();
    best = Math.min(best, performance.now() - startedMs);
  }
  return best;
}
