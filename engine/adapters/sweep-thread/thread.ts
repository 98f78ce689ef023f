import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { createSweepRunner, type SweepInput } from '../../backtest/sweep/sweep.ts';

/** What the sweep's main thread sends: cells to run. */
export interface SweepTask {
  readonly from: number;
  readonly to: number;
}

// As a thread this file serves tasks; imported anywhere else it does nothing.
if (!isMainThread && parentPort !== null && workerData?.sweep !== undefined) {
  const port = parentPort;
  const run = createSweepRunner(workerData.sweep as SweepInput);
  port.on('message', ({ from, to }: SweepTask) => port.postMessage(run(from, to)));
}
