import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DrawingOrder } from './chart-order.ts';

/** Far more than a chart ever needs; one beyond it is a fault, not a big chart. */
const MEMORY_MB = 256;

/** A process that draws one picture at a time. */
export interface DrawingProcess {
  /** Null when it could not be started. */
  readonly pid: number | null;
  /** Rejects when the drawing fails, or when the process ends before it is done. */
  draw(order: DrawingOrder): Promise<Buffer>;
  /** True once the process can draw no more: it crashed or was ended. */
  isGone(): boolean;
  end(): void;
}

/** What the process answers: one message for each order. */
export type DrawingAnswer =
  | { readonly type: 'drawn'; readonly png: Uint8Array }
  | { readonly type: 'failed'; readonly message: string };

/** Starts a drawing process. It keeps ours alive only while it draws, and ends with ours. */
export function startDrawingProcess(): DrawingProcess {
  const child = fork(fileURLToPath(new URL('./start-process.mjs', import.meta.url)), [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${MEMORY_MB}`, '--max-semi-space-size=1'],
    // Standard output is for results: what a library prints while drawing goes to standard error.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const release = (): void => {
    child.unref();
    child.channel?.unref();
  };
  release();
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
  child.on('message', answer);
  child.once('error', (error) => die(`the drawing process failed: ${error.message}`));
  // How it ended is known by "exit", which may come before its last message; "disconnect" comes after that, and before or after "exit".
  const mayHaveEnded = (): void => {
    const how = child.exitCode ?? child.signalCode;
    if (!child.connected && how !== null) setImmediate(() => die(`the drawing process ended with ${how}`));
  };
  child.once('exit', mayHaveEnded);
  child.once('disconnect', mayHaveEnded);
  return {
    pid: child.pid ?? null,
    async draw(order) {
      if (gone) throw new Error('expected a running drawing process, it has ended');
      child.ref();
      child.channel?.ref();
      const message = await new Promise<DrawingAnswer>((resolve) => {
        settle = resolve;
        // A process that cannot be started or has died is noticed by its events.
        child.send(order, () => {});
      });
      release();
      if (message.type === 'failed') throw new Error(message.message);
      return Buffer.from(message.png.buffer, message.png.byteOffset, message.png.byteLength);
    },
    isGone: () => gone,
    end() {
      die('the drawing process was ended');
      // It keeps nothing: it may be ended at any moment, also one that hangs.
      child.kill('SIGKILL');
    },
  };
}
