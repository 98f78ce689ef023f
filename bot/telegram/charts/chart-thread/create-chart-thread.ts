import { Worker } from 'node:worker_threads';
import type { ChartMessage, ChartOrder } from './chart-order.ts';

/** Far more than 80 candles and an echarts layout ever need; a chart beyond it is a fault, not a big chart. */
const MEMORY_MB = 256;

/** A thread that draws one chart at a time. */
export interface ChartThread {
  /** Rejects when the drawing fails, or when the thread ends before it is done. */
  draw(order: ChartOrder): Promise<Buffer>;
  /** True once the thread can draw no more: it crashed or was ended. */
  isGone(): boolean;
  end(): Promise<void>;
}

/** Starts a thread. It keeps the process alive only while it draws. */
export function createChartThread(): ChartThread {
  const worker = new Worker(new URL('./start-thread.mjs', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  worker.unref();
  let gone = false;
  let settle: ((message: ChartMessage) => void) | null = null;
  const answer = (message: ChartMessage): void => {
    settle?.(message);
    settle = null;
  };
  const die = (why: string): void => {
    gone = true;
    answer({ type: 'failed', message: why });
  };
  worker.on('message', answer);
  worker.on('error', (error) => die(`the chart thread failed: ${error instanceof Error ? error.message : error}`));
  worker.on('exit', (code) => die(`the chart thread ended with code ${code}`));
  return {
    async draw(order) {
      worker.ref();
      const message = await new Promise<ChartMessage>((resolve) => {
        settle = resolve;
        worker.postMessage(order);
      });
      worker.unref();
      if (message.type === 'failed') throw new Error(message.message);
      return Buffer.from(message.png.buffer, message.png.byteOffset, message.png.byteLength);
    },
    isGone: () => gone,
    async end() {
      die('the chart thread was ended');
      await worker.terminate();
    },
  };
}
