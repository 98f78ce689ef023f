import type { StartTimer } from '../../../bot/telegram/deadline.ts';
import type { Clock } from '../../../engine/ports.ts';

interface Timer {
  readonly atMs: number;
  readonly number: number;
  readonly run: () => void;
}

/** Time that passes only when the harness lets it. Everything of one run hangs on it, so that a seed gives the same run each time. */
export interface VirtualTime extends Clock {
  readonly startTimer: StartTimer;
  /** Resolves after so many milliseconds. */
  wait(ms: number): Promise<void>;
  /** Lets time pass, running what is due in its order; ends early where `until` holds. */
  pass(ms: number, until?: () => boolean): Promise<void>;
}

export function createVirtualTime(startMs: number): VirtualTime {
  let nowMs = startMs;
  let numbers = 0;
  const timers: Timer[] = [];
  const startTimer: StartTimer = (ms, run) => {
    numbers += 1;
    const timer = { atMs: nowMs + Math.max(0, ms), number: numbers, run };
    const place = timers.findIndex(({ atMs }) => atMs > timer.atMs);
    timers.splice(place === -1 ? timers.length : place, 0, timer);
    return () => {
      const at = timers.indexOf(timer);
      if (at !== -1) timers.splice(at, 1);
    };
  };
  return {
    nowMs: () => nowMs,
    startTimer,
    wait: (ms) => new Promise((resolve) => void startTimer(ms, resolve)),
    async pass(ms, until = () => false) {
      const endMs = nowMs + ms;
      await settled();
      while (!until()) {
        const [next] = timers;
        if (next === undefined || next.atMs > endMs) break;
        timers.shift();
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await settled();
      }
      if (!until()) nowMs = endMs;
    },
  };
}

/** Everything that follows without time passing has happened: nothing here waits for a disk or a network. */
async function settled(): Promise<void> {
  await new Promise<void>((resolve) => void setImmediate(resolve));
}
