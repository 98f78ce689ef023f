import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** A day takes a second or two; one that does not end at all is a failure of its own. */
export const TASK_LIMIT_MS = 300_000;

/** How tasks are run, and what becomes of their answers. */
export interface PoolOptions<T> {
  /** The file of the workers: it says "ready", and then answers each task. */
  readonly worker: URL;
  readonly onAnswer: (answer: unknown) => void;
  /** A task whose worker ended, or gave no answer in time. */
  readonly onHung: (task: T) => void;
}

/** Runs the tasks in processes, one on each core. */
export async function runTasks<T extends object>(tasks: readonly T[], options: PoolOptions<T>): Promise<void> {
  const left = [...tasks];
  const count = Math.min(availableParallelism(), tasks.length);
  await Promise.all(Array.from({ length: count }, () => work(left, options)));
}

/** One core: a worker after another, because one that hangs is ended and its task is what broke. */
async function work<T extends object>(left: T[], { worker: file, onAnswer, onHung }: PoolOptions<T>): Promise<void> {
  while (left.length > 0) {
    const worker = fork(file, {
      // A day makes garbage by the gigabyte that dies young.
      execArgv: [...process.execArgv, '--max-semi-space-size=32'],
    });
    try {
      if ((await answerOf(worker)) !== 'ready') throw new Error('expected a worker that starts');
      for (let task = left.shift(); task !== undefined; task = left.shift()) {
        worker.send(task);
        const answer = await answerOf(worker);
        if (answer === null) {
          onHung(task);
          break;
        }
        onAnswer(answer);
      }
    } finally {
      worker.kill('SIGKILL');
    }
  }
}

/** What a worker says next; null where it ends, or says nothing for too long. */
async function answerOf(worker: ChildProcess): Promise<unknown> {
  return await new Promise((resolve) => {
    const end = (answer: unknown): void => {
      clearTimeout(timer);
      worker.off('message', end);
      worker.off('exit', onExit);
      resolve(answer);
    };
    const onExit = (): void => end(null);
    const timer = setTimeout(onExit, TASK_LIMIT_MS);
    worker.on('message', end);
    worker.on('exit', onExit);
  });
}
