import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { backtestPublishedRule, type RuleAnswer, type RuleQuestion } from '../../backtest/ledger/published-rule.ts';

/** The one message of a thread. */
export type BacktestMessage =
  | { readonly type: 'answer'; readonly answer: RuleAnswer }
  | { readonly type: 'failed'; readonly message: string };

/** Below everything that answers people; on Linux this is the thread's own, elsewhere the whole process keeps its priority. */
const NICE = 10;

// This file is a thread: it starts when it is loaded, by start-thread.mjs only.
const port = parentPort;
if (port !== null) {
  const say = (message: BacktestMessage): void => port.postMessage(message);
  if (process.platform === 'linux') setPriority(0, NICE);
  try {
    // Only ever started with a question of ours.
    say({ type: 'answer', answer: await backtestPublishedRule(workerData as RuleQuestion) });
  } catch (error) {
    say({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}
