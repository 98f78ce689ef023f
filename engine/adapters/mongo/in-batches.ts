/** Batches under way at a time: one that hangs holds up nobody but its own. */
const MOST_RUNNING = 4;
const MOST_TOGETHER = 200;

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does one by one what comes one by one, and together what comes while four are under way: at the close of many markets all write at once,
 * and a write of fifty costs little more than one. `run` answers for each item in their order; what it throws, all of its batch get.
 */
export function inBatches<T, R>(run: (items: readonly T[]) => Promise<readonly R[]>): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let running = 0;
  const runNext = async (): Promise<void> => {
    running += 1;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST_TOGETHER);
      try {
        const results = await run(batch.map(({ item }) => item));
        if (results.length !== batch.length)
          throw new Error(`expected ${batch.length} results of a batch, were ${results.length}`);
        for (const [index, result] of results.entries()) batch[index]?.resolve(result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running -= 1;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running < MOST_RUNNING) void runNext();
    });
}
