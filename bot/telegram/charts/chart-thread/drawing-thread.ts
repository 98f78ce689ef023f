import { Worker } from 'node:worker_threads';

/** A thread that draws one picture at a time from orders of one kind. */
export interface DrawingThread<Order> {
  /** Rejects when the drawing fails, or when the thread ends before it is done. */
  draw(order: Order): Promise<Buffer>;
  /** True once the thread can draw no more: it crashed or was ended. */
  isGone(): boolean;
  end(): Promise<void>;
}

/** What a thread answers: one message for each order. */
export type DrawingAnswer =
  | { readonly type: 'drawn'; readonly png: Uint8Array<ArrayBuffer> }
  | { readonly type: 'failed'; readonly message: string };

/** Starts a thread. It keeps the process alive only while it draws. */
export function startDrawingThread<Order>(file: URL, memoryMb: number): DrawingThread<Order> {
  const worker = new Worker(file, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  worker.unref();
  let gone = false;
  let settle: ((answer: DrawingAnswer) => void) | null = null;
  const answer = (message: DrawingAnswer): void => {
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
      const message = await new Promise<DrawingAnswer>((resolve) => {
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
