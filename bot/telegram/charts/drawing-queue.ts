import type { StartTimer } from '../deadline.ts';
import type { DrawingOrder } from './drawing-process/chart-order.ts';
import type { DrawingProcess } from './drawing-process/drawing-process.ts';

export interface DrawingQueueSettings {
  readonly startTimer: StartTimer;
  /** Drawings that may wait for the process; one more is refused. */
  readonly mostWaiting: number;
  /** The longest that a drawing may wait for the process, and then take, in milliseconds. */
  readonly deadlineMs: number;
  /** A process without work for so long is ended: its memory is worth more than its start. */
  readonly idleMs: number;
  readonly startProcess: () => DrawingProcess;
}

/** Draws in one process, in the order of asking. */
export interface DrawingQueue {
  /** Rejects when it cannot be drawn, when too many wait, or after the deadline. */
  draw(order: DrawingOrder): Promise<Buffer>;
  /** Starts the process where there is none, for a drawing that will be asked for soon, and keeps it for so long (absent: idleMs). */
  warm(forMs?: number): void;
  /** Ends the process; a drawing under way is rejected. A later drawing starts one again. */
  stop(): void;
}

interface Job {
  readonly order: DrawingOrder;
  readonly resolve: (png: Buffer) => void;
  readonly reject: (error: Error) => void;
}

interface Queue {
  readonly settings: DrawingQueueSettings;
  readonly waiting: Set<Job>;
  process: DrawingProcess | null;
  /** Keeps an idle process from being ended. */
  stay: () => void;
  isBusy: boolean;
}

export function createDrawingQueue(settings: DrawingQueueSettings): DrawingQueue {
  const queue: Queue = { settings, waiting: new Set(), process: null, stay: () => {}, isBusy: false };
  return {
    draw: (order) => enqueue(queue, order),
    warm(forMs = settings.idleMs) {
      if (queue.isBusy) return;
      runningProcess(queue);
      endWhenIdle(queue, forMs);
    },
    stop() {
      queue.stay();
      queue.process?.end();
    },
  };
}

async function enqueue(queue: Queue, order: DrawingOrder): Promise<Buffer> {
  const { waiting, settings } = queue;
  const { mostWaiting, deadlineMs, startTimer } = settings;
  if (queue.isBusy && waiting.size >= mostWaiting)
    throw new Error(`expected at most ${mostWaiting} charts waiting to be drawn, was one more`);
  return await new Promise<Buffer>((resolve, reject) => {
    const job: Job = { order, resolve, reject };
    waiting.add(job);
    startTimer(deadlineMs, () => {
      if (waiting.delete(job)) reject(new Error(`expected a free drawing process within ${deadlineMs} ms, was none`));
    });
    next(queue);
  });
}

function next(queue: Queue): void {
  const [job] = queue.waiting;
  if (job === undefined || queue.isBusy) return;
  queue.waiting.delete(job);
  queue.isBusy = true;
  void run(queue, job);
}

async function run(queue: Queue, { order, resolve, reject }: Job): Promise<void> {
  const { startTimer, deadlineMs } = queue.settings;
  let cancel = (): void => {};
  try {
    const process = runningProcess(queue);
    // A drawing that hangs can only be stopped with its process; the next one gets a new process.
    cancel = startTimer(deadlineMs, () => process.end());
    resolve(await process.draw(order));
  } catch (error) {
    reject(error instanceof Error ? error : new Error(String(error)));
  } finally {
    cancel();
    queue.isBusy = false;
    endWhenIdle(queue, queue.settings.idleMs);
    next(queue);
  }
}

function endWhenIdle(queue: Queue, idleMs: number): void {
  queue.stay = queue.settings.startTimer(idleMs, () => queue.process?.end());
}

function runningProcess(queue: Queue): DrawingProcess {
  queue.stay();
  if (queue.process === null || queue.process.isGone()) queue.process = queue.settings.startProcess();
  return queue.process;
}
