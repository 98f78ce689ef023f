import type { StartTimer } from '../deadline.ts';
import type { DrawingThread } from './chart-thread/drawing-thread.ts';

export interface DrawingPoolSettings<Order> {
  readonly startTimer: StartTimer;
  /** Threads at most. */
  readonly threads: number;
  /** Drawings that may wait for a thread; one more is refused. */
  readonly mostWaiting: number;
  /** The longest that a drawing may wait for a thread, and then take, in milliseconds. */
  readonly deadlineMs: number;
  /** A thread without work for so long is ended: its memory is worth more than its start. */
  readonly idleMs: number;
  readonly startThread: () => DrawingThread<Order>;
}

/** Draws in threads, in the order of asking. */
export interface DrawingPool<Order> {
  /** Rejects when it cannot be drawn, when too many wait, or after the deadline. */
  draw(order: Order): Promise<Buffer>;
  /** Ends the threads; drawings under way are rejected. A later drawing starts a thread again. */
  stop(): Promise<void>;
}

interface Job<Order> {
  readonly order: Order;
  readonly resolve: (png: Buffer) => void;
  readonly reject: (error: Error) => void;
}

interface Pool<Order> {
  readonly settings: DrawingPoolSettings<Order>;
  readonly waiting: Set<Job<Order>>;
  /** Threads without work, with what keeps each from being ended. */
  readonly idle: Map<DrawingThread<Order>, () => void>;
  readonly busy: Set<DrawingThread<Order>>;
}

export function createDrawingPool<Order>(settings: DrawingPoolSettings<Order>): DrawingPool<Order> {
  const pool: Pool<Order> = { settings, waiting: new Set(), idle: new Map(), busy: new Set() };
  return {
    draw: (order) => queue(pool, order),
    async stop() {
      const threads = [...pool.idle.keys(), ...pool.busy];
      for (const stay of pool.idle.values()) stay();
      pool.idle.clear();
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

async function queue<Order>(pool: Pool<Order>, order: Order): Promise<Buffer> {
  const { busy, waiting, settings } = pool;
  const { threads, mostWaiting, deadlineMs, startTimer } = settings;
  if (busy.size >= threads && waiting.size >= mostWaiting)
    throw new Error(`expected at most ${mostWaiting} charts waiting to be drawn, was one more`);
  return await new Promise<Buffer>((resolve, reject) => {
    const job: Job<Order> = { order, resolve, reject };
    waiting.add(job);
    startTimer(deadlineMs, () => {
      if (waiting.delete(job)) reject(new Error(`expected a free chart thread within ${deadlineMs} ms, was none`));
    });
    next(pool);
  });
}

function next<Order>(pool: Pool<Order>): void {
  const { busy, waiting, settings } = pool;
  const [job] = waiting;
  if (job === undefined || busy.size >= settings.threads) return;
  const thread = takeIdle(pool) ?? settings.startThread();
  waiting.delete(job);
  busy.add(thread);
  void run(pool, thread, job);
  next(pool);
}

function takeIdle<Order>({ idle }: Pool<Order>): DrawingThread<Order> | null {
  for (const [thread, stay] of [...idle].toReversed()) {
    stay();
    idle.delete(thread);
    if (!thread.isGone()) return thread;
  }
  return null;
}

async function run<Order>(
  pool: Pool<Order>,
  thread: DrawingThread<Order>,
  { order, resolve, reject }: Job<Order>,
): Promise<void> {
  const { startTimer, deadlineMs, idleMs } = pool.settings;
  // A drawing that hangs can only be stopped with its thread; the next one gets a new thread.
  const cancel = startTimer(deadlineMs, () => void thread.end());
  try {
    resolve(await thread.draw(order));
  } catch (error) {
    reject(error instanceof Error ? error : new Error(String(error)));
  } finally {
    cancel();
    pool.busy.delete(thread);
    if (!thread.isGone()) {
      const end = (): void => {
        pool.idle.delete(thread);
        void thread.end();
      };
      pool.idle.set(thread, startTimer(idleMs, end));
    }
    next(pool);
  }
}
