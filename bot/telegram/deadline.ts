/** Calls `run` once after `ms` milliseconds of wall time; the returned function cancels it. */
export type StartTimer = (ms: number, run: () => void) => () => void;

/** Real timers that keep no process alive. */
export const startRealTimer: StartTimer = (ms, run) => {
  const timer = setTimeout(run, ms);
  timer.unref();
  return () => clearTimeout(timer);
};

/** Work did not finish in time; it may still finish later. */
export class DeadlineError extends Error {
  readonly code = 'telegram/deadline';
}

/** The work's result, or a DeadlineError after `ms`. The work itself is not stopped, and its late failure is swallowed. */
export async function withDeadline<T>(work: Promise<T>, ms: number, startTimer: StartTimer): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const cancel = startTimer(ms, () => reject(new DeadlineError(`expected an answer within ${ms} ms, was none`)));
    work.then(resolve, reject).finally(cancel);
  });
}

/** Resolves after `ms` of wall time. */
export async function pause(ms: number, startTimer: StartTimer): Promise<void> {
  await new Promise<void>((resolve) => {
    startTimer(ms, resolve);
  });
}
