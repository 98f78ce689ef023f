import { Worker } from 'node:worker_threads';
import type { RuleAnswer, RuleQuestion } from '../../backtest/ledger/published-rule.ts';
import type { BacktestMessage } from './thread.ts';

/** A walk-forward of two years of hours takes a few seconds; a machine under load gets this long. */
const LONGEST_MS = 180_000;

/** Tries the published rule on a thread of its own for each question, at a low priority, so that the event loop stays free. */
export interface ThreadBacktester {
  /** Rejects when the test fails, takes longer than three minutes, or is stopped. */
  run(question: RuleQuestion): Promise<RuleAnswer>;
  /** Ends the tests under way. */
  stop(): void;
}

/** Starts no thread before the first question. The only place that knows of the worker thread behind ThreadBacktester. */
export function createThreadBacktester(): ThreadBacktester {
  const ending = new Set<(error: Error) => void>();
  return {
    run: (question) =>
      new Promise<RuleAnswer>((resolve, reject) => {
        const worker = new Worker(new URL('./start-thread.mjs', import.meta.url), {
          workerData: question,
          execArgv: [],
        });
        const timer = setTimeout(
          () => fail(new Error(`expected a backtest within ${LONGEST_MS} ms, was none`)),
          LONGEST_MS,
        );
        const finish = (settle: () => void): void => {
          clearTimeout(timer);
          ending.delete(fail);
          settle();
          void worker.terminate();
        };
        const fail = (error: Error): void => finish(() => reject(error));
        ending.add(fail);
        worker.once('message', (message: BacktestMessage) =>
          message.type === 'answer' ? finish(() => resolve(message.answer)) : fail(new Error(message.message)),
        );
        worker.once('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
        worker.once('exit', (code) => fail(new Error(`the backtest thread ended with code ${code}`)));
      }),
    stop() {
      for (const fail of [...ending]) fail(new Error('the backtest was stopped'));
    },
  };
}
