import { Worker } from 'node:worker_threads';
import type { BacktestMarket } from '../../backtest/plan/backtest-market.ts';
import {
  checkSweep,
  createSweepRunner,
  joinTables,
  type SweepInput,
  type SweepTable,
  sweepSize,
} from '../../backtest/sweep/sweep.ts';
import type { SweepTask } from './thread.ts';

/** Below so many candles over all combinations, threads take longer to start than the work. */
const SMALL_WORK_CANDLES = 20_000_000;
/** Cells of one task: enough to be worth a message, few enough for progress to move. */
const TASK_CELLS = 64;

/** How a sweep is divided, followed and stopped. */
export interface SweepOptions {
  /** Threads to run on. */
  readonly threads: number;
  readonly onProgress?: (done: number, total: number) => void;
  /** Combinations × candles below which one thread is faster than starting several. */
  readonly smallWorkCandles?: number;
  /** Combinations [from, to) only; default: all. */
  readonly range?: { readonly from: number; readonly to: number };
  /** Ends the sweep early; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

type Column = Float64Array | Uint8Array;

/** The same values in memory that all threads see. */
function shared<C extends Column>(column: C): C {
  const buffer = new SharedArrayBuffer(column.byteLength);
  const copy = column instanceof Uint8Array ? new Uint8Array(buffer) : new Float64Array(buffer);
  copy.set(column);
  // The kind of the copy is that of the column by the line above.
  return copy as Column as C;
}

const maybe = (column: Float64Array | null): Float64Array | null => (column === null ? null : shared(column));

function sharedMarket(market: BacktestMarket): BacktestMarket {
  const { candles, signals, funding } = market;
  const { length } = candles;
  return {
    ...market,
    sigma: maybe(market.sigma),
    atr: maybe(market.atr),
    funding: funding === null ? null : { timeMs: shared(funding.timeMs), rate: shared(funding.rate) },
    candles: {
      length,
      openTimeMs: shared(candles.openTimeMs),
      open: shared(candles.open),
      high: shared(candles.high),
      low: shared(candles.low),
      close: shared(candles.close),
      volume: new Float64Array(0),
      spread: maybe(candles.spread),
      takerBuyVolume: null,
    },
    signals: {
      ...signals,
      action: shared(signals.action),
      strength: maybe(signals.strength),
      stopPrice: maybe(signals.stopPrice),
      targetPrice: maybe(signals.targetPrice),
    },
  };
}

/**
 * Every combination of a sweep, on several threads over one copy of the candles, or in this one when there is little to
 * do. The same table for any number of threads. Throws BacktestError before any work when a combination makes no sense.
 */
export async function runSweep(input: SweepInput, options: SweepOptions): Promise<SweepTable> {
  const { threads, onProgress, signal, smallWorkCandles = SMALL_WORK_CANDLES } = options;
  checkSweep(input);
  const { from: first, to: end } = options.range ?? { from: 0, to: sweepSize(input.grid) };
  const total = end - first;
  const candles = input.markets.reduce((sum, market) => sum + market.candles.length, 0);
  if (threads === 1 || total * candles <= smallWorkCandles) {
    const run = createSweepRunner(input);
    return joinTables(
      Array.from({ length: Math.ceil(total / TASK_CELLS) }, (_, at) => {
        signal?.throwIfAborted();
        const to = Math.min(end, first + (at + 1) * TASK_CELLS);
        onProgress?.(to - first, total);
        return run(first + at * TASK_CELLS, to);
      }),
    );
  }
  const sweep: SweepInput = { ...input, markets: input.markets.map(sharedMarket) };
  const tables: SweepTable[] = [];
  let next = first;
  let done = 0;
  const takeTask = (): SweepTask | null => {
    if (next >= end) return null;
    const task = { from: next, to: Math.min(end, next + TASK_CELLS) };
    next = task.to;
    return task;
  };
  const serve = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const give = (): void => {
        const task = takeTask();
        if (task === null) resolve();
        else worker.postMessage(task);
      };
      const abort = (): void => reject(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      worker.on('error', reject);
      worker.on('exit', (code) =>
        reject(new Error(`expected a sweep thread to stay until the end, it left with ${code}`)),
      );
      worker.on('message', (table: SweepTable) => {
        tables.push(table);
        done += table.to - table.from;
        onProgress?.(done, total);
        give();
      });
      if (signal?.aborted === true) abort();
      else give();
    });
  const count = Math.max(1, Math.min(threads, Math.ceil(total / TASK_CELLS)));
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('./start-thread.mjs', import.meta.url), { workerData: { sweep }, execArgv: [] }),
  );
  try {
    await Promise.all(workers.map(serve));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return joinTables(tables);
}
