import { availableParallelism } from 'node:os';
import type { RuleTested } from '../../../engine/backtest/ledger/published-rule.ts';
import { seriesName } from '../../../engine/market/series.ts';
import type { StartTimer } from '../deadline.ts';
import { createChartCache } from './chart-cache.ts';
import type { ChartOrder } from './chart-thread/chart-order.ts';
import { type ChartThread, createChartThread } from './chart-thread/create-chart-thread.ts';
import { CHART } from './style.ts';

/** Charts kept: a picture has some 60 kB. */
const CACHE = { mostCharts: 256, mostBytes: 24_000_000 };

export interface ChartDrawerSettings {
  readonly startTimer: StartTimer;
  /** Threads at most; default: one, or two where the machine has more than two processors. */
  readonly threads?: number;
  /** Drawings that may wait for a thread; one more is refused. Default 32. */
  readonly mostWaiting?: number;
  /**
   * The longest that a drawing may wait for a thread, and then take, in milliseconds. Default 20 s each: a thread's start is
   * some seconds on a busy machine.
   */
  readonly deadlineMs?: number;
  /** How a thread is started; a test counts or breaks them. */
  readonly startThread?: () => ChartThread;
}

/** Draws charts off the event loop. */
export interface ChartDrawer {
  /**
   * The PNG of a chart: at once when it was drawn before, together with whoever asks for the same one now. Rejects when it
   * cannot be drawn, when too many wait, or after the deadline: the answer is then given in words.
   */
  draw(order: ChartOrder): Promise<Buffer>;
  /** Ends the threads; drawings under way are rejected. A later drawing starts a thread again. */
  stop(): Promise<void>;
}

interface Job {
  readonly order: ChartOrder;
  readonly resolve: (png: Buffer) => void;
  readonly reject: (error: Error) => void;
}

export function createChartDrawer(settings: ChartDrawerSettings): ChartDrawer {
  const { startTimer, startThread = createChartThread, mostWaiting = 32, deadlineMs = 20_000 } = settings;
  const mostThreads = settings.threads ?? (availableParallelism() > 2 ? 2 : 1);
  const cache = createChartCache(CACHE);
  const waiting = new Set<Job>();
  const idle: ChartThread[] = [];
  const busy = new Set<ChartThread>();

  async function run(thread: ChartThread, { order, resolve, reject }: Job): Promise<void> {
    // A drawing that hangs can only be stopped with its thread; the next one gets a new thread.
    const cancel = startTimer(deadlineMs, () => void thread.end());
    try {
      resolve(await thread.draw(order));
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
    } finally {
      cancel();
      busy.delete(thread);
      if (!thread.isGone()) idle.push(thread);
      next();
    }
  }

  function next(): void {
    const [job] = waiting;
    if (job === undefined || busy.size >= mostThreads) return;
    let thread = idle.pop();
    while (thread?.isGone()) thread = idle.pop();
    thread ??= startThread();
    waiting.delete(job);
    busy.add(thread);
    void run(thread, job);
    next();
  }

  async function queue(order: ChartOrder): Promise<Buffer> {
    if (busy.size >= mostThreads && waiting.size >= mostWaiting)
      throw new Error(`expected at most ${mostWaiting} charts waiting to be drawn, was one more`);
    return await new Promise<Buffer>((resolve, reject) => {
      const job: Job = { order, resolve, reject };
      waiting.add(job);
      startTimer(deadlineMs, () => {
        if (waiting.delete(job)) reject(new Error(`expected a free chart thread within ${deadlineMs} ms, was none`));
      });
      next();
    });
  }

  return {
    draw: (order) => cache.get(chartKey(order), () => queue(order)),
    async stop() {
      await Promise.all([...idle.splice(0), ...busy].map((thread) => thread.end()));
    },
  };
}

/** Equal keys are equal pictures: what is drawn, how it ended, the newest candle shown, theme, size and language. */
export function chartKey(order: ChartOrder): string {
  const look = `${CHART.theme} ${CHART.width}×${CHART.height} ${order.languageCode}`;
  if (order.type === 'backtest') return ['backtest', backtestKey(order.tested), order.marketNote ?? '', look].join('|');
  if (order.type === 'why') return ['why', order.signal.id, order.answer.probabilityUp, order.theme, look].join('|');
  const { signal, steps, outcome } = order.entry;
  const { openTimeMs, length } = order.candles;
  return [
    'signal',
    signal.id,
    outcome?.plan?.touched ?? outcome?.direction.type ?? 'open',
    steps.length,
    length,
    openTimeMs[length - 1] ?? 0,
    look,
  ].join('|');
}

function backtestKey({ series, fromMs, toMs, kind, statistics }: RuleTested): string {
  return [seriesName(series), fromMs, toMs, kind, statistics.trades, statistics.netReturn].join(' ');
}
