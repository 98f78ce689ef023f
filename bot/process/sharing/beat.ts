import type { Division, DivisionStore } from '../../division-store.ts';
import { type StartTimer, withDeadline } from '../../telegram/deadline.ts';

const LEAVE_LIMIT_MS = 2_000;
/** Others write as rarely as this process: a change that lost against so many is no race any more. */
export const MOST_ATTEMPTS = 10;

/** What a process says again and again while it takes part in a division. */
export interface Beat {
  /** Says it at once, and goes on. */
  start(): Promise<void>;
  /** Says it no more, and leaves. A database that is away holds up no stop: what the process had then ends by itself. */
  stop(): Promise<void>;
  isStopped(): boolean;
}

export interface BeatDependencies {
  readonly everyMs: number;
  /** Never rejects. */
  readonly beat: () => Promise<void>;
  /** Gives everything back; the last beat has ended. */
  readonly leave: () => Promise<void>;
  readonly startTimer: StartTimer;
  readonly onFailed: (error: unknown) => void;
}

/** A beat that has not begun. */
export function createBeat({ everyMs, beat, leave, startTimer, onFailed }: BeatDependencies): Beat {
  let isStopped = false;
  let beating: Promise<void> | null = null;
  let cancelTimer = (): void => {};
  const next = (): Promise<void> => {
    beating = beat().finally(() => {
      beating = null;
    });
    return beating;
  };
  const schedule = (): void => {
    if (!isStopped) cancelTimer = startTimer(everyMs, () => void next().finally(schedule));
  };
  const leaveAfterLast = async (): Promise<void> => {
    await beating;
    await leave();
  };
  return {
    async start() {
      await next();
      schedule();
    },
    async stop() {
      isStopped = true;
      cancelTimer();
      await withDeadline(leaveAfterLast(), LEAVE_LIMIT_MS, startTimer).catch(onFailed);
    },
    isStopped: () => isStopped,
  };
}

/** Makes a change of what is stored, whatever others make of it at the same time. */
export async function changeDivision<T extends Division>(
  store: DivisionStore<T>,
  change: (division: T) => T,
): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    if (await store.replace(change(await store.read()))) return;
  }
}
